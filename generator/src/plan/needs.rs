//! Which parts of the runtime the crate needs: one row for each.

use super::krate::{
    Credential, CredentialKind, Format, Method, Model, Needs, Outcome, Place, Rest, RustType,
};

/// Finds what is needed.
pub fn needs(
    models: &[Model],
    methods: &[Method],
    outcomes: &[Outcome],
    credentials: &[Credential],
) -> Needs {
    let types = types(models, methods, outcomes);
    let any = |wanted: fn(&RustType) -> bool| types.iter().any(|ty| wanted(ty));
    let cases = outcomes.iter().flat_map(|outcome| match outcome {
        Outcome::Errors { cases, .. } | Outcome::Answers { cases, .. } => cases.as_slice(),
        Outcome::SameErrors { .. } => &[],
    });
    let parameters = methods.iter().flat_map(|method| &method.parameters);
    let bodies = methods.iter().filter_map(|method| method.body.as_ref());
    let raw = |format: Format| matches!(format, Format::Text | Format::Binary);
    Needs {
        timestamp: any(|ty| *ty == RustType::Timestamp),
        number: any(|ty| *ty == RustType::Number),
        text_enum: models.iter().any(|model| matches!(model, Model::TextEnum(_))),
        number_enum: models.iter().any(|model| matches!(model, Model::NumberEnum(_))),
        union: models.iter().any(|model| matches!(model, Model::Union(_))),
        tag: models.iter().any(|model| matches!(model, Model::Union(union) if union.writes_tag)),
        patch: any(|ty| matches!(ty, RustType::Patch(_))),
        map: any(|ty| matches!(ty, RustType::Map(_)))
            || models.iter().any(|model| matches!(model, Model::Struct(model) if matches!(model.rest, Rest::Typed { .. }))),
        tuple: any(|ty| matches!(ty, RustType::Tuple(_))),
        boxed: any(|ty| matches!(ty, RustType::Box(_))),
        body: bodies.clone().any(|body| body.format == Format::Json),
        form: bodies.clone().any(|body| body.format == Format::Form),
        multipart: bodies.clone().any(|body| body.format == Format::Multipart),
        parameters: parameters.clone().any(|argument| argument.place != Place::Path || !argument.is_plain()),
        styles: parameters.clone().any(|argument| !argument.is_plain()),
        spans: methods.iter().any(Method::has_spans),
        builder: methods.iter().any(|method| method.builder.is_some()),
        answers: methods.iter().any(|method| method.answers.is_some()),
        raw: cases.map(|case| case.format).chain(methods.iter().map(|method| method.format)).any(raw)
            || bodies.clone().any(|body| raw(body.format)),
        basic: credentials.iter().any(|credential| credential.kind == CredentialKind::Basic),
        provider: credentials.iter().any(|credential| credential.provider.is_some()),
        oauth2: credentials.iter().any(|credential| credential.client_credentials.is_some()),
    }
}

/// Every type that emitted code says, and every type inside of it.
fn types<'a>(
    models: &'a [Model],
    methods: &'a [Method],
    outcomes: &'a [Outcome],
) -> Vec<&'a RustType> {
    let mut types: Vec<&RustType> = Vec::new();
    for model in models {
        types.extend(model.types());
    }
    for method in methods {
        types.push(&method.output);
        types.extend(method.parameters.iter().map(|argument| &argument.ty));
        types.extend(method.body.iter().map(|body| &body.ty));
    }
    for outcome in outcomes {
        match outcome {
            Outcome::Errors { cases, .. } | Outcome::Answers { cases, .. } => {
                types.extend(cases.iter().filter_map(|case| case.ty.as_ref()))
            }
            Outcome::SameErrors { .. } => {}
        }
    }
    types.into_iter().flat_map(RustType::parts).collect()
}
