//! Structs: the plain struct, its table, and for what is sent its constructor and setters.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Scope, ident};
use super::types::{Position, kept, spell};
use super::unit::{Declaration, Entry, Item, Table};
use crate::plan::{Field, Presence, Rest, RustType, Struct};

pub(super) fn items(model: &Struct, scope: &mut Scope) -> Vec<Item> {
    let mut items = vec![
        Item::Declaration(declaration(model, scope)),
        Item::Table(table(model, scope)),
    ];
    if model.sent {
        items.push(Item::Code(construction(model, scope)));
    }
    items
}

fn declaration(model: &Struct, scope: &mut Scope) -> Declaration {
    let Struct {
        name,
        docs,
        deprecated,
        fields,
        rest,
        sent: _,
    } = model;
    let docs = docs::comment_or_name(docs, name);
    let deprecated = deprecation(*deprecated);
    let name = ident(name);
    let mut members: Vec<Entry> = fields.iter().map(|field| member(field, scope)).collect();
    members.extend(rest_members(rest, scope));
    Declaration {
        head: Entry {
            docs,
            attributes: quote!(#[derive(Clone)] #deprecated #[non_exhaustive]),
            line: quote!(pub struct #name),
        },
        members,
    }
}

/// `#[deprecated]`, or nothing.
pub(super) fn deprecation(deprecated: bool) -> TokenStream {
    if deprecated {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

fn member(field: &Field, scope: &mut Scope) -> Entry {
    let (name, ty) = (ident(&field.name), spell(&field.ty, Position::Held, scope));
    Entry {
        docs: docs::comment_or_name(&field.docs, &field.wire),
        attributes: deprecation(field.deprecated),
        line: quote!(pub #name: #ty),
    }
}

fn rest_members(rest: &Rest, scope: &mut Scope) -> Vec<Entry> {
    let described = |docs: &str, line: TokenStream| Entry {
        docs: docs::comment(&[docs]),
        line,
        ..Entry::default()
    };
    match rest {
        Rest::Kept { field } => {
            let (field, extra) = (ident(field), scope.runtime("Extra"));
            let docs = "Members that the document does not describe.";
            vec![described(docs, quote!(pub #field: #extra))]
        }
        Rest::Typed {
            field,
            value,
            extra: remembered,
        } => {
            let (field, map) = (ident(field), scope.map());
            let value = spell(value, Position::Held, scope);
            let (remembered, extra) = (ident(remembered), scope.runtime("Extra"));
            let docs = "What is remembered beside the members: which of them came as `null`.";
            vec![
                described(
                    "Members that the document does not name.",
                    quote!(pub #field: #map<String, #value>),
                ),
                described(docs, quote!(pub #remembered: #extra)),
            ]
        }
        Rest::Dropped => Vec::new(),
    }
}

fn table(model: &Struct, scope: &mut Scope) -> Table {
    scope.runtime("fields");
    let entries = model.fields.iter().map(entry);
    let name = ident(&model.name);
    Table::list("fields", quote!(#name), entries, tail(&model.rest))
}

fn entry(field: &Field) -> TokenStream {
    let (name, wire) = (ident(&field.name), Literal::string(&field.wire));
    let marks = marks(field).map(ident);
    quote!(#name = #wire #(#marks)*)
}

/// What is said about a field beside its name on the wire.
pub(super) fn marks(field: &Field) -> impl Iterator<Item = &'static str> {
    let nullable = (field.presence == Presence::Nullable).then_some("nullable");
    let redacted = field.redacted.then_some("redacted");
    let read_only = field.read_only.then_some("read_only");
    [nullable, redacted, read_only].into_iter().flatten()
}

fn tail(rest: &Rest) -> TokenStream {
    let renamed = |field: &str| (field != "extra").then(|| ident(field));
    match rest {
        Rest::Kept { field } => {
            renamed(field).map_or_else(TokenStream::new, |field| quote!(extra = #field))
        }
        Rest::Typed {
            field,
            value: _,
            extra,
        } => {
            let field = ident(field);
            match renamed(extra) {
                None => quote!(..#field),
                Some(extra) => quote!(..#field, extra = #extra),
            }
        }
        Rest::Dropped => quote!(closed),
    }
}

/// What `new` does with a field.
enum Start<'a> {
    /// An argument.
    Argument,
    /// A constant: the variant of an enum.
    Constant(&'a str),
    /// Nothing: it starts absent.
    Absent,
}

fn start(field: &Field) -> Start<'_> {
    match (&field.constant, field.presence) {
        (Some(variant), _) => Start::Constant(variant),
        (None, _) if field.read_only => Start::Absent,
        (None, Presence::Required | Presence::Nullable) => Start::Argument,
        (None, Presence::Optional | Presence::Patch) => Start::Absent,
    }
}

fn construction(model: &Struct, scope: &mut Scope) -> TokenStream {
    let name = ident(&model.name);
    let constructor = constructor(model, scope);
    let setters: Vec<TokenStream> = setters(model)
        .map(|(field, method)| setter(field, &method, scope))
        .collect();
    quote!(impl #name { #constructor #(#setters)* })
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
        let (name, argument) = (ident(&field.name), set_type(field, scope));
        quote!(#method(self, #name: #argument))
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
            Start::Constant(variant) => Initial {
                ty: None,
                value: Some(constant(&field.ty, variant, scope)),
                name,
            },
        });
    }
    initials
}

/// What `new` gives to the fields, as entries of a table: `id: impl Into<String> = id.into()`.
pub(super) fn construction_entries(model: &Struct, scope: &mut Scope) -> Vec<TokenStream> {
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

fn constant(ty: &RustType, variant: &str, scope: &mut Scope) -> TokenStream {
    match ty {
        RustType::Option(inner) => {
            let inner = constant(inner, variant, scope);
            quote!(Some(#inner))
        }
        RustType::Box(inner) => {
            let inner = constant(inner, variant, scope);
            quote!(Box::new(#inner))
        }
        other => {
            let (ty, variant) = (spell(other, Position::Held, scope), ident(variant));
            quote!(#ty::#variant)
        }
    }
}

/// Type of the setter's argument: what is in the `Option`.
fn set_type(field: &Field, scope: &mut Scope) -> TokenStream {
    match &field.ty {
        RustType::Option(inner) => spell(inner, Position::Kept, scope),
        other => spell(other, Position::Kept, scope),
    }
}

/// The setter: what the field says at length, it says in its first paragraph.
fn setter(field: &Field, method: &Ident, scope: &mut Scope) -> TokenStream {
    let docs = docs::or_name(docs::first_paragraph(&field.docs), &field.wire, scope);
    let deprecated = deprecation(field.deprecated);
    let (name, argument) = (ident(&field.name), set_type(field, scope));
    let value = match &field.ty {
        RustType::Option(inner) => {
            let value = kept(inner, &name);
            quote!(Some(#value))
        }
        other => kept(other, &name),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}
