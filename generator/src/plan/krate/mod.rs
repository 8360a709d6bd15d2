//! What the crate will say: complete and decided, with nothing of OpenAPI in it. [`emit`](crate::emit) reads nothing else.

mod examples;
mod methods;
mod models;
mod types;

pub use examples::*;
pub use methods::*;
pub use models::*;
pub use types::{ModelName, RustType};

use std::collections::BTreeMap;

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
    /// How `Client::from_env` finds credentials; none: there is no such method.
    pub from_env: Vec<FromEnv>,
    /// Models in the order in which they are written.
    pub models: Vec<Model>,
    /// Models that no operation uses, nor any of [`models`](Self::models): a feature brings them.
    pub unused_models: Vec<Model>,
    /// An example of each model that has values.
    pub examples: Vec<ModelExample>,
    /// Methods in the order in which they are written.
    pub methods: Vec<Method>,
    /// Success and error types of methods, in the order in which they are written.
    pub outcomes: Vec<Outcome>,
    /// Parts of the runtime that are needed.
    pub needs: Needs,
    /// How deep the compiler has to look into types, where that is deeper than it does by itself.
    pub recursion_limit: Option<usize>,
    /// What the example program calls, an index into [`methods`](Self::methods); `None` when every method needs a body or
    /// another argument that an example can't make, or gives something else than JSON.
    pub example: Option<usize>,
    /// For every schema and operation of the document: its place → the Rust type or method that it became, as a user
    /// writes it (`models::Conversation`, `Vec<String>`, `Client::fetch_conversation`). `--show plan` prints it; it is empty
    /// unless the [input](crate::Input::indexed) asks for it.
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

/// The feature that brings [`Crate::unused_models`].
pub const ALL_MODELS: &str = "all-models";

impl Crate {
    /// All models, those behind a feature last.
    pub fn all_models(&self) -> impl Iterator<Item = &Model> {
        self.models.iter().chain(&self.unused_models)
    }

    /// Whether there is the feature [`ALL_MODELS`].
    pub fn has_unused_models(&self) -> bool {
        !self.unused_models.is_empty()
    }
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
    /// Groups of methods, in the order in which they are listed; none where nothing is said of any.
    pub groups: Vec<Group>,
}

/// What is true of all calls.
#[derive(Clone, Debug, Serialize)]
pub struct Service {
    /// Default base URL without a final `/`; `None`: the user must give one.
    pub base_url: Option<String>,
    /// Lines of a list of all servers of the document, with their variables; none where there is one and nothing to say.
    pub servers: Vec<String>,
    /// Response header with the id of a request; `None`: `request_id()` knows none.
    pub request_id: Option<String>,
    /// Credentials that suffice when the operation says nothing else; see [`Method::security`].
    pub security: Vec<Vec<usize>>,
}

/// A way to give a credential: a builder method, and where it goes on the wire.
#[derive(Clone, Debug, Serialize)]
pub struct Credential {
    /// What the document calls it.
    pub scheme: String,
    /// Name of the builder method: `basic_auth`, `bearer_auth`, `api_key`, or after the scheme when two would collide.
    pub method: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Where it goes.
    pub kind: CredentialKind,
    /// Name of the builder method that takes a provider in place of a value; `None`: it is more than one text.
    pub provider: Option<String>,
    /// The client can fetch it itself.
    pub client_credentials: Option<ClientCredentials>,
}

/// The client credentials grant of OAuth 2.0 (RFC 6749, 4.4).
#[derive(Clone, Debug, Serialize)]
pub struct ClientCredentials {
    /// Name of the builder method.
    pub method: String,
    /// Where tokens are fetched; `None`: the user must say.
    pub token_url: Option<String>,
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

/// How `Client::from_env` finds a credential.
#[derive(Clone, Debug, Serialize)]
pub struct FromEnv {
    /// Index into [`Crate::credentials`].
    pub credential: usize,
    /// Names of the variables, in the order in which they are given.
    pub variables: Vec<String>,
    /// What their values are.
    pub holds: EnvValues,
}

/// What environment variables hold.
#[derive(Clone, Debug, Serialize)]
pub enum EnvValues {
    /// The arguments of the credential's method.
    Credential,
    /// Id and secret of a program, for this method of [`ClientCredentials`].
    Program(String),
}

/// Parts of the runtime that are needed, beyond what every crate has; by all models, those behind a feature included.
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
    /// Unions that write the tag which an arm may lack.
    pub tag: bool,
    /// `Patch`
    pub patch: bool,
    /// Maps of one type, and `additional_properties`.
    pub map: bool,
    /// Tuples.
    pub tuple: bool,
    /// Boxes.
    pub boxed: bool,
    /// Request bodies in JSON.
    pub body: bool,
    /// Request bodies that are forms.
    pub form: bool,
    /// Request bodies of parts.
    pub multipart: bool,
    /// Query, header or cookie parameters, or path parameters of other styles than `simple` texts.
    pub parameters: bool,
    /// Parameters in other styles than most have, and cookies.
    pub styles: bool,
    /// Values that span segments of their path.
    pub spans: bool,
    /// Builders.
    pub builder: bool,
    /// Success types with several variants.
    pub answers: bool,
    /// Text or binary bodies.
    pub raw: bool,
    /// Basic credentials.
    pub basic: bool,
    /// Credentials from a provider.
    pub provider: bool,
    /// Tokens by the client credentials grant.
    pub oauth2: bool,
}
