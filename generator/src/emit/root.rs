//! `lib.rs`: the crate's page and what is public.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::client::public_types;
use super::docs;
use super::method_docs::request;
use super::scope::Scope;
use super::text::ident;
use super::unit::{Item, Part, Unit, Use};
use crate::plan::{Crate, Method};

pub(super) fn unit(krate: &Crate) -> Vec<Unit<'_>> {
    vec![Unit {
        path: "src/lib.rs".to_owned(),
        head: Box::new(|_| page(krate)),
        parts: Vec::new(),
    }]
}

fn page(krate: &Crate) -> Part {
    let mut scope = Scope::of_models();
    let operations = operations(krate);
    let operations = (!operations.is_empty()).then(|| docs::inner(&operations, &mut scope));
    let deep = krate.recursion_limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let attributes = quote! {
        #![doc = include_str!("../README.md")]
        #operations
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![forbid(unsafe_code)]
        #deep
        #![allow(
            clippy::disallowed_names,
            clippy::doc_lazy_continuation,
            clippy::large_enum_variant,
            clippy::new_ret_no_self,
            clippy::new_without_default,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            clippy::wrong_self_convention,
            reason = "names, sizes and texts are those of the document"
        )]
    };
    let examples = (!krate.examples.is_empty()).then(|| {
        quote!(
            #[cfg(feature = "test-util")]
            mod examples;
        )
    });
    let modules = quote! {
        mod client;
        #examples
        pub mod models;
        #[cfg(feature = "test-util")]
        mod routes;
        mod runtime;
    };
    let types: BTreeSet<&str> = public_types(krate).collect();
    let exports = [
        Use::of("pub use client", types.into_iter().map(ident)),
        Use::of("pub use runtime::public", ["*"]),
    ];
    let exports = Item::Uses(exports.into_iter().flatten().collect());
    scope.part(vec![Item::Code(attributes), Item::Code(modules), exports])
}

/// Tables of the operations: of each group, if anything is said of one, behind those of none.
fn operations(krate: &Crate) -> Vec<String> {
    if krate.methods.is_empty() {
        return Vec::new();
    }
    let groups = krate.readme.groups.iter();
    let groups: BTreeSet<&str> = groups.map(|group| group.name.as_str()).collect();
    let mut tables: BTreeMap<Option<&str>, Vec<&Method>> = BTreeMap::new();
    for method in &krate.methods {
        let group = method.group.as_deref();
        let group = group.filter(|group| groups.contains(group));
        tables.entry(group).or_default().push(method);
    }
    let mut lines = vec![String::new(), "# Operations".to_owned()];
    lines.extend(
        tables
            .get(&None)
            .into_iter()
            .flat_map(|of_none| table(of_none)),
    );
    for group in &krate.readme.groups {
        lines.extend([String::new(), format!("## {}", docs::plain(&group.title))]);
        if !group.docs.is_empty() {
            lines.push(String::new());
        }
        lines.extend(group.docs.iter().cloned());
        let methods = tables.get(&Some(&*group.name));
        lines.extend(methods.into_iter().flat_map(|methods| table(methods)));
    }
    lines
}

fn table(methods: &[&Method]) -> Vec<String> {
    let head = ["", "| method | request |", "|---|---|"].map(str::to_owned);
    let rows = methods.iter().map(|method| {
        let request = request(method).replace('|', "\\|");
        [
            "| ",
            &docs::method_link(&method.name),
            " | ",
            &request,
            " |",
        ]
        .concat()
    });
    head.into_iter().chain(rows).collect()
}
