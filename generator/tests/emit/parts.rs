//! Short ways to write plans by hand.

use std::collections::BTreeMap;

use specsmith::plan::*;

pub(crate) fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn model(name: &str) -> RustType {
    RustType::model(name)
}

pub(crate) fn option(ty: RustType) -> RustType {
    RustType::Option(Box::new(ty))
}

pub(crate) fn vec(ty: RustType) -> RustType {
    RustType::Vec(Box::new(ty))
}

/// A field: optional when its type is an `Option`.
pub(crate) fn field(name: &str, wire: &str, ty: RustType) -> Field {
    let presence = match ty {
        RustType::Option(_) => Presence::Optional,
        RustType::Patch(_) => Presence::Patch,
        _ => Presence::Required,
    };
    Field {
        setter: (presence != Presence::Required).then(|| name.to_owned()),
        name: name.to_owned(),
        wire: wire.to_owned(),
        docs: strings(&[&format!("The {name}.")]),
        deprecated: false,
        ty,
        presence,
        redacted: false,
        read_only: false,
        constant: None,
    }
}

pub(crate) fn redacted(field: Field) -> Field {
    Field {
        redacted: true,
        ..field
    }
}

pub(crate) fn structure(name: &str, fields: Vec<Field>) -> Struct {
    Struct {
        name: name.to_owned(),
        docs: strings(&[&format!("What `{name}` is.")]),
        deprecated: false,
        fields,
        rest: Rest::Kept {
            field: "extra".to_owned(),
        },
        sent: false,
    }
}

pub(crate) fn texts(name: &str, variants: &[(&str, &str)]) -> Model {
    let variants = variants.iter().map(|(name, wire)| Variant {
        name: (*name).to_owned(),
        docs: strings(&[&format!("`{wire}`")]),
        wire: (*wire).to_owned(),
    });
    Model::TextEnum(TextEnum {
        name: name.to_owned(),
        docs: strings(&[&format!("What `{name}` is.")]),
        deprecated: false,
        variants: variants.collect(),
        unrecognized: "Unrecognized".to_owned(),
    })
}

pub(crate) fn argument(name: &str, wire: &str, place: Place, ty: RustType) -> Argument {
    let style = match place {
        Place::Path | Place::Header => Style::Simple,
        Place::Query | Place::Cookie => Style::Form,
    };
    Argument {
        name: name.to_owned(),
        wire: wire.to_owned(),
        docs: strings(&[&format!("The {name}.")]),
        deprecated: false,
        place,
        style,
        explode: style == Style::Form,
        allow_reserved: false,
        ty,
        single: true,
        required: place == Place::Path,
        constant: None,
    }
}

/// A method without parameters that answers JSON and has the errors of `outcome`.
pub(crate) fn method(
    name: &str,
    id: &str,
    request: (&str, &str),
    output: RustType,
    error: &str,
) -> Method {
    Method {
        name: name.to_owned(),
        id: id.to_owned(),
        docs: strings(&[&format!("Does {name}.")]),
        answer_docs: Vec::new(),
        deprecated: false,
        group: Some("things".to_owned()),
        http_method: request.0.to_owned(),
        path: request.1.to_owned(),
        base_url: None,
        parameters: Vec::new(),
        body: None,
        accept: "application/json".to_owned(),
        redirects: Vec::new(),
        success: vec![StatusPattern::Exact(200)],
        format: Format::Json,
        output,
        answers: None,
        error: error.to_owned(),
        builder: None,
        security: vec![vec![0]],
        example_arguments: Vec::new(),
        example_answer: ExampleAnswer::NOTHING,
    }
}

pub(crate) fn case(status: StatusPattern, variant: &str, ty: Option<RustType>) -> Case {
    let docs = match status {
        StatusPattern::Exact(code) => format!("{code}: it is so."),
        StatusPattern::Range(first) => format!("{first}XX: it is so."),
        StatusPattern::Default => "Any other status: it is so.".to_owned(),
    };
    let format = if ty.is_some() {
        Format::Json
    } else {
        Format::Empty
    };
    Case {
        status,
        media_types: Vec::new(),
        variant: variant.to_owned(),
        docs: vec![docs],
        format,
        ty,
    }
}

pub(crate) fn errors(name: &str, method: &str, cases: Vec<Case>) -> Outcome {
    Outcome::Errors {
        name: name.to_owned(),
        method: method.to_owned(),
        cases,
    }
}

pub(crate) fn body(ty: RustType) -> Body {
    Body {
        name: "body".to_owned(),
        docs: strings(&["What is sent."]),
        media_type: "application/json".to_owned(),
        format: Format::Json,
        members: Vec::new(),
        parts: Vec::new(),
        ty,
        required: true,
    }
}

/// A crate with nothing in it.
pub(crate) fn empty(name: &str) -> Crate {
    Crate {
        manifest: Manifest {
            name: name.to_owned(),
            version: "1.2.0".to_owned(),
            license: None,
            description: format!("Client for {name}"),
            repository: None,
            keywords: Vec::new(),
            standalone: true,
        },
        readme: Readme {
            title: name.to_owned(),
            api_version: "1.2.0".to_owned(),
            about: None,
            first_call: None,
            groups: Vec::new(),
        },
        service: Service {
            base_url: None,
            servers: Vec::new(),
            request_id: None,
            security: Vec::new(),
        },
        credentials: Vec::new(),
        from_env: Vec::new(),
        models: Vec::new(),
        unused_models: Vec::new(),
        methods: Vec::new(),
        outcomes: Vec::new(),
        needs: Needs::default(),
        recursion_limit: None,
        example: None,
        index: BTreeMap::new(),
        examples: Vec::new(),
    }
}

/// Arguments of an example that are texts.
pub(crate) fn example_texts(values: &[&str]) -> Vec<ExampleArgument> {
    values
        .iter()
        .map(|value| ExampleArgument::Text((*value).to_owned()))
        .collect()
}
