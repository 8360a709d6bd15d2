//! Where credentials go, and what goes with them: cookies of the user's own, redirects, keys of idempotency.

use super::http::builder;
use super::server::{Reply, Server};
use crate::client::FetchThingError;
use crate::models::CreateThing;
use crate::runtime::Operation;
use crate::runtime::public::{Body, Client, Exchange, Interceptor};

const THING: &str = r#"{"id":"t1"}"#;

#[cfg(feature = "reqwest-0_13")]
#[test]
fn settings_of_the_users_own_may_lead_to_a_proxy() {
    let at = |url: &str| {
        let builder = Client::builder().base_url(url).bearer_auth("t");
        builder.reqwest_builder(reqwest::Client::builder())
    };
    let refused = at("http://127.0.0.1:1").build();
    assert!(matches!(
        refused,
        Err(crate::runtime::public::BuildError::Cleartext)
    ));
    at("http://127.0.0.1:1").allow_http().build().unwrap();
    at("https://127.0.0.1:1").build().unwrap();
}

#[cfg(feature = "reqwest-0_13")]
#[tokio::test]
async fn a_base_url_of_an_operation_is_looked_at_as_well() {
    const OPERATION: Operation = Operation {
        base_url: Some("http://127.0.0.1:1"),
        ..Operation::JSON
    };
    let builder = Client::builder().bearer_auth("t").max_attempts(1);
    let builder = builder.reqwest_builder(reqwest::Client::builder());
    let client = builder.build().unwrap();
    let error = client.call::<(), FetchThingError>(&OPERATION, &[]).await;
    let told = error.unwrap_err().to_string();
    assert!(told.contains("for everybody to read"), "{told}");
}

#[tokio::test]
async fn a_key_in_the_query_goes_where_a_redirect_leads() {
    let rows = [
        ("/next", "/next?api_key=k%261"),
        ("/next?page=2", "/next?page=2&api_key=k%261"),
        ("/next?api_key=other", "/next?api_key=other"),
    ];
    for (location, target) in rows {
        let to = Reply::with(307, &[("location", location)], "");
        let server = Server::start([to.clone(), to, Reply::json(200, THING)]).await;
        let builder = Client::builder().base_url(server.url());
        let client = builder.api_key("h").api_key_query("k&1").build().unwrap();
        client.fetch_thing("t").await.unwrap();
        for seen in &server.seen()[1..] {
            assert_eq!(
                (seen.target(), seen.header("x-api-key")),
                (target, Some("h"))
            );
        }
    }
}

#[tokio::test]
async fn cookies_of_all_kinds_are_one_header() {
    const OPERATION: Operation = Operation {
        security: Some(&[&[4]]),
        ..Operation::JSON
    };
    let server = Server::always(Reply::json(200, THING)).await;
    let at = || {
        Client::builder()
            .base_url(server.url())
            .api_key_cookie("s1")
            .bearer_auth("t")
    };
    let cookies = |client: &Client, own: Option<&str>| {
        let call = client.call::<(), FetchThingError>(&OPERATION, &[]);
        match own {
            Some(own) => call.header("Cookie", own),
            None => call,
        }
    };
    let plain = at().build().unwrap();
    let own = at().header("cookie", "client=1").build().unwrap();
    cookies(&plain, None).await.unwrap();
    cookies(&plain, Some("call=1")).await.unwrap();
    cookies(&own, None).await.unwrap();
    cookies(&own, Some("call=1")).await.unwrap();
    let call = own.list_things("a").session("s").header("cookie", "call=1");
    call.send().await.unwrap_err();
    let seen = server.seen();
    let sent: Vec<&str> = seen
        .iter()
        .map(|seen| seen.header("cookie").unwrap())
        .collect();
    let expected = [
        "sid=s1",
        "call=1; sid=s1",
        "client=1; sid=s1",
        "call=1; sid=s1",
        "call=1; session=s",
    ];
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_cookie_that_is_a_parameter_is_no_credential() {
    let script = super::privacy::Script::default();
    let builder = Client::builder().base_url("http://things.example");
    let client = builder.transport(script.clone()).without_credentials();
    let client = client.build().unwrap();
    let call = client.list_things("a").session("s");
    // Sent, and answered with what is no page.
    assert!(call.send().await.unwrap_err().is_status(200));
    assert!(script.sent.lock().unwrap().contains("cookie: session=s"));
    let call = client.list_things("a").session("s").header("cookie", "a=b");
    assert_eq!(call.send().await.unwrap_err().attempts(), 0);
}

#[tokio::test]
async fn a_key_of_idempotency_for_all_calls_is_sent_and_says_nothing_of_one() {
    let server = Server::always(Reply::json(503, "{}")).await;
    let client = builder(&server)
        .header("Idempotency-Key", "all")
        .build()
        .unwrap();
    let error = client
        .create_thing(CreateThing::new("x"))
        .await
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(client.start_thing("x").await.unwrap_err().attempts(), 1);
    for seen in server.seen() {
        assert_eq!(seen.header("idempotency-key"), Some("all"));
    }
}

/// Sends requests elsewhere.
struct Elsewhere(String);

impl Interceptor for Elsewhere {
    fn request(
        &self,
        _: &Exchange,
        request: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let path = request.uri().path();
        *request.uri_mut() = format!("{}{path}", self.0).parse()?;
        Ok(())
    }
}

#[tokio::test]
async fn a_redirect_leads_on_from_where_an_interceptor_has_sent_the_request() {
    let named = Server::start([]).await;
    for absolute in [true, false] {
        let target = Server::start([]).await;
        let location = match absolute {
            true => format!("{}/moved", target.url()),
            false => "../moved".to_owned(),
        };
        target.next(Reply::with(307, &[("location", &*location)], ""));
        target.next(Reply::json(200, THING));
        let elsewhere = Elsewhere(target.url());
        let client = builder(&named).interceptor(elsewhere).build().unwrap();
        client.fetch_thing("t").await.unwrap();
        let expected = if absolute { "/moved" } else { "/v2/moved" };
        assert_eq!(target.seen()[1].target(), expected);
    }
    // Where the request never went is another origin.
    let away = Reply::with(307, &[("location", &*format!("{}/x", named.url()))], "");
    let target = Server::start([away]).await;
    let client = builder(&named).interceptor(Elsewhere(target.url()));
    let error = client.build().unwrap().fetch_thing("t").await.unwrap_err();
    assert!(error.is_status(307) && named.seen().is_empty(), "{error:?}");
}

#[tokio::test]
async fn a_redirect_that_is_described_is_the_answer() {
    const OPERATION: Operation = Operation {
        redirects: &[302],
        ..Operation::JSON
    };
    let to = |status| Reply::with(status, &[("location", "/next")], "");
    let server = Server::start([to(302), to(307), Reply::json(200, THING)]).await;
    let client = builder(&server).build().unwrap();
    let call = || client.call::<(), FetchThingError>(&OPERATION, &[]);
    let error = call().await.unwrap_err();
    assert!(
        error.is_status(302) && server.seen().len() == 1,
        "{error:?}"
    );
    assert_eq!(error.to_string(), ": 302 Found");
    call().await.unwrap();
    assert_eq!(server.seen()[2].target(), "/next");
}
