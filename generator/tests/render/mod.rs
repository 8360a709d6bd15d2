//! Prints the neutral model for people, in the order of the model.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fmt::Write;

use specsmith::api::{
    Access, Additional, Api, Arm, Docs, Operation, Origin, Role, Schema, SchemaId, Shape, Status,
    Tag, Use,
};
use specsmith::lower::{Fate, Lowered};
use specsmith::report::Report;

/// The model, what is unsupported, and the report.
pub(crate) fn api(lowered: &Lowered, report: &Report) -> String {
    let api = &lowered.api;
    let mut text = String::new();
    for server in &api.servers {
        writeln!(text, "server {}", server.url).unwrap();
    }
    for scheme in &api.schemes {
        writeln!(text, "scheme {}: {:?}", scheme.name, scheme.kind).unwrap();
    }
    if !api.security.is_empty() {
        writeln!(text, "security {:?}", api.security).unwrap();
    }
    for operation in &api.operations {
        self::operation(&mut text, api, operation);
    }
    for schema in &api.schemas {
        self::schema(&mut text, api, schema);
    }
    for found in lowered
        .ledger
        .occurrences()
        .filter(|found| found.fate == Fate::Unsupported)
    {
        writeln!(text, "unsupported {} in {}", found.keyword, found.object).unwrap();
    }
    for found in &report.diagnostics {
        let at = found
            .at
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        writeln!(
            text,
            "{:?} {} at {at}: {}",
            found.severity,
            found.problem.code(),
            found.problem
        )
        .unwrap();
    }
    text
}

fn operation(text: &mut String, api: &Api, operation: &Operation) {
    let id = operation.id.as_deref().unwrap_or("(no id)");
    writeln!(text, "{id}: {} {}", operation.method, operation.path).unwrap();
    docs(text, &operation.docs);
    for parameter in &operation.parameters {
        let required = if parameter.required { "" } else { "?" };
        let content = parameter
            .content
            .as_deref()
            .map(|it| format!(" as {it}"))
            .unwrap_or_default();
        writeln!(
            text,
            "    {:?} {}{required}: {} {:?}{}{content}",
            parameter.place,
            parameter.name,
            used(api, parameter.schema),
            parameter.style,
            if parameter.explode { " exploded" } else { "" },
        )
        .unwrap();
    }
    for media_type in operation.body.iter().flat_map(|body| &body.content) {
        let what = media_type
            .schema
            .map(|schema| used(api, schema))
            .unwrap_or_default();
        writeln!(text, "    body {}: {what}", media_type.media_type).unwrap();
    }
    for response in &operation.responses {
        let status = match response.status {
            Status::Exact(code) => code.to_string(),
            Status::Range(digit) => format!("{digit}XX"),
            Status::Default => "default".to_owned(),
        };
        writeln!(text, "    {status}: {}", response.description).unwrap();
        for header in &response.headers {
            writeln!(
                text,
                "        {}: {}",
                header.name,
                used(api, header.schema)
            )
            .unwrap();
        }
        for media_type in &response.content {
            let what = media_type
                .schema
                .map(|schema| used(api, schema))
                .unwrap_or_default();
            writeln!(text, "        {}: {what}", media_type.media_type).unwrap();
            for example in &media_type.examples {
                writeln!(
                    text,
                    "            example {}",
                    serde_json::to_string(&example.value).unwrap()
                )
                .unwrap();
            }
        }
    }
    if operation.security != api.security {
        writeln!(text, "    security {:?}", operation.security).unwrap();
    }
    for server in &operation.servers {
        writeln!(text, "    server {}", server.url).unwrap();
    }
}

fn schema(text: &mut String, api: &Api, schema: &Schema) {
    let sensitive = if schema.sensitive { " sensitive" } else { "" };
    writeln!(
        text,
        "{}{sensitive} = {}",
        label(api, schema),
        shape(api, &schema.shape)
    )
    .unwrap();
    docs(text, &schema.docs);
    let Shape::Object(object) = &schema.shape else {
        return;
    };
    for member in &object.members {
        let access = match member.access {
            Access::Both => "",
            Access::ReadOnly => " read-only",
            Access::WriteOnly => " write-only",
        };
        writeln!(
            text,
            "    {}{}: {}{access}{}",
            member.name,
            if member.required { "" } else { "?" },
            used(api, member.value),
            if member.sensitive { " sensitive" } else { "" },
        )
        .unwrap();
        if member.docs != api.schema(member.value.schema).docs {
            docs(text, &member.docs);
        }
    }
}

fn docs(text: &mut String, docs: &Docs) {
    for line in [&docs.title, &docs.description].into_iter().flatten() {
        writeln!(text, "    /// {line}").unwrap();
    }
    if docs.deprecated {
        writeln!(text, "    /// deprecated").unwrap();
    }
    if let Some(default) = &docs.default {
        writeln!(
            text,
            "    /// default {}",
            serde_json::to_string(default).unwrap()
        )
        .unwrap();
    }
    for example in &docs.examples {
        writeln!(
            text,
            "    /// example {}",
            serde_json::to_string(&example.value).unwrap()
        )
        .unwrap();
    }
    for constraint in &docs.constraints {
        writeln!(text, "    /// - {constraint}").unwrap();
    }
}

fn used(api: &Api, value: Use) -> String {
    id(api, value.schema) + if value.nullable { " or null" } else { "" }
}

fn id(api: &Api, id: SchemaId) -> String {
    let schema = api.schema(id);
    match (&schema.origin, &schema.shape) {
        // Small things in place, so that a snapshot can be read.
        (Origin::Component { .. }, _) => label(api, schema),
        (
            _,
            Shape::Any
            | Shape::Boolean(_)
            | Shape::Integer(_)
            | Shape::Number { .. }
            | Shape::Text(_),
        ) => shape(api, &schema.shape),
        _ => label(api, schema),
    }
}

fn label(api: &Api, schema: &Schema) -> String {
    match &schema.origin {
        Origin::Component { name } => name.clone(),
        Origin::Within { owner, role } => {
            let owner = label(api, api.schema(*owner));
            match role {
                Role::Member(name) => format!("{owner}.{name}"),
                Role::Items => format!("{owner}[]"),
                Role::Prefix(index) => format!("{owner}[{index}]"),
                Role::Additional => format!("{owner}{{}}"),
                Role::Arm { index, .. } => format!("{owner}|{index}"),
                Role::Part(index) => format!("{owner}&{index}"),
            }
        }
        Origin::Shared { kind, name } => format!("<{kind} {name}>"),
        Origin::Operation { operation, role } => format!("<{operation} {role}>"),
        Origin::Incoming { kind, name } => format!("<{kind} {name}>"),
    }
}

fn shape(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Any => "any".to_owned(),
        Shape::Never => "never".to_owned(),
        Shape::Null => "null".to_owned(),
        Shape::Boolean(_) => "boolean".to_owned(),
        Shape::Integer(bounds) => {
            let end = |end: Option<i128>| end.map(|end| end.to_string()).unwrap_or_default();
            let range = match (bounds.minimum, bounds.maximum) {
                (None, None) => String::new(),
                (least, most) => format!(" {}..={}", end(least), end(most)),
            };
            format!("{}{range}", bounds.format.as_deref().unwrap_or("integer"))
        }
        Shape::Number { format } => format.clone().unwrap_or_else(|| "number".to_owned()),
        Shape::Text(format) => format!("text {format:?}"),
        Shape::Enumeration(list) => {
            let values = list.values.iter().map(|value| {
                let name = value
                    .name
                    .as_deref()
                    .map(|name| format!(" as {name}"))
                    .unwrap_or_default();
                let what = value
                    .description
                    .as_deref()
                    .map(|it| format!(" ({it})"))
                    .unwrap_or_default();
                format!(
                    "{}{name}{what}",
                    serde_json::to_string(&value.value).unwrap()
                )
            });
            let values: Vec<String> = values.collect();
            format!(
                "enum {}{}",
                values.join(" | "),
                if list.open { " | …" } else { "" }
            )
        }
        Shape::Array { items, unique } => {
            format!(
                "array of {}{}",
                used(api, *items),
                if *unique { ", unique" } else { "" }
            )
        }
        Shape::Tuple { items } => {
            let items: Vec<String> = items.iter().map(|item| used(api, *item)).collect();
            format!("tuple ({})", items.join(", "))
        }
        Shape::Object(object) => match object.additional {
            Additional::Unsaid => "object".to_owned(),
            Additional::Forbidden => "object, closed".to_owned(),
            Additional::Any => "object, others: any".to_owned(),
            Additional::Typed(value) => format!("object, others: {}", used(api, value)),
        },
        Shape::Union { arms, tag } => union(api, arms, tag.as_ref()),
        Shape::Same(value) => format!("same as {}", used(api, *value)),
    }
}

fn union(api: &Api, arms: &[Arm], tag: Option<&Tag>) -> String {
    let arms = arms.iter().map(|arm| {
        let tags = if arm.tags.is_empty() {
            String::new()
        } else {
            format!("{} => ", arm.tags.join(", "))
        };
        format!("{tags}{}", id(api, arm.schema))
    });
    let arms: Vec<String> = arms.collect();
    let by = tag
        .map(|tag| format!(" by {}", tag.member))
        .unwrap_or_default();
    format!("union{by} {{ {} }}", arms.join(" | "))
}
