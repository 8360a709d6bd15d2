//! Rows of an operation's table of parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::client::Lookup;
use super::scope::{Scope, ident};
use crate::plan::{Argument, Model, Place, RustType, Style};

/// `Parameter::query("ids").exploded(false)`: what differs from the defaults of the place.
pub(super) fn row(argument: &Argument, lookup: &Lookup<'_>, scope: &mut Scope) -> TokenStream {
    let parameter = scope.runtime("Parameter");
    let wire = &argument.wire;
    let place = ident(place_name(argument.place));
    // A scalar in the path is written by code of its own, which is all that most crates need.
    let is_default = argument.style == default_style(argument.place)
        && (argument.place != Place::Path || is_scalar(&argument.ty, lookup));
    let style = (!is_default).then(|| {
        let (styles, style) = (scope.runtime("Style"), ident(style_name(argument.style)));
        quote!(.style(#styles::#style))
    });
    // `deepObject` and `content` have one form only, whatever the document says.
    let explode = match argument.style {
        Style::DeepObject | Style::Json => None,
        style => (argument.explode != (style == Style::Form)).then_some(argument.explode),
    };
    let explode = explode.map(|explode| quote!(.exploded(#explode)));
    let reserved = argument.allow_reserved.then(|| quote!(.reserved()));
    quote!(#parameter::#place(#wire) #style #explode #reserved)
}

/// Its value is one text: no list and no object.
fn is_scalar(ty: &RustType, lookup: &Lookup<'_>) -> bool {
    match ty {
        RustType::Bool
        | RustType::I32
        | RustType::I64
        | RustType::U32
        | RustType::U64
        | RustType::F32
        | RustType::F64
        | RustType::Number
        | RustType::String
        | RustType::Timestamp => true,
        RustType::Model(name) => match lookup.model(name) {
            Some(Model::TextEnum(_) | Model::NumberEnum(_)) => true,
            // Plan spells no parameter through a chain of aliases; one that it did would be written by the general code.
            Some(Model::Alias(alias)) => {
                !matches!(alias.ty, RustType::Model(_)) && is_scalar(&alias.ty, lookup)
            }
            Some(Model::Struct(_) | Model::Union(_)) | None => false,
        },
        RustType::Unit
        | RustType::Bytes
        | RustType::Json
        | RustType::JsonObject
        | RustType::Option(_)
        | RustType::Patch(_)
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Box(_)
        | RustType::Tuple(_) => false,
    }
}

/// Where it goes, in the words of the runtime and of `API.txt`.
pub(super) fn place_name(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

fn default_style(place: Place) -> Style {
    match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Cookie => Style::Form,
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Json => "Json",
    }
}
