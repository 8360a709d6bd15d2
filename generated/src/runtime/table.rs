//! What is known of a struct's members: the data that `fields!` writes.

/// The members of one struct, in the order of its slots.
#[derive(Debug)]
pub struct Table {
    /// Name of the struct.
    pub name: &'static str,
    /// One for each slot.
    pub members: &'static [Member],
}

/// A member: its two names, and what differs from the rule that its type gives.
#[derive(Debug)]
pub struct Member {
    /// Name on the wire.
    pub wire: &'static str,
    /// Name of the field.
    pub field: &'static str,
    /// `Debug` hides its value.
    pub redacted: bool,
    /// Always present, and `null` when it is `None`.
    pub nullable: bool,
    /// Only received: left out of request bodies.
    pub read_only: bool,
}

impl Member {
    /// A member that is present and written as its type says.
    pub const fn new(field: &'static str, wire: &'static str) -> Self {
        Self {
            wire,
            field,
            redacted: false,
            nullable: false,
            read_only: false,
        }
    }

    /// `Debug` hides its value.
    pub const fn redacted(self) -> Self {
        Self {
            redacted: true,
            ..self
        }
    }

    /// Missing is an error, `None` is written as `null`.
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    /// Left out of request bodies.
    pub const fn read_only(self) -> Self {
        Self {
            read_only: true,
            ..self
        }
    }
}
