//! Credentials from a provider: kept, renewed in time, fetched once for all, and once more when the server refuses them.

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::http_bare::block_on;
use crate::runtime::public::{
    Body, BoxFuture, BuildError, Client, ClientBuilder, Clock, Credential, CredentialProvider,
    Error, TestClock, Transport, TransportError,
};

pub(super) type Fetched = Result<Credential, Box<dyn std::error::Error + Send + Sync>>;

/// Gives `t1`, `t2`, …, each of which takes a second and lives for 100.
#[derive(Clone, Default)]
pub(super) struct Numbered(pub(super) Arc<Numbers>);

#[derive(Default)]
pub(super) struct Numbers {
    pub(super) fetches: AtomicU32,
    pub(super) clock: TestClock,
    pub(super) fails: Mutex<bool>,
    pub(super) always_the_same: bool,
    pub(super) lives_for_ever: bool,
}

#[derive(Debug)]
struct Down;

impl std::fmt::Display for Down {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the vault is sealed")
    }
}

impl std::error::Error for Down {}

impl CredentialProvider for Numbered {
    fn fetch(&self) -> BoxFuture<'_, Fetched> {
        Box::pin(async {
            let number = 1 + self.0.fetches.fetch_add(1, Ordering::Relaxed);
            self.0.clock.sleep(Duration::from_secs(1)).await;
            if *self.0.fails.lock().unwrap() {
                return Err(Down.into());
            }
            // Servers that give the same token again say how long it is good for from now on.
            let (number, less) = match self.0.always_the_same {
                true => (1, u64::from(number)),
                false => (number, 0),
            };
            let token = Credential::new(format!("t{number}"));
            Ok(match self.0.lives_for_ever {
                true => token,
                false => token.expires_in(Duration::from_secs(100 - less)),
            })
        })
    }
}

impl Numbered {
    pub(super) fn fetches(&self) -> u32 {
        self.0.fetches.load(Ordering::Relaxed)
    }

    pub(super) fn fail(&self, fails: bool) {
        *self.0.fails.lock().unwrap() = fails;
    }
}

/// Takes what it is told to take, and answers 401 to everything else; keeps what it was sent.
#[derive(Clone)]
pub(super) struct Api {
    takes: fn(&http::Request<Body>) -> bool,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Api {
    pub(super) fn new(takes: fn(&http::Request<Body>) -> bool) -> Self {
        Self {
            takes,
            sent: Arc::default(),
        }
    }

    /// What was sent since it was last asked.
    pub(super) fn sent(&self) -> Vec<String> {
        std::mem::take(&mut *self.sent.lock().unwrap())
    }
}

impl Transport for Api {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let authorization = request.headers().get("authorization");
        let authorization = authorization.map_or("", |value| value.to_str().unwrap());
        let body = request.body().as_bytes().unwrap();
        self.sent
            .lock()
            .unwrap()
            .push(format!("{authorization}{}", body.escape_ascii()));
        let status = if (self.takes)(&request) { 200 } else { 401 };
        let response = http::Response::builder().status(status);
        Box::pin(async move { Ok(response.body(Body::from("{\"id\":\"t\"}")).unwrap()) })
    }
}

pub(super) fn has(request: &http::Request<Body>, token: &str) -> bool {
    let value = request.headers().get("authorization");
    value.is_some_and(|value| value.as_bytes() == format!("Bearer {token}").as_bytes())
}

pub(super) fn at(api: &Api, provider: &Numbered) -> ClientBuilder {
    Client::builder()
        .base_url("https://things.example")
        .transport(api.clone())
        .clock(provider.0.clock.clone())
        .max_attempts(1)
}

pub(super) fn client(api: &Api, provider: &Numbered) -> Client {
    let builder = at(api, provider).bearer_auth_provider(provider.clone());
    builder.build().unwrap()
}

#[test]
fn a_token_is_kept_and_renewed_ahead_of_its_end() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    let mut tokens = Vec::new();
    // A token lives from when it was asked for, and is due a tenth of its time before its end.
    for seconds in [0, 0, 88, 1, 0, 89, 500] {
        provider.0.clock.advance(Duration::from_secs(seconds));
        block_on(client.fetch_thing("t")).unwrap();
        tokens.extend(api.sent());
    }
    let expected =
        ["t1", "t1", "t1", "t2", "t2", "t3", "t4"].map(|token| format!("Bearer {token}"));
    assert_eq!(tokens, expected);
    assert_eq!(provider.fetches(), 4);
}

#[test]
fn a_minute_ahead_at_most_and_without_an_end_never() {
    let day = Duration::from_secs(24 * 60 * 60);
    struct Daily(Numbered);
    impl CredentialProvider for Daily {
        fn fetch(&self) -> BoxFuture<'_, Fetched> {
            let day = Duration::from_secs(24 * 60 * 60);
            Box::pin(async move { Ok(self.0.fetch().await?.expires_in(day)) })
        }
    }
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let builder = at(&api, &provider).bearer_auth_provider(Daily(provider.clone()));
    let client_of_days = builder.build().unwrap();
    for (time, fetches) in [
        (Duration::ZERO, 1),
        (day - Duration::from_secs(62), 1),
        (Duration::from_secs(1), 2),
    ] {
        provider.0.clock.advance(time);
        block_on(client_of_days.fetch_thing("t")).unwrap();
        assert_eq!(provider.fetches(), fetches);
    }
    let provider = Numbered(Arc::new(Numbers {
        lives_for_ever: true,
        ..Numbers::default()
    }));
    let client = client(&api, &provider);
    for _ in 0..3 {
        block_on(client.fetch_thing("t")).unwrap();
        provider.0.clock.advance(1000 * day);
    }
    assert_eq!(provider.fetches(), 1);
}

#[test]
fn what_is_still_good_outlives_a_failure_to_renew_it() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    block_on(client.fetch_thing("t")).unwrap();
    provider.fail(true);
    provider.0.clock.advance(Duration::from_secs(91));
    for _ in 0..3 {
        block_on(client.fetch_thing("t")).unwrap();
    }
    assert_eq!(provider.fetches(), 2, "not by every call");
    assert_eq!(api.sent(), ["Bearer t1"; 4]);
    provider.0.clock.advance(Duration::from_secs(10));
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    let text = "FetchThing: the credential could not be fetched";
    assert!(
        matches!(error, Error::Request(_)) && error.to_string() == text,
        "{error:?}"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<Down>(), "the provider's own error: {source:?}");
    assert!(api.sent().is_empty());
    provider.fail(false);
    block_on(client.fetch_thing("t")).unwrap();
    assert_eq!(api.sent(), ["Bearer t4"]);
}

/// Polls all of them until all are done.
pub(super) fn all<F: IntoFuture>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut futures: Vec<_> = futures
        .into_iter()
        .map(|future| (Box::pin(future.into_future()), None))
        .collect();
    while futures.iter().any(|(_, output)| output.is_none()) {
        for (future, output) in futures.iter_mut().filter(|(_, output)| output.is_none()) {
            if let Poll::Ready(done) = future
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                *output = Some(done);
            }
        }
    }
    futures
        .into_iter()
        .filter_map(|(_, output)| output)
        .collect()
}

#[test]
fn many_calls_fetch_once() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    let calls = || (0..100).map(|_| client.fetch_thing("t"));
    assert!(all(calls()).iter().all(Result::is_ok));
    assert_eq!((provider.fetches(), api.sent().len()), (1, 100));
    // Renewed by one of them, while the others go on with what is still good.
    provider.0.clock.advance(Duration::from_secs(95));
    assert!(all(calls()).iter().all(Result::is_ok));
    let sent = api.sent();
    let old = sent.iter().filter(|token| *token == "Bearer t1").count();
    assert_eq!((provider.fetches(), old, sent.len()), (2, 99, 100));
    // All of them hear of one failure.
    provider.0.clock.advance(Duration::from_secs(200));
    provider.fail(true);
    assert!(all(calls()).iter().all(Result::is_err));
    assert_eq!(provider.fetches(), 3);
}

#[test]
fn a_call_that_is_dropped_leaves_the_fetch_to_another() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    let mut context = Context::from_waker(Waker::noop());
    let mut second = pin!(client.fetch_thing("t").into_future());
    {
        let mut first = pin!(client.fetch_thing("t").into_future());
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert!(second.as_mut().poll(&mut context).is_pending());
        assert_eq!(provider.fetches(), 1);
    }
    block_on(second).unwrap();
    assert_eq!(
        (provider.fetches(), api.sent()),
        (2, vec!["Bearer t2".to_owned()])
    );
}

#[test]
fn keys_come_from_providers_too() {
    let takes: fn(&http::Request<Body>) -> bool = |request| {
        let query = request.uri().query();
        let key = &request.headers()["x-api-key"];
        key.is_sensitive() && key == "t1" && query == Some("api_key=t1")
    };
    let (api, header) = (Api::new(takes), Numbered::default());
    let query = Numbered(Arc::new(Numbers {
        clock: header.0.clock.clone(),
        ..Numbers::default()
    }));
    let builder = at(&api, &header).api_key_provider(header.clone());
    assert!(matches!(builder.build(), Err(BuildError::NoCredentials)));
    let builder = at(&api, &header).api_key_provider(header.clone());
    let client = builder
        .api_key_query_provider(query.clone())
        .build()
        .unwrap();
    block_on(client.fetch_thing("t")).unwrap();
    assert_eq!((header.fetches(), query.fetches()), (1, 1));
}

#[test]
fn what_cannot_be_sent_is_not_sent() {
    struct Broken(&'static str, Arc<AtomicU32>);
    impl CredentialProvider for Broken {
        fn fetch(&self) -> BoxFuture<'_, Fetched> {
            self.1.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(Credential::new(self.0)) })
        }
    }
    let fetches = Arc::new(AtomicU32::new(0));
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    for secret in ["", "t\r\nx-admin: 1", "\0"] {
        let builder = at(&api, &provider)
            .bearer_auth_provider(Arc::new(Broken(secret, Arc::clone(&fetches))));
        let client = builder.build().unwrap();
        for _ in 0..2 {
            let error = block_on(client.fetch_thing("t")).unwrap_err();
            assert!(matches!(error, Error::Request(_)), "{error:?}");
        }
    }
    assert!(api.sent().is_empty());
    assert_eq!(fetches.load(Ordering::Relaxed), 6, "it is not kept");
}

#[test]
fn nothing_is_fetched_in_vain() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    block_on(client.fetch_thing("t").header("authorization", "own")).unwrap();
    block_on(client.read_notes(&["t".to_owned()], "s")).unwrap();
    assert_eq!(provider.fetches(), 0);
    assert_eq!(api.sent(), ["own", ""]);
    let clear = at(&api, &provider).base_url("http://things.example");
    let clear = clear.bearer_auth_provider(provider.clone());
    assert!(matches!(clear.build(), Err(BuildError::Cleartext)));
}

#[test]
fn the_time_of_a_fetch_is_that_of_the_attempt() {
    let (api, provider) = (Api::new(|_| true), Numbered::default());
    let client = client(&api, &provider);
    let call = client
        .fetch_thing("t")
        .attempt_timeout(Duration::from_millis(500));
    let error = block_on(call).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    block_on(client.fetch_thing("t")).unwrap();
    assert_eq!(
        (provider.fetches(), api.sent()),
        (2, vec!["Bearer t2".to_owned()])
    );
}
