//! The skeleton of OpenAPI 2.0 brought to the form of 3.0: one function for each thing that is said in another way.

mod body;
mod parameter;

pub(crate) use parameter::COLLECTION_FORMATS;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::{METHODS, MORE_PATHS, Move};
use crate::node::{COPIES, Mapping, Node, Offset};

/// What the objects of a document of version 2.0 take from its root.
#[derive(Debug, Default)]
pub(crate) struct Swagger {
    /// Media types of requests that say nothing else.
    consumes: Vec<String>,
    /// Media types of responses that say nothing else.
    produces: Vec<String>,
    /// Parameters by the text of the references to them.
    parameters: BTreeMap<String, Node>,
    /// How many nodes were copied.
    copied: Cell<usize>,
}

impl Swagger {
    /// Reads the root of a document.
    pub(crate) fn new(root: &Node) -> Self {
        Self {
            consumes: texts(root, "consumes"),
            produces: texts(root, "produces"),
            parameters: BTreeMap::new(),
            copied: Cell::default(),
        }
    }

    /// Keeps a parameter as it stands in the text, by the text of the references to it.
    pub(crate) fn share(&mut self, reference: String, parameter: &Node) {
        if let Some(copy) = self.copy(parameter) {
            self.parameters.insert(reference, copy);
        }
    }

    /// Whether so much had to be copied that some of it was left out.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.copied.get() > COPIES
    }

    /// A copy of what several objects of 3.0 say, and one of 2.0; `None` when there are too many.
    fn copy(&self, node: &Node) -> Option<Node> {
        let (count, _) = node.measure();
        self.spend(count).then(|| node.clone())
    }

    /// A Media Type Object with a copy of the schema; `None` when there are too many.
    fn media(&self, schema: Option<&Node>, offset: Option<Offset>) -> Option<Mapping> {
        let mut media = Mapping::default();
        if let Some(schema) = schema {
            media.set_at("schema", self.copy(schema)?, offset);
        }
        self.spend(1).then_some(media)
    }

    /// Counts what is made once more; whether it may be.
    fn spend(&self, count: usize) -> bool {
        self.copied.set(self.copied.get().saturating_add(count));
        !self.is_exhausted()
    }

    /// The texts of all references to parameters of operations, those of webhooks among them.
    pub(crate) fn parameter_references(root: &Node) -> BTreeSet<&str> {
        let mut holders = Vec::new();
        let items = ["paths", MORE_PATHS, "x-webhooks"];
        for (_, item) in items.into_iter().flat_map(|key| each(root.get(key))) {
            holders.push(item);
            holders.extend(each(Some(item)).map(|(_, operation)| operation));
        }
        holders
            .into_iter()
            .filter_map(|node| node.get("parameters"))
            .flat_map(|list| {
                let only = std::slice::from_ref(list);
                list.as_sequence().unwrap_or(only)
            })
            .filter_map(|parameter| parameter.get("$ref")?.as_str())
            .collect()
    }

    /// `host`, `basePath` and `schemes` are `servers`; `consumes` and `produces` were read before.
    pub(crate) fn root(&self, root: &mut Mapping) -> Vec<Move> {
        root.remove("consumes");
        root.remove("produces");
        let host = root.remove("host").and_then(|node| node.scalar_text());
        let offset = root.offset("basePath");
        let base = root.remove("basePath").and_then(|node| node.scalar_text());
        let schemes = match root.remove("schemes") {
            Some(Node::Sequence(items)) => items.iter().filter_map(Node::scalar_text).collect(),
            Some(Node::String(scheme)) => vec![scheme],
            _ => Vec::new(),
        };
        let servers = servers(
            host.as_deref(),
            base.as_deref().unwrap_or_default(),
            &schemes,
        );
        if servers.is_empty() || root.contains("servers") {
            return Vec::new();
        }
        root.set_at("servers", Node::Sequence(servers), offset);
        vec![Move::new(&["basePath"], &["servers"])]
    }

    /// Parameters in the body of all operations of a path are those of each.
    pub(crate) fn path_item(&self, item: &mut Mapping) -> Vec<Move> {
        let Some(Node::Sequence(shared)) = item.get_mut("parameters") else {
            return Vec::new();
        };
        let mut in_body = Vec::new();
        for (index, node) in shared.iter_mut().enumerate() {
            if matches!(self.place_of(node), Some("body" | "formData")) {
                in_body.push((index, std::mem::replace(node, Node::Null)));
            }
        }
        let mut moves = Vec::new();
        for method in METHODS {
            let Some(Node::Mapping(operation)) = item.get_mut(method) else {
                continue;
            };
            if !operation.contains("parameters") {
                operation.set("parameters", Node::Sequence(Vec::new()));
            }
            if let Some(Node::Sequence(own)) = operation.get_mut("parameters") {
                for (index, node) in &in_body {
                    let to = own.len().to_string();
                    let from = index.to_string();
                    moves.push(Move::new(
                        &["parameters", &from],
                        &[method, "parameters", &to],
                    ));
                    own.extend(self.copy(node));
                }
            }
        }
        moves
    }

    /// Parameters in the body are a `requestBody`, and `produces` goes into the responses.
    pub(crate) fn operation(&self, operation: &mut Mapping) -> Vec<Move> {
        let consumes = taken_texts(operation, "consumes").unwrap_or_else(|| self.consumes.clone());
        let own = taken_texts(operation, "produces");
        // What is said of all answers may be meant for none of these.
        let is_raw = own
            .as_ref()
            .is_some_and(|own| own.iter().all(|it| is_raw(it)));
        let produces = own.unwrap_or_else(|| self.produces.clone());
        operation.remove("schemes");
        let mut moves = body::request_body(self, operation, &consumes);
        if let Some(Node::Mapping(responses)) = operation.get_mut("responses") {
            for (status, node) in responses.iter_mut() {
                if let Node::Mapping(response) = node {
                    if is_raw && status.starts_with('2') && !["204", "205"].contains(&status) {
                        raw_schema(response);
                    }
                    let inner = response_content(self, response, &produces);
                    moves.extend(
                        inner
                            .into_iter()
                            .map(|step| step.under(&["responses", status])),
                    );
                }
            }
        }
        moves
    }

    /// `schema` and `examples` of a response that several operations share are its `content`.
    pub(crate) fn response(&self, response: &mut Mapping) -> Vec<Move> {
        response_content(self, response, &self.produces)
    }

    /// `type`, `format`, … of a parameter are its `schema`, and `collectionFormat` is its `style`.
    pub(crate) fn parameter(parameter: &mut Mapping) -> Vec<Move> {
        parameter::collection_format(parameter);
        parameter::schema(parameter)
    }

    /// `basic` is `http`, and the one flow of `oauth2` is one of several.
    pub(crate) fn security_scheme(scheme: &mut Mapping) {
        match scheme.get("type").and_then(Node::as_str) {
            Some("basic") => {
                scheme.set("type", text("http"));
                scheme.set("scheme", text("basic"));
            }
            Some("oauth2") if !scheme.contains("flows") => oauth2(scheme),
            _ => (),
        }
    }

    /// Whether a node is a reference to one parameter, and not to a list of them.
    pub(crate) fn is_parameter(&self, node: &Node) -> bool {
        self.shared(node)
            .is_some_and(|parameter| parameter.as_mapping().is_some())
    }

    /// The parameter that a reference names.
    fn shared(&self, node: &Node) -> Option<&Node> {
        let reference = node.get("$ref").and_then(Node::as_str);
        reference.and_then(|text| self.parameters.get(text))
    }

    /// What `in` says.
    fn place_of<'n>(&'n self, node: &'n Node) -> Option<&'n str> {
        let parameter = self.shared(node).unwrap_or(node);
        parameter.get("in").and_then(Node::as_str)
    }
}

fn each(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    node.and_then(Node::as_mapping)
        .into_iter()
        .flat_map(Mapping::iter)
}

fn servers(host: Option<&str>, base: &str, schemes: &[String]) -> Vec<Node> {
    let base = base.trim_end_matches('/');
    let Some(host) = host else {
        let known = (!base.is_empty()).then(|| server(base.to_owned()));
        return known.into_iter().collect();
    };
    // The specification says: the scheme by which the document came. It came by none; what is safe is `https`.
    let fallback = ["https".to_owned()];
    let schemes = if schemes.is_empty() {
        &fallback[..]
    } else {
        schemes
    };
    let mut schemes: Vec<&String> = schemes.iter().collect();
    schemes.sort_by_key(|scheme| *scheme != "https");
    schemes
        .into_iter()
        .map(|scheme| server(format!("{scheme}://{host}{base}")))
        .collect()
}

fn server(url: String) -> Node {
    object([("url", Node::String(url))])
}

/// `schema`, `examples` and `produces` are `content`, and each header has a `schema`.
fn response_content(swagger: &Swagger, response: &mut Mapping, produces: &[String]) -> Vec<Move> {
    let mut moves = Vec::new();
    if let Some(Node::Mapping(headers)) = response.get_mut("headers") {
        for (name, node) in headers.iter_mut() {
            if let Node::Mapping(header) = node {
                let inner = Swagger::parameter(header);
                moves.extend(inner.into_iter().map(|step| step.under(&["headers", name])));
            }
        }
    }
    let offset = response.offset("schema");
    let schema = response.remove("schema");
    let examples = match response.get("examples") {
        Some(Node::Mapping(examples)) => {
            let examples = examples.clone();
            response.remove("examples");
            examples
        }
        _ => Mapping::default(),
    };
    if schema.is_none() && examples.is_empty() {
        return moves;
    }
    let is = |name: &str| schema.as_ref().and_then(|it| it.get("type")) == Some(&text(name));
    // A file is octets, whatever media type is meant for all answers.
    let is_meant = |media_type: &&String| !is("file") || !is_json_or_text(media_type);
    let mut types: Vec<&str> = produces
        .iter()
        .filter(is_meant)
        .map(String::as_str)
        .collect();
    if types.is_empty() {
        types.push(match produces.is_empty() {
            true if is("file") => "application/octet-stream",
            // A text may come as it is, or as JSON.
            true if !is("string") => "application/json",
            true | false => "*/*",
        });
    }
    let mut content = Mapping::default();
    for media_type in types {
        let Some(mut media) = swagger.media(schema.as_ref(), offset) else {
            break;
        };
        if schema.is_some() {
            moves.push(Move::new(&["schema"], &["content", media_type, "schema"]));
        }
        if let Some(example) = examples.get(media_type) {
            media.set("example", example.clone());
        }
        content.set(media_type, Node::Mapping(media));
    }
    response.set_at("content", Node::Mapping(content), offset);
    moves
}

/// Some operations say only by `produces` that they answer with a file.
fn raw_schema(response: &mut Mapping) {
    if !["schema", "examples", "$ref"]
        .iter()
        .any(|key| response.contains(key))
    {
        response.set("schema", object([("type", text("file"))]));
    }
}

/// Whether what is of this media type is octets.
fn is_raw(media_type: &str) -> bool {
    let name = essence(media_type);
    let kinds = ["image/", "audio/", "video/"];
    kinds
        .iter()
        .any(|kind| name.starts_with(kind) && !name.ends_with("+xml"))
        || matches!(
            name.as_str(),
            "application/octet-stream"
                | "application/pdf"
                | "application/zip"
                | "application/gzip"
                | "application/x-tar"
        )
}

fn is_json_or_text(media_type: &str) -> bool {
    let name = essence(media_type);
    name.ends_with("json") || name == "text/plain"
}

/// A media type in lower case, without its parameters.
fn essence(media_type: &str) -> String {
    let name = media_type.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

fn oauth2(scheme: &mut Mapping) {
    let flow = scheme.remove("flow").and_then(|node| node.scalar_text());
    let name = match flow.as_deref() {
        Some("application") => "clientCredentials",
        Some("accessCode") => "authorizationCode",
        Some("password") => "password",
        _ => "implicit",
    };
    let moved = ["authorizationUrl", "tokenUrl", "scopes"];
    let members = scheme.split_off(|key| moved.contains(&key));
    scheme.set("flows", object([(name, Node::Mapping(members))]));
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    let items = node.get(key).and_then(Node::as_sequence);
    items
        .into_iter()
        .flatten()
        .filter_map(Node::scalar_text)
        .collect()
}

/// Takes an array of texts out; an empty one says "none", but means what the root says.
fn taken_texts(mapping: &mut Mapping, key: &str) -> Option<Vec<String>> {
    let node = mapping.remove(key)?;
    let texts: Vec<String> = match node {
        Node::Sequence(items) => items.iter().filter_map(Node::scalar_text).collect(),
        Node::String(text) => vec![text],
        _ => Vec::new(),
    };
    (!texts.is_empty()).then_some(texts)
}

fn text(value: &str) -> Node {
    Node::String(value.to_owned())
}

fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    let members = members
        .into_iter()
        .map(|(key, node)| (key.to_owned(), node));
    Node::Mapping(members.collect())
}
