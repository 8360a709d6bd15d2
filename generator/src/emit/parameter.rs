//! Rows of an operation's table of parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::{Scope, ident};
use crate::plan::{Argument, FormMember, PartStyle, Place, Style};

/// `Parameter::query("ids").exploded(false)`: what differs from the defaults of the place.
pub(super) fn row(argument: &Argument, scope: &mut Scope) -> TokenStream {
    let parameter = scope.runtime("Parameter");
    let wire = &argument.wire;
    let place = ident(place_name(argument.place));
    // A scalar in the path is written by code of its own, which is all that most crates need.
    let is_default = argument.style == default_style(argument.place)
        && (argument.place != Place::Path || argument.single);
    let style = (!is_default).then(|| {
        let (styles, style) = (scope.runtime("Style"), ident(style_name(argument.style)));
        quote!(.style(#styles::#style))
    });
    let explode = exploded(argument.style, argument.explode);
    let reserved = argument.allow_reserved.then(|| quote!(.reserved()));
    quote!(#parameter::#place(#wire) #style #explode #reserved)
}

/// A row of a form's table: the member is written as such a query parameter is.
pub(super) fn form_row(member: &FormMember, scope: &mut Scope) -> TokenStream {
    let FormMember {
        wire,
        style,
        explode,
        allow_reserved,
    } = member;
    let parameter = scope.runtime("Parameter");
    let style = (*style != Style::Form).then(|| {
        let (styles, style) = (scope.runtime("Style"), ident(style_name(*style)));
        quote!(.style(#styles::#style))
    });
    let explode = exploded(member.style, *explode);
    let reserved = allow_reserved.then(|| quote!(.reserved()));
    quote!(#parameter::query(#wire) #style #explode #reserved)
}

/// A row of a multipart body's table.
pub(super) fn part_row(wire: &str, style: &PartStyle, scope: &mut Scope) -> TokenStream {
    let styles = scope.runtime("PartStyle");
    let style = match style {
        PartStyle::As(media_type) => quote!(As(#media_type)),
        PartStyle::Joined(between) => quote!(Joined(#between)),
        PartStyle::Brackets => quote!(Brackets),
    };
    quote!((#wire, #styles::#style))
}

/// `deepObject` and `content` have one form only, whatever the document says.
fn exploded(style: Style, explode: bool) -> Option<TokenStream> {
    match style {
        Style::DeepObject | Style::Json => None,
        style => (explode != (style == Style::Form)).then(|| quote!(.exploded(#explode))),
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
