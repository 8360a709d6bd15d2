//! What is known of a struct's members: the data that `fields!` writes.

/// The members of one struct, in the order of its slots.
pub struct Table {
    /// Name of the struct.
    pub name: &'static str,
    /// One for each slot.
    pub members: &'static [Member],
}

/// A member: its two names, and what differs from the rule that its type gives.
pub struct Member {
    /// Name on the wire.
    pub wire: &'static str,
    /// Name of the field.
    pub field: &'static str,
    /// The marks of `fields!`, see [`mark`].
    pub marks: u8,
}

/// The marks that `fields!` knows, under the names that they have there.
#[allow(
    non_upper_case_globals,
    dead_code,
    reason = "`fields!` spells them like this"
)]
pub mod mark {
    /// `Debug` hides the value.
    pub const redacted: u8 = 1;
    /// Missing is an error, `None` is written as `null`.
    pub const nullable: u8 = 2;
    /// Left out of request bodies.
    pub const read_only: u8 = 4;
}

impl Member {
    /// One of this name on the wire, without marks.
    pub(super) fn of(wire: &'static str) -> Self {
        Self {
            wire,
            field: wire,
            marks: 0,
        }
    }

    /// Whether it has this mark.
    #[inline]
    pub(super) fn is(&self, mark: u8) -> bool {
        self.marks & mark != 0
    }
}
