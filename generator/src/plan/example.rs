//! The example program: the first call that takes nothing which an example can't make.

use super::krate::{ExampleArgument, Format, Method};

/// The index of the first method that needs no body and answers with JSON of one type.
pub fn program(methods: &[Method]) -> Option<usize> {
    methods.iter().position(|method| {
        method.body.is_none()
            && method.format == Format::Json
            && method.answers.is_none()
            && !method.deprecated
            && !method.example_arguments.contains(&ExampleArgument::Given)
    })
}
