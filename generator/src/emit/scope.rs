//! The names that a file uses, which its `use` lines say exactly, and the docs that stand in it.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::is_hidden;

/// Names of the runtime that a file of the client may import, or that a reader would take them for; a model of such a name
/// is spelled `models::Name` there.
const CLIENT_NAMES: &[&str] = &[
    "AnyError",
    "BuildError",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Credential",
    "CredentialKind",
    "Error",
    "Format",
    "Method",
    "Operation",
    "Parameter",
    "PartStyle",
    "Response",
    "Service",
    "Style",
    "Unexpected",
];

/// The names that a file uses, and its docs.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// `None` in the file of the models: they are at hand. Else names that models must not be imported by.
    taken: Option<BTreeSet<String>>,
    runtime: BTreeSet<&'static str>,
    models: BTreeSet<String>,
    models_module: bool,
    map: bool,
    bytes: bool,
    docs: Vec<String>,
}

impl Scope {
    /// The file of the models.
    pub(super) fn of_models() -> Self {
        Self::default()
    }

    /// A file of the client, where `own` are the names of types that it or its sisters declare.
    pub(super) fn of_client<'a>(own: impl IntoIterator<Item = &'a str>) -> Self {
        let names = CLIENT_NAMES.iter().copied().chain(own).map(str::to_owned);
        Self {
            taken: Some(names.collect()),
            ..Self::default()
        }
    }

    /// A name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        Ident::new(name, Span::call_site())
    }

    /// A model.
    pub(super) fn model(&mut self, name: &str) -> TokenStream {
        let model = ident(name);
        match &self.taken {
            None => quote!(#model),
            Some(taken) if taken.contains(name) => {
                self.models_module = true;
                quote!(models::#model)
            }
            Some(_) => {
                self.models.insert(name.to_owned());
                quote!(#model)
            }
        }
    }

    /// `BTreeMap`
    pub(super) fn map(&mut self) -> TokenStream {
        self.map = true;
        quote!(BTreeMap)
    }

    /// `Bytes`
    pub(super) fn bytes(&mut self) -> TokenStream {
        self.bytes = true;
        quote!(Bytes)
    }

    /// Keeps the docs of something, and gives them a number.
    pub(super) fn keep_docs(&mut self, docs: String) -> usize {
        self.docs.push(docs);
        self.docs.len() - 1
    }

    /// All that were kept.
    pub(super) fn into_docs(self) -> Vec<String> {
        self.docs
    }

    /// The `use` lines, in groups: std, other crates, this crate.
    pub(super) fn uses(&self) -> Vec<TokenStream> {
        let std = self.map.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let external = self.bytes.then(|| {
            quote!(
                use bytes::Bytes;
            )
        });
        let module = self.models_module.then(|| {
            quote!(
                use crate::models;
            )
        });
        let models = use_all(
            &quote!(crate::models),
            self.models.iter().map(|name| ident(name)),
        );
        let runtime = use_all(
            &quote!(crate::runtime),
            self.runtime.iter().map(|name| ident(name)),
        );
        let own: TokenStream = [module, models, runtime].into_iter().flatten().collect();
        let own = (!own.is_empty()).then_some(own);
        [std, external, own].into_iter().flatten().collect()
    }
}

/// `use path::{a, b};`, `use path::a;` or nothing.
pub(super) fn use_all(
    path: &TokenStream,
    names: impl Iterator<Item = Ident>,
) -> Option<TokenStream> {
    let names: Vec<Ident> = names.collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #path::#name;)),
        names => Some(quote!(use #path::{#(#names),*};)),
    }
}

/// Keywords of every edition (Rust reference, "Keywords"), and `_`; sorted.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that can't be raw identifiers either.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// A name as an identifier, raw where it says so. Plan's names are valid; should one not be, what is wrong in it becomes
/// `_`, so that no text can ever become anything but an identifier.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) if is_word(raw) && !NEVER_RAW.contains(&raw) => {
            Ident::new_raw(raw, Span::call_site())
        }
        None if is_word(name) && KEYWORDS.binary_search(&name).is_err() => {
            Ident::new(name, Span::call_site())
        }
        _ if !name.is_ascii() && !name.contains(is_hidden) => {
            syn::parse_str(name).unwrap_or_else(|_| repaired(name))
        }
        _ => repaired(name),
    }
}

/// Has the form of an identifier, in ASCII.
fn is_word(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(is_part)
        && !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
}

fn repaired(name: &str) -> Ident {
    let part = |character: char| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            '_'
        }
    };
    let body: String = name.trim_start_matches("r#").chars().map(part).collect();
    let front = if body.starts_with(|first: char| first.is_ascii_alphabetic()) {
        ""
    } else {
        "x"
    };
    Ident::new(&format!("{front}{body}_"), Span::call_site())
}
