//! A loaded document: the skeleton in `openapiv3` types, object by object, and the raised schema nodes.

mod copies;
mod cursor;
mod head;
mod operation;
mod parameter;
mod references;
mod response;
mod security;
mod source;
mod sources;
mod structure;
mod uri;

use openapiv3::{
    Example, Header, Info, Operation, Parameter, ReferenceOr, RequestBody, Response,
    SecurityRequirement, SecurityScheme, Server, Tag,
};

use crate::dialect::Dialect;
pub(crate) use crate::dialect::METHODS;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{Diagnostic, LoadProblem, Report, Texts};

use cursor::Cursor;
pub(crate) use operation::status_code;
pub(crate) use source::Source;
pub(crate) use sources::{Sources, Unresolved, descend_mut};
pub(crate) use structure::is_structure;
pub(crate) use uri::join;

/// A value with the place where it really stands, `$ref`s followed.
#[derive(Clone, Debug)]
pub struct Found<'d, T> {
    /// Where it stands.
    pub at: Location,
    /// The node that it was read from.
    pub node: &'d Node,
    /// What it is.
    pub value: T,
}

/// A security scheme: `None` where `openapiv3` can't say what it is, or why it is not understood.
pub type FoundScheme<'d> = Result<Found<'d, Option<SecurityScheme>>, Diagnostic>;

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
    /// Where the Path Item Objects stand that hold for it: the path's own one, and what `$ref`s lead to from there.
    pub items: Vec<Location>,
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
/// (across files, never in a circle), and read the one object, so that a fault has that object's place.
#[derive(Debug)]
pub struct Document {
    root: Location,
    dialect: Dialect,
    sources: Sources,
    head: Head,
    operations: Vec<OperationEntry>,
}

impl Document {
    /// Reads what is always needed; what is wrong with it goes to the report.
    pub(crate) fn new(
        root: Location,
        dialect: Dialect,
        sources: Sources,
        report: &mut Report,
    ) -> Self {
        let head = head::head(&sources, &root, report);
        let mut document = Self {
            root,
            dialect,
            sources,
            head,
            operations: Vec::new(),
        };
        document.operations = operation::operations(&document, report);
        document
    }

    /// Whether the entry document is written in 3.2, which has more styles.
    pub fn is_v32(&self) -> bool {
        self.dialect == Dialect::V32
    }

    /// Whether the entry document is written in 3.1 or later, where octets need no schema.
    pub fn is_since_v31(&self) -> bool {
        self.dialect >= Dialect::V31
    }

    /// The version of OpenAPI that the entry document is written in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Where the OpenAPI Object stands.
    pub fn root(&self) -> &Location {
        &self.root
    }

    /// The parts of the OpenAPI Object that are not looked up one by one.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// All operations under `paths`, in the order of the document; webhooks and callbacks are not among them.
    pub fn operations(&self) -> &[OperationEntry] {
        &self.operations
    }

    /// The names of the webhooks, with the places of their Path Item Objects.
    pub fn webhooks(&self) -> Vec<(String, Location)> {
        let at = self.root.key("webhooks");
        let webhooks = self.sources.node(&at).and_then(Node::as_mapping);
        webhooks
            .into_iter()
            .flat_map(|mapping| mapping.iter())
            .map(|(name, _)| (name.to_owned(), at.key(name)))
            .collect()
    }

    /// The operations of a path item of a webhook or callback, `name` in place of the path.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn incoming(&self, name: &str, item: &Location) -> Result<Vec<OperationEntry>, Diagnostic> {
        let mut entries = Vec::new();
        operation::of_item(self, item.clone(), name, &mut entries)?;
        Ok(entries)
    }

    /// The callbacks of an operation: their names, with the places of their Path Item Objects. What is wrong with one was
    /// told when it was loaded.
    pub fn callbacks(&self, operation: &Location) -> Vec<(String, Location)> {
        let at = operation.key("callbacks");
        let named = self.sources.node(&at).and_then(Node::as_mapping);
        let mut items = Vec::new();
        for (name, _) in named.into_iter().flat_map(Mapping::iter) {
            let Ok(callback) = self.cursor(at.key(name)).and_then(|it| self.chase(it)) else {
                continue;
            };
            let expressions = callback.node.as_mapping();
            for (expression, _) in expressions.into_iter().flat_map(Mapping::iter) {
                if !expression.starts_with("x-") {
                    items.push((name.to_owned(), callback.at.key(expression)));
                }
            }
        }
        items
    }

    /// The path item at this place.
    ///
    /// # Errors
    /// When it is not a Path Item Object.
    pub fn path_item(&self, at: &Location) -> Result<PathItemHead, Diagnostic> {
        operation::path_item(&self.cursor(at.clone())?)
    }

    /// The operation at this place.
    ///
    /// # Errors
    /// When it is not an Operation Object.
    pub fn operation(&self, at: &Location) -> Result<Operation, Diagnostic> {
        operation::operation(&self.cursor(at.clone())?)
    }

    /// Follows a reference to a parameter.
    ///
    /// # Errors
    /// When the reference dangles or goes in a circle, or what it names is not a Parameter Object.
    pub fn parameter(
        &self,
        reference: &ReferenceOr<Parameter>,
    ) -> Result<Found<'_, Parameter>, Diagnostic> {
        self.place(reference)?.parameter()
    }

    /// Follows a reference to a request body.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn request_body(
        &self,
        reference: &ReferenceOr<RequestBody>,
    ) -> Result<Found<'_, RequestBody>, Diagnostic> {
        self.place(reference)?.request_body()
    }

    /// Follows a reference to a response.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn response(
        &self,
        reference: &ReferenceOr<Response>,
    ) -> Result<Found<'_, Response>, Diagnostic> {
        self.place(reference)?.response()
    }

    /// Follows a reference to a header.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn header(&self, reference: &ReferenceOr<Header>) -> Result<Found<'_, Header>, Diagnostic> {
        self.place(reference)?.header()
    }

    /// Follows a reference to an example.
    ///
    /// # Errors
    /// As [`Document::parameter`].
    pub fn example(
        &self,
        reference: &ReferenceOr<Example>,
    ) -> Result<Found<'_, Example>, Diagnostic> {
        self.place(reference)?.example()
    }

    /// The declared security schemes with their names and places, in the order of the document, those that are not
    /// understood left out with a diagnostic. `mutualTLS` is `Ok(None)`: `openapiv3` can't say it.
    pub fn security_schemes(&self) -> Vec<(String, Location, FoundScheme<'_>)> {
        let at = self.components("securitySchemes", "securityDefinitions");
        let schemes = self.sources.node(&at).and_then(Node::as_mapping);
        schemes
            .into_iter()
            .flat_map(|mapping| mapping.iter())
            .map(|(name, _)| {
                let place = at.key(name);
                (name.to_owned(), place.clone(), self.security_scheme(place))
            })
            .collect()
    }

    /// What the members called `description` say, wherever they stand, in all files.
    pub fn descriptions(&self) -> Vec<&str> {
        let mut descriptions = Vec::new();
        let roots = self.sources.files.values().map(|source| &source.root);
        roots.for_each(|root| root.texts_of("description", &mut descriptions));
        descriptions
    }

    /// Component schemas with their names, in the order of the document.
    pub fn component_schemas(&self) -> Vec<(String, SchemaNode<'_>)> {
        let at = self.components("schemas", "definitions");
        let schemas = self.sources.node(&at).and_then(Node::as_mapping);
        let schemas = schemas.into_iter().flat_map(|mapping| mapping.iter());
        let place = |name| at.key(name);
        let named = schemas.map(|(name, node)| {
            (
                name.to_owned(),
                SchemaNode {
                    at: place(name),
                    node,
                },
            )
        });
        named.collect()
    }

    /// The schema at a schema position: the text of the reference that stands there in the skeleton. The document's own
    /// `$ref` is *not* followed: it is a keyword of the schema node, for `lower` to read.
    pub fn schema(&self, reference: &str) -> Option<SchemaNode<'_>> {
        let at = self.location(reference);
        self.sources.node(&at).map(|node| SchemaNode { at, node })
    }

    /// Follows a schema's own `$ref`, `$dynamicRef` or `$recursiveRef` (`$anchor`s, `$id`s, files, pointers), one step.
    /// A dynamic one leads to what fills it in here: where ways differ, there are copies.
    ///
    /// # Errors
    /// When it dangles, leaves the folder or goes to the network.
    pub fn follow(&self, from: &Location, reference: &str) -> Result<SchemaNode<'_>, Diagnostic> {
        let target = self.target(from, reference);
        target.map_err(|why| self.sources.explain_schema(from, reference, why))
    }

    /// As [`Document::follow`], for those who do not tell why there is nothing: whoever loaded the document has told it.
    pub(crate) fn target(
        &self,
        from: &Location,
        reference: &str,
    ) -> Result<SchemaNode<'_>, Unresolved> {
        self.sources.find(from, reference)
    }

    fn lost(&self, from: &Location, reference: &str, why: Unresolved) -> Diagnostic {
        fault(from, self.sources.explain(from, reference, why))
    }

    /// The raw node at a place, for extensions and literals.
    pub fn node(&self, at: &Location) -> Option<&Node> {
        self.sources.node(at)
    }

    /// The place in the text of a place in this document: raising a schema moves a few things.
    pub fn original(&self, at: &Location) -> Location {
        self.sources.original(at)
    }

    /// Line and column of a place, from 1; of the nearest one around it where it has none of its own.
    pub fn line(&self, at: &Location) -> Option<(usize, usize)> {
        self.sources.line(at)
    }

    /// Where the components of a kind stand, by its name in 3.x and in 2.0.
    pub fn components(&self, name: &str, of_swagger: &str) -> Location {
        match self.dialect {
            Dialect::V20 => self.root.key(of_swagger),
            Dialect::V30 | Dialect::V31 | Dialect::V32 => self.root.key("components").key(name),
        }
    }
}

impl Texts for Document {
    fn line(&self, at: &Location) -> Option<(usize, usize)> {
        self.sources.line(at)
    }

    fn original(&self, at: &Location) -> Location {
        self.sources.original(at)
    }
}

fn fault(at: &Location, problem: LoadProblem) -> Diagnostic {
    Diagnostic::error(at.clone(), problem)
}

fn dangling(from: &Location, reference: &str) -> Diagnostic {
    let advice = "correct the reference, or add what it names".to_owned();
    let reference = reference.to_owned();
    fault(from, LoadProblem::DanglingReference { reference, advice })
}
