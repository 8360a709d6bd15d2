//! Statuses of responses: which are none, and what one is that nothing describes.

use crate::api::{MediaType, Response, Status};
use crate::document::status_code;
use crate::maps::Set;
use crate::node::Mapping;
use crate::pointer::Location;
use crate::report::{Diagnostic, LoadProblem, LowerProblem};

use super::content::Owner;
use super::schemas::Schemas;

/// Tells of keys that are no status, and of a range that is spelled in both ways.
pub(super) fn check(schemas: &mut Schemas<'_, '_>, at: &Location, responses: &Mapping) {
    let mut seen = Set::default();
    for (key, _) in responses.iter() {
        if key == "default" || key.starts_with("x-") {
            continue;
        }
        match status_code(key) {
            Some(status) if seen.insert(status.clone()) => {}
            Some(_) => {
                let key = key.to_owned();
                let problem = LoadProblem::DuplicateKey { key: key.clone() };
                schemas.report.warn(at.key(&key), problem);
            }
            None => {
                let status = key.to_owned();
                schemas.warn(&at.key(key), LowerProblem::UnknownStatus { status });
            }
        }
    }
}

/// What stands for a response whose reference leads to nothing. A success is any JSON, where it has a body; an error of
/// which nothing is known is unexpected.
pub(super) fn lost(
    schemas: &mut Schemas<'_, '_>,
    owner: &Owner<'_>,
    status: Status,
    diagnostic: Diagnostic,
) -> Option<Response> {
    schemas.tell_left_out(diagnostic);
    undescribed(owner, status)
}

fn undescribed(owner: &Owner<'_>, status: Status) -> Option<Response> {
    let has_body = match status {
        Status::Exact(204 | 205) => false,
        Status::Exact(200..=299) | Status::Range(2) => true,
        Status::Exact(_) | Status::Range(_) | Status::Default => return None,
    };
    let at = owner.at.key("responses");
    let json = MediaType {
        at: at.key("content"),
        media_type: "application/json".to_owned(),
        schema: None,
        examples: Vec::new(),
        encoding: Vec::new(),
    };
    Some(Response {
        at,
        status,
        description: String::new(),
        headers: Vec::new(),
        content: if has_body { vec![json] } else { Vec::new() },
    })
}
