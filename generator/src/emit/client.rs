//! `client.rs`, or with several tags `client/mod.rs` and a file per tag: the methods, their builders and outcomes.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::models::allow_deprecated;
use super::scope::{Scope, ident};
use super::unit::{Item, Module, Unit};
use super::{auth, builder, docs, method, outcome};
use crate::plan::{Case, Crate, Method, Outcome};

/// What all files of the client look up.
pub(super) struct Lookup<'a> {
    /// The crate.
    pub krate: &'a Crate,
    outcomes: BTreeMap<&'a str, &'a Outcome>,
    /// File of each method, by name.
    files: BTreeMap<&'a str, Option<&'a str>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(krate: &'a Crate) -> Self {
        let groups: BTreeSet<&Option<String>> =
            krate.methods.iter().map(|method| &method.group).collect();
        let is_split = groups.len() > 1;
        let file = |method: &'a Method| method.group.as_deref().filter(|_| is_split);
        Self {
            krate,
            outcomes: krate
                .outcomes
                .iter()
                .map(|outcome| (outcome.name(), outcome))
                .collect(),
            files: krate
                .methods
                .iter()
                .map(|method| (method.name.as_str(), file(method)))
                .collect(),
        }
    }

    /// The documented cases of an error type, those of the type that it is equal to included.
    pub(super) fn cases(&self, name: &str) -> &'a [Case] {
        match self.outcomes.get(name) {
            Some(Outcome::Errors { cases, .. } | Outcome::Answers { cases, .. }) => cases,
            Some(Outcome::SameErrors { target, .. }) => match self.outcomes.get(target.as_str()) {
                Some(Outcome::Errors { cases, .. }) => cases,
                _ => &[],
            },
            None => &[],
        }
    }

    fn file_of(&self, outcome: &Outcome) -> Option<&'a str> {
        let (Outcome::Errors { method, .. }
        | Outcome::SameErrors { method, .. }
        | Outcome::Answers { method, .. }) = outcome;
        self.files.get(method.as_str()).copied().flatten()
    }

    /// An outcome as it is spelled in a file.
    pub(super) fn outcome(&self, name: &str, file: Option<&str>) -> TokenStream {
        let spelled = ident(name);
        match self.outcomes.get(name) {
            Some(outcome) if self.file_of(outcome) != file => quote!(crate::#spelled),
            _ => quote!(#spelled),
        }
    }

    /// The scope of one of the files.
    pub(super) fn scope(&self) -> Scope {
        let builders = self
            .krate
            .methods
            .iter()
            .filter_map(|method| method.builder.as_deref());
        Scope::of_client(self.outcomes.keys().copied().chain(builders))
    }
}

/// Names of the public types of the client, sorted.
pub(super) fn public_types(krate: &Crate) -> BTreeSet<&str> {
    let builders = krate
        .methods
        .iter()
        .filter_map(|method| method.builder.as_deref());
    krate
        .outcomes
        .iter()
        .map(Outcome::name)
        .chain(builders)
        .collect()
}

pub(super) fn units(krate: &Crate) -> Vec<Unit> {
    let lookup = Lookup::new(krate);
    let groups: BTreeSet<&str> = lookup.files.values().copied().flatten().collect();
    let root = if groups.is_empty() {
        "src/client.rs"
    } else {
        "src/client/mod.rs"
    };
    let mut units = vec![Unit::module(root, main_file(&lookup, &groups))];
    units.extend(groups.iter().map(|group| {
        let path = format!("src/client/{}.rs", module_name(group));
        Unit::module(path, group_file(&lookup, group))
    }));
    units
}

/// Name of a module or of the file of a program. `mod`, as other keywords, becomes another name here.
pub(super) fn module_name(group: &str) -> String {
    ident(group.trim_start_matches("r#")).to_string()
}

fn main_file(lookup: &Lookup<'_>, groups: &BTreeSet<&str>) -> Module {
    let krate = lookup.krate;
    let mut scope = lookup.scope();
    let mut items = Vec::new();
    items.push(Item::Code(service(krate, &mut scope)));
    let from_env = auth::from_env(krate, &mut scope);
    let operations = operations(lookup, None, &mut scope);
    let methods: TokenStream = from_env.into_iter().chain(operations.methods).collect();
    items.extend(implementation(methods, &mut scope));
    items.extend(operations.builders);
    items.extend(auth::builder(krate, &mut scope).map(Item::Code));
    items.extend(operations.outcomes);

    let modules: Vec<_> = groups
        .iter()
        .map(|group| ident(&module_name(group)))
        .collect();
    let children = (!modules.is_empty()).then(|| {
        [quote!(#(mod #modules;)*), quote!(#(pub use #modules::*;)*)]
            .into_iter()
            .map(Item::Code)
    });
    let uses = scope.uses().into_iter().map(Item::Code);
    let head = children.into_iter().flatten().chain(uses);
    let items = head.chain(items).collect();
    let title = "The operations of the API, one method each.";
    module(krate, title, items, scope)
}

fn group_file(lookup: &Lookup<'_>, group: &str) -> Module {
    let mut scope = lookup.scope();
    let operations = operations(lookup, Some(group), &mut scope);
    let mut items: Vec<Item> = Vec::new();
    items.extend(implementation(
        operations.methods.into_iter().collect(),
        &mut scope,
    ));
    items.extend(operations.builders);
    items.extend(operations.outcomes);
    let uses = scope.uses().into_iter().map(Item::Code);
    let title = format!("The operations of the API: {}.", docs::plain(group));
    module(lookup.krate, &title, uses.chain(items).collect(), scope)
}

fn module(krate: &Crate, title: &str, items: Vec<Item>, scope: Scope) -> Module {
    let mut attributes = docs::inner(&[title]);
    attributes.extend(allow_deprecated(krate));
    Module {
        attributes,
        items,
        docs: scope.into_docs(),
    }
}

fn implementation(methods: TokenStream, scope: &mut Scope) -> Option<Item> {
    if methods.is_empty() {
        return None;
    }
    let client = scope.runtime("Client");
    Some(Item::Code(quote!(impl #client { #methods })))
}

/// What the methods of one file give rise to.
struct Operations {
    methods: Vec<TokenStream>,
    builders: Vec<Item>,
    outcomes: Vec<Item>,
}

fn operations(lookup: &Lookup<'_>, file: Option<&str>, scope: &mut Scope) -> Operations {
    let methods: Vec<&Method> = lookup
        .krate
        .methods
        .iter()
        .filter(|method| lookup.files.get(method.name.as_str()).copied().flatten() == file)
        .collect();
    let outcomes = lookup
        .krate
        .outcomes
        .iter()
        .filter(|outcome| lookup.file_of(outcome) == file);
    Operations {
        methods: methods
            .iter()
            .map(|method| method::method(method, lookup, file, scope))
            .collect(),
        builders: methods
            .iter()
            .flat_map(|method| builder::items(method, lookup, file, scope))
            .collect(),
        outcomes: outcomes
            .flat_map(|outcome| outcome::items(outcome, lookup, file, scope))
            .collect(),
    }
}

fn service(krate: &Crate, scope: &mut Scope) -> TokenStream {
    let service = scope.runtime("Service");
    let base_url = option(krate.service.base_url.as_deref());
    let request_id = option(krate.service.request_id.as_deref());
    let credentials: Vec<TokenStream> = krate
        .credentials
        .iter()
        .map(|credential| auth::kind(&credential.kind, scope))
        .collect();
    let security = security(&krate.service.security);
    quote! {
        pub(crate) const SERVICE: #service = #service {
            base_url: #base_url,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            request_id: #request_id,
            credentials: &[#(#credentials),*],
            security: #security,
        };
    }
}

/// `Some("…")` or `None`.
pub(super) fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// `&[&[0], &[1, 2]]`
pub(super) fn security(alternatives: &[Vec<usize>]) -> TokenStream {
    let alternatives = alternatives.iter().map(|all| {
        let all = all.iter().map(|index| Literal::usize_unsuffixed(*index));
        quote!(&[#(#all),*])
    });
    quote!(&[#(#alternatives),*])
}
