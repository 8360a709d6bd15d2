//! Problems of reading a document.

problems! {
    /// What can be wrong with the text, its files and its references.
    pub enum LoadProblem {
        /// The text is neither YAML nor JSON.
        NotYaml {
            /// What the parser said.
            message: String,
        } = "not-yaml":
            "the text is neither YAML nor JSON: {message}", hint "check the text at this place with a YAML linter";
        /// Two members of a mapping have the same key.
        DuplicateKey {
            /// The key.
            key: String,
        } = "duplicate-key":
            "the key `{key}` stands here twice", hint "remove or rename one of the two: a reader would silently drop one";
    }
}
