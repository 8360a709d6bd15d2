//! The names that a file uses, which its `use` lines say exactly, and the docs of what is in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::keywords;

use super::docs::is_hidden;
use super::unit::{Item, Part};

/// Names of the runtime that a file of the client may import, or that a reader would take them for; a model of such a name
/// is spelled `models::Name` there.
const CLIENT_NAMES: &[&str] = &[
    "AnyError",
    "BuildError",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "Credential",
    "CredentialKind",
    "CredentialProvider",
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

/// The names that a file or a part of it uses.
#[derive(Clone, Debug, Default)]
pub struct Names {
    runtime: BTreeSet<&'static str>,
    models: BTreeSet<String>,
    models_module: bool,
    map: bool,
    bytes: bool,
}

/// Names that models must not be imported by.
pub(super) type Taken = Arc<BTreeSet<String>>;

/// What the tokens of a part of a file need around them: the names that they use, and their docs.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// `None` in the file of the models: they are at hand.
    taken: Option<Taken>,
    names: Names,
    docs: Vec<String>,
}

impl Scope {
    /// The file of the models.
    pub(super) fn of_models() -> Self {
        Self::default()
    }

    /// A file of the client.
    pub(super) fn of_client(taken: &Taken) -> Self {
        Self {
            taken: Some(Arc::clone(taken)),
            ..Self::default()
        }
    }

    /// What is taken in the files of the client, where `own` are the names of types that they declare.
    pub(super) fn taken<'a>(own: impl IntoIterator<Item = &'a str>) -> Taken {
        let names = CLIENT_NAMES.iter().copied().chain(own).map(str::to_owned);
        Arc::new(names.collect())
    }

    /// A name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> Ident {
        self.names.runtime.insert(name);
        Ident::new(name, Span::call_site())
    }

    /// A model.
    pub(super) fn model(&mut self, name: &str) -> TokenStream {
        let model = ident(name);
        match &self.taken {
            None => quote!(#model),
            Some(taken) if taken.contains(name) => {
                self.names.models_module = true;
                quote!(models::#model)
            }
            Some(_) => {
                self.names.models.insert(name.to_owned());
                quote!(#model)
            }
        }
    }

    /// `BTreeMap`
    pub(super) fn map(&mut self) -> TokenStream {
        self.names.map = true;
        quote!(BTreeMap)
    }

    /// `Bytes`
    pub(super) fn bytes(&mut self) -> TokenStream {
        self.names.bytes = true;
        quote!(Bytes)
    }

    /// Keeps the docs of something, and gives them a number.
    pub(super) fn keep_docs(&mut self, docs: String) -> usize {
        self.docs.push(docs);
        self.docs.len() - 1
    }

    /// The part with these items.
    pub(super) fn part(self, items: Vec<Item>) -> Part {
        Part {
            items,
            docs: self.docs,
            names: self.names,
        }
    }
}

impl Names {
    /// Adds those of another part.
    pub(crate) fn extend(&mut self, other: Self) {
        self.runtime.extend(other.runtime);
        self.models.extend(other.models);
        self.models_module |= other.models_module;
        self.map |= other.map;
        self.bytes |= other.bytes;
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

/// A name as an identifier, raw where it says so. Plan's names are valid; should one not be, what is wrong in it becomes
/// `_`, so that no text can ever become anything but an identifier.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) if is_word(raw) && !keywords::NEVER.contains(&raw) => {
            Ident::new_raw(raw, Span::call_site())
        }
        None if is_word(name) && !keywords::is_raw(name) && !keywords::NEVER.contains(&name) => {
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
