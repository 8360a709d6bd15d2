//! What is known of a struct's members: the data that `fields!` writes.

/// The members of one struct, in the order of its slots: lists side by side, and one text of all fields, because the
/// compiler takes as long for each literal and each struct as a reader does.
pub struct Table {
    /// Name of the struct.
    pub name: &'static str,
    /// Names of the members on the wire.
    pub wire: &'static [&'static str],
    /// Names of the fields, with spaces between them.
    pub fields: &'static str,
    /// The marks of each member, see [`mark`].
    pub marks: &'static [u8],
}

impl Table {
    /// Of what is no struct.
    pub(super) const NONE: Self = Self {
        name: "",
        wire: &[],
        fields: "",
        marks: &[],
    };

    /// Whether the member at this index has this mark.
    pub(super) fn is(&self, index: usize, mark: u8) -> bool {
        matches!(self.marks.get(index), Some(marks) if marks & mark != 0)
    }
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
