//! The clock for tests: on it time passes by waits, and by nothing else.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::http_bare::block_on;
use crate::runtime::public::{
    BoxFuture, Clock, Credential, CredentialProvider, MockTransport, TestClock,
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_clock_ends_the_shortest_wait_first() {
    let clock = TestClock::new();
    let start = clock.now();
    let order = std::sync::Mutex::new(Vec::new());
    let wait = async |seconds: u64| {
        clock.sleep(Duration::from_secs(seconds)).await;
        order
            .lock()
            .unwrap()
            .push((seconds, clock.elapsed().as_secs()));
    };
    let mut waits: Vec<_> = [3, 1, 2].map(|seconds| Box::pin(wait(seconds))).into();
    block_on(poll_fn(|context| {
        waits.retain_mut(|wait| wait.as_mut().poll(context).is_pending());
        match waits.is_empty() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }));
    assert_eq!(*order.lock().unwrap(), [(1, 1), (2, 2), (3, 3)]);
    clock.advance(Duration::from_secs(4));
    assert_eq!(clock.now() - start, Duration::from_secs(7));
}

/// Asks a server for a token: it takes some time, which no clock for tests knows of.
struct Asks;

impl CredentialProvider for Asks {
    fn fetch(&self) -> BoxFuture<'_, Result<Credential, Box<dyn std::error::Error + Send + Sync>>> {
        let (sender, receiver) = mpsc::channel();
        let mut started = false;
        Box::pin(poll_fn(move |context| {
            if !std::mem::replace(&mut started, true) {
                let (sender, waker) = (sender.clone(), context.waker().clone());
                thread::spawn(move || {
                    thread::sleep(Duration::from_millis(5));
                    sender.send(()).unwrap();
                    waker.wake();
                });
            }
            match receiver.try_recv() {
                Ok(()) => Poll::Ready(Ok(Credential::new("t"))),
                Err(_) => Poll::Pending,
            }
        }))
    }
}

#[test]
fn real_work_takes_no_time() {
    let mock = MockTransport::new();
    let builder = mock.builder().bearer_auth_provider(Asks);
    let client = builder.build().unwrap();
    mock.on(client.fetch_thing("t"))
        .json(503, &json!({}))
        .after(SECOND)
        .json(200, &json!({"id": "t"}));
    let response = block_on(client.fetch_thing("t").send()).unwrap();
    assert_eq!(response.attempts(), 2);
    assert!(response.elapsed() >= SECOND && response.elapsed() < 2 * SECOND);
}

#[test]
fn a_limit_passes_by_the_waits_within_it_alone() {
    let clock = TestClock::new();
    let mut limit = pin!(clock.limit(SECOND));
    assert!(is_pending(&mut limit));
    block_on(clock.sleep(60 * SECOND));
    assert!(is_pending(&mut limit));
    clock.advance(SECOND);
    assert!(!is_pending(&mut limit));
}

/// Whether a future waits, which is asked by a task of its own.
fn is_pending(future: &mut (impl Future + Unpin)) -> bool {
    block_on(poll_fn(|context| {
        Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_pending())
    }))
}

#[test]
fn a_call_that_is_held_holds_up_nobody() {
    let mock = MockTransport::new();
    let client = mock.builder().build().unwrap();
    mock.on(client.fetch_thing("held"))
        .after(SECOND)
        .json(200, &json!({"id": "held"}));
    mock.on(client.fetch_thing("other"))
        .after(9 * SECOND)
        .json(200, &json!({"id": "other"}));
    let mut held = Box::pin(client.fetch_thing("held").send());
    assert!(is_pending(&mut held));
    let start = Instant::now();
    let response = block_on(client.fetch_thing("other").send()).unwrap();
    assert_eq!(response.elapsed(), 9 * SECOND);
    assert!(start.elapsed() < 5 * SECOND);
    assert_eq!(block_on(held).unwrap().body().id, "held");
}

#[test]
fn a_server_may_write_a_date_in_three_ways() {
    let mock = MockTransport::new();
    let client = mock.builder().max_attempts(1).build().unwrap();
    for (date, retry_after) in [
        (
            "Sun, 06 Nov 1994 08:49:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT",
        ),
        (
            "Sun, 06 Nov 1994 08:49:00 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ),
        ("Sun Nov  6 08:49:00 1994", "Sun Nov  6 08:49:37 1994"),
        (
            "Thursday, 31-Dec-26 23:59:30 GMT",
            "Fri Jan  1 00:00:07 2027",
        ),
    ] {
        let busy = http::Response::builder()
            .status(429)
            .header("date", date)
            .header("retry-after", retry_after);
        mock.on(client.fetch_thing("t"))
            .responds(busy.body("").unwrap());
        let error = block_on(client.fetch_thing("t")).unwrap_err();
        let asked = Some(Duration::from_secs(37));
        assert_eq!(error.retry_after(), asked, "{date} {retry_after}");
    }
}
