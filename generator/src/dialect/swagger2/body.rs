//! The request bodies of 2.0, which are parameters there: `in: body` and `in: formData`.

use super::{Move, Swagger, object, parameter, text};
use crate::node::{Mapping, Node, Offset};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Takes the parameters in the body out of an operation, and makes its `requestBody` of them.
pub(super) fn request_body(
    swagger: &Swagger,
    operation: &mut Mapping,
    consumes: &[String],
) -> Vec<Move> {
    let Some(Node::Sequence(parameters)) = operation.get_mut("parameters") else {
        return Vec::new();
    };
    let taken = taken(swagger, parameters);
    let whole_body = taken.iter().find(|(_, place)| *place == "body").copied();
    let mut fields = Vec::new();
    for (index, place) in taken {
        let Some(node) = parameters.get_mut(index) else {
            continue;
        };
        let shared = swagger.shared(node).map(|shared| swagger.copy(shared));
        // Places of the other parameters stay what they are.
        let own = std::mem::replace(node, Node::Null);
        let Some(Node::Mapping(mut parameter)) = shared.unwrap_or(Some(own)) else {
            continue;
        };
        let is_part = whole_body.is_none_or(|(body, _)| body == index);
        if is_part && (place == "body" || parameter.get("name").is_some()) {
            fields.push((index, parameter));
        } else {
            // There is one body: for whoever reads the parameters to tell.
            parameter.set("in", text("query"));
            parameter.set("x-specsmith-in", text(place));
            *node = Node::Mapping(parameter);
        }
    }
    let is_empty = parameters.iter().all(|node| *node == Node::Null);
    let offset = operation.offset("parameters");
    let (made, moves) = match (whole_body, fields.pop()) {
        (_, None) => return Vec::new(),
        (Some(_), Some(body)) => whole(swagger, body, consumes),
        (None, Some(last)) => {
            fields.push(last);
            form(fields, consumes)
        }
    };
    if is_empty {
        operation.remove("parameters");
    }
    operation.set_at("requestBody", made, offset);
    moves
}

/// The parameters in the body, with where they say they are.
fn taken(swagger: &Swagger, parameters: &[Node]) -> Vec<(usize, &'static str)> {
    let places = parameters.iter().enumerate();
    places
        .filter_map(|(index, node)| match swagger.place_of(node) {
            Some("body") => Some((index, "body")),
            Some("formData") => Some((index, "formData")),
            _ => None,
        })
        .collect()
}

/// A body that one parameter describes.
fn whole(
    swagger: &Swagger,
    (body, mut parameter): (usize, Mapping),
    consumes: &[String],
) -> (Node, Vec<Move>) {
    let index = body.to_string();
    let from = ["parameters", &index, "schema"];
    let offset = parameter.offset("schema");
    let schema = parameter.remove("schema");
    let fallback = ["application/json".to_owned()];
    let types = if consumes.is_empty() {
        &fallback[..]
    } else {
        consumes
    };
    let mut content = Mapping::default();
    let mut moves = vec![Move::new(&["parameters", &index], &["requestBody"])];
    for media_type in types {
        let Some(media) = swagger.media(schema.as_ref(), offset) else {
            break;
        };
        if schema.is_some() {
            moves.push(Move::new(
                &from,
                &["requestBody", "content", media_type, "schema"],
            ));
        }
        content.set(media_type, Node::Mapping(media));
    }
    let mut made = parameter
        .split_off(|key| matches!(key, "description" | "required") || key.starts_with("x-"));
    made.set("content", Node::Mapping(content));
    (Node::Mapping(made), moves)
}

/// A form, each field of which a parameter describes.
fn form(fields: Vec<(usize, Mapping)>, consumes: &[String]) -> (Node, Vec<Move>) {
    let has_file = fields
        .iter()
        .any(|(_, field)| field.get("type").and_then(Node::as_str) == Some("file"));
    let known = |media_type: &&String| [FORM, MULTIPART].contains(&media_type.as_str());
    let said = consumes.iter().find(known).map(String::as_str);
    // A file can't be in the other kind of form.
    let media_type = match said {
        _ if has_file => MULTIPART,
        Some(media_type) => media_type,
        None => FORM,
    };
    let mut properties = Vec::with_capacity(fields.len());
    let mut required = Vec::new();
    let mut encodings = Vec::new();
    let mut moves = Vec::new();
    for (index, mut field) in fields {
        let Some(name) = field.get("name").and_then(Node::scalar_text) else {
            continue;
        };
        if field.get("required").and_then(Node::as_bool) == Some(true) {
            required.push(text(&name));
        }
        let index = index.to_string();
        if let Some(how) = field_encoding(&field) {
            encodings.push((name.as_str().into(), None, how));
            let format = "collectionFormat";
            let of_body = ["requestBody", "content", media_type, "encoding", &name];
            let to = [&of_body[..], &[format]].concat();
            moves.push(Move::new(&["parameters", &index, format], &to));
        }
        let offset = field.first_offset();
        let schema = field_schema(&mut field);
        properties.push((name.as_str().into(), offset, schema));
        let to = [
            "requestBody",
            "content",
            media_type,
            "schema",
            "properties",
            &name,
        ];
        moves.push(Move::new(&["parameters", &index], &to));
    }
    let mut schema = Mapping::default();
    schema.set("type", text("object"));
    schema.set("properties", Node::Mapping(mapping(properties)));
    let any_required = !required.is_empty();
    if any_required {
        schema.set("required", Node::Sequence(required));
    }
    let mut media = Mapping::default();
    media.set("schema", Node::Mapping(schema));
    if !encodings.is_empty() {
        media.set("encoding", Node::Mapping(mapping(encodings)));
    }
    let content = object([(media_type, Node::Mapping(media))]);
    let made = object([("required", Node::Bool(any_required)), ("content", content)]);
    (made, moves)
}

/// How an array in a form is written.
fn field_encoding(field: &Mapping) -> Option<Node> {
    if field.get("type").and_then(Node::as_str) != Some("array") {
        return None;
    }
    let given = field.get("collectionFormat").and_then(Node::as_str);
    let given = given.unwrap_or("csv");
    let (style, explode) = parameter::style(given);
    let mut encoding = Mapping::default();
    encoding.set("style", text(style));
    encoding.set("explode", Node::Bool(explode));
    if !parameter::is_known(given) {
        let offset = field.offset("collectionFormat");
        encoding.set_at("collectionFormat", text(given), offset);
    }
    Some(Node::Mapping(encoding))
}

/// The schema of a field, its description with it.
fn field_schema(field: &mut Mapping) -> Node {
    field.remove("collectionFormat");
    let description = field.remove("description");
    parameter::schema(field);
    let mut schema = field.remove("schema").unwrap_or_else(|| object([]));
    if let (Some(description), Node::Mapping(schema)) = (description, &mut schema) {
        schema.set("description", description);
    }
    schema
}

/// An object of these members; of those with equal keys, the last is kept.
fn mapping(members: Vec<(Box<str>, Option<Offset>, Node)>) -> Mapping {
    let mut mapping = Mapping::default();
    mapping.set_all(members);
    mapping
}
