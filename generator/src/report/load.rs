//! Problems of reading a document.

problems! {
    /// What can be wrong with the text, its files and its references.
    pub enum LoadProblem {
        /// The text is neither YAML nor JSON.
        NotYaml {
            /// What the parser said.
            message: String,
        } = "not-yaml":
            "the text is no YAML: {message}", hint "check the text at this place with a YAML linter";
        /// The text begins as JSON, or its file says that it is JSON.
        NotJson {
            /// What the parser said.
            message: String,
        } = "not-json":
            "the text is no JSON: {message}", hint "correct it at this place; what is meant to be YAML has another ending than `.json`, and no quotes around its first key";
        /// The text nests deeper than is read.
        TooDeep {
            /// How many levels are read.
            limit: usize,
        } = "too-deep":
            "the text nests more than {limit} levels deep", hint "give inner schemas names of their own and refer to them with `$ref`; an alias (`*name`) within what its own anchor names never ends";
        /// Aliases make the text many times larger than it is.
        TooLarge {} = "too-large":
            "the aliases (`*name`) of this text would make it many times larger than it is", hint "refer to what repeats with `$ref` instead";
        /// Reading would copy what the document says again and again.
        TooManyCopies {
            /// How many values may be copied.
            limit: usize,
        } = "too-many-copies":
            "what is shared here is used so often that more than {limit} values would be copied", hint "give the schemas inside of it names of their own and refer to them with `$ref`: these are not copied";
        /// A template is filled in too often, or templates stand too deep in each other.
        DynamicAnchor {
            /// The anchors.
            names: String,
        } = "dynamic-anchor":
            "`{names}` is not filled in from here on: schemas would be copied too often, or too deep into each other; a `$dynamicRef` there leads to what it does on its own",
            hint "declare the `$dynamicAnchor` nearer to the schemas that refer to it";
        /// A template is filled in where its anchor is bound already.
        ShadowedAnchor {
            /// The anchor.
            name: String,
        } = "shadowed-anchor":
            "`{name}` is bound on the way here already, and that binding holds: what is declared here is not used there, and the schema leads back to itself",
            hint "give the anchor of one of the two schemas that are filled in, and the `$dynamicRef`s to it, another name";
        /// A dynamic reference that may lead to several places, and nothing says to which.
        DynamicReference {} = "dynamic-reference":
            "several schemas have this `$dynamicAnchor`, and none of them is on the way here; any value is taken",
            hint "declare the anchor in `$defs` beside the reference, with what holds where no other schema fills it in";
        /// Two members of a mapping have the same key.
        DuplicateKey {
            /// The key.
            key: String,
        } = "duplicate-key":
            "the key `{key}` stands here twice; the last one holds", hint "remove or rename one of the two";
        /// The text says neither `openapi` nor `swagger`.
        NotOpenapi {
            /// What it is instead.
            found: String,
        } = "not-openapi":
            "this is not an OpenAPI document, but {found}", hint "an OpenAPI document begins with `openapi: 3.1.0`, or `swagger: \"2.0\"`";
        /// A version of OpenAPI that does not exist, or is not known.
        UnsupportedVersion {
            /// The version.
            version: String,
        } = "unsupported-version":
            "version `{version}` of OpenAPI is not supported", hint "2.0, 3.0.x, 3.1.x and 3.2.x are";
        /// A file can't be read.
        UnreadableFile {
            /// Its name.
            file: String,
            /// Why.
            reason: String,
        } = "unreadable-file":
            "the file `{file}` can't be read: {reason}", hint "names are relative to the file that refers to them, and end where the folder of the entry document ends";
        /// A reference to the network.
        RemoteReference {
            /// The reference.
            reference: String,
        } = "remote-reference":
            "the reference `{reference}` goes to the network, which is never asked", hint "put a copy of that document beside this one, and refer to the copy";
        /// A reference out of the folder of the entry document.
        ReferenceLeavesFolder {
            /// The reference.
            reference: String,
        } = "reference-leaves-folder":
            "the reference `{reference}` leaves the folder of the document", hint "move the file into the folder of the entry document";
        /// A reference to nothing.
        DanglingReference {
            /// The reference.
            reference: String,
            /// What may be meant.
            advice: String,
        } = "dangling-reference":
            "there is nothing at `{reference}`", hint "{advice}";
        /// Keywords beside a reference, where the specification has them ignored.
        IgnoredSiblings {
            /// The keywords.
            keywords: String,
        } = "ignored-siblings":
            "before OpenAPI 3.1, what stands beside a `$ref` is ignored: {keywords}", hint "put the reference and the rest into an `allOf`, or upgrade the document to 3.1";
        /// A schema that is not there, where a crate can do without.
        MissingSchema {
            /// The reference.
            reference: String,
            /// Where it leads instead.
            what: String,
            /// What may be meant.
            advice: String,
        } = "missing-schema":
            "the reference `{reference}` {what}; it is taken as any value", hint "{advice}";
        /// References that lead back to themselves.
        CircularReference {
            /// The reference.
            reference: String,
        } = "circular-reference":
            "the reference `{reference}` leads back to itself", hint "let one of the references of this circle be the object itself";
        /// A value of the wrong type.
        WrongType {
            /// What stands there.
            found: String,
            /// What should.
            expected: String,
        } = "wrong-type":
            "{found} stands where {expected} should", hint "write {expected} here";
        /// A member that has to be there is not.
        MissingMember {
            /// Its key.
            member: String,
            /// What it is missing from.
            object: String,
        } = "missing-member":
            "the {object} has no `{member}`", hint "add `{member}`";
        /// A member that the specification does not know.
        UnknownMember {
            /// Its key.
            member: String,
            /// Where it stands.
            object: String,
            /// What may be meant.
            advice: String,
        } = "unknown-member":
            "`{member}` has no meaning in the {object} and is left out", hint "{advice}";
        /// A base path without its slash.
        OddBasePath {
            /// It, with the slash.
            base: String,
        } = "odd-base-path":
            "the base path does not begin with `/`: it is taken as `{base}`", hint "write `{base}`";
        /// A value that is none of those which the specification knows.
        UnknownValue {
            /// The value.
            value: String,
            /// The member.
            member: String,
            /// What is known.
            known: String,
        } = "unknown-value":
            "`{value}` is no value of `{member}`", hint "known are: {known}";
    }
}
