//! How a Rust type is spelled: one function, for each position that a type can stand in.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use crate::plan::RustType;

/// Where a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// A field, a payload, an answer: as it is.
    Held,
    /// An argument that is written at once: scalars by value, all else borrowed.
    Written,
    /// An argument that is kept: as it is, but what makes a text is one, and what is boxed is boxed by us.
    Kept,
}

/// The type in its position.
pub(super) fn spell(ty: &RustType, position: Position, scope: &mut Scope) -> TokenStream {
    match (position, ty) {
        (Position::Held, ty) => held(ty, scope),
        (Position::Kept, RustType::String) => quote!(impl Into<String>),
        (Position::Kept, RustType::Bytes) => {
            let bytes = scope.bytes();
            quote!(impl Into<#bytes>)
        }
        (Position::Kept, RustType::File) => {
            let file = scope.runtime("FilePart");
            quote!(impl Into<#file>)
        }
        (Position::Kept, RustType::Box(inner)) => spell(inner, Position::Kept, scope),
        (Position::Kept, ty) => held(ty, scope),
        (Position::Written, RustType::String) => quote!(&str),
        (Position::Written, RustType::Vec(item)) => {
            let item = held(item, scope);
            quote!(&[#item])
        }
        (Position::Written, ty) if is_scalar(ty) => held(ty, scope),
        (Position::Written, ty) => {
            let ty = held(ty, scope);
            quote!(&#ty)
        }
    }
}

fn held(ty: &RustType, scope: &mut Scope) -> TokenStream {
    match ty {
        RustType::Unit => quote!(()),
        RustType::Bool => quote!(bool),
        RustType::I64 => quote!(i64),
        RustType::U64 => quote!(u64),
        RustType::F64 => quote!(f64),
        RustType::String => quote!(String),
        RustType::Json => quote!(serde_json::Value),
        RustType::Number => named(scope.runtime("Number")),
        RustType::Timestamp => named(scope.runtime("Timestamp")),
        RustType::JsonObject => named(scope.runtime("JsonObject")),
        RustType::Bytes => scope.bytes(),
        RustType::File => named(scope.runtime("FilePart")),
        RustType::Model(name) => scope.model(name),
        RustType::Option(inner) => generic(quote!(Option), inner, scope),
        RustType::Vec(inner) => generic(quote!(Vec), inner, scope),
        RustType::Box(inner) => generic(quote!(Box), inner, scope),
        RustType::Patch(inner) => {
            let patch = named(scope.runtime("Patch"));
            generic(patch, inner, scope)
        }
        RustType::Map(value) => {
            let map = scope.map();
            let value = held(value, scope);
            quote!(#map<String, #value>)
        }
        RustType::Tuple(items) => {
            let items: Vec<TokenStream> = items.iter().map(|item| held(item, scope)).collect();
            match items.as_slice() {
                [only] => quote!((#only,)),
                items => quote!((#(#items),*)),
            }
        }
    }
}

fn named(name: Ident) -> TokenStream {
    quote!(#name)
}

fn generic(outer: TokenStream, inner: &RustType, scope: &mut Scope) -> TokenStream {
    let inner = held(inner, scope);
    quote!(#outer<#inner>)
}

/// A type that is handed on by value, because it is copied.
pub(super) fn is_scalar(ty: &RustType) -> bool {
    use RustType::{Bool, F64, I64, U64, Unit};
    matches!(ty, Unit | Bool | I64 | U64 | F64)
}

/// An argument in position [`Position::Written`] as `&dyn Encode`.
pub(super) fn written(ty: &RustType, name: &Ident) -> TokenStream {
    let is_thin_reference = !matches!(ty, RustType::String | RustType::Vec(_)) && !is_scalar(ty);
    if is_thin_reference {
        quote!(#name)
    } else {
        quote!(&#name)
    }
}

/// An argument in position [`Position::Kept`] as the value that is held.
pub(super) fn kept(ty: &RustType, name: &Ident) -> TokenStream {
    match ty {
        RustType::String | RustType::Bytes | RustType::File => quote!(#name.into()),
        RustType::Box(inner) => {
            let inner = kept(inner, name);
            quote!(Box::new(#inner))
        }
        _ => quote!(#name),
    }
}
