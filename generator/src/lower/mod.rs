//! Reads the document into the neutral model: [`Document`] in, [`Api`] out.
//!
//! The skeleton (`operation`, `parameter`, `content`, `encoding`, `auth`) is a walk over `openapiv3` values. Schemas are entered
//! into a table (`schemas`) when they are met, and read later, one at a time:
//!
//! ```text
//! place ──wrapper──▶ another schema in use, with text beside it
//!       ──part─────▶ its parts: itself, allOf, what $refs lead to
//!                    ──arms───▶ without the alternatives that the others rule out
//!                    ──facts──▶ what all keywords say together (each keyword gets its fate in the ledger)
//!                               ──shape, object, union, tag, enumeration, scalar──▶ what it is
//! ```
//!
//! A new schema keyword is one arm in `facts`; a new constraint a row and a sentence in `constraints`; a new format a row
//! in `scalar`.

mod account;
mod answers;
mod arms;
mod auth;
mod circles;
mod constraints;
mod content;
mod docs;
mod encoding;
mod enumeration;
mod facts;
mod incoming;
mod inheritance;
mod kinds;
mod ledger;
mod nullable;
mod object;
mod operation;
mod origin;
mod outline;
mod parameter;
mod part;
mod paths;
mod scalar;
mod schemas;
mod shape;
mod skeleton;
mod status;
mod style;
mod tag;
mod union;
mod unread;
mod values;
mod wrapper;

pub use ledger::{Counts, Fate, Ledger, Occurrence};

use crate::api::{Api, Info, Operation, TagInfo};
use crate::document::{Document, Head};
use crate::parallel;
use crate::pointer::Location;
use crate::report::Report;

use schemas::Schemas;

/// What comes out of a document.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The neutral model.
    pub api: Api,
    /// What became of each keyword.
    pub ledger: Ledger,
}

/// Reads the document. What is wrong goes into the report; what a keyword says that neither the model nor its texts hold is
/// reported once for each keyword, and is in the ledger place by place.
pub fn lower(document: &Document, report: &mut Report) -> Lowered {
    let head = document.head();
    let root = document.root().clone();
    let mut schemas = Schemas::new(document, report);
    schemas.account(&root, skeleton::ROOT);
    schemas.enter_components();
    let schemes = auth::schemes(&mut schemas);
    let security = auth::requirements(&mut schemas, &schemes, &root, head.security.clone());
    let servers = operation::servers(&mut schemas, &root, &head.servers);
    let shared = operation::Shared {
        schemes: &schemes,
        security: &security,
        servers: &servers,
    };
    let operations = operation::operations(&mut schemas, &shared);
    let incoming = incoming::enter(&mut schemas);
    schemas.read_all();
    schemas.account_unread(&incoming.items);
    incoming::describe(&mut schemas.table, incoming);
    let mut ledger = std::mem::take(&mut schemas.ledger);
    ledger.close();
    let mut untold = std::mem::take(&mut schemas.untold);
    // What one operation has no use for may be another's.
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    parameters.for_each(|parameter| {
        untold.remove(&parameter.at);
    });
    let forget = || {
        ledger.forget_docs(|object| {
            let is_schema = object.pointer().ends_with("/schema");
            let mut wrappers = std::iter::successors(wrapper(object), wrapper);
            untold.contains(object)
                || wrappers.any(|at| untold.contains(&at))
                || (is_schema && object.parent().is_some_and(|at| untold.contains(&at)))
        });
        if document.has_copies() {
            ledger.forget_copies(|at| document.written(at));
        }
    };
    let mut table = schemas.table;
    let end_circles = || {
        circles::shorten(&mut table, report);
        circles::open(&mut table);
        circles::release(&mut table, report);
    };
    parallel::both(end_circles, forget);
    ledger.report(report);
    let api = Api {
        info: info(head),
        tags: tags(head, &root, &operations),
        servers,
        schemes,
        security,
        operations,
        schemas: table,
    };
    Lowered { api, ledger }
}

/// What a schema is a part or an alternative of: where that only refers to another one, nothing of it is told in the other's
/// place.
fn wrapper(at: &Location) -> Option<Location> {
    let (list, _) = at.pointer().rsplit_once('/')?;
    let (wrapper, keyword) = list.rsplit_once('/')?;
    ["allOf", "anyOf", "oneOf"]
        .contains(&keyword)
        .then(|| at.with_pointer(wrapper))
}

fn info(head: &Head) -> Info {
    let info = &head.info;
    let contact = info.contact.as_ref().map(|contact| {
        [&contact.name, &contact.url, &contact.email]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    });
    Info {
        title: info.title.clone(),
        version: info.version.clone(),
        description: info.description.clone(),
        terms_of_service: info.terms_of_service.clone(),
        contact: contact.filter(|contact| !contact.is_empty()),
        license: info.license.as_ref().map(|license| {
            let parts = [Some(&license.name), license.url.as_ref()];
            parts
                .into_iter()
                .flatten()
                .cloned()
                .collect::<Vec<_>>()
                .join(", ")
        }),
        external_docs: head.external_docs.clone(),
    }
}

/// The declared tags, then those that only operations name, in the order in which they are met.
fn tags(head: &Head, root: &Location, operations: &[Operation]) -> Vec<TagInfo> {
    let mut tags: Vec<TagInfo> = Vec::new();
    for (index, tag) in head.tags.iter().enumerate() {
        if tags.iter().all(|known| known.name != tag.name) {
            let at = Some(root.key("tags").index(index));
            tags.push(TagInfo {
                name: tag.name.clone(),
                description: tag.description.clone(),
                at,
            });
        }
    }
    for name in operations.iter().flat_map(|operation| &operation.tags) {
        if tags.iter().all(|known| known.name != *name) {
            tags.push(TagInfo {
                name: name.clone(),
                description: None,
                at: None,
            });
        }
    }
    tags
}
