//! Reads the document into the neutral model: [`Document`] in, [`Api`] out.
//!
//! The skeleton (`operation`, `parameter`, `template`, `content`, `encoding`, `auth`) is a walk over `openapiv3` values. Schemas
//! are entered into a table (`schemas`) when they are met, and read later, one at a time; those of the components while the
//! skeleton is walked over (`join`):
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
mod expression;
mod facts;
mod incoming;
mod inheritance;
mod join;
mod kinds;
mod ledger;
mod misfits;
mod nullable;
mod object;
mod operation;
mod origin;
mod outline;
mod parameter;
mod part;
mod paths;
mod pattern;
mod rest;
mod scalar;
mod schemas;
mod shape;
mod skeleton;
mod slots;
mod status;
mod style;
mod tag;
mod template;
mod union;
mod unread;
mod values;
mod wrapper;

pub use ledger::{Counts, Fate, Ledger, Occurrence};

use crate::api::{Api, Info, Operation, Requirement, Scheme, Server, TagInfo, essence};
use crate::document::{Document, Head};
use crate::maps::{OrderedMap, Set};
use crate::parallel;
use crate::pointer::Location;
use crate::report::Report;

use incoming::Incoming;
use join::Entries;
use schemas::Schemas;

/// What comes out of a document.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// The neutral model.
    pub api: Api,
    /// What became of each keyword.
    pub ledger: Ledger,
}

/// What stands around the schemas.
struct Skeleton<'d> {
    schemes: Vec<Scheme>,
    security: Vec<Requirement>,
    servers: Vec<Server>,
    operations: Vec<Operation>,
    incoming: Incoming,
    /// The schemas in use there.
    entries: Entries<'d>,
}

/// Reads the document. What is wrong goes into the report; what a keyword says that neither the model nor its texts hold is
/// reported once for each keyword, and is in the ledger place by place.
pub fn lower(document: &Document, report: &mut Report) -> Lowered {
    let (api, account, ()) = lower_beside(document, report, || ());
    let ledger = account.close(document, report);
    Lowered { api, ledger }
}

/// The same with the account still open, on which nothing of the model depends; and other work beside it, where a processor
/// has nothing to do.
pub(crate) fn lower_beside<T: Send>(
    document: &Document,
    report: &mut Report,
    work: impl FnOnce() -> T + Send,
) -> (Api, Account, T) {
    let mut of_schemas = Report::default();
    let mut schemas = Schemas::new(document, &mut of_schemas);
    schemas.enter_components();
    let around = schemas.another(report);
    // What waits longest is taken by another processor; the rest is for whichever is done first.
    let read = || parallel::both(|| schemas.read(), work);
    let (((), worked), skeleton) = parallel::both(read, || skeleton(around));
    let Skeleton {
        mut operations,
        mut incoming,
        ..
    } = skeleton;
    let numbers = schemas.join(skeleton.entries);
    numbers.renumber(&mut operations);
    incoming.renumber(&numbers);
    schemas.read();
    schemas.lend();
    schemas.account_unread(&incoming.items);
    incoming::describe(&mut schemas.table, incoming);
    let (mut table, mut account) = schemas.finish(&operations);
    if !operations.iter().any(speaks_xml) {
        account.ledger.ignore("xml");
    }
    report.append(of_schemas);
    encoding::mark_files(&mut table, &operations, document.is_since_v31());
    let mut warn = |at: &Location, problem| report.warn(document.written(at), problem);
    circles::shorten(&mut table, &mut warn);
    circles::open(&mut table);
    circles::release(&mut table, &mut warn);
    let head = document.head();
    let api = Api {
        info: info(head),
        tags: tags(head, document.root(), &operations),
        servers: skeleton.servers,
        schemes: skeleton.schemes,
        security: skeleton.security,
        operations,
        schemas: table,
    };
    (api, account, worked)
}

/// Reads what stands around the schemas.
fn skeleton<'d>(mut schemas: Schemas<'d, '_>) -> Skeleton<'d> {
    let document = schemas.document;
    let (head, root) = (document.head(), document.root());
    schemas.account(root, skeleton::ROOT);
    let schemes = auth::schemes(&mut schemas);
    let security = auth::requirements(&mut schemas, &schemes, root, head.security.clone());
    let servers = operation::servers(&mut schemas, root, &head.servers);
    let shared = operation::Shared {
        schemes: &schemes,
        security: &security,
        servers: &servers,
    };
    let operations = operation::operations(&mut schemas, &shared);
    let incoming = incoming::enter(&mut schemas);
    Skeleton {
        operations,
        incoming,
        entries: schemas.into_entries(),
        schemes,
        security,
        servers,
    }
}

/// The account of what was read, before it is known what no docs tell of.
pub(crate) struct Account {
    ledger: Ledger,
    /// Places where something is said that nothing in the model tells.
    untold: Set<Location>,
}

impl Account {
    /// Closes the account: what no docs tell of is ignored, what is copied counts once, what is lost is reported.
    pub(crate) fn close(self, document: &Document, report: &mut Report) -> Ledger {
        let Self { mut ledger, untold } = self;
        ledger.close();
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
        ledger.report(report);
        ledger
    }
}

/// Whether a body may be XML: elsewhere, how schemas are written as XML says nothing.
fn speaks_xml(operation: &Operation) -> bool {
    let body = operation.body.iter().flat_map(|body| &body.content);
    let answers = operation.responses.iter();
    let mut content = body.chain(answers.flat_map(|response| &response.content));
    content.any(|media| {
        let is_xml = |media_type: &str| essence(media_type).ends_with("xml");
        let mut parts = media.encoding.iter();
        is_xml(&media.media_type)
            || parts.any(|part| part.content_type.as_deref().is_some_and(is_xml))
    })
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
    let mut tags: OrderedMap<&str, TagInfo> = OrderedMap::default();
    for (index, tag) in head.tags.iter().enumerate() {
        tags.entry(&tag.name).or_insert_with(|| TagInfo {
            name: tag.name.clone(),
            description: tag.description.clone(),
            at: Some(root.key("tags").index(index)),
        });
    }
    for name in operations.iter().flat_map(|operation| &operation.tags) {
        tags.entry(name).or_insert_with(|| TagInfo {
            name: name.clone(),
            description: None,
            at: None,
        });
    }
    tags.into_values().collect()
}
