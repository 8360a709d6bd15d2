//! Bodies that are not what their headers say, or come with headers that say nothing of them.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

use super::http::{builder, client};
use super::server::{Reply, Server};
use crate::client::FetchThingError;
use crate::models::{Problem, Thing};
use crate::runtime::public::{Error, Unexpected, Unreadable};
use crate::runtime::{Format, Method, Operation, errors};

#[tokio::test]
async fn a_page_is_no_file() {
    let page = |status| Reply::new(status, "text/html; charset=utf-8", "<html>log in</html>");
    let server = Server::start([page(200), page(503)]).await;
    let client = client(&server);
    let error = client.replace_picture("t", Bytes::new()).await.unwrap_err();
    let Error::Decode(found) = &error else {
        unreachable!("{error:?}")
    };
    assert!(matches!(found.fault(), Unreadable::MediaType(name) if name == "text/html"));
    assert_eq!(error.raw_body(), b"<html>log in</html>");
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(error.is_status(503), "{error:?}");
    assert!(matches!(error.api(), Some(FetchThingError::Unexpected(_))));
}

#[tokio::test]
async fn content_that_is_empty_has_a_length() {
    let server = Server::always(Reply::new(200, "image/png", "")).await;
    let client = client(&server);
    // A body that is empty, none, and methods that have none.
    client.replace_picture("t", Bytes::new()).await.unwrap();
    drop(client.start_thing("t").await);
    drop(client.delete_thing("t").await);
    drop(client.fetch_thing("t").await);
    let seen = server.seen();
    let lengths: Vec<_> = seen.iter().map(|it| it.header("content-length")).collect();
    assert_eq!(lengths, [Some("0"), Some("0"), None, None]);
}

#[tokio::test]
async fn what_came_compressed_is_kept_and_nothing_is_not_compressed() {
    const HEAD: Operation = Operation {
        method: Method::HEAD,
        path: "/x",
        ..Operation::JSON
    };
    let gzip = [("content-encoding", "gzip")];
    let server = Server::start([
        Reply::with(200, &gzip, "\u{1f}\u{b}x"),
        Reply::with(204, &gzip, ""),
        Reply::default()
            .send("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 9\r\n\r\n"),
        Reply::with(429, &gzip, ""),
    ])
    .await;
    let client = client(&server);
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(matches!(&error, Error::Decode(e) if matches!(e.fault(), Unreadable::Compressed)));
    assert_eq!(error.raw_body(), b"\x1f\x0bx");
    client.delete_thing("t").await.unwrap();
    let head = client.call::<(), FetchThingError>(&HEAD, &[]);
    head.await.unwrap();
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(matches!(
        error.api(),
        Some(FetchThingError::TooManyRequests)
    ));
}

#[tokio::test]
async fn a_response_comes_apart() {
    let server = Server::start([Reply::json(200, r#"{"id":"t1"}"#)]).await;
    let response = client(&server).fetch_thing("t").send().await.unwrap();
    let (thing, status, headers) = response.into_parts();
    assert_eq!((&*thing.id, status.as_u16()), ("t1", 200));
    assert_eq!(headers["content-type"], "application/json");
}

#[tokio::test]
async fn a_long_id_of_a_request_is_cut_where_it_is_shown() {
    let (long, cut) = ("R".repeat(500), "R".repeat(80));
    let server = Server::start([Reply::with(418, &[("x-request-id", &long)], "{}")]).await;
    let error = client(&server).fetch_thing("t").await.unwrap_err();
    assert_eq!(error.request_id(), Some(&*long));
    for shown in [error.to_string(), format!("{error:?}")] {
        assert!(
            shown.contains(&cut) && !shown.contains(&format!("{cut}R")),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let endless =
        Reply::default().send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n");
    let endless = endless
        .send(vec![b' '; 200_000])
        .wait(Duration::from_secs(60));
    let announced = Reply::default().send("HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n");
    let server = Server::start([endless, announced.wait(Duration::from_secs(60))]).await;
    let client = builder(&server).max_body_bytes(100_000).build().unwrap();
    for _ in 0..2 {
        let error = client.fetch_thing("t").await.unwrap_err();
        let Error::Decode(error) = error else {
            unreachable!("{error:?}")
        };
        assert!(matches!(error.fault(), Unreadable::TooLong(100_000)));
    }
    let page = format!(r#"{{"things":[]{}}}"#, " ".repeat(200));
    let server = Server::always(Reply::json(200, &page)).await;
    let client = self::client(&server);
    let all = || client.list_things("a");
    all().await.unwrap();
    let error = all().configure(|call| call.max_body_bytes(100)).await;
    assert!(
        matches!(error, Err(Error::Decode(e)) if matches!(e.fault(), Unreadable::TooLong(100)))
    );
    let server = Server::start([Reply::json(404, &" ".repeat(200))]).await;
    let client = builder(&server).max_body_bytes(100).build().unwrap();
    assert!(client.fetch_thing("t").await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn a_text_of_any_media_type_is_what_the_answer_says() {
    const ANY: Operation = Operation {
        path: "/x",
        accept: "*/*",
        format: Format::Text,
        ..Operation::JSON
    };
    let replies = [
        ("application/json", r#""a\nb""#, "a\nb"),
        (
            "application/problem+json; charset=utf-8",
            r#""a\nb""#,
            "a\nb",
        ),
        ("text/plain;charset=UTF-8", r#""a\nb""#, r#""a\nb""#),
        ("text/csv", "a,b", "a,b"),
        // What frameworks send that take a text for the JSON that it may be.
        ("application/json", "a, b", "a, b"),
        ("application/json", r#"{"a":1}"#, r#"{"a":1}"#),
    ];
    let server = Server::start(replies.map(|(name, body, _)| Reply::new(200, name, body))).await;
    let client = client(&server);
    for (name, _, expected) in replies {
        let text: String = client
            .call::<String, FetchThingError>(&ANY, &[])
            .await
            .unwrap();
        assert_eq!(text, expected, "{name}");
    }
}

#[tokio::test]
async fn anything_may_be_a_text() {
    const ANY: Operation = Operation {
        path: "/x",
        accept: "*/*",
        ..Operation::JSON
    };
    let replies = [
        ("text/plain", "hi", Some("\"hi\"")),
        ("text/plain", "[1]", Some("[1]")),
        ("application/json", "[1]", Some("[1]")),
        ("application/json", "hi", None),
        ("text/html", "<p>", None),
    ];
    let script = replies.map(|(name, body, _)| Reply::new(200, name, body));
    let server = Server::start(script).await;
    let client = client(&server);
    for (name, body, expected) in replies {
        let found = client.call::<Value, FetchThingError>(&ANY, &[]).await;
        let found = found.ok().map(|found| found.to_string());
        assert_eq!(found.as_deref(), expected, "{name} {body}");
    }
}

#[tokio::test]
async fn what_is_no_json_is_told_by_its_name_unless_that_was_asked_for() {
    const ANY: Operation = Operation {
        path: "/x",
        accept: "application/json, application/vnd.thing, */*",
        ..Operation::JSON
    };
    let malformed = "not well-formed JSON at line 1, column 1";
    let replies = [
        ("text/csv", "the body is `text/csv`, which was not expected"),
        (
            "image/png",
            "the body is `image/png`, which was not expected",
        ),
        ("application/json", malformed),
        ("application/vnd.thing", malformed),
        ("", malformed),
    ];
    let script = replies.map(|(name, _)| Reply::new(200, name, "a,b"));
    let server = Server::start(script).await;
    let client = client(&server);
    for (name, expected) in replies {
        let error = client.call::<Thing, FetchThingError>(&ANY, &[]).await;
        let Err(Error::Decode(error)) = error else {
            panic!("{name}: {error:?}");
        };
        assert_eq!(error.fault().to_string(), expected, "{name}");
    }
}

#[tokio::test]
async fn a_range_of_successes_has_one_without_content() {
    const RANGE: Operation = Operation {
        path: "/x",
        success: &["2XX"],
        ..Operation::JSON
    };
    let empty = |status| Reply::with(status, &[], "");
    let thing = Reply::json(200, r#"{"id":"t1"}"#);
    let server = Server::start([thing, empty(204), empty(205), empty(200), empty(204)]).await;
    let client = client(&server);
    let call = || client.call::<Option<Thing>, FetchThingError>(&RANGE, &[]);
    assert!(call().await.unwrap().is_some_and(|thing| thing.id == "t1"));
    assert!(call().await.unwrap().is_none());
    assert!(call().await.unwrap().is_none());
    let is_empty =
        |error| matches!(error, Error::Decode(e) if matches!(e.fault(), Unreadable::Empty));
    assert!(is_empty(call().await.unwrap_err()));
    let thing = client.call::<Thing, FetchThingError>(&RANGE, &[]).await;
    assert!(is_empty(thing.unwrap_err()));
}

/// Errors of one status in two media types.
#[non_exhaustive]
enum ApartError {
    NotFoundProblem(Problem),
    NotFound(Thing),
    Unexpected(Unexpected),
}

errors!(ApartError {
    404 "application/problem+json|application/vnd.x+json" => NotFoundProblem(Problem),
    404 => NotFound(Thing),
});

#[tokio::test]
async fn the_media_type_of_an_error_chooses_what_it_is() {
    let replies = [
        ("application/problem+json; charset=utf-8", "{}", "Problem"),
        ("Application/vnd.X+json", "{}", "Problem"),
        ("application/json", r#"{"id":"t"}"#, "Thing"),
        ("", r#"{"id":"t"}"#, "Thing"),
        ("application/json", "{}", "Unexpected"),
    ];
    let script = replies.map(|(name, body, _)| Reply::new(404, name, body));
    let server = Server::start(script).await;
    let client = client(&server);
    for (name, _, expected) in replies {
        let error = client.call::<(), ApartError>(&Operation::JSON, &[]).await;
        let Err(Error::Api(response)) = &error else {
            unreachable!("{error:?}")
        };
        let found = match response.body() {
            ApartError::NotFoundProblem(_) => "Problem",
            ApartError::NotFound(_) => "Thing",
            ApartError::Unexpected(_) => "Unexpected",
        };
        assert_eq!(found, expected, "{name}");
    }
}
