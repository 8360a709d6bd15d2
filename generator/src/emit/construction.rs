//! How structs are made by users of the crate: the constructor, and the setters.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::structure::deprecation;
use super::types::{Position, kept, spell};
use super::unit::{Entry, Item, Table};
use crate::plan::{Constant, Field, Presence, Rest, RustType, Struct};

pub(super) fn items(model: &Struct, scope: &mut Scope) -> Vec<Item> {
    let code = Item::Code(construction(model, scope));
    let table = setter_table(model, scope).map(Item::Table);
    [Some(code), table].into_iter().flatten().collect()
}

/// What `new` does with a field.
enum Start<'a> {
    /// An argument.
    Argument,
    /// A constant.
    Constant(&'a Constant),
    /// Nothing: it starts absent.
    Absent,
}

fn start(field: &Field) -> Start<'_> {
    match (&field.constant, field.presence) {
        (Some(value), _) => Start::Constant(value),
        (None, _) if field.read_only => Start::Absent,
        (None, Presence::Required | Presence::Nullable) => Start::Argument,
        (None, Presence::Optional | Presence::Patch) => Start::Absent,
    }
}

/// The constructor, and the setters that are not called as their fields: a table can't say these.
fn construction(model: &Struct, scope: &mut Scope) -> TokenStream {
    let name = ident(&model.name);
    let constructor = constructor(model, scope);
    let renamed = setters(model).filter(|(field, method)| *method != field.name);
    let renamed: Vec<TokenStream> = renamed
        .map(|(field, method)| setter(field, &method, scope))
        .collect();
    quote!(impl #name { #constructor #(#renamed)* })
}

/// `setters!(Address { channel: impl Into<String> = Some(channel.into()) });`
fn setter_table(model: &Struct, scope: &mut Scope) -> Option<Table> {
    let named = setters(model).filter(|(field, method)| *method == field.name);
    let entries: Vec<Entry> = named.map(|(field, _)| setter_entry(field, scope)).collect();
    if entries.is_empty() {
        return None;
    }
    scope.runtime("setters");
    let name = ident(&model.name);
    Some(Table::list(
        "setters",
        quote!(#name),
        entries,
        TokenStream::new(),
    ))
}

/// What the field says at length, its setter says in its first paragraph.
fn setter_entry(field: &Field, scope: &mut Scope) -> Entry {
    let Set { name, ty, value } = set(field, scope);
    Entry {
        docs: docs::comment_or_name(docs::first_paragraph(&field.docs), &field.wire),
        attributes: deprecation(field.deprecated),
        line: quote!(#name: #ty = #value),
    }
}

/// The fields that have setters, and the names of these.
fn setters(model: &Struct) -> impl Iterator<Item = (&Field, Ident)> {
    let fields = model.fields.iter();
    fields.filter_map(|field| Some((field, ident(field.setter.as_ref()?))))
}

/// The constructor and the setters without their results, for `API.txt`.
pub(super) fn signatures(model: &Struct, scope: &mut Scope) -> Vec<TokenStream> {
    let arguments = model
        .fields
        .iter()
        .filter(|field| matches!(start(field), Start::Argument));
    let arguments: Vec<TokenStream> = arguments
        .map(|field| {
            let (name, ty) = (ident(&field.name), spell(&field.ty, Position::Kept, scope));
            quote!(#name: #ty)
        })
        .collect();
    let mut signatures = vec![quote!(new(#(#arguments),*))];
    signatures.extend(setters(model).map(|(field, method)| {
        let Set { name, ty, value: _ } = set(field, scope);
        quote!(#method(self, #name: #ty))
    }));
    signatures
}

fn constructor(model: &Struct, scope: &mut Scope) -> TokenStream {
    let mut arguments = Vec::new();
    let mut members = Vec::new();
    for Initial { name, ty, value } in initials(model, scope) {
        match &value {
            Some(value) => members.push(quote!(#name: #value)),
            None => members.push(quote!(#name)),
        }
        arguments.extend(ty.map(|ty| quote!(#name: #ty)));
    }
    if members.len() < model.fields.len() || model.rest != Rest::Dropped {
        let decode = scope.runtime("Decode");
        members.push(quote!(..#decode::empty()));
    }
    let docs = if arguments.is_empty() {
        "With nothing set."
    } else {
        "With what is required."
    };
    let docs = docs::outer(&[docs], scope);
    let allow = (model.name == "New").then(|| quote!(#[allow(clippy::self_named_constructors)]));
    quote! {
        #docs
        #allow
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#members),* }
        }
    }
}

/// What `new` gives to a field.
struct Initial {
    name: Ident,
    /// Type of the argument, if it is one.
    ty: Option<TokenStream>,
    /// `None`: the argument as it is.
    value: Option<TokenStream>,
}

fn initials(model: &Struct, scope: &mut Scope) -> Vec<Initial> {
    let mut initials = Vec::new();
    for field in &model.fields {
        let name = ident(&field.name);
        initials.push(match start(field) {
            Start::Absent => continue,
            Start::Argument => Initial {
                ty: Some(spell(&field.ty, Position::Kept, scope)),
                value: initial(&name, &field.ty),
                name,
            },
            Start::Constant(value) => Initial {
                ty: None,
                value: Some(constant(&field.ty, value, scope)),
                name,
            },
        });
    }
    initials
}

/// What `new` gives to the fields, as entries of a table: `id: impl Into<String> = id.into()`.
pub(super) fn entries(model: &Struct, scope: &mut Scope) -> Vec<TokenStream> {
    let initials = initials(model, scope).into_iter();
    initials
        .map(|Initial { name, ty, value }| {
            let ty = ty.map(|ty| quote!(: #ty));
            let value = value.unwrap_or_else(|| quote!(#name));
            quote!(#name #ty = #value)
        })
        .collect()
}

/// `name.into()`; `None` when the argument is the value.
fn initial(name: &Ident, ty: &RustType) -> Option<TokenStream> {
    match ty {
        RustType::String | RustType::Bytes | RustType::File | RustType::Box(_) => {
            Some(kept(ty, name))
        }
        _ => None,
    }
}

fn constant(ty: &RustType, value: &Constant, scope: &mut Scope) -> TokenStream {
    match ty {
        RustType::Option(inner) => {
            let inner = constant(inner, value, scope);
            quote!(Some(#inner))
        }
        RustType::Box(inner) => {
            let inner = constant(inner, value, scope);
            quote!(Box::new(#inner))
        }
        other => match value {
            Constant::Variant(variant) => {
                let (ty, variant) = (spell(other, Position::Held, scope), ident(variant));
                quote!(#ty::#variant)
            }
            Constant::Text(text) => quote!(#text.to_owned()),
            Constant::Integer(number) => {
                let number = Literal::i64_unsuffixed(*number);
                quote!(#number)
            }
            Constant::Boolean(truth) => quote!(#truth),
        },
    }
}

/// What a setter does.
struct Set {
    name: Ident,
    /// Type of the argument: what is in the `Option`.
    ty: TokenStream,
    /// What the field becomes.
    value: TokenStream,
}

fn set(field: &Field, scope: &mut Scope) -> Set {
    let name = ident(&field.name);
    match &field.ty {
        RustType::Option(inner) => {
            let value = kept(inner, &name);
            Set {
                ty: spell(inner, Position::Kept, scope),
                value: quote!(Some(#value)),
                name,
            }
        }
        other => Set {
            ty: spell(other, Position::Kept, scope),
            value: kept(other, &name),
            name,
        },
    }
}

fn setter(field: &Field, method: &Ident, scope: &mut Scope) -> TokenStream {
    let docs = docs::or_name(docs::first_paragraph(&field.docs), &field.wire, scope);
    let deprecated = deprecation(field.deprecated);
    let Set { name, ty, value } = set(field, scope);
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
