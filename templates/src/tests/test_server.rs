//! The local server that answers from examples: what it knows, what a test can change, and that it ends.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use crate::client::{FetchThingError, ReadNotesError};
use crate::models::{CreateThing, Problem, Thing};
use crate::runtime::public::{Client, TestServer, TransportErrorKind};
use crate::runtime::{Format, Method, Operation, Parameter, decode, expand_spans};

fn lamp() -> Thing {
    decode(br#"{"id":"t1","name":"Lamp"}"#).unwrap()
}

/// Sends these bytes and nothing more, and reads until the server closes.
fn raw(server: &TestServer, request: &str) -> String {
    let stream = asked(server, request);
    stream.shutdown(Shutdown::Write).unwrap();
    read_to_end(stream)
}

/// A connection on which these bytes were sent.
fn asked(server: &TestServer, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

/// What comes until the server closes. A test fails, and does not hang, when it never does.
fn read_to_end(mut stream: TcpStream) -> String {
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test]
async fn each_operation_is_answered_with_its_example() {
    let server = TestServer::start().unwrap();
    let client = server.builder().build().unwrap();
    assert_eq!(client.fetch_thing("a/b").await.unwrap(), lamp());
    let created = client.create_thing(CreateThing::new("n")).send().await;
    assert_eq!(created.unwrap().status(), 201);
    assert_eq!(client.list_things("a").await.unwrap().things, []);
    client.delete_thing("t").await.unwrap();
    let sids = ["a".to_owned(), "b".to_owned()];
    assert_eq!(client.read_notes(&sids, "s").await.unwrap(), "text");
    let received = server.received();
    let seen = received
        .iter()
        .map(|request| (request.operation(), request.path()));
    let expected = [
        ("FetchThing", "/v2/Things/a%2Fb"),
        ("CreateThing", "/v2/Things"),
        ("ListThings", "/v2/Things"),
        ("DeleteThing", "/v2/Things/t"),
        ("ReadNotes", "/v2/Things/a,b/Notes;Section=s/text"),
    ];
    assert_eq!(seen.collect::<Vec<_>>(), expected);
    assert_eq!(received[1].json().unwrap()["name"], "n");
    assert_eq!(
        received[2].query(),
        [("account".to_owned(), "a".to_owned())]
    );
}

#[tokio::test]
async fn a_test_says_what_is_answered() {
    let server = TestServer::start().unwrap();
    let client = server.builder().max_attempts(2).build().unwrap();
    let problem: Problem = decode(br#"{"code":7}"#).unwrap();
    let on = server.on(client.fetch_thing("t2"));
    on.fails(FetchThingError::TooManyRequests)
        .fails(FetchThingError::NotFound(problem));
    let error = client.fetch_thing("t2").await.unwrap_err();
    assert!(error.is_not_found() && error.attempts() == 2, "{error:?}");
    assert!(
        matches!(error.api(), Some(FetchThingError::NotFound(problem)) if problem.code == Some(7))
    );
    let other = decode::<Thing>(br#"{"id":"t9","name":"Desk"}"#).unwrap();
    let on = server.on(client.fetch_thing("any")).with_any_arguments();
    on.after(Duration::from_millis(50)).returns(other.clone());
    let started = Instant::now();
    assert_eq!(client.fetch_thing("t3").await.unwrap(), other);
    assert!(started.elapsed() >= Duration::from_millis(50));
    let notes = || client.read_notes(&["t".to_owned()], "s");
    server.on(notes()).breaks(TransportErrorKind::Exchange);
    let error = notes().await.unwrap_err();
    assert!(
        error.status().is_none() && error.attempts() == 2,
        "{error:?}"
    );
    server
        .on(notes())
        .fails(ReadNotesError::InternalServerError("no".to_owned()));
    assert!(notes().await.unwrap_err().is_server_error());
}

#[tokio::test]
async fn a_near_miss_is_no_success() {
    let server = TestServer::start().unwrap();
    let client = server.builder().build().unwrap();
    let page = serde_json::json!({"things": []});
    server
        .on(client.list_things("a").page_size(1))
        .json(200, &page);
    client.list_things("a").page_size(1).await.unwrap();
    let error = client.list_things("a").page_size(10).await.unwrap_err();
    assert!(error.is_status(501) && error.attempts() == 1);
    let said = String::from_utf8_lossy(error.raw_body()).into_owned();
    let expected = "ListThings: GET /v2/Things?account=a&pageSize=1";
    assert!(said.contains(expected), "{said}");
}

#[tokio::test]
async fn the_path_of_the_documents_server_may_stay() {
    let server = TestServer::start().unwrap();
    let client = Client::builder()
        .base_url(server.url() + "/api")
        .without_credentials();
    let client = client.build().unwrap();
    assert_eq!(client.fetch_thing("t").await.unwrap(), lamp());
}

#[tokio::test]
async fn a_template_may_hold_what_a_path_may_not() {
    const OPERATION: Operation = Operation {
        path: "/v2/Über/a[b]/ß{Sid}|ü",
        parameters: &[Parameter::path("Sid")],
        ..Operation::JSON
    };
    let server = TestServer::start().unwrap();
    let client = server.builder().build().unwrap();
    let call = client.call::<Thing, FetchThingError>(&OPERATION, &[&"ö"]);
    assert_eq!(call.await.unwrap(), lamp());
    let received = server.received();
    assert_eq!(received[0].operation(), "FetchOdd");
    let path = "/v2/%C3%9Cber/a%5Bb%5D/%C3%9F%C3%B6%7C%C3%BC";
    assert_eq!(received[0].path(), path);
}

#[tokio::test]
async fn a_value_of_several_segments_arrives_as_these() {
    const NAME: &[Parameter] = &[Parameter::path("name")];
    let (get, post) = (Method::GET, Method::POST);
    let book = "/v3/{name=shelves/*/books/*}";
    let any = "/v3/{name=**}";
    let server = TestServer::start().unwrap();
    let client = server.builder().build().unwrap();
    for (method, path, name, id) in [
        (&get, book, "shelves/a b/books/1", "FetchBook"),
        (&get, any, "shelves/a b/books/1", "FetchBook"),
        (&get, any, "projects/p/locations/l", "FetchPart"),
        (&get, any, "shelves", "FetchPart"),
        (&get, "/v3/{name=**}/books", "projects/p", "ListBooks"),
        (&get, "/v3/{name=**}:policy", "projects/p", "FetchPolicy"),
        (&get, "/v3/{name=lists/**}", "lists", "FetchList"),
        (&get, "/v3/{name=lists/**}", "lists/a/b", "FetchList"),
        (
            &post,
            "/v3/{name=shelves/*/books/*}:move",
            "shelves/a/books/1:move",
            "MoveBook",
        ),
    ] {
        let operation = Box::leak(Box::new(Operation {
            method: method.clone(),
            path,
            expand: expand_spans,
            parameters: NAME,
            success: &["204"],
            format: Format::Empty,
            ..Operation::JSON
        }));
        let call = client.call::<(), FetchThingError>(operation, &[&name]);
        call.await.unwrap();
        let received = server.received();
        let received = received.last().unwrap();
        assert_eq!(received.operation(), id, "{name}");
        let sent = name.replace(' ', "%20").replace(':', "%3A");
        assert!(received.path().contains(&sent), "{}", received.path());
    }
}

#[test]
fn a_template_may_ask_for_a_query() {
    let server = TestServer::start().unwrap();
    for (method, target, status, operation) in [
        ("POST", "/v2/As", 204, "AsAny"),
        ("POST", "/v2/As?as=a+lampion", 204, "AsAny"),
        ("POST", "/v2/As?x&as=a+lamp", 204, "AsLamp"),
        ("POST", "/v2/As?is=old&as=a%2Blamp", 204, "AsOldLamp"),
        ("GET", "/v2/As?at=5&hot", 204, "OnlyHot"),
        ("GET", "/v2/As?at=5", 405, ""),
    ] {
        let answer = raw(&server, &format!("{method} {target} HTTP/1.1\r\n\r\n"));
        let received = server.received();
        let found = received.last().unwrap().operation();
        assert_eq!(found, operation, "{target}");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
    }
}

#[test]
fn what_is_not_of_the_api_is_said_clearly() {
    let server = TestServer::start().unwrap();
    let refused = |request: &str, head: &str, body: &str| {
        let answer = raw(&server, request);
        assert!(
            answer.starts_with(head) && answer.ends_with(body),
            "{request}: {answer}"
        );
    };
    let nothing = "HTTP/1.1 404 Not Found\r\n";
    refused(
        "GET /v2 HTTP/1.1\r\n\r\n",
        nothing,
        "\r\n\r\n/v2 is not a path of this API\n",
    );
    refused(
        "GET /v2/Things/ HTTP/1.1\r\n\r\n",
        nothing,
        "/v2/Things/ is not a path of this API\n",
    );
    let method = "HTTP/1.1 405 Method Not Allowed\r\n";
    let text = "/v2/Things/t does not accept PUT; it accepts GET, DELETE\n";
    refused("PUT /v2/Things/t HTTP/1.1\r\nhost: h\r\n\r\n", method, text);
    assert!(
        raw(&server, "PUT /v2/Things/t HTTP/1.1\r\n\r\n").contains("\r\nallow: GET, DELETE\r\n")
    );
    assert_eq!(raw(&server, "nonsense\r\n\r\n"), "");
    assert_eq!(server.received()[0].operation(), "");
}

#[test]
fn the_path_of_the_documents_server_may_be_there_in_any_spelling() {
    let server = TestServer::start().unwrap();
    let status = |path: &str| {
        let answer = raw(&server, &format!("DELETE {path} HTTP/1.1\r\n\r\n"));
        answer.split(' ').nth(1).unwrap().to_owned()
    };
    for base in ["", "/api", "/%61pi", "/a%70%69"] {
        assert_eq!(status(&format!("{base}/v2/Things/t")), "204", "{base}");
    }
    for other in ["/apis", "/a%50i", "/api/api", "/%2561pi", "/api%2F"] {
        assert_eq!(status(&format!("{other}/v2/Things/t")), "404", "{other}");
    }
    assert_eq!(status("/api"), "404");
}

#[test]
fn it_speaks_http() {
    let server = TestServer::start().unwrap();
    let thing = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 25\r\n\r\n{\"id\":\"t1\",\"name\":\"Lamp\"}";
    let head = "POST /v2/Things HTTP/1.1\r\n";
    let body = "content-length: 5\r\n\r\nhello";
    let chunked = "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nx: y\r\n\r\n";
    let expected = "expect: 100-continue\r\ncontent-length: 5\r\n\r\nhello";
    let answer = raw(
        &server,
        &[head, body, head, chunked, head, expected].concat(),
    );
    assert_eq!(
        answer,
        [thing, thing, "HTTP/1.1 100 Continue\r\n\r\n", thing].concat()
    );
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.body() == b"hello")
    );
    assert_eq!(
        raw(&server, "DELETE /v2/Things/t HTTP/1.1\r\n\r\n"),
        "HTTP/1.1 204 No Content\r\n\r\n"
    );
}

#[test]
fn the_last_request_of_a_connection_ends_it() {
    let server = TestServer::start().unwrap();
    for request in [
        "DELETE /v2/Things/t HTTP/1.1\r\nConnection: close\r\n\r\n",
        "DELETE /v2/Things/t HTTP/1.1\r\nconnection: x\r\nconnection: TE, Close\r\n\r\n",
        "DELETE /v2/Things/t HTTP/1.0\r\n\r\n",
    ] {
        // The other direction stays open.
        let answer = read_to_end(asked(&server, request));
        assert_eq!(answer, "HTTP/1.1 204 No Content\r\n\r\n", "{request}");
    }
}

#[test]
fn a_request_that_breaks_off_is_none() {
    let server = TestServer::start().unwrap();
    let head = "POST /v2/Things HTTP/1.1\r\n";
    for rest in [
        "",
        "host: h\r\n",
        "content-length: 5\r\n\r\nhell",
        "content-length: five\r\n\r\nhello",
        "transfer-encoding: chunked\r\n\r\n5\r\nhell",
        "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx: y\r\n",
    ] {
        assert_eq!(raw(&server, &[head, rest].concat()), "", "{rest}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_recorded_response_is_framed_anew() {
    let server = TestServer::start().unwrap();
    let client = server.builder().max_attempts(1).build().unwrap();
    let recorded = http::Response::builder()
        .header("content-type", "application/json")
        .header("content-length", "7")
        .header("transfer-encoding", "chunked");
    let recorded = recorded.body(r#"{"id":"t1","name":"Lamp"}"#).unwrap();
    server.on(client.fetch_thing("t")).responds(recorded);
    for _ in 0..2 {
        assert_eq!(client.fetch_thing("t").await.unwrap(), lamp());
    }
}

#[test]
fn it_ends_when_it_is_dropped() {
    let server = TestServer::start().unwrap();
    let address = server.url().trim_start_matches("http://").to_owned();
    let mut open = asked(&server, "GET /v2/Things HTTP/1.1\r\n\r\n");
    assert_eq!(open.read(&mut [0; 8]).unwrap(), 8);
    assert!(format!("{server:?}").contains(&address));
    drop(server);
    read_to_end(open);
    assert!(TcpStream::connect(&address).is_err());
}

#[test]
fn what_is_no_encoding_stays() {
    let server = TestServer::start().unwrap();
    raw(&server, "GET /v2/Things?account=%+5%2B%zz HTTP/1.1\r\n\r\n");
    let account = ("account".to_owned(), "%+5+%zz".to_owned());
    assert_eq!(server.received()[0].query(), [account]);
}
