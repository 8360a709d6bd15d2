//! Redirects: followed within the origin, never beyond it.

use std::sync::{Arc, Mutex};

use super::http::{builder, client};
use super::privacy::{self, Script};
use super::server::{Reply, Server};
use crate::models::CreateThing;
use crate::runtime::public::{
    Body, BoxFuture, Client, Transport, TransportError, TransportErrorKind,
};

const THING: &str = r#"{"id":"t1"}"#;

fn to(status: u16, location: &str) -> Reply {
    Reply::with(status, &[("location", location)], "")
}

#[tokio::test]
async fn redirects_within_the_origin_are_followed_with_the_credentials() {
    let locations = [
        ("/v3/x?y=1#z", "/v3/x?y=1"),
        ("Other", "/v2/Things/Other"),
        ("../Other", "/v2/Other"),
        ("../../../../Other/.", "/Other/"),
        ("?page=2", "/v2/Things/t?page=2"),
        ("%2e%2e/Other", "/v2/Other"),
        ("", "/v2/Things/t"),
    ];
    for (location, target) in locations {
        let server = Server::start([to(307, location), Reply::json(200, THING)]).await;
        assert_eq!(client(&server).fetch_thing("t").await.unwrap().id, "t1");
        let seen = server.seen();
        assert_eq!(seen[1].target(), target, "{location}");
        assert_eq!(
            seen[1].header("authorization"),
            seen[0].header("authorization")
        );
    }
    let server = Server::start([]).await;
    let (absolute, relative) = (
        format!("{}/a", server.url()),
        format!("{}/b", server.url().replace("http:", "")),
    );
    for location in [absolute, relative] {
        let server = Server::start([to(301, &location)]).await;
        // Another port is another origin.
        assert!(
            client(&server)
                .fetch_thing("t")
                .await
                .unwrap_err()
                .is_status(301)
        );
    }
}

#[tokio::test]
async fn redirects_to_another_origin_are_not_followed() {
    let other = Server::start([]).await;
    let port = other.url().rsplit_once(':').unwrap().1.to_owned();
    let locations = [
        format!("http://127.0.0.1:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("http://localhost:{port}/"),
        format!("/\\127.0.0.1:{port}/"),
        format!("\\\\127.0.0.1:{port}/"),
        format!("http://user@127.0.0.1:{port}/"),
        format!("https://127.0.0.1:{port}/"),
        "javascript:alert(1)".to_owned(),
        "http://".to_owned(),
        "http:///x".to_owned(),
    ];
    for location in locations {
        let server = Server::start([to(302, &location)]).await;
        let error = client(&server).fetch_thing("t").await.unwrap_err();
        assert!(error.is_status(302), "{location}: {error:?}");
        assert_eq!(server.seen().len(), 1, "{location}");
    }
    assert_eq!(other.seen().len(), 0);
}

#[tokio::test]
async fn the_method_and_the_body_follow_the_status() {
    for (status, method, body) in [
        (301, "GET", 0),
        (302, "GET", 0),
        (303, "GET", 0),
        (307, "POST", 12),
        (308, "POST", 12),
    ] {
        let server = Server::start([to(status, "/next"), Reply::json(201, THING)]).await;
        client(&server)
            .create_thing(CreateThing::new("x"))
            .await
            .unwrap();
        let seen = &server.seen()[1];
        assert_eq!(seen.line(), format!("{method} /next HTTP/1.1"));
        assert_eq!(seen.body.len(), body, "{status}");
        assert_eq!(seen.header("content-type").is_some(), body > 0);
    }
    let server = Server::start([to(302, "/next"), Reply::with(204, &[], "")]).await;
    client(&server).delete_thing("t").await.unwrap();
    assert_eq!(server.seen()[1].line(), "DELETE /next HTTP/1.1");
}

fn answer(status: u16, header: &str, value: &str) -> privacy::Reply {
    let response = http::Response::builder()
        .status(status)
        .header(header, value);
    Ok(response.body(Body::empty()).unwrap())
}

#[tokio::test]
async fn what_was_done_before_a_redirect_is_not_done_again() {
    let failed = |kind| Err(TransportError::new(kind, "it failed"));
    let ends = [
        answer(429, "retry-after", "0"),
        failed(TransportErrorKind::Connect),
        failed(TransportErrorKind::Refused),
    ];
    for end in ends {
        let script = Script::default();
        *script.replies.lock().unwrap() = [answer(303, "location", "/done"), end].into();
        let builder = privacy::builder(&script).bearer_auth("t").max_attempts(3);
        let client = builder.build().unwrap();
        let error = client.start_thing("t").await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{error:?}");
        let sent = script.sent.lock().unwrap();
        assert_eq!(sent.matches("/Start").count(), 1, "{sent}");
        assert_eq!(sent.matches("/done").count(), 1, "{sent}");
    }
}

#[tokio::test]
async fn a_loop_ends() {
    let server = Server::always(to(307, "/loop")).await;
    let client = builder(&server).build().unwrap();
    let error = client.fetch_thing("t").await.unwrap_err();
    assert!(error.is_status(307), "{error:?}");
    assert_eq!(server.seen().len(), 11);
    let server = Server::always(Reply::with(307, &[], "")).await;
    let client = builder(&server).build().unwrap();
    assert!(client.fetch_thing("t").await.unwrap_err().is_status(307));
}

/// Redirects the first request to a location, and records where the next one goes.
#[derive(Clone)]
struct Redirects {
    location: &'static str,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Transport for Redirects {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let mut seen = self.seen.lock().unwrap();
        seen.push(request.uri().to_string());
        let response = match seen.len() {
            1 => http::Response::builder()
                .status(302)
                .header("location", self.location),
            _ => http::Response::builder(),
        };
        Box::pin(async move { Ok(response.body(Body::from(THING)).unwrap()) })
    }
}

#[tokio::test]
async fn an_origin_is_scheme_host_and_port() {
    let rows = [
        ("http://things.example/x", None),
        ("https://things.example:8443/x", None),
        ("https://things.example.evil/x", None),
        ("https://things.example@evil/x", None),
        ("https://evil\\@things.example/x", None),
        ("//evil/x", None),
        (
            "https://things.example:443/x",
            Some("https://things.example/x"),
        ),
        (
            "HTTPS://THINGS.EXAMPLE/x?y",
            Some("https://things.example/x?y"),
        ),
        ("//things.example", Some("https://things.example/")),
    ];
    for (location, target) in rows {
        let transport = Redirects {
            location,
            seen: Arc::default(),
        };
        let builder = Client::builder()
            .base_url("https://things.example")
            .bearer_auth("t");
        let client = builder.transport(transport.clone()).build().unwrap();
        let result = client.fetch_thing("t").await;
        assert_eq!(result.is_ok(), target.is_some(), "{location}");
        let seen = transport.seen.lock().unwrap().clone();
        assert_eq!(seen.get(1).map(String::as_str), target, "{location}");
    }
}
