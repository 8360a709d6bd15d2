//! Parameters.

use openapiv3::{ParameterData, PathStyle, QueryStyle, ReferenceOr};

use crate::api::{Docs, Parameter, ParameterPlace, Style};
use crate::document::Found;
use crate::maps::{OrderedMap, OrderedSet};
use crate::node::{Identity, Node};
use crate::pointer::Location;
use crate::report::LowerProblem;

use super::content::{self, Owner};
use super::schemas::Schemas;
use super::style::{STYLE, allow_reserved, cookie_style, is_of_cookies};
use super::{skeleton, template};

/// Headers that are not the parameter's business: the client sends them by itself (OpenAPI 3.1, 4.8.12.2.1; it sends
/// `Authorization` where there is a scheme for it), or what carries the message does, as they say to whom it goes, where it
/// ends and what becomes of the connection (RFC 9110, 6.6.2, 7.2, 7.6.1, 7.8 and 8.6; RFC 9112, 6).
const IGNORED_HEADERS: [&str; 11] = [
    "Accept",
    "Content-Type",
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "TE",
    "Trailer",
    "Upgrade",
    "Connection",
    "Keep-Alive",
    "Proxy-Connection",
];

/// Whether a parameter in this place and of this name is what the client sends as the credential.
type IsCredential<'i> = &'i dyn Fn(ParameterPlace, &str) -> bool;

/// The parameters of an operation, and sentences about those that are left to the client.
#[derive(Debug, Default)]
pub(super) struct Parameters {
    /// Path parameters in the order of the template, then the others in the order of the document.
    pub(super) list: Vec<Parameter>,
    /// Sentences.
    pub(super) sentences: Vec<String>,
    /// The path's template with their names.
    pub(super) template: String,
    /// A reference leads to no parameter.
    pub(super) is_incomplete: bool,
    /// Names of declared parameters of the query that the operation does not send as such.
    left_out: OrderedSet<String>,
}

/// Brings together the parameters of the path items and of the operation, later lists before earlier ones, and the
/// template. `None`: the template can't be called, which is told.
pub(super) fn parameters<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    path: &str,
    lists: &[&[ReferenceOr<openapiv3::Parameter>]],
    is_credential: IsCredential<'_>,
) -> Option<Parameters> {
    let mut result = Parameters::default();
    let mut all = ByKey::default();
    for list in lists {
        for (key, parameter) in declared(schemas, owner, list, is_credential, &mut result) {
            let known = all.insert(key, parameter);
            schemas.untold.extend(known.map(|known| known.at));
        }
    }
    result.sentences.dedup();
    let left_out = std::mem::take(&mut result.left_out);
    let is_left_out =
        |name: &str| left_out.contains(name) || is_credential(ParameterPlace::Query, name);
    template::sort(schemas, owner, (path, &is_left_out), all, &mut result)?;
    Some(result)
}

/// Parameters of one operation: by place and name, which tell them apart.
pub(super) type ByKey = OrderedMap<(ParameterPlace, String), Parameter>;

fn key(parameter: &Parameter) -> (ParameterPlace, String) {
    let name = match parameter.place {
        ParameterPlace::Header => parameter.name.to_ascii_lowercase(),
        ParameterPlace::Path | ParameterPlace::Query | ParameterPlace::Cookie => {
            parameter.name.clone()
        }
    };
    (parameter.place, name)
}

/// The parameters of one list.
fn declared<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'d>,
    references: &[ReferenceOr<openapiv3::Parameter>],
    is_credential: IsCredential<'_>,
    result: &mut Parameters,
) -> ByKey {
    let around = (&owner.at, owner.node);
    let mut list = ByKey::default();
    for reference in references {
        let place = match schemas.document.place_in(around, reference) {
            Ok(place) => place,
            Err(diagnostic) => {
                schemas.tell_left_out(diagnostic);
                result.is_incomplete = true;
                continue;
            }
        };
        let shared = place.shared().map(Identity::of);
        if let Some(known) = shared
            .and_then(|shared| schemas.shared.parameters.get(&shared))
            .filter(|known| !is_credential(known.place, &known.name))
            .cloned()
        {
            add(schemas, &mut list, known);
            continue;
        }
        let found = match place.parameter() {
            Ok(found) => found,
            Err(diagnostic) => {
                schemas.tell(diagnostic);
                continue;
            }
        };
        let name = &found.value.parameter_data_ref().name;
        let (place, kind) = match found.value {
            openapiv3::Parameter::Path { .. } => (ParameterPlace::Path, "part of the path"),
            openapiv3::Parameter::Query { .. } => (ParameterPlace::Query, "query parameter"),
            openapiv3::Parameter::Header { .. } => (ParameterPlace::Header, "header"),
            openapiv3::Parameter::Cookie { .. } => (ParameterPlace::Cookie, "cookie"),
        };
        let is_ignored = place == ParameterPlace::Header
            && IGNORED_HEADERS
                .iter()
                .any(|ignored| ignored.eq_ignore_ascii_case(name));
        if is_ignored || is_credential(place, name) {
            let sentences = &mut result.sentences;
            sentences.push(format!("the {kind} `{name}` is the client's business"));
            schemas.account_ignored(found.at);
            continue;
        }
        if !is_writable(schemas, &found.at, found.value.parameter_data_ref()) {
            if place == ParameterPlace::Query {
                result.left_out.insert(name.clone());
            }
            schemas.account_ignored(found.at);
            continue;
        }
        schemas.account_node(&found.at, found.node, skeleton::PARAMETER);
        let parameter = parameter(schemas, owner, found);
        if let Some(shared) = shared {
            schemas.shared.parameters.insert(shared, parameter.clone());
        }
        add(schemas, &mut list, parameter);
    }
    list
}

/// Whether the client can write the parameter; the document notes in extensions what `openapiv3` has no word for.
fn is_writable(schemas: &mut Schemas<'_, '_>, at: &Location, data: &ParameterData) -> bool {
    let noted = |key: &str| {
        data.extensions
            .get(key)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    if let Some(place) = noted("x-specsmith-in") {
        let name = data.name.clone();
        let problem = match place.as_str() {
            "body" | "formData" => LowerProblem::SecondBody { name, place },
            _ => LowerProblem::UnsupportedPlace { name, place },
        };
        schemas.warn(at, problem);
        return false;
    }
    if let Some(style) = noted(STYLE).filter(|style| !is_of_cookies(schemas, style)) {
        schemas.warn(
            &at.key("style"),
            LowerProblem::UnsupportedStyle {
                name: data.name.clone(),
                style,
            },
        );
    }
    true
}

/// Adds a parameter to a list, in place of one of the same name and place.
fn add(schemas: &mut Schemas<'_, '_>, list: &mut ByKey, parameter: Parameter) {
    let (at, name) = (parameter.at.clone(), parameter.name.clone());
    if list.insert(key(&parameter), parameter).is_some() {
        schemas.warn(&at, LowerProblem::RepeatedParameter { name });
    }
}

/// A style of the query, and of forms.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn parameter<'d>(
    schemas: &mut Schemas<'d, '_>,
    owner: &Owner<'_>,
    Found { at, node, value }: Found<'d, openapiv3::Parameter>,
) -> Parameter {
    let (place, style, data) = match value {
        openapiv3::Parameter::Path {
            parameter_data,
            style,
        } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (ParameterPlace::Path, style, parameter_data)
        }
        openapiv3::Parameter::Query {
            parameter_data,
            style,
            ..
        } => (ParameterPlace::Query, query_style(&style), parameter_data),
        openapiv3::Parameter::Header { parameter_data, .. } => {
            (ParameterPlace::Header, Style::Simple, parameter_data)
        }
        openapiv3::Parameter::Cookie { parameter_data, .. } => {
            let style = cookie_style(schemas, &parameter_data);
            (ParameterPlace::Cookie, style, parameter_data)
        }
    };
    let says_required = node.get("required").and_then(Node::as_bool);
    if place == ParameterPlace::Path && says_required != Some(true) {
        schemas.warn(
            &at,
            LowerProblem::OptionalPathParameter {
                name: data.name.clone(),
            },
        );
    }
    let origin = owner.origin(
        schemas,
        &at,
        "parameter",
        format!("parameter {}", data.name),
    );
    let (schema, content) = content::value(schemas, (&at, node), &origin, &data.name, &data.format);
    Parameter {
        name: data.name.clone(),
        place,
        required: data.required || place == ParameterPlace::Path,
        schema,
        style,
        // "When style is form, the default value is true. For all other styles, the default value is false" (4.8.12.2.1).
        explode: data
            .explode
            .unwrap_or(matches!(style, Style::Form | Style::Cookie)),
        allow_reserved: allow_reserved(schemas, (&at, node), place),
        content,
        docs: docs(schemas, &at, node, data),
        at,
    }
}

fn docs<'d>(
    schemas: &mut Schemas<'d, '_>,
    at: &Location,
    node: &'d Node,
    data: ParameterData,
) -> Docs {
    Docs {
        examples: content::examples(schemas, at, node),
        description: data.description,
        deprecated: data.deprecated == Some(true),
        ..Docs::default()
    }
}
