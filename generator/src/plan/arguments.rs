//! What a method takes: parameters, a body, and what stands for them in examples.

use crate::api::{self, Api, Docs, Operation, Parameter, ParameterPlace, Schema, SchemaId, Shape};
use crate::node::Node;

use super::content::{Chosen, choose, is_octets};
use super::direction::Side;
use super::enumeration;
use super::form;
use super::krate::{Argument, Body, ExampleArgument, Format, Place, RustType, Style};
use super::methods::{Source, sends_body};
use super::names::{Scope, identifier, value_name};
use super::text;

pub(super) fn argument(source: &Source<'_>, parameter: &Parameter, scope: &mut Scope) -> Argument {
    let wanted = value_name(&parameter.name);
    let fallback = format!("The parameter {}.", text::code(&parameter.name));
    let schema = parameter.schema.schema;
    let ty = source.types.plain(schema, Side::Sent);
    let said = said(source.api, &parameter.docs, schema, &ty);
    Argument {
        name: identifier(&scope.claim_first(&[wanted.as_str(), &format!("{wanted}_parameter")])),
        wire: parameter.name.clone(),
        docs: text::lines(&said, false, &fallback),
        deprecated: parameter.docs.deprecated,
        place: match parameter.place {
            ParameterPlace::Path => Place::Path,
            ParameterPlace::Query => Place::Query,
            ParameterPlace::Header => Place::Header,
            ParameterPlace::Cookie => Place::Cookie,
        },
        style: if parameter.content.is_some() {
            Style::Json
        } else {
            style(parameter.style)
        },
        explode: parameter.explode,
        allow_reserved: parameter.allow_reserved,
        single: is_single(source, parameter, &ty),
        ty,
        required: parameter.required || parameter.place == ParameterPlace::Path,
    }
}

/// What the document says of a parameter, header or body, and of its schema where no model says that.
pub(super) fn said(api: &Api, docs: &Docs, schema: SchemaId, ty: &RustType) -> Docs {
    let mut docs = docs.clone();
    if let RustType::Model(_) = ty {
        return docs;
    }
    let Schema {
        docs: schema,
        origin,
        ..
    } = api.schema(schema);
    docs.description = match (docs.description.take(), &schema.description) {
        // A component says it at its own name.
        (Some(own), Some(more)) if !origin.is_named() && !own.contains(more.trim()) => {
            Some(format!("{own}\n\n{more}"))
        }
        (own, more) => own.or_else(|| more.clone()),
    };
    docs.title = docs.title.or_else(|| schema.title.clone());
    docs.default = docs.default.or_else(|| schema.default.clone());
    docs.constraints.extend_from_slice(&schema.constraints);
    // The first example is shown; that of the schema, beside one of the parameter, is another.
    let other = schema
        .examples
        .first()
        .filter(|_| !docs.examples.is_empty());
    let other = other.and_then(|example| example.value.in_a_line());
    docs.constraints
        .extend(other.map(|text| format!("for example {}", text::code(&text))));
    docs.examples.extend_from_slice(&schema.examples);
    docs.external_docs = docs.external_docs.or_else(|| schema.external_docs.clone());
    docs
}

/// Whether a value is written without looking into it.
fn is_single(source: &Source<'_>, parameter: &Parameter, ty: &RustType) -> bool {
    let class = source.folded.class(parameter.schema.schema);
    match ty {
        RustType::Bool
        | RustType::I64
        | RustType::U64
        | RustType::F64
        | RustType::Number
        | RustType::String
        | RustType::Timestamp => true,
        RustType::Model(_) => matches!(
            source.api.schema(source.folded.representative(class)).shape,
            Shape::Enumeration(_)
        ),
        RustType::Unit
        | RustType::Bytes
        | RustType::File
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

pub(super) fn style(style: api::Style) -> Style {
    match style {
        api::Style::Matrix => Style::Matrix,
        api::Style::Label => Style::Label,
        api::Style::Simple => Style::Simple,
        api::Style::Form => Style::Form,
        api::Style::SpaceDelimited => Style::SpaceDelimited,
        api::Style::PipeDelimited => Style::PipeDelimited,
        api::Style::DeepObject => Style::DeepObject,
    }
}

pub(super) fn body(source: &Source<'_>, operation: &Operation, scope: &mut Scope) -> Option<Body> {
    let body = operation.body.as_ref().filter(|_| sends_body(operation))?;
    let Chosen::One(media, format) = choose(source.api, &body.content, Side::Sent) else {
        return None;
    };
    let ty = match format {
        Format::Text => RustType::String,
        Format::Binary => RustType::Bytes,
        Format::Form | Format::Multipart if media.schema.is_none() => RustType::JsonObject,
        // The document says no more than that there are parts.
        Format::Multipart if is_octets(source.api, media) => {
            RustType::Map(Box::new(RustType::File))
        }
        Format::Empty | Format::Json | Format::Form | Format::Multipart => {
            media.schema.map_or(RustType::Json, |used| {
                source.types.plain(used.schema, Side::Sent)
            })
        }
    };
    let concrete = !media.media_type.contains('*');
    let media_type = match format {
        Format::Json if !concrete => "application/json".to_owned(),
        Format::Binary if !concrete => "application/octet-stream".to_owned(),
        Format::Text if !concrete => "text/plain".to_owned(),
        Format::Empty
        | Format::Json
        | Format::Form
        | Format::Multipart
        | Format::Text
        | Format::Binary => media.media_type.clone(),
    };
    let docs = Docs {
        description: body.description.clone(),
        ..Docs::default()
    };
    let docs = match media.schema {
        Some(used) => said(source.api, &docs, used.schema, &ty),
        None => docs,
    };
    Some(Body {
        name: scope.claim_first(&["body", "request_body"]),
        docs: text::lines(&docs, false, "The request body."),
        media_type,
        members: match format {
            Format::Form => form::members(source.api, media),
            _ => Vec::new(),
        },
        parts: match format {
            Format::Multipart => form::parts(source.api, media),
            _ => Vec::new(),
        },
        format,
        ty,
        required: body.required,
    })
}

/// Arguments of the doc example: the document's own examples where they are of the right type.
pub(super) fn example(
    source: &Source<'_>,
    operation: &Operation,
    parameters: &[Argument],
    body: Option<&Body>,
) -> Vec<ExampleArgument> {
    let required = parameters
        .iter()
        .filter(|argument| argument.required)
        .map(|argument| {
            let declared = operation
                .parameters
                .iter()
                .find(|each| each.name == argument.wire);
            declared.map_or(ExampleArgument::Given, |parameter| {
                example_value(source, parameter, argument)
            })
        });
    required
        .chain(
            body.filter(|body| body.required)
                .map(|_| ExampleArgument::Given),
        )
        .collect()
}

fn example_value(
    source: &Source<'_>,
    parameter: &Parameter,
    argument: &Argument,
) -> ExampleArgument {
    let schema = source.api.schema(parameter.schema.schema);
    let examples = parameter
        .docs
        .examples
        .iter()
        .chain(&schema.docs.examples)
        .map(|example| &example.value);
    let value = examples.chain(&schema.docs.default).next();
    match (&argument.ty, value) {
        (RustType::String, Some(Node::String(text))) if text.len() <= 60 => {
            ExampleArgument::Text(text.clone())
        }
        (RustType::String, _) => ExampleArgument::Text(argument.wire.clone()),
        (RustType::I64, Some(Node::Number(text))) if text.parse::<i64>().is_ok() => {
            ExampleArgument::Plain(text.to_string())
        }
        (RustType::I64 | RustType::U64, _) => ExampleArgument::Plain("1".to_owned()),
        (RustType::F64, _) => ExampleArgument::Plain("1.0".to_owned()),
        (RustType::Bool, _) => ExampleArgument::Plain("true".to_owned()),
        (RustType::Model(model), _) => match &source
            .api
            .schema(
                source
                    .folded
                    .representative(source.folded.class(parameter.schema.schema)),
            )
            .shape
        {
            Shape::Enumeration(list) => {
                let variants = enumeration::texts(list, model, source.choices, source.parts);
                let first = variants.into_iter().next();
                first.map_or(ExampleArgument::Given, |variant| {
                    ExampleArgument::Variant(model.clone(), variant.name)
                })
            }
            _ => ExampleArgument::Given,
        },
        _ => ExampleArgument::Given,
    }
}
