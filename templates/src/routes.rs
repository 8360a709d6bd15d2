//! What the local server for tests answers to each operation.

use crate::runtime::routes;

routes!(ROUTES {
    "FetchThing" = "GET" "/v2/Things/{Sid}" => 200 "application/json" r#"{"id":"t1","name":"Lamp"}"#,
    "ListThings" = "GET" "/v2/Things" => 200 "application/json" r#"{"things":[]}"#,
    "CreateThing" = "POST" "/v2/Things" => 201 "application/json" r#"{"id":"t1","name":"Lamp"}"#,
    "DeleteThing" = "DELETE" "/v2/Things/{Sid}" => 204,
    "ReadNotes" = "GET" "/v2/Things/{Sids}/Notes{Section}/text" => 200 "text/plain" "text",
    "FetchOdd" = "GET" "/v2/Über/a[b]/ß{Sid}|ü" => 200 "application/json" r#"{"id":"t1","name":"Lamp"}"#,
    "AsAny" = "POST" "/v2/As" => 204,
    "AsLamp" = "POST" "/v2/As?as=a+lamp" => 204,
    "AsOldLamp" = "POST" "/v2/As?as=a+lamp&is=%6Fld" => 204,
    "FetchBook" = "GET" "/v3/{name=shelves/*/books/*}" => 204,
    "FetchPart" = "GET" "/v3/{name=**}" => 204,
    "ListBooks" = "GET" "/v3/{name=**}/books" => 204,
    "FetchPolicy" = "GET" "/v3/{name=**}:policy" => 204,
    "FetchList" = "GET" "/v3/{name=lists/**}" => 204,
    "MoveBook" = "POST" "/v3/{name=shelves/*/books/*}:move" => 204,
    "OnlyHot" = "GET" "/v2/As?hot&at={Time}" => 204,
});
