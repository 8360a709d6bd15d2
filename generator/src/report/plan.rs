//! Problems of deciding what the crate says.

problems! {
    /// What can be wrong with names and choices.
    pub enum PlanProblem {
        /// A choice names something that the document does not have.
        ChoiceMatchesNothing {
            /// The choice.
            choice: String,
        } = "choice-matches-nothing":
            "the choice `{choice}` matches nothing in the document", hint "correct or remove it in the file of choices";
    }
}
