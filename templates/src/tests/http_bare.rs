//! A client without an HTTP stack: transport and clock are the user's.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::runtime::public::{
    Body, BoxFuture, BuildError, Client, Clock, Transport, TransportError,
};

struct Canned;

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async { Ok(http::Response::new(Body::from("{\"id\":\"t1\"}"))) })
    }
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn it_needs_a_transport_and_a_clock() {
    let builder = || Client::builder().bearer_auth("t");
    assert!(matches!(builder().build(), Err(BuildError::NoTransport)));
    assert!(matches!(
        builder().transport(Canned).build(),
        Err(BuildError::NoClock)
    ));
    let client = builder().transport(Canned).clock(Still).build().unwrap();
    let mut call = pin!(client.fetch_thing("t").into_future());
    let Poll::Ready(Ok(thing)) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        unreachable!("the thing was expected at once");
    };
    assert_eq!(thing.id, "t1");
}
