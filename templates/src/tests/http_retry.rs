//! Retries: on by default, only where safe, never too soon or too many.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::http::builder;
use super::server::{Reply, Server};
use crate::models::CreateThing;
use crate::runtime::public::{
    Backoff, Body, BoxFuture, Client, Clock, FailedAttempt, RetryPolicy, Transport, TransportError,
};

const THING: &str = r#"{"id":"t1"}"#;

/// A clock whose waits between attempts are over at once and are recorded; longer ones are limits, which never end.
#[derive(Clone)]
struct Virtual {
    passed: Arc<AtomicU64>,
    waits: Arc<Mutex<Vec<Duration>>>,
}

/// Limits of attempts in these tests, so that they can be told from waits.
const LIMIT: Duration = Duration::from_secs(77);

impl Virtual {
    fn new() -> Self {
        Self {
            passed: Arc::default(),
            waits: Arc::default(),
        }
    }

    fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

impl Clock for Virtual {
    fn now(&self) -> Duration {
        Duration::from_micros(self.passed.load(Ordering::Relaxed))
    }

    /// Always the first of March 2100.
    fn date(&self) -> Option<SystemTime> {
        Some(UNIX_EPOCH + Duration::from_secs(4_107_542_400))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration == LIMIT {
            return Box::pin(std::future::pending());
        }
        let Self { passed, waits, .. } = self.clone();
        Box::pin(async move {
            passed.fetch_add(
                u64::try_from(duration.as_micros()).unwrap(),
                Ordering::Relaxed,
            );
            waits.lock().unwrap().push(duration);
        })
    }
}

fn client(server: &Server, clock: &Virtual) -> Client {
    let builder = builder(server)
        .attempt_timeout(LIMIT)
        .timeout(Duration::from_secs(3600));
    builder.clock(clock.clone()).build().unwrap()
}

fn busy(status: u16, retry_after: &str) -> Reply {
    Reply::with(status, &[("retry-after", retry_after)], "")
}

#[tokio::test]
async fn a_server_that_fails_twice_is_asked_three_times() {
    let failed = || Reply::new(503, "text/html", "<h1>busy</h1>");
    let server = Server::start([failed(), failed(), Reply::json(200, THING)]).await;
    let clock = Virtual::new();
    let response = client(&server, &clock)
        .fetch_thing("t")
        .send()
        .await
        .unwrap();
    assert_eq!(
        (response.attempts(), response.body().id.as_str()),
        (3, "t1")
    );
    let waits = clock.waits();
    assert!(
        waits.len() == 2
            && waits[0] <= Duration::from_millis(200)
            && waits[1] <= Duration::from_millis(400)
    );
    assert_eq!(
        response.elapsed().as_millis(),
        waits.iter().sum::<Duration>().as_millis()
    );
}

#[tokio::test]
async fn only_what_is_safe_is_tried_again() {
    for (status, get, post) in [
        (400, 1, 1),
        (401, 1, 1),
        (404, 1, 1),
        (408, 3, 1),
        (409, 1, 1),
        (429, 3, 3),
        (500, 3, 1),
        (501, 1, 1),
        (502, 3, 1),
        (503, 3, 1),
        (504, 3, 1),
    ] {
        let server = Server::always(Reply::json(status, "{}")).await;
        let client = client(&server, &Virtual::new());
        assert_eq!(
            client.fetch_thing("t").await.unwrap_err().attempts(),
            get,
            "GET {status}"
        );
        assert_eq!(
            client.delete_thing("t").await.unwrap_err().attempts(),
            get,
            "DELETE {status}"
        );
        assert_eq!(
            client.start_thing("t").await.unwrap_err().attempts(),
            post,
            "POST {status}"
        );
        let keyed = client.create_thing(CreateThing::new("x"));
        assert_eq!(
            keyed.await.unwrap_err().attempts(),
            get,
            "POST with a key {status}"
        );
        assert_eq!(
            client
                .fetch_thing("t")
                .max_attempts(1)
                .await
                .unwrap_err()
                .attempts(),
            1
        );
    }
}

/// As a process and one that it forks have it.
#[test]
fn one_seed_does_not_make_one_key() {
    let seed = std::hash::RandomState::new();
    let drawn = || crate::runtime::retry::drawn(&seed);
    let first = drawn();
    assert!((0..1000).any(|_| drawn() != first));
}

#[tokio::test]
async fn the_idempotency_key_is_made_once_for_a_call() {
    let server = Server::always(Reply::json(500, "{}")).await;
    let client = client(&server, &Virtual::new());
    for _ in 0..2 {
        client
            .create_thing(CreateThing::new("x"))
            .await
            .unwrap_err();
    }
    let keys: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!(keys.len(), 6);
    assert!(
        keys[..3].iter().all(|key| *key == keys[0]) && keys[3..].iter().all(|key| *key == keys[3])
    );
    assert_ne!(keys[0], keys[3]);
    let bytes = keys[0].as_bytes();
    assert!(
        keys[0].len() == 36 && bytes[14] == b'4' && b"89ab".contains(&bytes[19]),
        "{}",
        keys[0]
    );
}

#[tokio::test]
async fn retry_after_is_obeyed_up_to_its_limit() {
    let date = |after: &str| {
        let headers = [
            ("date", "Sun, 28 Feb 2100 23:59:50 GMT"),
            ("retry-after", after),
        ];
        Reply::with(503, &headers, "")
    };
    let cases = [
        (busy(429, "2"), Some(2)),
        (busy(429, "60"), Some(60)),
        (busy(429, "61"), None),
        (busy(429, "99999999999999999999"), None),
        (date("Mon, 01 Mar 2100 00:00:05 GMT"), Some(15)),
        (date("Sun, 28 Feb 2100 23:59:00 GMT"), Some(0)),
        (date("Mon, 01 Mar 2100 01:00:00 GMT"), None),
        (busy(503, "Mon, 01 Mar 2100 00:00:20 GMT"), Some(20)),
    ];
    for (reply, seconds) in cases {
        let server = Server::start([reply, Reply::json(200, THING)]).await;
        let clock = Virtual::new();
        let result = client(&server, &clock).fetch_thing("t").await;
        assert_eq!(result.is_ok(), seconds.is_some(), "{seconds:?}");
        assert_eq!(clock.waits().first().map(Duration::as_secs), seconds);
    }
    for text in [
        "",
        "-1",
        "soon",
        "1.5",
        "Sun, 31 Foo 2100 00:00:00 GMT",
        "Mon, 01 Mar 2100 00:00:05",
        "Mon, 01 Mar 2100 25:00:00 GMT",
    ] {
        let server = Server::start([date(text), Reply::json(200, THING)]).await;
        let clock = Virtual::new();
        client(&server, &clock).fetch_thing("t").await.unwrap();
        assert!(clock.waits()[0] <= Duration::from_millis(200), "{text}");
    }
    for text in ["120", "Mon, 01 Mar 2100 00:02:00 GMT"] {
        let server = Server::start([busy(429, text)]).await;
        let call = client(&server, &Virtual::new()).fetch_thing("t");
        let error = call.await.unwrap_err();
        let asked = (error.retry_after(), error.attempts());
        assert_eq!(asked, (Some(Duration::from_secs(120)), 1));
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_the_least_and_never_all_at_once() {
    let second = Duration::from_secs(1);
    for (asked, least) in [("0", 0), ("2", 2)] {
        let server = Server::always(busy(429, asked)).await;
        let clock = Virtual::new();
        let policy = Backoff::default().first(second).longest(second);
        let builder = builder(&server).attempt_timeout(LIMIT).clock(clock.clone());
        let client = builder
            .retry_policy(policy)
            .max_attempts(8)
            .timeout(3600 * second);
        client.build().unwrap().fetch_thing("t").await.unwrap_err();
        let (waits, least) = (clock.waits(), least * second);
        assert!(
            waits
                .iter()
                .all(|wait| (least..=least + second).contains(wait))
        );
        assert!(waits.len() == 7 && waits.iter().any(|wait| *wait > least + second / 16));
        assert!(waits.windows(2).any(|pair| pair[0] != pair[1]));
    }
    // Added to a time, it is one.
    for text in ["99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let server = Server::start([busy(429, text)]).await;
        let error = client(&server, &Virtual::new())
            .fetch_thing("t")
            .await
            .unwrap_err();
        assert_eq!(error.retry_after(), Some(36_500 * 24 * 3600 * second));
    }
}

/// Asks at once to come back in 30 seconds.
struct Busy;

impl Transport for Busy {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let response = http::Response::builder()
            .status(503)
            .header("retry-after", "30");
        Box::pin(async { Ok(response.body(Body::empty()).unwrap()) })
    }
}

#[tokio::test]
async fn a_wait_that_would_pass_the_time_of_the_call_is_not_begun() {
    for (seconds, attempts) in [(30, 1), (31, 2), (60, 2), (61, 3), (3600, 5)] {
        let clock = Virtual::new();
        let builder = Client::builder()
            .bearer_auth("t")
            .transport(Busy)
            .clock(clock.clone());
        let client = builder
            .timeout(Duration::from_secs(seconds))
            .retry_policy(Backoff::default().longest(Duration::from_millis(100)))
            .max_attempts(5)
            .build()
            .unwrap();
        let error = client.fetch_thing("t").await.unwrap_err();
        assert!(
            error.is_status(503) && error.attempts() == attempts,
            "{seconds} s: {error:?}"
        );
        let waited = clock.waits().iter().sum::<Duration>();
        assert!(waited - error.elapsed() < Duration::from_millis(1));
    }
}

#[tokio::test]
async fn the_budget_is_shared_by_clones_and_refilled_by_successes() {
    let server = Server::always(Reply::json(503, "{}")).await;
    let builder = builder(&server)
        .attempt_timeout(LIMIT)
        .timeout(Duration::from_secs(3600));
    let client = builder
        .clock(Virtual::new())
        .retry_budget(3)
        .build()
        .unwrap();
    let mut attempts = Vec::new();
    for _ in 0..3 {
        attempts.push(
            client
                .clone()
                .fetch_thing("t")
                .await
                .unwrap_err()
                .attempts(),
        );
    }
    assert_eq!(attempts, [3, 2, 1]);

    let mut script: Vec<Reply> = (0..3).map(|_| Reply::json(503, "{}")).collect();
    script.extend((0..10).map(|_| Reply::json(200, THING)));
    script.extend([Reply::json(503, "{}"), Reply::json(200, THING)]);
    let server = Server::start(script).await;
    let builder = super::http::builder(&server)
        .attempt_timeout(LIMIT)
        .timeout(Duration::from_secs(3600));
    let client = builder
        .clock(Virtual::new())
        .retry_budget(1)
        .build()
        .unwrap();
    assert_eq!(client.fetch_thing("t").await.unwrap_err().attempts(), 2);
    assert_eq!(client.fetch_thing("t").await.unwrap_err().attempts(), 1);
    for _ in 0..10 {
        client.fetch_thing("t").await.unwrap();
    }
    assert_eq!(client.fetch_thing("t").send().await.unwrap().attempts(), 2);
}

/// Tries everything again after a second.
struct Stubborn;

impl RetryPolicy for Stubborn {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        assert!(failed.number < 4);
        Some(Duration::from_secs(1))
    }
}

#[tokio::test]
async fn the_policy_is_the_users_but_the_limits_hold() {
    let server = Server::always(Reply::json(400, "{}")).await;
    let clock = Virtual::new();
    let builder = builder(&server)
        .attempt_timeout(LIMIT)
        .timeout(Duration::from_secs(3600));
    let client = builder
        .clock(clock.clone())
        .max_attempts(4)
        .retry_policy(Stubborn)
        .build()
        .unwrap();
    assert_eq!(client.start_thing("t").await.unwrap_err().attempts(), 4);
    assert_eq!(clock.waits(), [Duration::from_secs(1); 3]);
    let call = client.fetch_thing("t").retry_policy(Backoff::default());
    assert_eq!(call.await.unwrap_err().attempts(), 1);

    let server = Server::always(Reply::json(503, "{}")).await;
    let clock = Virtual::new();
    let second = Duration::from_secs(1);
    let policy = Backoff::default()
        .first(second)
        .longest(2 * second)
        .longest_retry_after(second);
    let builder = super::http::builder(&server)
        .attempt_timeout(LIMIT)
        .timeout(Duration::from_secs(3600));
    let client = builder
        .clock(clock.clone())
        .max_attempts(40)
        .retry_policy(policy)
        .build()
        .unwrap();
    assert_eq!(client.fetch_thing("t").await.unwrap_err().attempts(), 40);
    let longest = clock.waits().into_iter().max().unwrap();
    assert!(longest > second && longest <= 2 * second, "{longest:?}");
}
