//! What a method takes: parameters, a body, and what stands for them in examples.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::api::{
    self, Api, Docs, MediaType, Operation, Parameter, ParameterPlace, Schema, SchemaId, Shape,
};
use crate::node::Node;

use super::content::{
    Chosen, choose, essence, is_map_of_octets, is_octets, parameter_format, resolved, sent_as,
};
use super::covered::is_sendable;
use super::direction::Side;
use super::enumeration;
use super::fold::Folded;
use super::form;
use super::krate::{Argument, Body, ExampleArgument, Format, Place, RustType, Style};
use super::methods::MethodContext;
use super::names::{Scope, identifier, value_name, with_ending};
use super::text::{self, Said};

/// The parameters of an operation. Of those of one name in several places the first has it, in the order path, query,
/// header, cookie; the others have that of their place with it. In one place, the one that is spelled like it has it.
pub(super) fn arguments(
    context: &MethodContext<'_>,
    operation: &Operation,
    scope: &mut Scope,
) -> Vec<Argument> {
    let sendable = operation.parameters.iter();
    let sendable: Vec<&Parameter> = sendable.filter(|one| is_sendable(one)).collect();
    let mut order: Vec<usize> = (0..sendable.len()).collect();
    order.sort_by_cached_key(|&index| {
        let Parameter { place, name, .. } = sendable[index];
        let is_spelled_so = *name == value_name(name).trim_end_matches('_');
        (*place, !is_spelled_so)
    });
    let mut places = BTreeMap::new();
    let mut arguments: Vec<(usize, Argument)> = Vec::with_capacity(order.len());
    for index in order {
        let parameter = sendable[index];
        let wanted = value_name(&parameter.name);
        let first = *places.entry(wanted.clone()).or_insert(parameter.place);
        let word = match first == parameter.place {
            true => "parameter",
            false => parameter.place.word(),
        };
        let name = scope.claim_or(&wanted, || with_ending(&wanted, &format!("_{word}")));
        arguments.push((index, argument(context, parameter, &name)));
    }
    arguments.sort_by_key(|(index, _)| *index);
    arguments
        .into_iter()
        .map(|(_, argument)| argument)
        .collect()
}

fn argument(context: &MethodContext<'_>, parameter: &Parameter, name: &str) -> Argument {
    let fallback = || format!("The parameter {}.", text::code(&parameter.name));
    let schema = parameter.schema.schema;
    let mut ty = context.types.plain(schema, Side::Sent);
    let format = parameter.content.as_deref().and_then(parameter_format);
    let mut single = is_single(context, parameter, &ty);
    // As in bodies: what is no text in itself is written by the caller.
    let is_written = format == Some(Format::Text) && !single;
    if is_written {
        (ty, single) = (RustType::String, true);
    }
    let mut said = said(context.api, &parameter.docs, schema, &ty);
    if let Some(media_type) = parameter.content.as_deref().filter(|_| is_written) {
        let fact = format!("written as {}", text::code(&essence(media_type)));
        said.constraints.push(Cow::from(fact));
    }
    let required = is_required(parameter);
    let constant = constant(context.api, context.folded, parameter);
    if constant.is_some() {
        // It is sent as its text, and no model is made of it.
        (ty, single) = (RustType::String, true);
    }
    Argument {
        name: identifier(name),
        wire: parameter.name.clone(),
        docs: text::lines(context.rendered, said, false, fallback),
        deprecated: parameter.docs.deprecated,
        place: place(parameter),
        style: match format {
            Some(Format::Json) => Style::Json,
            _ => style(parameter.style),
        },
        explode: parameter.explode && format != Some(Format::Json),
        allow_reserved: parameter.allow_reserved,
        single,
        ty,
        required,
        constant,
    }
}

/// Where a parameter goes.
fn place(parameter: &Parameter) -> Place {
    match parameter.place {
        ParameterPlace::Path => Place::Path,
        ParameterPlace::Query => Place::Query,
        ParameterPlace::Header => Place::Header,
        ParameterPlace::Cookie => Place::Cookie,
    }
}

fn is_required(parameter: &Parameter) -> bool {
    parameter.required || parameter.place == ParameterPlace::Path
}

/// The only text that a required parameter can be, as a required member of a body with one value is filled in.
pub(super) fn constant(api: &Api, folded: &Folded, parameter: &Parameter) -> Option<String> {
    let class = folded.class(parameter.schema.schema);
    match &folded.speaker(api, class).shape {
        _ if parameter.content.is_some() || !is_required(parameter) => None,
        Shape::Boolean(only) => only.map(|only| only.to_string()),
        Shape::Enumeration(list) => enumeration::only(list),
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Integer(_)
        | Shape::Number { .. }
        | Shape::Text(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Object(_)
        | Shape::Union { .. }
        | Shape::Same(_) => None,
    }
}

/// What the document says of a parameter, header or body, and of its schema where no model says that.
pub(super) fn said<'a>(api: &'a Api, docs: &'a Docs, schema: SchemaId, ty: &RustType) -> Said<'a> {
    let said = Said::from(docs);
    if let RustType::Model(_) = ty {
        return said;
    }
    let Schema {
        docs: schema,
        origin,
        ..
    } = api.schema(schema);
    let mut both = said.or(Said::from(schema));
    if let (Some(own), Some(more)) = (&docs.description, &schema.description)
        // A component says it at its own name.
        && !origin.is_named()
        && !own.contains(more.trim())
    {
        both.description = Some(Cow::from(format!("{own}\n\n{more}")));
    }
    // The first example is shown; that of the schema, beside one of the parameter, is another.
    if let (Some(_), Some(other)) = (docs.examples.first(), schema.examples.first()) {
        let words = other.value.in_a_line();
        let words = words.map(|text| format!("for example {}", text::code(&text)));
        both.constraints.extend(words.map(Cow::from));
    }
    both
}

/// Whether a value is written without looking into it.
fn is_single(context: &MethodContext<'_>, parameter: &Parameter, ty: &RustType) -> bool {
    let class = context.folded.class(parameter.schema.schema);
    match ty {
        RustType::Bool
        | RustType::I64
        | RustType::U64
        | RustType::F64
        | RustType::Number
        | RustType::String
        | RustType::Timestamp => true,
        RustType::Model(_) => matches!(
            context.folded.speaker(context.api, class).shape,
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
        api::Style::Cookie => Style::Cookie,
    }
}

pub(super) fn body(
    context: &MethodContext<'_>,
    operation: &Operation,
    scope: &mut Scope,
) -> Option<Body> {
    let body = operation.body.as_ref()?;
    let Chosen::One(media, format) = choose(context.api, &body.content, Side::Sent) else {
        return None;
    };
    let ty = match format {
        Format::Text => RustType::String,
        Format::Binary => RustType::Bytes,
        Format::Form | Format::Multipart if media.schema.is_none() => RustType::JsonObject,
        // The document says no more than that there are parts.
        Format::Multipart
            if is_octets(context.api, media) || is_map_of_octets(context.api, media) =>
        {
            RustType::Map(Box::new(RustType::File))
        }
        Format::Empty | Format::Json | Format::Form | Format::Multipart => {
            let used = media.schema;
            let ty = used.map_or(RustType::Json, |used| {
                context.types.plain(used.schema, Side::Sent)
            });
            let is_null = format == Format::Json && used.is_some_and(|used| used.nullable);
            match is_null && ty != RustType::Json {
                true => RustType::Option(Box::new(ty)),
                false => ty,
            }
        }
    };
    let docs = Docs {
        description: body.description.clone(),
        ..Docs::default()
    };
    let mut said = match media.schema {
        Some(used) => said(context.api, &docs, used.schema, &ty),
        None => Said::from(&docs),
    };
    match format {
        Format::Text => {
            let fact = text_of(context.api, media);
            said.constraints.extend(fact.map(Cow::from));
        }
        Format::Multipart => said.constraints.extend(form::offered(media).map(Cow::from)),
        Format::Empty | Format::Json | Format::Form | Format::Binary => {}
    }
    Some(Body {
        name: scope.claim_first(&["body", "request_body"]),
        docs: text::lines(context.rendered, said, false, || {
            "The request body.".to_owned()
        }),
        media_type: sent_as(&media.media_type, format),
        members: match format {
            Format::Form => form::members(context.api, media),
            _ => Vec::new(),
        },
        parts: match format {
            Format::Multipart => form::parts(context.api, media),
            _ => Vec::new(),
        },
        format,
        ty,
        required: body.required,
    })
}

/// What is in a text whose type does not say it.
pub(super) fn text_of(api: &Api, media: &MediaType) -> Option<String> {
    match resolved(api, media.schema?.schema) {
        Shape::Boolean(_) => Some("`true` or `false`".to_owned()),
        Shape::Integer(_) => Some("an integer".to_owned()),
        Shape::Number { .. } => Some("a number".to_owned()),
        Shape::Enumeration(list) => {
            let values = list.values.iter().filter_map(|each| each.value.in_a_line());
            let values: Vec<String> = values.map(|value| text::code(&value)).collect();
            Some(format!("one of {}", text::listed(&values)))
        }
        Shape::Array { .. } | Shape::Tuple { .. } | Shape::Object(_) | Shape::Union { .. } => Some(
            format!("written as {}", text::code(&essence(&media.media_type))),
        ),
        Shape::Any | Shape::Never | Shape::Null | Shape::Text(_) | Shape::Same(_) => None,
    }
}

/// Arguments of the doc example: the document's own examples where they are of the right type.
pub(super) fn example(
    context: &MethodContext<'_>,
    operation: &Operation,
    parameters: &[Argument],
    body: Option<&Body>,
) -> Vec<ExampleArgument> {
    // Those of one name are told apart by their places.
    let declared = operation.parameters.iter();
    let declared: BTreeMap<(Place, &str), &Parameter> = declared
        .map(|each| ((place(each), each.name.as_str()), each))
        .collect();
    let required = parameters
        .iter()
        .filter(|argument| argument.is_asked())
        .map(|argument| {
            let declared = declared.get(&(argument.place, &argument.wire));
            declared.map_or(ExampleArgument::Given, |parameter| {
                example_value(context, parameter, argument)
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
    context: &MethodContext<'_>,
    parameter: &Parameter,
    argument: &Argument,
) -> ExampleArgument {
    let schema = context.api.schema(parameter.schema.schema);
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
        (RustType::Model(model), _) => {
            let variant = first_variant(context, parameter.schema.schema, &model.model);
            variant.map_or(ExampleArgument::Given, |variant| {
                ExampleArgument::Variant(model.spelled().to_owned(), variant)
            })
        }
        _ => ExampleArgument::Given,
    }
}

/// The name of the first variant of an enum of texts.
fn first_variant(context: &MethodContext<'_>, id: SchemaId, owner: &str) -> Option<String> {
    let speaker = (context.folded).speaker(context.api, context.folded.class(id));
    let Shape::Enumeration(list) = &speaker.shape else {
        return None;
    };
    let first = list.values.iter().find_map(|value| value.value.as_str())?;
    enumeration::name_of(list, owner, (context.choices, context.parts), first)
}
