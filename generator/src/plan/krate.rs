//! What the crate will say: complete and decided, with nothing of OpenAPI in it. [`emit`](crate::emit) reads nothing else.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// A crate, decided to the last name. Every text in it that comes from the document is only ever emitted as a literal,
/// a doc line or a checked identifier.
#[derive(Clone, Debug, Serialize)]
pub struct Crate {
    /// What `Cargo.toml` says.
    pub manifest: Manifest,
    /// What the crate page and the readme say.
    pub readme: Readme,
    /// What is true of all calls.
    pub service: Service,
    /// Ways to give credentials, one builder method each.
    pub credentials: Vec<Credential>,
    /// How `Client::from_env` finds credentials; `None`: there is no such method.
    pub from_env: Option<FromEnv>,
    /// Models in the order in which they are written.
    pub models: Vec<Model>,
    /// Methods in the order in which they are written.
    pub methods: Vec<Method>,
    /// Success and error types of methods, in the order in which they are written.
    pub outcomes: Vec<Outcome>,
    /// Parts of the runtime that are needed.
    pub needs: Needs,
    /// The example program; `None` when no operation can be called without a body.
    pub example: Option<ExampleProgram>,
    /// For every schema and operation of the document: its place → the Rust type or method that it became, as a user
    /// writes it (`models::Conversation`, `Vec<String>`, `Client::fetch_conversation`). `--show plan` prints it.
    pub index: BTreeMap<String, String>,
}

/// What `Cargo.toml` says.
#[derive(Clone, Debug, Serialize)]
pub struct Manifest {
    /// Package name, a valid one.
    pub name: String,
    /// Package version.
    pub version: String,
    /// SPDX expression.
    pub license: Option<String>,
    /// One line.
    pub description: String,
    /// Repository URL.
    pub repository: Option<String>,
    /// At most five, valid ones.
    pub keywords: Vec<String>,
    /// Has an empty `[workspace]` table, so that it builds inside the folder of another workspace.
    pub standalone: bool,
}

impl Manifest {
    /// The crate's name in code.
    pub fn lib_name(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// What the crate page and the readme say.
#[derive(Clone, Debug, Serialize)]
pub struct Readme {
    /// Title of the API, one line.
    pub title: String,
    /// Version of the document.
    pub api_version: String,
    /// Clean Markdown about the API.
    pub about: Option<String>,
    /// The operation that the first call shows: the first that needs no body, else the first.
    pub first_call: Option<usize>,
}

/// What is true of all calls.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Default base URL without a final `/`; `None`: the user must give one.
    pub base_url: Option<String>,
    /// Response header with the id of a request; `None`: no method for it.
    pub request_id: Option<String>,
    /// Credentials that suffice when the operation says nothing else; see [`Method::security`].
    pub security: Vec<Vec<usize>>,
}

/// A way to give a credential: a builder method, and where it goes on the wire.
#[derive(Clone, Debug, Serialize)]
pub struct Credential {
    /// Name of the builder method: `basic_auth`, `bearer_auth`, `api_key`, or after the scheme when two would collide.
    pub method: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Where it goes.
    pub kind: CredentialKind,
}

/// Where a credential goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum CredentialKind {
    /// `Authorization: Basic`; arguments `username: &str, password: &str`.
    Basic,
    /// `Authorization: Bearer`; argument `token: &str`. OAuth 2.0 and OpenID Connect too.
    Bearer,
    /// `Authorization: <scheme> <value>`; argument `value: &str`.
    Http(String),
    /// A header; argument `key: &str`.
    Header(String),
    /// A query parameter; argument `key: &str`.
    Query(String),
    /// A cookie; argument `key: &str`.
    Cookie(String),
}

/// How `Client::from_env` finds credentials.
#[derive(Clone, Debug, Serialize)]
pub struct FromEnv {
    /// Index into [`Crate::credentials`].
    pub credential: usize,
    /// Names of the variables, in the order of the method's arguments.
    pub variables: Vec<String>,
}

/// A model.
#[derive(Clone, Debug, Serialize)]
pub enum Model {
    /// A struct.
    Struct(Struct),
    /// An enum of texts, open.
    TextEnum(TextEnum),
    /// An enum of integers, open.
    NumberEnum(NumberEnum),
    /// An enum of other models.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
}

impl Model {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(model) => &model.name,
            Self::TextEnum(model) => &model.name,
            Self::NumberEnum(model) => &model.name,
            Self::Union(model) => &model.name,
            Self::Alias(model) => &model.name,
        }
    }
}

/// A struct.
#[derive(Clone, Debug, Serialize)]
pub struct Struct {
    /// Name, an identifier.
    pub name: String,
    /// Doc lines, clean rustdoc.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Fields in the order of the document.
    pub fields: Vec<Field>,
    /// What happens to members that are not declared.
    pub rest: Rest,
    /// It is sent: it has `new` with the required members, setters for all, and is not `#[non_exhaustive]`-only.
    pub sent: bool,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Name, an identifier, raw where it must be (`r#type`).
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Its whole type, `Option` and `Box` included.
    pub ty: RustType,
    /// How presence is handled.
    pub presence: Presence,
    /// `Debug` shows `<redacted>`.
    pub redacted: bool,
    /// Only received: never sent by a request.
    pub read_only: bool,
    /// Value that `new` fills in (a constant tag), in place of an argument: a variant of the field's enum.
    pub constant: Option<String>,
}

/// How the presence of a field is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// `T`: missing or `null` is an error.
    Required,
    /// `Option<T>`: missing is an error, `None` is written as `null`.
    Nullable,
    /// `Option<T>`: left out when `None`; a `null` that came is remembered.
    Optional,
    /// `Patch<T>`: left out, `null`, or a value.
    Patch,
}

/// What happens to members that are not declared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rest {
    /// Kept in the field `extra` of this name.
    Kept {
        /// Name of the field: `extra`, or another where a member has that name.
        field: String,
    },
    /// Each is of one type, in a map of this name; `extra` is beside it.
    Typed {
        /// Name of the map: `additional_properties` unless taken.
        field: String,
        /// Type of the values.
        value: RustType,
        /// Name of the field for what must be remembered: `extra` unless taken.
        extra: String,
    },
    /// Dropped, by choice.
    Dropped,
}

/// An open enum of texts.
#[derive(Clone, Debug, Serialize)]
pub struct TextEnum {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Known values.
    pub variants: Vec<Variant<String>>,
    /// Name of the variant for other texts: `Unrecognized` unless taken.
    pub unrecognized: String,
}

/// An open enum of integers.
#[derive(Clone, Debug, Serialize)]
pub struct NumberEnum {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Known values.
    pub variants: Vec<Variant<i64>>,
    /// Name of the variant for other numbers.
    pub unrecognized: String,
}

/// A known value of an enum.
#[derive(Clone, Debug, Serialize)]
pub struct Variant<T> {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Value on the wire.
    pub wire: T,
}

/// A union.
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Member that tells the arms apart; `None`: by shape.
    pub tag: Option<String>,
    /// Arms.
    pub arms: Vec<UnionArm>,
    /// Name of the variant for anything else, which keeps the JSON.
    pub unrecognized: String,
}

/// An arm of a union.
#[derive(Clone, Debug, Serialize)]
pub struct UnionArm {
    /// Name of the variant.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Its type, boxed where it must be.
    pub ty: RustType,
    /// Values of the tag that choose it; empty without a tag.
    pub tags: Vec<String>,
}

/// Another name for a type.
#[derive(Clone, Debug, Serialize)]
pub struct Alias {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// What it stands for.
    pub ty: RustType,
}

/// A Rust type; spelled in one place (`emit/types.rs`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum RustType {
    /// `()`: no body.
    Unit,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// The runtime's `Number`, which keeps the text.
    Number,
    /// `String`; as an argument `&str`, in a setter `impl Into<String>`.
    String,
    /// The runtime's `Timestamp`.
    Timestamp,
    /// `bytes::Bytes`: a raw body.
    Bytes,
    /// `serde_json::Value`
    Json,
    /// `serde_json::Map<String, serde_json::Value>`, named `JsonObject` in the runtime.
    JsonObject,
    /// A model, by name.
    Model(String),
    /// `Option<T>`
    Option(Box<RustType>),
    /// `Patch<T>`
    Patch(Box<RustType>),
    /// `Vec<T>`; as an argument `&[T]`.
    Vec(Box<RustType>),
    /// `BTreeMap<String, T>`
    Map(Box<RustType>),
    /// `Box<T>`
    Box(Box<RustType>),
    /// A tuple: an array whose items are told apart by position.
    Tuple(Vec<RustType>),
}

impl RustType {
    /// The model that a value of this type holds without a pointer between them.
    pub fn direct_model(&self) -> Option<&str> {
        match self {
            Self::Model(name) => Some(name),
            Self::Option(inner) | Self::Patch(inner) => inner.direct_model(),
            Self::Tuple(_)
            | Self::Unit
            | Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F32
            | Self::F64
            | Self::Number
            | Self::String
            | Self::Timestamp
            | Self::Bytes
            | Self::Json
            | Self::JsonObject
            | Self::Vec(_)
            | Self::Map(_)
            | Self::Box(_) => None,
        }
    }

    /// Puts a pointer before the model that [`RustType::direct_model`] finds.
    pub fn box_model(&mut self) {
        match self {
            Self::Model(_) => *self = Self::Box(Box::new(self.clone())),
            Self::Option(inner) | Self::Patch(inner) => inner.box_model(),
            _ => {}
        }
    }

    /// This type and every type inside it.
    pub fn parts(&self) -> Vec<&RustType> {
        let mut parts = vec![self];
        let mut next = 0;
        while let Some(&part) = parts.get(next) {
            match part {
                Self::Option(inner)
                | Self::Patch(inner)
                | Self::Vec(inner)
                | Self::Map(inner)
                | Self::Box(inner) => {
                    parts.push(inner);
                }
                Self::Tuple(items) => parts.extend(items),
                _ => {}
            }
            next += 1;
        }
        parts
    }
}

/// As a user of the crate would write it, models under `models::`.
impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Bool => f.write_str("bool"),
            Self::I32 => f.write_str("i32"),
            Self::I64 => f.write_str("i64"),
            Self::U32 => f.write_str("u32"),
            Self::U64 => f.write_str("u64"),
            Self::F32 => f.write_str("f32"),
            Self::F64 => f.write_str("f64"),
            Self::Number => f.write_str("Number"),
            Self::String => f.write_str("String"),
            Self::Timestamp => f.write_str("Timestamp"),
            Self::Bytes => f.write_str("bytes::Bytes"),
            Self::Json => f.write_str("serde_json::Value"),
            Self::JsonObject => f.write_str("JsonObject"),
            Self::Model(name) => write!(f, "models::{name}"),
            Self::Option(inner) => write!(f, "Option<{inner}>"),
            Self::Patch(inner) => write!(f, "Patch<{inner}>"),
            Self::Vec(inner) => write!(f, "Vec<{inner}>"),
            Self::Map(inner) => write!(f, "BTreeMap<String, {inner}>"),
            Self::Box(inner) => write!(f, "Box<{inner}>"),
            Self::Tuple(items) => {
                let items: Vec<String> = items.iter().map(Self::to_string).collect();
                write!(f, "({})", items.join(", "))
            }
        }
    }
}

/// A method of the client.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// Name, an identifier: `fetch_conversation`.
    pub name: String,
    /// `operationId` or `METHOD /path`: what messages and traces call it.
    pub id: String,
    /// Doc lines, without the first-call example and the `# Errors` section, which emit writes from the rest.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// File that it is written to, by tag (`conversations`); `None`: the only one.
    pub group: Option<String>,
    /// HTTP method in upper case.
    pub http_method: String,
    /// Path template whose variables are those of `parameters`, in order.
    pub path: String,
    /// Base URL in place of the service's.
    pub base_url: Option<String>,
    /// Parameters: those of the path in the order of the template, the other required ones, then the optional ones.
    pub parameters: Vec<Argument>,
    /// Body.
    pub body: Option<Body>,
    /// Media types for `Accept`, joined with `, `; empty: none.
    pub accept: String,
    /// How a successful body is read.
    pub format: Format,
    /// Type of a successful answer.
    pub output: RustType,
    /// Name of the success type when several statuses differ (an [`Outcome`]), then `output` is ignored.
    pub answers: Option<String>,
    /// Name of the error type (an [`Outcome`]).
    pub error: String,
    /// Name of the builder, if there are optional parameters or an optional body.
    pub builder: Option<String>,
    /// Alternatives of credentials, by index into [`Crate::credentials`]: any inner list suffices, all of it is needed.
    /// An empty inner list: anonymous calls are allowed. No inner list: no credential is sent.
    pub security: Vec<Vec<usize>>,
    /// Arguments for the doc example, in the order of the required parameters and then the body.
    pub example_arguments: Vec<ExampleArgument>,
}

/// An argument of a doc example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ExampleArgument {
    /// A text.
    Text(String),
    /// A number or truth value, as Rust writes it.
    Plain(String),
    /// A variant of an enum: the name of the model and that of the variant.
    Variant(String, String),
    /// A value that the example is given: a parameter of the function that it stands in.
    Given,
}

/// A parameter of a method.
#[derive(Clone, Debug, Serialize)]
pub struct Argument {
    /// Name, an identifier.
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Where it goes.
    pub place: Place,
    /// How it is written.
    pub style: Style,
    /// Whether items are written one by one.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
    /// Its type without `Option`: owned; emit turns `String` to `&str` and `Vec<T>` to `&[T]`.
    pub ty: RustType,
    /// Required: an argument of the method; else a setter of the builder.
    pub required: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

/// How a parameter is written; the names are those of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(
    missing_docs,
    reason = "each is the style of its name in the specification; `Json` is a `content` parameter"
)]
pub enum Style {
    Simple,
    Form,
    Matrix,
    Label,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Json,
}

/// A request body.
#[derive(Clone, Debug, Serialize)]
pub struct Body {
    /// Name of the argument or of the setter.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Media type that is sent.
    pub media_type: String,
    /// How it is written.
    pub format: Format,
    /// Its type, owned.
    pub ty: RustType,
    /// Required: an argument of the method, the last; else a setter of the builder.
    pub required: bool,
}

/// How a body is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Format {
    /// No body.
    Empty,
    /// JSON.
    Json,
    /// Text, UTF-8: `String`.
    Text,
    /// Octets: `bytes::Bytes`.
    Binary,
}

/// A type with one variant per status: the errors of a method, or its answers when several statuses differ.
#[derive(Clone, Debug, Serialize)]
pub enum Outcome {
    /// The errors of a method.
    Errors {
        /// Name.
        name: String,
        /// Name of the method that it is first for.
        method: String,
        /// Variants in the order in which statuses are tried: exact, ranges, default. `Unexpected` comes after them.
        cases: Vec<Case>,
    },
    /// The same errors as those of another method.
    SameErrors {
        /// Name.
        name: String,
        /// Name of the method that it is for.
        method: String,
        /// Name of the equal type.
        target: String,
    },
    /// The answers of a method.
    Answers {
        /// Name.
        name: String,
        /// Name of the method that it is for.
        method: String,
        /// Variants in the order in which statuses are tried.
        cases: Vec<Case>,
    },
}

impl Outcome {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Errors { name, .. }
            | Self::SameErrors { name, .. }
            | Self::Answers { name, .. } => name,
        }
    }
}

/// A variant of an [`Outcome`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case {
    /// Which statuses.
    pub status: StatusPattern,
    /// Name of the variant.
    pub variant: String,
    /// Doc lines; the first begins with the status.
    pub docs: Vec<String>,
    /// How the body is read.
    pub format: Format,
    /// What it holds; `None`: no body, a unit variant.
    pub ty: Option<RustType>,
}

/// Which statuses a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum StatusPattern {
    /// `404`
    Exact(u16),
    /// `4XX`
    Range(u8),
    /// All others.
    Default,
}

/// Parts of the runtime that are needed, beyond what every crate has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// `Timestamp`
    pub timestamp: bool,
    /// `Number`
    pub number: bool,
    /// Enums of texts.
    pub text_enum: bool,
    /// Enums of integers.
    pub number_enum: bool,
    /// Unions.
    pub union: bool,
    /// `Patch`
    pub patch: bool,
    /// Maps of one type, and `additional_properties`.
    pub map: bool,
    /// Tuples.
    pub tuple: bool,
    /// Boxes.
    pub boxed: bool,
    /// Request bodies.
    pub body: bool,
    /// Query, header or cookie parameters, or path parameters of other styles than `simple` texts.
    pub parameters: bool,
    /// Builders.
    pub builder: bool,
    /// Success types with several variants.
    pub answers: bool,
    /// Text or binary bodies.
    pub raw: bool,
    /// Basic credentials.
    pub basic: bool,
}

/// The example program of the crate: calls one operation, or shows it against a local server that answers from the
/// document's example when there are no credentials in the environment.
#[derive(Clone, Debug, Serialize)]
pub struct ExampleProgram {
    /// File name without ending: the method's name.
    pub name: String,
    /// Index into [`Crate::methods`].
    pub method: usize,
    /// Status of the example response.
    pub status: u16,
    /// Body of the example response, JSON text, pretty-printed.
    pub body: String,
}
