//! What the local server for tests answers to each operation.

use crate::runtime::Route;

pub(crate) const ROUTES: &[Route] = &[
    Route {
        operation: "FetchThing",
        method: "GET",
        path: "/v2/Things/{Sid}",
        status: 200,
        media_type: Some("application/json"),
        body: r#"{"id":"t1","name":"Lamp"}"#,
    },
    Route {
        operation: "ListThings",
        method: "GET",
        path: "/v2/Things",
        status: 200,
        media_type: Some("application/json"),
        body: r#"{"things":[]}"#,
    },
    Route {
        operation: "CreateThing",
        method: "POST",
        path: "/v2/Things",
        status: 201,
        media_type: Some("application/json"),
        body: r#"{"id":"t1","name":"Lamp"}"#,
    },
    Route {
        operation: "DeleteThing",
        method: "DELETE",
        path: "/v2/Things/{Sid}",
        status: 204,
        media_type: None,
        body: "",
    },
    Route {
        operation: "ReadNotes",
        method: "GET",
        path: "/v2/Things/{Sids}/Notes{Section}/text",
        status: 200,
        media_type: Some("text/plain"),
        body: "text",
    },
];
