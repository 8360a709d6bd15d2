//! A loaded document: the skeleton in `openapiv3` types, object by object, and the raised schema nodes.

use openapiv3::{
    Example, Header, Info, Operation, Parameter, ReferenceOr, RequestBody, Response,
    SecurityRequirement, SecurityScheme, Server, Tag,
};

use crate::node::Node;
use crate::pointer::Location;
use crate::report::Diagnostic;

/// A value with the place where it really stands, `$ref`s followed.
#[derive(Clone, Debug)]
pub struct Found<T> {
    /// Where it stands.
    pub at: Location,
    /// What it is.
    pub value: T,
}

/// A schema node in place: where it stands, and the node, raised to JSON Schema 2020-12.
#[derive(Clone, Debug)]
pub struct SchemaNode<'d> {
    /// Where it stands.
    pub at: Location,
    /// The node: a mapping or a boolean, unless the document is wrong.
    pub node: &'d Node,
}

/// An operation that the document declares.
#[derive(Clone, Debug)]
pub struct OperationEntry {
    /// Where the Operation Object stands.
    pub at: Location,
    /// Where its Path Item Object stands, `$ref` followed.
    pub item: Location,
    /// Path template.
    pub path: String,
    /// Method in upper case.
    pub method: String,
}

/// A path item's own members.
#[derive(Clone, Debug, Default)]
pub struct PathItemHead {
    /// Summary for all of its operations.
    pub summary: Option<String>,
    /// Description for all of its operations.
    pub description: Option<String>,
    /// Parameters of all of its operations.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// Servers of all of its operations.
    pub servers: Vec<Server>,
}

/// The members of the OpenAPI Object that are not looked up one by one.
#[derive(Clone, Debug)]
pub struct Head {
    /// The Info Object.
    pub info: Info,
    /// Servers; for OpenAPI 2.0 made from `schemes`, `host` and `basePath`.
    pub servers: Vec<Server>,
    /// Security of the whole document.
    pub security: Vec<SecurityRequirement>,
    /// Declared tags.
    pub tags: Vec<Tag>,
    /// URL of external documentation.
    pub external_docs: Option<String>,
}

/// A loaded document. Every object inside another one (a parameter in an operation, a schema in a media type, …) is a
/// `ReferenceOr::Reference` whose text is a [`Location`]; the methods here look it up, follow the document's own `$ref`s
/// (across files, never in a circle), and parse the one object, so that a fault has that object's place.
#[derive(Debug)]
pub struct Document {}

#[expect(unused_variables, clippy::unimplemented, reason = "signatures to build against; the loader fills them in")]
impl Document {
    /// The parts of the OpenAPI Object that are not looked up one by one.
    pub fn head(&self) -> &Head {
        unimplemented!()
    }

    /// All operations under `paths`, in the order of the document; webhooks and callbacks are not among them.
    pub fn operations(&self) -> &[OperationEntry] {
        unimplemented!()
    }

    /// The path item at this place.
    ///
    /// # Errors
    /// When it is not a Path Item Object.
    pub fn path_item(&self, at: &Location) -> Result<PathItemHead, Diagnostic> {
        unimplemented!()
    }

    /// The operation at this place.
    ///
    /// # Errors
    /// When it is not an Operation Object.
    pub fn operation(&self, at: &Location) -> Result<Operation, Diagnostic> {
        unimplemented!()
    }

    /// Follows a reference to a parameter.
    ///
    /// # Errors
    /// When the reference dangles or goes in a circle, or what it names is not a Parameter Object.
    pub fn parameter(&self, reference: &ReferenceOr<Parameter>) -> Result<Found<Parameter>, Diagnostic> {
        unimplemented!()
    }

    /// Follows a reference to a request body.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn request_body(&self, reference: &ReferenceOr<RequestBody>) -> Result<Found<RequestBody>, Diagnostic> {
        unimplemented!()
    }

    /// Follows a reference to a response.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn response(&self, reference: &ReferenceOr<Response>) -> Result<Found<Response>, Diagnostic> {
        unimplemented!()
    }

    /// Follows a reference to a header.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn header(&self, reference: &ReferenceOr<Header>) -> Result<Found<Header>, Diagnostic> {
        unimplemented!()
    }

    /// Follows a reference to an example.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn example(&self, reference: &ReferenceOr<Example>) -> Result<Found<Example>, Diagnostic> {
        unimplemented!()
    }

    /// The declared security schemes with their names, in the order of the document, those that are not understood left
    /// out with a diagnostic. `mutualTLS` is `Ok(None)`: `openapiv3` can't say it.
    pub fn security_schemes(&self) -> Vec<(String, Result<Found<Option<SecurityScheme>>, Diagnostic>)> {
        unimplemented!()
    }

    /// Component schemas with their names, in the order of the document.
    pub fn component_schemas(&self) -> Vec<(String, SchemaNode<'_>)> {
        unimplemented!()
    }

    /// The schema at a schema position: the text of the reference that stands there in the skeleton. The document's own
    /// `$ref` is *not* followed: it is a keyword of the schema node, for `lower` to read.
    pub fn schema(&self, reference: &str) -> Option<SchemaNode<'_>> {
        unimplemented!()
    }

    /// Follows a schema's own `$ref`, `$dynamicRef` or `$recursiveRef` (`$anchor`s, `$id`s, files, pointers), one step.
    ///
    /// # Errors
    /// When it dangles, leaves the folder or goes to the network.
    pub fn follow(&self, from: &Location, reference: &str) -> Result<SchemaNode<'_>, Diagnostic> {
        unimplemented!()
    }

    /// The raw node at a place, for extensions and literals.
    pub fn node(&self, at: &Location) -> Option<&Node> {
        unimplemented!()
    }

    /// Line and column of a place, from 1.
    pub fn line(&self, at: &Location) -> Option<(usize, usize)> {
        unimplemented!()
    }
}
