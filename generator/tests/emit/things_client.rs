//! The methods and outcomes of the plan with one of everything.

use specsmith::plan::*;

use crate::parts::*;

pub(crate) fn methods() -> Vec<Method> {
    let mut methods = vec![
        fetch_thing(),
        list_things(),
        create_thing(),
        delete_thing(),
        start_thing(),
        read_notes(),
        replace_picture(),
        replace_notes(),
    ];
    for method in &mut methods {
        if method.example_arguments.is_empty() {
            let asked = method.parameters.iter().filter(|one| one.is_asked());
            let body = method.body.iter().filter(|body| body.required);
            method.example_arguments = vec![ExampleArgument::Given; asked.count() + body.count()];
        }
    }
    methods
}

fn fetch_thing() -> Method {
    let mut fetch = method(
        "fetch_thing",
        "FetchThing",
        ("GET", "/v2/Things/{Sid}"),
        model("Thing"),
        "FetchThingError",
    );
    fetch.parameters = vec![argument("sid", "Sid", Place::Path, RustType::String)];
    fetch.security = vec![vec![0], vec![1], vec![2, 3]];
    fetch.example_arguments = example_texts(&["T1"]);
    fetch
}

fn list_things() -> Method {
    let query = |name: &str, wire: &str, ty| argument(name, wire, Place::Query, ty);
    let mut list = method(
        "list_things",
        "ListThings",
        ("GET", "/v2/Things"),
        model("ThingPage"),
        "ListThingsError",
    );
    list.parameters = vec![
        Argument {
            required: true,
            ..query("account", "account", RustType::String)
        },
        query("page_size", "pageSize", RustType::I64),
        query("state", "state", vec(model("State"))),
        Argument {
            explode: false,
            single: false,
            ..query("ids", "ids", vec(RustType::String))
        },
        Argument {
            style: Style::PipeDelimited,
            explode: false,
            single: false,
            ..query("tags", "tags", vec(RustType::String))
        },
        Argument {
            style: Style::DeepObject,
            explode: true,
            single: false,
            ..query("filter", "filter", model("Filter"))
        },
        Argument {
            allow_reserved: true,
            deprecated: true,
            ..query("callback", "callback", RustType::String)
        },
        argument("x_trace", "X-Trace", Place::Header, RustType::Timestamp),
        argument("session", "session", Place::Cookie, model("State")),
    ];
    list.builder = Some("ListThings".to_owned());
    list.security = vec![vec![1], Vec::new()];
    list.example_arguments = example_texts(&["A1"]);
    list
}

fn create_thing() -> Method {
    let request = ("POST", "/v2/Things");
    let mut create = method(
        "create_thing",
        "CreateThing",
        request,
        model("Thing"),
        "CreateThingError",
    );
    create.parameters = vec![argument(
        "idempotency_key",
        "Idempotency-Key",
        Place::Header,
        RustType::String,
    )];
    create.body = Some(body(model("CreateThing")));
    create.builder = Some("CreateThing".to_owned());
    create.security = vec![vec![2, 3]];
    create.group = None;
    create
}

fn delete_thing() -> Method {
    let request = ("DELETE", "/v2/Things/{Sid}");
    let mut delete = method(
        "delete_thing",
        "DeleteThing",
        request,
        RustType::Unit,
        "DeleteThingError",
    );
    delete.parameters = vec![argument("sid", "Sid", Place::Path, RustType::String)];
    delete.format = Format::Empty;
    delete.deprecated = true;
    delete.base_url = Some("https://other.example.com".to_owned());
    delete.example_arguments = example_texts(&["T1"]);
    delete.group = Some("mod".to_owned());
    delete
}

fn start_thing() -> Method {
    let request = ("POST", "/v2/Things/{Sid}/Start");
    let mut start = method(
        "start_thing",
        "StartThing",
        request,
        RustType::Unit,
        "StartThingError",
    );
    start.parameters = vec![argument("sid", "Sid", Place::Path, model("Names"))];
    start.answers = Some("StartThingAnswer".to_owned());
    start.body = Some(Body {
        required: false,
        ..body(model("Operation"))
    });
    start.builder = Some("StartThing".to_owned());
    start
}

fn read_notes() -> Method {
    let request = ("GET", "/v2/Things/{Sids}/Notes{Section}/text");
    let mut read = method(
        "read_notes",
        "ReadNotes",
        request,
        RustType::String,
        "ReadNotesError",
    );
    read.parameters = vec![
        argument("sids", "Sids", Place::Path, vec(RustType::String)),
        Argument {
            style: Style::Matrix,
            ..argument("section", "Section", Place::Path, model("State"))
        },
    ];
    read.accept = "text/plain".to_owned();
    read.format = Format::Text;
    read.security = Vec::new();
    read
}

fn replace_picture() -> Method {
    let request = ("PUT", "/v2/Things/{Sid}/Picture");
    let mut replace = method(
        "replace_picture",
        "ReplacePicture",
        request,
        RustType::Bytes,
        "ReplacePictureError",
    );
    replace.parameters = vec![argument("sid", "Sid", Place::Path, RustType::I64)];
    replace.accept = "image/png".to_owned();
    replace.format = Format::Binary;
    let media_type = "image/png".to_owned();
    replace.body = Some(Body {
        media_type,
        format: Format::Binary,
        ..body(RustType::Bytes)
    });
    replace
}

fn replace_notes() -> Method {
    let request = ("PUT", "/v2/Things/{Sid}/Notes");
    let mut replace = method(
        "replace_notes",
        "ReplaceNotes",
        request,
        RustType::Unit,
        "ReplaceNotesError",
    );
    replace.parameters = vec![argument("sid", "Sid", Place::Path, RustType::String)];
    replace.accept = String::new();
    replace.format = Format::Empty;
    let media_type = "text/plain".to_owned();
    replace.body = Some(Body {
        media_type,
        format: Format::Text,
        ..body(RustType::String)
    });
    replace
}

pub(crate) fn outcomes() -> Vec<Outcome> {
    let problem =
        |status, variant| case(StatusPattern::Exact(status), variant, Some(model("Error")));
    let raw = |status, variant, format, ty| Case {
        format,
        ..case(StatusPattern::Exact(status), variant, Some(ty))
    };
    let fetch = vec![
        problem(400, "BadRequest"),
        problem(404, "NotFound"),
        case(StatusPattern::Exact(429), "TooManyRequests", None),
        raw(502, "BadGateway", Format::Text, RustType::String),
        raw(503, "ServiceUnavailable", Format::Binary, RustType::Bytes),
        case(StatusPattern::Range(5), "ServerError", Some(model("Error"))),
        case(StatusPattern::Default, "Default", Some(model("Error"))),
    ];
    let answers = vec![
        case(StatusPattern::Exact(200), "Ok", Some(model("Thing"))),
        case(
            StatusPattern::Exact(202),
            "Accepted",
            Some(model("Operation")),
        ),
        case(StatusPattern::Exact(204), "NoContent", None),
    ];
    let same = |name: &str, method: &str, target: &str| Outcome::SameErrors {
        name: name.to_owned(),
        method: method.to_owned(),
        target: target.to_owned(),
        docs: Vec::new(),
    };
    vec![
        errors("FetchThingError", "fetch_thing", fetch),
        errors(
            "ListThingsError",
            "list_things",
            vec![problem(400, "BadRequest")],
        ),
        same("CreateThingError", "create_thing", "ListThingsError"),
        errors(
            "DeleteThingError",
            "delete_thing",
            vec![case(StatusPattern::Exact(404), "NotFound", None)],
        ),
        Outcome::Answers {
            name: "StartThingAnswer".to_owned(),
            method: "start_thing".to_owned(),
            cases: answers,
        },
        errors("StartThingError", "start_thing", Vec::new()),
        errors(
            "ReadNotesError",
            "read_notes",
            vec![raw(
                500,
                "InternalServerError",
                Format::Text,
                RustType::String,
            )],
        ),
        same("ReplacePictureError", "replace_picture", "StartThingError"),
        same("ReplaceNotesError", "replace_notes", "StartThingError"),
    ]
}
