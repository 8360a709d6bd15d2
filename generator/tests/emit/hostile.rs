//! Texts that try to break out of where they stand, in every text of a plan.

use specsmith::plan::*;

/// Quotes, ends of comments and attributes, lines, braces, marks of direction, what can't be seen.
pub(crate) const HOSTILE: &str = "\"' */ /* ]] #![feature(x)] {} {{name}} \\ \\\" \r\n}\nfn x() {}\n```\nmod y; \u{202e}\u{2066}\u{200b}\u{feff}\u{0} </p> | `a` ${HOME} //! r#\"x\"#";

fn hostile() -> String {
    HOSTILE.to_owned()
}

/// The plan with hostile texts in place of all that comes from a document and is not an identifier.
pub(crate) fn spoil(mut krate: Crate) -> Crate {
    krate.manifest.description = hostile();
    krate.manifest.license = Some(hostile());
    krate.manifest.repository = Some(hostile());
    krate.manifest.keywords = vec![hostile()];
    krate.readme.title = hostile();
    krate.readme.api_version = hostile();
    krate.service.base_url = Some(hostile());
    krate.service.request_id = Some(hostile());
    krate.credentials.iter_mut().for_each(credential);
    for from_env in &mut krate.from_env {
        from_env
            .variables
            .iter_mut()
            .for_each(|variable| *variable = hostile());
    }
    krate.models.iter_mut().for_each(model);
    krate.methods.iter_mut().for_each(method);
    krate.outcomes.iter_mut().for_each(outcome);
    let mut group = Group {
        name: hostile(),
        title: hostile(),
        docs: Vec::new(),
    };
    docs(&mut group.docs);
    krate.readme.groups = vec![group];
    krate
}

fn docs(docs: &mut Vec<String>) {
    *docs = vec![hostile(), String::new(), hostile()];
}

fn credential(credential: &mut Credential) {
    docs(&mut credential.docs);
    match &mut credential.kind {
        CredentialKind::Basic | CredentialKind::Bearer => {}
        CredentialKind::Http(name)
        | CredentialKind::Header(name)
        | CredentialKind::Query(name)
        | CredentialKind::Cookie(name) => *name = hostile(),
    }
}

fn model(model: &mut Model) {
    match model {
        Model::Struct(model) => {
            docs(&mut model.docs);
            for field in &mut model.fields {
                docs(&mut field.docs);
                field.wire = hostile();
            }
        }
        Model::TextEnum(model) => {
            docs(&mut model.docs);
            for variant in &mut model.variants {
                variant.docs = Vec::new();
                variant.wire = hostile();
            }
        }
        Model::NumberEnum(model) => docs(&mut model.docs),
        Model::Union(model) => {
            docs(&mut model.docs);
            model.tag = model.tag.is_some().then(hostile);
            for arm in &mut model.arms {
                docs(&mut arm.docs);
                arm.tags.iter_mut().for_each(|tag| *tag = hostile());
            }
        }
        Model::Alias(model) => docs(&mut model.docs),
    }
}

fn method(method: &mut Method) {
    docs(&mut method.docs);
    method.id = hostile();
    method.path = hostile();
    method.base_url = Some(hostile());
    method.accept = hostile();
    for parameter in &mut method.parameters {
        docs(&mut parameter.docs);
        parameter.wire = hostile();
    }
    if let Some(body) = &mut method.body {
        docs(&mut body.docs);
        body.media_type = hostile();
    }
    let arguments = &mut method.example_arguments;
    arguments
        .iter_mut()
        .for_each(|argument| *argument = ExampleArgument::Text(HOSTILE.to_owned()));
}

fn outcome(outcome: &mut Outcome) {
    match outcome {
        Outcome::Errors { cases, .. } | Outcome::Answers { cases, .. } => {
            cases.iter_mut().for_each(|case| docs(&mut case.docs));
        }
        Outcome::SameErrors { .. } => {}
    }
}
