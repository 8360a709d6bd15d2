//! Operations, and the servers that they are called at.

use openapiv3::ReferenceOr;

use crate::api::{Docs, Operation, RequestBody, Scheme, Server, ServerVariable, member_of};
use crate::document::{METHODS, OperationEntry, PathItemHead};
use crate::maps::Set;
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{Diagnostic, LowerProblem, Problem};

use super::content::{self, Owner};
use super::ledger::Fate;
use super::parameter;
use super::schemas::Schemas;
use super::{auth, skeleton};

/// What all operations share.
pub(super) struct Shared<'a> {
    /// The document's schemes.
    pub(super) schemes: &'a [Scheme],
    /// The document's security.
    pub(super) security: &'a [crate::api::Requirement],
    /// The document's servers.
    pub(super) servers: &'a [Server],
}

/// All operations.
pub(super) fn operations(schemas: &mut Schemas<'_, '_>, shared: &Shared<'_>) -> Vec<Operation> {
    super::paths::tell_odd(schemas);
    let entries = schemas.document.operations().iter();
    // Those without an id are called by their method and path, which is then no other's id.
    let has_none = |entry: &&OperationEntry| {
        let operation = schemas.document.node(&entry.at);
        let id = operation.and_then(|node| node.get("operationId")?.as_str());
        id.is_none_or(str::is_empty)
    };
    let mut ids: Set<String> = entries.clone().filter(has_none).map(name_of).collect();
    let list: Vec<Operation> = entries
        .filter_map(|entry| operation(schemas, shared, entry, &mut ids))
        .collect();
    let is_left_out = |found: &Diagnostic| {
        matches!(
            &*found.problem,
            Problem::Lower(LowerProblem::LeftOut { .. })
        )
    };
    if list.is_empty() && schemas.report.diagnostics.iter().any(is_left_out) {
        let paths = schemas.document.root().key("paths");
        schemas.error(&paths, LowerProblem::NothingLeft {});
    }
    list
}

fn operation(
    schemas: &mut Schemas<'_, '_>,
    shared: &Shared<'_>,
    entry: &OperationEntry,
    ids: &mut Set<String>,
) -> Option<Operation> {
    let items = path_items(schemas, entry);
    let items = items.map_err(|diagnostic| schemas.tell(diagnostic)).ok()?;
    let operation = schemas.document.operation(&entry.at);
    let operation = operation
        .map_err(|diagnostic| schemas.tell(diagnostic))
        .ok()?;
    account_items(schemas, entry);
    let node = schemas.account(&entry.at, skeleton::OPERATION)?;
    let id = operation
        .operation_id
        .filter(|id| !id.is_empty())
        .and_then(|id| distinct(schemas, entry, ids, id));
    let owner = Owner {
        operation: id
            .clone()
            .unwrap_or_else(|| format!("{} {}", member_of(&entry.method), entry.path)),
        at: entry.at.clone(),
        node,
        items: entry.items.clone(),
        incoming: None,
    };
    // The nearest holds: the operation's own, then those of the path, then what its `$ref` leads to.
    let shared_lists = items.iter().rev().map(|(_, item)| &item.parameters[..]);
    let lists: Vec<_> = shared_lists.chain([&operation.parameters[..]]).collect();
    let security = match operation.security {
        Some(security) => auth::requirements(schemas, shared.schemes, &entry.at, security),
        None => shared.security.to_vec(),
    };
    let is_sent = |place, name: &str| auth::is_credential(shared.schemes, &security, place, name);
    let parameters = parameter::parameters(schemas, &owner, &entry.path, &lists, &is_sent)?;
    let body = body(schemas, &owner, operation.request_body);
    let Some(body) = body.filter(|_| !parameters.is_incomplete) else {
        let what = name_of(entry);
        schemas.warn(&entry.at, LowerProblem::LeftOut { what });
        return None;
    };
    let responses = content::responses(schemas, &owner, operation.responses);
    let servers = other_servers(schemas, shared, &entry.at, &operation.servers, &items);
    let summary = items.iter().find_map(|(_, item)| item.summary.clone());
    let description = items.iter().find_map(|(_, item)| item.description.clone());
    Some(Operation {
        at: entry.at.clone(),
        id,
        method: entry.method.clone(),
        path: entry.path.clone(),
        template: parameters.template,
        tags: operation.tags,
        docs: Docs {
            title: operation.summary.or(summary),
            description: operation.description.or(description),
            deprecated: operation.deprecated,
            constraints: parameters.sentences,
            external_docs: operation.external_docs.map(|docs| docs.url),
            ..Docs::default()
        },
        parameters: parameters.list,
        body,
        responses,
        security,
        servers,
    })
}

/// The request body, if there is one; `None`: a reference to it leads nowhere.
fn body<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    reference: Option<ReferenceOr<openapiv3::RequestBody>>,
) -> Option<Option<RequestBody>> {
    let Some(reference) = reference else {
        return Some(None);
    };
    let place = schemas
        .document
        .place_in((&owner.at, owner.node), &reference);
    let place = place.map_err(|diagnostic| schemas.tell_left_out(diagnostic));
    let found = place.ok()?.request_body();
    let found = found.map_err(|diagnostic| schemas.tell(diagnostic)).ok();
    Some(found.map(|found| content::request_body(schemas, owner, found)))
}

/// Accounts for the path items of an operation. A text of theirs is documented where an operation has none of its own.
pub(super) fn account_items(schemas: &mut Schemas<'_, '_>, entry: &OperationEntry) {
    for at in &entry.items {
        let Some((node, item)) = schemas
            .document
            .node(at)
            .and_then(|node| Some((node, node.as_mapping()?)))
        else {
            continue;
        };
        if !schemas.is_first(node) {
            continue;
        }
        let operations = || {
            let others = item.get("additionalOperations").and_then(Node::as_mapping);
            let others = others.into_iter().flat_map(Mapping::iter);
            let known = METHODS.iter().filter_map(|method| item.get(method));
            known.chain(others.map(|(_, operation)| operation))
        };
        let is_replaced = |key: &str| {
            matches!(key, "summary" | "description")
                && operations().next().is_some()
                && operations().all(|operation| operation.get(key).is_some())
        };
        let fate = |&(key, fate)| {
            (
                key,
                if is_replaced(key) {
                    Fate::Ignored
                } else {
                    fate
                },
            )
        };
        let known: Vec<(&str, Fate)> = skeleton::PATH_ITEM.iter().map(fate).collect();
        schemas.ledger.account(at, item, &known);
    }
}

/// The path items of an operation: its own, then what the `$ref`s lead to.
pub(super) fn path_items<'e>(
    schemas: &Schemas<'_, '_>,
    entry: &'e OperationEntry,
) -> Result<Vec<(&'e Location, PathItemHead)>, Diagnostic> {
    let items = entry.items.iter();
    items
        .map(|at| Ok((at, schemas.document.path_item(at)?)))
        .collect()
}

/// The servers of an operation, or of the nearest path item that has some, where they differ from the document's.
fn other_servers(
    schemas: &mut Schemas<'_, '_>,
    shared: &Shared<'_>,
    at: &Location,
    of_operation: &[openapiv3::Server],
    items: &[(&Location, PathItemHead)],
) -> Vec<Server> {
    let of_items = items.iter().map(|(at, item)| (*at, &item.servers[..]));
    let mut lists = [(at, of_operation)].into_iter().chain(of_items);
    let (at, list) = lists
        .find(|(_, list)| !list.is_empty())
        .unwrap_or((at, &[]));
    let own = servers(schemas, at, list);
    if own == shared.servers {
        Vec::new()
    } else {
        own
    }
}

/// What an operation without an id is called.
fn name_of(entry: &OperationEntry) -> String {
    format!("{} {}", entry.method, entry.path)
}

/// The id, unless an operation before has it already.
fn distinct(
    schemas: &mut Schemas<'_, '_>,
    entry: &OperationEntry,
    ids: &mut Set<String>,
    id: String,
) -> Option<String> {
    if ids.insert(id.clone()) {
        return Some(id);
    }
    let operation = name_of(entry);
    schemas.warn(
        &entry.at.key("operationId"),
        LowerProblem::DuplicateOperationId { id, operation },
    );
    None
}

/// Servers with their variables replaced by the defaults; `at` is the object that lists them.
pub(super) fn servers(
    schemas: &mut Schemas<'_, '_>,
    at: &Location,
    servers: &[openapiv3::Server],
) -> Vec<Server> {
    let mut list = Vec::with_capacity(servers.len());
    for (index, server) in servers.iter().enumerate() {
        match replaced(server) {
            Ok(url) => list.push(Server {
                url,
                template: server.url.clone(),
                description: server.description.clone(),
                variables: variables(server),
            }),
            Err(name) => {
                let at = at.key("servers").index(index).key("url");
                schemas.warn(&at, LowerProblem::UndeclaredServerVariable { name });
            }
        }
    }
    list
}

fn variables(server: &openapiv3::Server) -> Vec<ServerVariable> {
    let variables = server.variables.iter().flatten();
    let variables = variables.map(|(name, variable)| ServerVariable {
        name: name.clone(),
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    });
    variables.collect()
}

/// The URL with the defaults of its variables, or the name of one that is not declared. One without a scheme has that of
/// the document (RFC 3986, 4.2), which comes over HTTPS if over the network.
fn replaced(server: &openapiv3::Server) -> Result<String, String> {
    let scheme = if server.url.starts_with("//") {
        "https:"
    } else {
        ""
    };
    let mut pieces = server.url.split('{');
    let mut url = format!("{scheme}{}", pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let variable = server
            .variables
            .as_ref()
            .and_then(|variables| variables.get(name));
        url.push_str(&variable.ok_or_else(|| name.to_owned())?.default);
        url.push_str(rest);
    }
    Ok(url)
}
