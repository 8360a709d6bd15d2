//! Rows of an operation's table of parameters.

use super::scope::Scope;
use super::text::quoted;
use crate::plan::{Argument, FormMember, PartStyle, Place, Style};

/// `Parameter::query("ids").exploded(false)`: what differs from the defaults of the place.
pub(super) fn row(argument: &Argument, scope: &mut Scope) -> String {
    let mut row = start(place_name(argument.place), &argument.wire, scope);
    if argument.is_plain() {
        return row;
    }
    // The constructor of a path writes single values only: all others name their style.
    let has_default = argument.place != Place::Path || argument.single;
    if !has_default || argument.style != default_style(argument.place) {
        push_style(argument.style, scope, &mut row);
    }
    push_explode(argument.explode, argument.style, &mut row);
    if argument.allow_reserved {
        row.push_str(".reserved()");
    }
    row
}

/// A row of a form's table: the member is written as such a query parameter is.
pub(super) fn form_row(member: &FormMember, scope: &mut Scope) -> String {
    let FormMember {
        wire,
        style,
        explode,
        allow_reserved,
    } = member;
    let mut row = start("query", wire, scope);
    if *style != Style::Form {
        push_style(*style, scope, &mut row);
    }
    push_explode(*explode, *style, &mut row);
    if *allow_reserved {
        row.push_str(".reserved()");
    }
    row
}

/// `Parameter::query("ids")`
fn start(place: &str, wire: &str, scope: &mut Scope) -> String {
    let parameter = scope.runtime("Parameter");
    [parameter, "::", place, "(", &quoted(wire), ")"].concat()
}

/// A row of a multipart body's table.
pub(super) fn part_row(wire: &str, style: &PartStyle, scope: &mut Scope) -> String {
    let styles = scope.runtime("PartStyle");
    let style = match style {
        PartStyle::As(media_type) => format!("As({})", quoted(media_type)),
        PartStyle::FileAs(media_type) => format!("FileAs({})", quoted(media_type)),
        PartStyle::Joined(between) => format!("Joined({})", quoted(between)),
        PartStyle::Brackets => "Brackets".to_owned(),
    };
    format!("({}, {styles}::{style})", quoted(wire))
}

fn push_style(style: Style, scope: &mut Scope, row: &mut String) {
    let styles = scope.runtime("Style");
    row.extend([".style(", styles, "::", style_name(style), ")"]);
}

/// Says `explode` where it is not what the style has by default.
fn push_explode(explode: bool, style: Style, row: &mut String) {
    let is_default = match style {
        // It has one form only, whatever the document says.
        Style::DeepObject => true,
        Style::Form | Style::Cookie => explode,
        Style::Simple
        | Style::Matrix
        | Style::Label
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::Json => !explode,
    };
    if !is_default {
        row.extend([".exploded(", if explode { "true" } else { "false" }, ")"]);
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
        Style::Cookie => "Cookie",
        Style::Json => "Json",
    }
}
