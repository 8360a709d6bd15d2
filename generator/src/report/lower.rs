//! Problems of understanding a document.

problems! {
    /// What can be wrong with, or is not covered of, the things that a document describes.
    pub enum LowerProblem {
        /// Two operations have the same `operationId`.
        DuplicateOperationId {
            /// The id.
            id: String,
        } = "duplicate-operation-id":
            "the operationId `{id}` is used twice", hint "give each operation an id of its own";
    }
}
