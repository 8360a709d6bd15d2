//! Problems of deciding what the crate says.

problems! {
    /// What can be wrong with names and choices, and what a client can't do yet.
    pub enum PlanProblem {
        /// A choice names something that the document does not have.
        ChoiceMatchesNothing {
            /// The list of choices and the entry.
            choice: String,
        } = "choice-matches-nothing":
            "the choice `{choice}` matches nothing in the document", hint "correct or remove it in the file of choices; without it `--show plan` lists what there is";
        /// Two choices give one thing different names.
        ChoiceContradicts {
            /// The choice.
            choice: String,
            /// Another one.
            other: String,
        } = "choice-contradicts":
            "`{choice}` is about the same thing as `{other}`", hint "remove one of them from the file of choices";
        /// The file of choices can't be read.
        ChoicesUnreadable {
            /// What the parser said.
            message: String,
        } = "choices-unreadable":
            "the choices can't be read: {message}", hint "the README lists the choices that there are";
        /// A chosen name is no Rust name, or taken.
        NameNotValid {
            /// The name.
            name: String,
            /// Why.
            reason: String,
        } = "name-not-valid":
            "`{name}` is no valid name here: {reason}", hint "choose another name";
        /// A line of the name lock can't be read.
        NameLockUnreadable {
            /// The line.
            line: String,
            /// Why.
            reason: String,
        } = "name-lock-unreadable":
            "this line of the name lock can't be read: `{line}`: {reason}", hint "restore the file from version control, or start anew with `--relock`";
        /// A request body has no representation that can be sent.
        RequestMediaType {
            /// The operation.
            operation: String,
            /// What the document offers.
            offered: String,
        } = "request-media-type":
            "`{operation}` is left out: its request body is {offered}", hint "JSON, text and bytes can be sent so far, and an object as a form or as `multipart/form-data`; add one of them to the document, or skip the operation by choice to silence this";
        /// An optional request body has no representation that can be sent.
        BodyNotSent {
            /// The operation.
            operation: String,
            /// What the document offers.
            offered: String,
        } = "body-not-sent":
            "the optional request body of `{operation}` is left out: it is {offered}", hint "JSON, text and bytes can be sent so far, an object as a form or as `multipart/form-data`, and nothing with TRACE";
        /// Representations that say something of their own, and are not used.
        OtherRepresentations {
            /// How many.
            count: usize,
            /// The first places.
            places: String,
        } = "other-representations":
            "bodies are neither sent nor read in these representations, which differ from the one that is used (occurrences: {count}): {places}", hint "rustdoc lists them at each method; `--report` lists every place";
        /// Bodies that are handed on as texts or octets, although the document says what is in them.
        TextOfMembers {
            /// How many.
            count: usize,
            /// The first places.
            places: String,
        } = "text-of-members":
            "these bodies are texts or octets to the crate: what their schemas say is in them is neither read nor written (occurrences: {count}): {places}", hint "JSON is read and written as its schema says, and an object is sent as a form; XML, YAML, CSV, answers in parts and the like are the caller's business";
        /// A part of a multipart body that can't be written as it should.
        PartMediaType {
            /// The member.
            member: String,
            /// The media type.
            content_type: String,
        } = "part-media-type":
            "the part `{member}` is an object, which can't be written as `{content_type}`; it is sent as `application/json`", hint "describe the part as a string or as bytes, which the caller writes";
        /// A response has no representation that can be asked for.
        ResponseMediaType {
            /// The operation.
            operation: String,
            /// What the document offers.
            offered: String,
        } = "response-media-type":
            "`{operation}` is left out: it answers with {offered}", hint "no header can ask for that: correct it, or skip the operation by choice to silence this";
        /// A method that can't be one.
        HttpMethod {
            /// The operation.
            operation: String,
            /// Its method.
            method: String,
        } = "http-method":
            "`{operation}` is left out: its method is `{method}`", hint "a method is a word of letters, digits and a few signs, such as `COPY` (RFC 9110, 5.6.2)";
        /// A path that the client refuses to call.
        PathNotCallable {
            /// The operation.
            operation: String,
            /// The path.
            path: String,
            /// What is wrong with it.
            what: String,
        } = "path-not-callable":
            "`{operation}` is left out: its path `{path}` {what}", hint "a path has each parameter as `{{name}}`, which stands for one segment or a part of one, and no segment `.` or `..`";
        /// Two paths that differ in the names of their parameters alone.
        SameTemplate {
            /// The second.
            path: String,
            /// The first.
            other: String,
        } = "same-template":
            "the path `{path}` is the path `{other}` with other names: a server can't tell them apart", hint "give their parameters the same names, and bring the operations together under one path";
        /// An optional header that can't be sent.
        HeaderName {
            /// The operation.
            operation: String,
            /// The name of the header.
            name: String,
        } = "header-name":
            "the header `{name}` of `{operation}` can't be sent, and is left out", hint "the name of a header is a token (RFC 9110, 5.6.2)";
        /// A required header that can't be sent.
        RequiredHeaderName {
            /// The operation.
            operation: String,
            /// The name of the header.
            name: String,
        } = "required-header-name":
            "`{operation}` is left out: its required header `{name}` can't be sent", hint "the name of a header is a token (RFC 9110, 5.6.2)";
        /// An optional parameter of a media type that can't be written.
        ParameterMediaType {
            /// The operation.
            operation: String,
            /// The name of the parameter.
            name: String,
            /// The media type.
            media_type: String,
        } = "parameter-media-type":
            "the parameter `{name}` of `{operation}` can't be written as `{media_type}`, and is left out", hint "`application/json` can be written, and so can texts, such as `text/plain`";
        /// A required parameter of a media type that can't be written.
        RequiredParameterMediaType {
            /// The operation.
            operation: String,
            /// The name of the parameter.
            name: String,
            /// The media type.
            media_type: String,
        } = "required-parameter-media-type":
            "`{operation}` is left out: its required parameter `{name}` can't be written as `{media_type}`", hint "`application/json` can be written, and so can texts, such as `text/plain`";
        /// A parameter whose style can't hold all that its schema allows.
        NestedParameter {
            /// The name of the parameter.
            name: String,
            /// What it can't hold.
            what: String,
        } = "nested-parameter":
            "{what} of the parameter `{name}` holds values in values, which its style can't say: calls with it are refused", hint "from OpenAPI 3 on, `style: deepObject` in the query, or `content` with `application/json`, holds any value";
        /// Two operations have the same method and path.
        SameRequest {
            /// The second.
            operation: String,
        } = "same-request":
            "`{operation}` is left out: another operation has the same method and path", hint "remove one of the two paths";
        /// A choice has a value that can't be used.
        ChoiceNotUsable {
            /// The choice and its value.
            choice: String,
            /// What is expected.
            expected: String,
        } = "choice-not-usable":
            "the choice `{choice}` can't be used", hint "expected {expected}";
        /// A declared server that can't be a base URL.
        ServerNotUsable {
            /// Its URL.
            url: String,
            /// What is wrong with it.
            what: String,
        } = "server-not-usable":
            "the server `{url}` {what}, and is not called", hint "a base URL is `https://` or `http://`, a host and a path (one without a host counts from where the document was got, which is not known here): give it with `.base_url(…)`, or as the choice `client: base_url`";
        /// A token endpoint without a URL that can be called.
        TokenUrlNotUsable {
            /// The scheme.
            scheme: String,
            /// Its token URL.
            url: String,
        } = "token-url-not-usable":
            "the token URL `{url}` of the security scheme `{scheme}` is no absolute http or https URL", hint "give it with `ClientCredentials::token_url`";
        /// A credential that the client can't send.
        SchemeNotSupported {
            /// The scheme.
            scheme: String,
        } = "scheme-not-supported":
            "the security scheme `{scheme}` has no builder method", hint "a client certificate is a matter of the transport; the name of a header, a cookie or an HTTP scheme must be a token (RFC 9110, 5.6.2)";
        /// A value of an enum, an array or a map of itself, and the like, that no Rust type can say.
        NoRustType {
            /// What it is.
            what: String,
        } = "no-rust-type":
            "{what} is held as JSON values: Rust has no type for it", hint "nothing is lost on the wire; name one type for all of its values, if the document can be changed";
    }
}
