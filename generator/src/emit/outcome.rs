//! Outcomes: the errors of a method by status, and its answers when several statuses differ.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::client::Lookup;
use super::docs;
use super::method_docs::status;
use super::scope::{Scope, ident};
use super::types::{Position, spell};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{Case, Format, Outcome, StatusPattern};

pub(super) fn items(
    outcome: &Outcome,
    lookup: &Lookup<'_>,
    file: Option<&str>,
    scope: &mut Scope,
) -> Vec<Item> {
    // The docs link to it.
    scope.runtime("Client");
    match outcome {
        Outcome::Errors {
            name,
            method,
            cases,
        } => {
            let summary = format!("The errors of {}.", docs::method_link(method));
            let unexpected = scope.runtime("Unexpected");
            let last = Entry::new(
                docs::comment(&["Anything that the document does not describe."]),
                quote!(Unexpected(#unexpected)),
            );
            let head = enum_head(name, &summary, TokenStream::new());
            enumeration("errors", name, head, cases, Some(last), scope)
        }
        Outcome::Answers {
            name,
            method,
            cases,
        } => {
            let summary = format!("The answers of {}.", docs::method_link(method));
            let head = enum_head(name, &summary, quote!(#[derive(Clone)]));
            enumeration("answers", name, head, cases, None, scope)
        }
        Outcome::SameErrors {
            name,
            method,
            target,
            docs,
        } => {
            let mut lines = vec![format!("The errors of {}.", docs::method_link(method))];
            if !docs.is_empty() {
                lines.push(String::new());
                lines.extend(docs.iter().cloned());
            }
            let docs = docs::outer(&lines, scope);
            let (name, target) = (ident(name), lookup.outcome(target, file));
            vec![Item::Code(quote!(#docs pub type #name = #target;))]
        }
    }
}

fn enum_head(name: &str, summary: &str, derived: TokenStream) -> Entry {
    let name = ident(name);
    Entry {
        docs: docs::comment(&[summary]),
        attributes: quote!(#derived #[non_exhaustive]),
        line: quote!(pub enum #name),
    }
}

fn enumeration(
    table: &'static str,
    name: &str,
    head: Entry,
    cases: &[Case],
    last: Option<Entry>,
    scope: &mut Scope,
) -> Vec<Item> {
    let signatures: Vec<TokenStream> = cases.iter().map(|case| signature(case, scope)).collect();
    let cases_with = || cases.iter().zip(&signatures);
    let variants = cases_with().map(|(case, signature)| {
        let docs = docs::comment_or_name(&case.docs, &status(case.status));
        Entry::new(docs, signature.clone())
    });
    let members = variants.chain(last).collect();
    let entries = cases_with().map(|(case, signature)| entry(case, signature));
    scope.runtime(table);
    let name = ident(name);
    let table = Table::list(table, quote!(#name), entries, TokenStream::new());
    vec![
        Item::Declaration(Declaration { head, members }),
        Item::Table(table),
    ]
}

fn signature(case: &Case, scope: &mut Scope) -> TokenStream {
    let name = ident(&case.variant);
    match &case.ty {
        Some(ty) => {
            let ty = spell(ty, Position::Held, scope);
            quote!(#name(#ty))
        }
        None => quote!(#name),
    }
}

fn entry(case: &Case, signature: &TokenStream) -> TokenStream {
    let pattern = pattern(case.status);
    let format = match (case.format, &case.ty) {
        (Format::Text, Some(_)) => Some(quote!(text)),
        (Format::Binary, Some(_)) => Some(quote!(binary)),
        (Format::Empty | Format::Json | Format::Form | Format::Multipart, _) | (_, None) => None,
    };
    quote!(#pattern => #signature #format)
}

/// `404`, `4XX` or `default`.
fn pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Exact(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        // A number with a suffix is one token, and no text from a document gets here.
        StatusPattern::Range(first) => format!("{first}XX").parse().unwrap_or_default(),
        StatusPattern::Default => quote!(default),
    }
}
