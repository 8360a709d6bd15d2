//! What a user writes where there is neither time nor a socket: a transport and a clock.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use twilio_conversations::{Body, BoxFuture, BuildError, Client, Clock, Transport, TransportError};

/// Answers with 503 until a date, of which there is nothing to compare it with, and then with a conversation.
struct Answers(AtomicU64);

impl Transport for Answers {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (status, body) = match self.0.fetch_add(1, Ordering::Relaxed) {
            0 => (503, "{}"),
            _ => (200, r#"{"id":"C1","accountId":"AC1","configurationId":"c1"}"#),
        };
        let response = http::Response::builder().status(status);
        let response = response.header("retry-after", "Mon, 01 Mar 2100 00:00:05 GMT");
        Box::pin(async move { Ok(response.body(Body::from(body)).expect("the response is valid")) })
    }
}

/// A clock on which waits are over at once. In a browser it asks `performance.now()` and `setTimeout`.
#[derive(Clone, Default)]
struct Ticks(Arc<AtomicU64>);

impl Clock for Ticks {
    fn now(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let Self(ticks) = self.clone();
        Box::pin(async move {
            ticks.fetch_add(duration.as_millis() as u64, Ordering::Relaxed);
        })
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

/// Ten times the status, and the attempts; less: something went wrong.
#[unsafe(no_mangle)]
pub extern "C" fn call() -> u32 {
    let builder = || Client::builder().basic_auth("SK…", "secret").transport(Answers(AtomicU64::new(0)));
    if !matches!(builder().build(), Err(BuildError::NoClock)) {
        return 1;
    }
    let Ok(client) = builder().clock(Ticks::default()).build() else {
        return 2;
    };
    match block_on(client.fetch_conversation("C1").send()) {
        Ok(response) => 10 * u32::from(response.status().as_u16()) + response.attempts(),
        Err(_) => 3,
    }
}
