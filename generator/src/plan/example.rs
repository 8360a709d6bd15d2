//! The example program: the first call, and what a local server answers where there are no credentials.

use crate::api::{Operation, Response};
use crate::node::Node;

use super::krate::{ExampleArgument, ExampleProgram, Format, Method};
use super::status;

/// Plans the example for the first operation that needs no body and whose JSON answer has an example in the document.
pub fn program(kept: &[&Operation], methods: &[Method]) -> Option<ExampleProgram> {
    kept.iter()
        .zip(methods)
        .enumerate()
        .find_map(|(index, (operation, method))| {
            let callable = method.body.is_none()
                && method.format == Format::Json
                && method.answers.is_none()
                && !method.deprecated
                && !method.example_arguments.contains(&ExampleArgument::Given);
            let response = operation
                .responses
                .iter()
                .find(|response| status::is_success(response.status))?;
            let (code, body) = (status_code(response)?, example(response)?);
            callable.then(|| ExampleProgram {
                name: method.name.trim_start_matches("r#").to_owned(),
                method: index,
                status: code,
                body,
            })
        })
}

fn status_code(response: &Response) -> Option<u16> {
    match response.status {
        crate::api::Status::Exact(code) => Some(code),
        crate::api::Status::Range(_) | crate::api::Status::Default => None,
    }
}

fn example(response: &Response) -> Option<String> {
    let media = response
        .content
        .iter()
        .find(|media| !media.examples.is_empty())?;
    let value: &Node = &media.examples.first()?.value;
    matches!(value, Node::Mapping(_) | Node::Sequence(_)).then(|| value.to_json_pretty())
}
