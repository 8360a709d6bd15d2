//! `client.rs`, or with several tags `client/mod.rs` and a file per tag: the methods, their builders and outcomes.

use std::collections::BTreeMap;
use std::sync::Arc;

use quote::quote;

use super::head::head;
use super::models::allow_deprecated;
use super::scope::{Scope, TypeNames};
use super::text::{ident, quoted, token};
use super::unit::{Entry, Function, Impl, Item, Maker, Names, Part, Unit};
use super::{auth, builder, docs, method, outcome, text};
use crate::maps::Map;
use crate::plan::{Case, Crate, Method, Outcome};

/// What all files of the client look up.
pub(super) struct Lookup<'a> {
    /// The crate.
    pub krate: &'a Crate,
    outcomes: Map<&'a str, &'a Outcome>,
    /// File of each method, by name.
    file_of: Map<&'a str, Option<&'a str>>,
    /// What is in each file; under no group what all of them have in common, or everything.
    files: BTreeMap<Option<&'a str>, File<'a>>,
    /// Names that models must not be imported by.
    taken: TypeNames,
}

/// What is in a file of the client.
#[derive(Default)]
struct File<'a> {
    methods: Vec<&'a Method>,
    outcomes: Vec<&'a Outcome>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(krate: &'a Crate) -> Self {
        let mut groups = krate.methods.iter().map(|method| &method.group);
        let first = groups.next();
        let is_split = groups.any(|group| Some(group) != first);
        let file = |method: &'a Method| method.group.as_deref().filter(|_| is_split);
        let mut lookup = Self {
            krate,
            outcomes: krate
                .outcomes
                .iter()
                .map(|outcome| (outcome.name(), outcome))
                .collect(),
            file_of: krate
                .methods
                .iter()
                .map(|method| (method.name.as_str(), file(method)))
                .collect(),
            files: BTreeMap::new(),
            taken: Scope::taken(public_types(krate)),
        };
        for method in &krate.methods {
            let file = lookup.files.entry(file(method)).or_default();
            file.methods.push(method);
        }
        for outcome in &krate.outcomes {
            let file = lookup.files.entry(lookup.file_of(outcome)).or_default();
            file.outcomes.push(outcome);
        }
        lookup
    }

    /// The documented cases of an error type, those of the type that it is equal to included.
    pub(super) fn cases(&self, name: &str) -> &'a [Case] {
        outcome::cases(name, |name| self.outcomes.get(name).copied())
    }

    fn file_of(&self, outcome: &Outcome) -> Option<&'a str> {
        let (Outcome::Errors { method, .. }
        | Outcome::SameErrors { method, .. }
        | Outcome::Answers { method, .. }) = outcome;
        self.file_of.get(method.as_str()).copied().flatten()
    }

    /// An outcome as it is spelled in a file.
    pub(super) fn outcome(&self, name: &str, file: Option<&str>) -> String {
        let spelled = ident(name);
        match self.outcomes.get(name) {
            Some(outcome) if self.file_of(outcome) != file => ["crate::", &spelled].concat(),
            _ => spelled.into_owned(),
        }
    }

    /// The methods in a file.
    fn methods<'l>(&'l self, file: Option<&'l str>) -> &'l [&'a Method] {
        self.files.get(&file).map_or(&[], |file| &file.methods)
    }

    /// The outcomes in a file.
    fn outcomes<'l>(&'l self, file: Option<&'l str>) -> &'l [&'a Outcome] {
        self.files.get(&file).map_or(&[], |file| &file.outcomes)
    }

    /// The scope of a part of one of the files.
    pub(super) fn scope(&self) -> Scope {
        Scope::of_client(&self.taken)
    }
}

/// Names of the public types of the client.
pub(super) fn public_types(krate: &Crate) -> impl Iterator<Item = &str> {
    let builders = krate
        .methods
        .iter()
        .filter_map(|method| method.builder.as_deref());
    krate.outcomes.iter().map(Outcome::name).chain(builders)
}

pub(super) fn units(krate: &Crate) -> Vec<Unit<'_>> {
    let lookup = Arc::new(Lookup::new(krate));
    let groups: Vec<&str> = lookup.files.keys().copied().flatten().collect();
    let root = if groups.is_empty() {
        "src/client.rs"
    } else {
        "src/client/mod.rs"
    };
    // A module inside of one of its own name confuses readers, and each file with builders has `mod parameters`.
    let module = |group: &&str| match module_name(group) {
        name if name == "client" || name == "parameters" => format!("{name}_"),
        name => name,
    };
    let modules: Vec<String> = groups.iter().map(module).collect();
    let paths = modules
        .iter()
        .map(|module| format!("src/client/{module}.rs"));
    let files = groups.into_iter().map(Some).zip(paths);
    let mut units: Vec<_> = files
        .map(|(group, path)| file(&lookup, group, path, Vec::new()))
        .collect();
    units.insert(0, file(&lookup, None, root.to_owned(), modules));
    units
}

/// Name of a module or of the file of a program. `mod`, as other keywords, becomes another name here.
pub(super) fn module_name(group: &str) -> String {
    let name = ident(group.trim_start_matches("r#"));
    if is_device(&name) {
        return format!("{name}_");
    }
    name.into_owned()
}

/// Whether no file may have this name on Windows, whatever its extension.
fn is_device(name: &str) -> bool {
    let is_port = |number: &str| matches!(number.as_bytes(), [b'0'..=b'9']);
    matches!(name, "aux" | "con" | "nul" | "prn")
        || name.strip_prefix("com").is_some_and(is_port)
        || name.strip_prefix("lpt").is_some_and(is_port)
}

/// Makes the items of one kind in the file of a group; what belongs to all groups is in the file of none.
type Emitter = fn(&Lookup<'_>, Option<&str>, &mut Scope) -> Vec<Item>;

/// The parts of a file, in order.
const PARTS: &[Emitter] = &[service, methods, builders, credentials, outcomes];

fn file<'a>(
    lookup: &Arc<Lookup<'a>>,
    group: Option<&'a str>,
    path: String,
    children: Vec<String>,
) -> Unit<'a> {
    let krate = lookup.krate;
    let parts = PARTS.iter().map(|items| {
        let lookup = Arc::clone(lookup);
        let part = move || {
            let mut scope = lookup.scope();
            let items = items(&lookup, group, &mut scope);
            scope.part(items)
        };
        Box::new(part) as Maker<'a>
    });
    Unit {
        path,
        head: Box::new(move |names| start(krate, group, &children, names)),
        parts: parts.collect(),
    }
}

fn start(krate: &Crate, group: Option<&str>, children: &[String], names: &Names) -> Part {
    let title = match group {
        None => "The operations of the API, one method each.".to_owned(),
        Some(group) => format!("The operations of the API: {}.", docs::plain(group)),
    };
    let children = (!children.is_empty()).then(|| {
        let modules: Vec<_> = children.iter().map(|name| token(name)).collect();
        [quote!(#(mod #modules;)*), quote!(#(pub use #modules::*;)*)]
    });
    let children = children.into_iter().flatten().map(Item::Code);
    let rest = children.chain(names.uses());
    head(&[&title], allow_deprecated(&krate.models), rest)
}

fn methods(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Vec<Item> {
    let from_env = (file.is_none()).then(|| auth::from_env(lookup.krate, scope));
    let mut functions: Vec<Function> = from_env.flatten().into_iter().collect();
    let methods = lookup.methods(file).iter();
    functions.extend(methods.map(|method| method::method(method, lookup, file, scope)));
    if functions.is_empty() {
        return Vec::new();
    }
    let of = scope.runtime("Client").to_owned();
    vec![Item::Impl(Impl { of, functions })]
}

fn builders(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Vec<Item> {
    let methods = lookup.methods(file);
    let builders = methods
        .iter()
        .flat_map(|method| builder::items(method, lookup, file, scope));
    let mut items: Vec<Item> = builders.collect();
    items.extend(builder::parameters(methods));
    items
}

fn credentials(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Vec<Item> {
    let builder = file.is_none().then(|| auth::builder(lookup.krate, scope));
    builder.flatten().map(Item::Impl).into_iter().collect()
}

fn outcomes(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Vec<Item> {
    lookup
        .outcomes(file)
        .iter()
        .flat_map(|outcome| outcome::items(outcome, lookup, file, scope))
        .collect()
}

fn service(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Vec<Item> {
    if file.is_some() {
        return Vec::new();
    }
    let krate = lookup.krate;
    let service = scope.runtime("Service");
    let credentials = krate.credentials.iter();
    let credentials: Vec<String> = credentials
        .map(|credential| auth::row(credential, scope))
        .collect();
    let members = [
        format!("base_url: {}", option(krate.service.base_url.as_deref())),
        r#"user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))"#.to_owned(),
        format!(
            "request_id: {}",
            option(krate.service.request_id.as_deref())
        ),
        format!("credentials: &[{}]", credentials.join(", ")),
        format!("security: {}", security(&krate.service.security)),
    ];
    let value = text::structure(service, &members);
    let line = format!("pub(crate) const SERVICE: {service} = {value}");
    vec![Item::Line(Entry::from(line))]
}

/// `Some("…")` or `None`.
pub(super) fn option(text: Option<&str>) -> String {
    text.map_or_else(
        || "None".to_owned(),
        |text| ["Some(", &quoted(text), ")"].concat(),
    )
}

/// `&[&[0], &[1, 2]]`
pub(super) fn security(alternatives: &[Vec<usize>]) -> String {
    let alternatives = alternatives.iter().map(|all| {
        let all: Vec<String> = all.iter().map(usize::to_string).collect();
        ["&[", &all.join(", "), "]"].concat()
    });
    let alternatives: Vec<String> = alternatives.collect();
    ["&[", &alternatives.join(", "), "]"].concat()
}
