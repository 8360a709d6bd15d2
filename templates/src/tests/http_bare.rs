//! A client without an HTTP stack and without tokio.

use std::future::pending;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use crate::runtime::public::{Body, BoxFuture, Client, ClientBuilder, Transport, TransportError};

/// Answers at once.
struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::from("{\"id\":\"t1\"}"))) })
    }
}

/// Never answers.
struct Slow;

impl Transport for Slow {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(pending())
    }
}

/// Waits for a future on this thread.
pub(super) fn block_on<F: IntoFuture>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future.into_future());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        std::thread::park();
    }
}

fn builder() -> ClientBuilder {
    Client::builder()
        .base_url("https://things.example")
        .bearer_auth("t")
}

#[test]
fn any_executor_will_do() {
    let client = builder().transport(Canned).build().unwrap();
    assert_eq!(block_on(client.fetch_thing("t")).unwrap().id, "t1");
}

#[test]
fn limits_and_waits_need_no_runtime() {
    let soon = Duration::from_millis(20);
    let client = builder()
        .transport(Slow)
        .attempt_timeout(soon)
        .build()
        .unwrap();
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 3, "{error:?}");
    assert!(error.elapsed() >= 3 * soon && error.elapsed() < Duration::from_secs(5));
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn there_must_be_a_transport() {
    use crate::runtime::public::BuildError;
    assert!(matches!(builder().build(), Err(BuildError::NoTransport)));
}
