//! A plan with one of everything: each kind of model, parameter, body, answer and credential.

use specsmith::plan::*;

use crate::parts::*;
use crate::things_client::{methods, outcomes};

pub(crate) fn things() -> Crate {
    let mut krate = empty("things-client");
    krate.readme.first_call = Some(0);
    krate.service = Service {
        base_url: Some("https://things.example.com/api".to_owned()),
        servers: Vec::new(),
        request_id: Some("x-request-id".to_owned()),
        security: vec![vec![0], vec![1], vec![2, 3]],
    };
    krate.credentials = vec![
        credential("basic_auth", CredentialKind::Basic),
        credential("bearer_auth", CredentialKind::Bearer),
        credential("api_key", CredentialKind::Header("X-API-Key".to_owned())),
        credential("api_key_query", CredentialKind::Query("api_key".to_owned())),
        credential("digest_auth", CredentialKind::Http("Digest".to_owned())),
        credential("session", CredentialKind::Cookie("session".to_owned())),
    ];
    krate.models = models();
    krate.methods = methods();
    krate.outcomes = outcomes();
    krate.needs = Needs {
        timestamp: true,
        number: true,
        text_enum: true,
        number_enum: true,
        union: true,
        tag: false,
        patch: true,
        map: true,
        tuple: true,
        boxed: true,
        body: true,
        form: true,
        multipart: true,
        parameters: true,
        styles: true,
        spans: true,
        builder: true,
        answers: true,
        raw: true,
        basic: true,
        provider: true,
        oauth2: true,
    };
    krate
}

fn credential(method: &str, kind: CredentialKind) -> Credential {
    let is_basic = kind == CredentialKind::Basic;
    let oauth2 = (kind == CredentialKind::Bearer).then(|| ClientCredentials {
        method: "oauth2_client_credentials".to_owned(),
        token_url: Some("https://auth.example.com/token".to_owned()),
    });
    Credential {
        scheme: method.to_owned(),
        method: method.to_owned(),
        docs: strings(&[&format!("Credentials of {method}.")]),
        kind,
        provider: (!is_basic).then(|| format!("{method}_provider")),
        client_credentials: oauth2,
    }
}

fn models() -> Vec<Model> {
    let closed = Struct {
        sent: true,
        rest: Rest::Dropped,
        ..structure("Filter", vec![field("r#type", "type", RustType::String)])
    };
    let pages = vec![
        field("things", "things", vec(model("Thing"))),
        field("extra", "extra", option(RustType::Bool)),
    ];
    let page = Struct {
        rest: Rest::Kept {
            field: "extra_".to_owned(),
        },
        ..structure("ThingPage", pages)
    };
    let names = Alias {
        name: "Names".to_owned(),
        docs: strings(&["Names."]),
        deprecated: false,
        ty: vec(RustType::String),
    };
    vec![
        Model::Struct(thing()),
        Model::Struct(create()),
        Model::Struct(closed),
        Model::Struct(page),
        Model::Struct(structure(
            "Error",
            vec![field("message", "message", option(RustType::String))],
        )),
        Model::Struct(structure(
            "Operation",
            vec![field("kind", "kind", model("Kind"))],
        )),
        texts("State", &[("Open", "open"), ("Closed", "closed")]),
        texts("Kind", &[("Text", "text"), ("Operation", "operation")]),
        Model::NumberEnum(level()),
        Model::Union(union("Content", Some("kind"))),
        Model::Union(union("Shape", None)),
        Model::Alias(names),
    ]
}

fn thing() -> Struct {
    Struct {
        deprecated: true,
        fields: vec![
            field("id", "id", RustType::String),
            Field {
                deprecated: true,
                ..field("state", "state", option(model("State")))
            },
            field("level", "level", option(model("Level"))),
            field(
                "parent",
                "parent",
                option(RustType::Box(Box::new(model("Thing")))),
            ),
            field(
                "point",
                "point",
                option(RustType::Tuple(vec![RustType::F64, RustType::F64])),
            ),
            field("amount", "amount", option(RustType::Number)),
            field("any", "any", RustType::Json),
            Field {
                presence: Presence::Nullable,
                setter: None,
                ..field("note", "note", option(RustType::String))
            },
            field(
                "labels",
                "labels",
                option(RustType::Map(Box::new(RustType::String))),
            ),
        ],
        rest: Rest::Typed {
            field: "additional_properties".to_owned(),
            value: RustType::I64,
            extra: "more".to_owned(),
        },
        ..structure("Thing", Vec::new())
    }
}

fn create() -> Struct {
    Struct {
        sent: true,
        fields: vec![
            field("name", "name", RustType::String),
            Field {
                constant: Some(Constant::Variant("Text".to_owned())),
                ..field("kind", "kind", model("Kind"))
            },
            field("at", "at", RustType::Timestamp),
            Field {
                setter: Some("set_new".to_owned()),
                ..field("new", "new", option(RustType::Bool))
            },
            field("note", "note", RustType::Patch(Box::new(RustType::String))),
            field(
                "owner",
                "owner",
                option(RustType::Box(Box::new(model("CreateThing")))),
            ),
            Field {
                read_only: true,
                setter: None,
                ..field("secret", "secret", option(RustType::String))
            },
        ],
        ..structure("CreateThing", Vec::new())
    }
}

fn level() -> NumberEnum {
    NumberEnum {
        name: "Level".to_owned(),
        docs: strings(&["A level."]),
        deprecated: false,
        variants: vec![
            Variant {
                name: "Low".to_owned(),
                docs: strings(&["`-1`"]),
                wire: -1,
            },
            Variant {
                name: "High".to_owned(),
                docs: strings(&["`2`"]),
                wire: 2,
            },
        ],
        unrecognized: "Unrecognized".to_owned(),
    }
}

fn union(name: &str, tag: Option<&str>) -> Union {
    let arm = |name: &str, ty, tags: &[&str]| UnionArm {
        name: name.to_owned(),
        docs: strings(&[&format!("A {name}.")]),
        ty,
        tags: if tag.is_some() {
            strings(tags)
        } else {
            Vec::new()
        },
        converts: tag.is_none(),
    };
    Union {
        name: name.to_owned(),
        docs: strings(&["One of several."]),
        deprecated: false,
        tag: tag.map(str::to_owned),
        writes_tag: false,
        default: None,
        arms: vec![
            arm("Operation", model("Operation"), &["operation", "op"]),
            arm(
                "Page",
                RustType::Box(Box::new(model("ThingPage"))),
                &["page"],
            ),
        ],
        unrecognized: "Unrecognized".to_owned(),
    }
}
