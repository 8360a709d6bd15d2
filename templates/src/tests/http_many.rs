//! Very many calls at once, in a process of their own.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;

use super::http::builder;
use super::server::{Reply, Server};
use crate::runtime::public::{
    Backoff, Body, BoxFuture, Transport, TransportError, TransportErrorKind,
};

const CALLS: usize = 10_000;
/// So many retries when none of the calls succeeds.
const BUDGET: u32 = 500;
/// At most so much for each call: its request, its futures and its task, the server's script and record.
const MEMORY: usize = 32 * 1024;

/// Keeps to a number of connections, because a process may not have a file descriptor for each call.
struct Limited {
    client: reqwest::Client,
    connections: Semaphore,
    waiting: Arc<AtomicUsize>,
}

impl Transport for Limited {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let failed = |error| TransportError::new(TransportErrorKind::Exchange, error);
            self.waiting.fetch_add(1, Ordering::Relaxed);
            let _connection = self.connections.acquire().await.unwrap();
            let request = request.map(|body| body.as_bytes().cloned().unwrap_or_default());
            let response = self.client.execute(request.try_into().unwrap()).await;
            let mut response = response.map_err(|error| failed(error.without_url()))?;
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let body = response.bytes().await;
            let mut answer =
                http::Response::new(body.map_err(|error| failed(error.without_url()))?.into());
            (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
            Ok(answer)
        })
    }
}

/// Memory of this process in octets, where the system tells it.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kibibytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes * 1024)
}

#[test]
fn every_call_of_ten_thousand_is_accounted_for() {
    // Memory is that of a process, and other tests take some of this one.
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::http_many::ten_thousand_calls"])
        .args(["--ignored", "--nocapture"])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    println!("{printed}{failed}");
    assert!(output.status.success() && printed.contains(" 1 passed"));
}

#[tokio::test]
#[ignore = "it is run in a process of its own"]
async fn ten_thousand_calls() {
    let reply = |number: usize| match number % 5 {
        0 => Reply::json(503, "{}"),
        _ => Reply::json(200, r#"{"id":"t1","name":"Lamp"}"#),
    };
    let before = memory();
    let server = Server::start((0..2 * CALLS).map(reply).collect::<Vec<_>>()).await;
    let waiting = Arc::new(AtomicUsize::new(0));
    let transport = Limited {
        client: reqwest::Client::builder().no_proxy().build().unwrap(),
        connections: Semaphore::new(0),
        waiting: Arc::clone(&waiting),
    };
    let transport = Arc::new(transport);
    let patience = Duration::from_secs(120);
    let client = builder(&server)
        .transport(Arc::clone(&transport))
        .retry_policy(Backoff::default().first(Duration::from_millis(1)))
        .retry_budget(BUDGET)
        .timeout(patience)
        .attempt_timeout(patience)
        .build()
        .unwrap();
    let started = Instant::now();
    let calls: Vec<_> = (0..CALLS)
        .map(|_| tokio::spawn(client.fetch_thing("t").send()))
        .collect();
    while waiting.load(Ordering::Relaxed) < CALLS {
        tokio::task::yield_now().await;
    }
    // All of them are on their way at once; from here on they get connections.
    let during = memory();
    transport.connections.add_permits(100);
    let (mut successes, mut attempts) = (0, 0);
    for call in calls {
        match call.await.unwrap() {
            Ok(response) => {
                successes += 1;
                attempts += response.attempts() as usize;
            }
            Err(error) => {
                assert!(error.is_status(503), "{error:?}");
                attempts += error.attempts() as usize;
            }
        }
    }
    let taken = during
        .zip(before)
        .map(|(during, before)| during.saturating_sub(before) / CALLS);
    let retries = attempts - CALLS;
    println!(
        "{CALLS} calls: {successes} successes, {} failures, {retries} retries, {taken:?} octets for each, {:?}",
        CALLS - successes,
        started.elapsed()
    );
    assert_eq!(
        server.seen().len(),
        attempts,
        "none is lost, none is sent twice"
    );
    let budget = BUDGET as usize;
    assert!(retries > budget && retries <= budget + successes / 10);
    assert!(successes > CALLS * 8 / 10);
    assert!(taken.is_none_or(|taken| taken < MEMORY), "{taken:?}");
}
