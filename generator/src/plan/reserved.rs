//! Names that the emitted code or its runtime uses itself, and that nothing of the API may have. A test compares them with
//! the runtime's source.

/// Names of types that no model may have: the prelude, which emitted code and the macros of the runtime spell without a
/// path, and what `models.rs` imports.
pub const TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Decode",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Encode",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Extra",
    "FilePart",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "JsonObject",
    "None",
    "Number",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Patch",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "Timestamp",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "UnknownNumber",
    "UnknownText",
    "Unpin",
    "Vec",
];

/// Names that no type of the client (a builder, an error, an answer) may have beside [`TYPES`]: what the
/// runtime shows at the root of the crate, and what `client.rs` imports.
pub const ROOT: &[&str] = &[
    "AnyError",
    "ApiError",
    "AttemptOutcome",
    "Backoff",
    "Body",
    "BoxFuture",
    "BuildError",
    "Bytes",
    "Call",
    "CallBuilder",
    "Chunks",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "Clock",
    "Credential",
    "CredentialKind",
    "CredentialProvider",
    "DecodeError",
    "Error",
    "Exchange",
    "FailedAttempt",
    "Fault",
    "Fetching",
    "Format",
    "Interceptor",
    "MaybeSend",
    "Method",
    "MockAnswers",
    "MockTransport",
    "NoAnswer",
    "NotANumber",
    "NotATimestamp",
    "Operation",
    "Output",
    "Parameter",
    "PartStyle",
    "Payload",
    "RequestError",
    "Response",
    "RetryPolicy",
    "Reveal",
    "Revealed",
    "Sending",
    "SentRequest",
    "Service",
    "Style",
    "TestClock",
    "TestServer",
    "Timeout",
    "TokenError",
    "Transport",
    "TransportError",
    "TransportErrorKind",
    "Unexpected",
    "Unreadable",
];

/// Names that no method of the client may have: those of the runtime's `Client`.
pub const CLIENT_METHODS: &[&str] = &["builder", "call", "clone", "from_env", "settings"];

/// Names that no method for a credential may have: those of the runtime's `ClientBuilder`.
pub const BUILDER_METHODS: &[&str] = &[
    "allow_http",
    "attempt_timeout",
    "base_url",
    "build",
    "check_credentials",
    "clock",
    "connect_timeout",
    "credential",
    "fetched",
    "given",
    "header",
    "interceptor",
    "make_clock",
    "make_headers",
    "make_transport",
    "make_user_agent",
    "max_attempts",
    "max_body_bytes",
    "oauth2",
    "provider",
    "reqwest_builder",
    "retry_budget",
    "retry_policy",
    "timeout",
    "transport",
    "trust",
    "user_agent",
    "without_credentials",
];

/// Names that no optional parameter or body of a builder may have: its methods.
pub const CALL_METHODS: &[&str] = &[
    "attempt_timeout",
    "configure",
    "header",
    "into_future",
    "max_attempts",
    "send",
    "send_blocking",
    "timeout",
];

/// What every model can do, and what the runtime's macros call on one: the setter of a field of this name is called
/// `set_view`. The field keeps its name whichever way it travels, because what is received today may be sent tomorrow.
pub const MODEL_METHODS: &[&str] = &[
    "new", "clone", "reveal", "example", "view", "empty", "decode", "as_slot",
];

/// The field of members that the document does not describe. A declared member of this name is called otherwise, so that
/// adding one renames nothing.
pub const EXTRA: &str = "extra";

/// The field of members that are not declared, but of one type.
pub const ADDITIONAL: &str = "additional_properties";

/// Names that no field of the document may have.
pub const FIELDS: &[&str] = &[EXTRA, ADDITIONAL];
