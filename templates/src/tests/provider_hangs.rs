//! A fetch of a credential that nobody drives any more: it holds up other calls for a while, and not for ever.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use super::http_bare::block_on;
use super::provider::{Api, Fetched, Numbered, at};
use crate::runtime::public::{BoxFuture, Credential, CredentialProvider};

/// Has no end for the first who asks, and gives `t2` to all others.
#[derive(Default)]
struct FirstHangs(AtomicU32);

impl CredentialProvider for FirstHangs {
    fn fetch(&self) -> BoxFuture<'_, Fetched> {
        let is_first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
        Box::pin(async move {
            if is_first {
                std::future::pending::<()>().await;
            }
            Ok(Credential::new("t2"))
        })
    }
}

#[test]
fn a_call_that_is_never_polled_again_does_not_hold_up_the_others() {
    let (api, numbered) = (Api::new(|_| true), Numbered::default());
    let builder = at(&api, &numbered).bearer_auth_provider(FirstHangs::default());
    let client = builder.build().unwrap();
    let mut first = pin!(client.fetch_thing("t").into_future());
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    let mut second = pin!(client.fetch_thing("t").into_future());
    assert!(second.as_mut().poll(&mut context).is_pending());
    numbered.0.clock.advance(Duration::from_secs(10));
    block_on(second).unwrap();
    assert_eq!(api.sent(), ["Bearer t2"]);
    assert_eq!(numbered.0.clock.elapsed(), Duration::from_secs(10));
    // And what came of the later fetch is kept.
    block_on(client.fetch_thing("t")).unwrap();
    assert_eq!(numbered.0.clock.elapsed(), Duration::from_secs(10));
}

#[test]
fn of_those_who_wait_in_vain_together_one_fetches() {
    struct Hangs(Arc<AtomicU32>);
    impl CredentialProvider for Hangs {
        fn fetch(&self) -> BoxFuture<'_, Fetched> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(std::future::pending())
        }
    }
    let (api, numbered) = (Api::new(|_| true), Numbered::default());
    let fetches = Arc::default();
    let builder = at(&api, &numbered).bearer_auth_provider(Hangs(Arc::clone(&fetches)));
    let client = builder.build().unwrap();
    let mut calls = [(); 4].map(|()| Box::pin(client.fetch_thing("t").into_future()));
    let mut context = Context::from_waker(Waker::noop());
    let mut poll_all = || {
        for call in &mut calls {
            assert!(call.as_mut().poll(&mut context).is_pending());
        }
        fetches.load(Ordering::Relaxed)
    };
    assert_eq!(poll_all(), 1);
    numbered.0.clock.advance(Duration::from_secs(10));
    assert_eq!(poll_all(), 2);
    // The two that are left have waited for the second fetch as long as for the first.
    numbered.0.clock.advance(Duration::from_secs(10));
    assert_eq!(poll_all(), 3);
}

#[test]
fn whoever_waits_in_vain_does_it_within_the_attempt_and_leaves_nothing_behind() {
    struct Bell;
    impl Wake for Bell {
        fn wake(self: Arc<Self>) {}
    }
    let (api, numbered) = (Api::new(|_| true), Numbered::default());
    let builder = at(&api, &numbered).bearer_auth_provider(FirstHangs::default());
    let client = builder
        .attempt_timeout(Duration::from_secs(4))
        .build()
        .unwrap();
    let mut first = pin!(client.fetch_thing("t").into_future());
    let mut context = Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(&mut context).is_pending());
    let bell = Arc::new(Bell);
    {
        let waker = Waker::from(Arc::clone(&bell));
        let mut dropped = pin!(client.fetch_thing("t").into_future());
        let mut context = Context::from_waker(&waker);
        assert!(dropped.as_mut().poll(&mut context).is_pending());
    }
    assert_eq!(Arc::strong_count(&bell), 1, "its waker is kept");
    let mut second = pin!(client.fetch_thing("t").into_future());
    assert!(second.as_mut().poll(&mut context).is_pending());
    numbered.0.clock.advance(Duration::from_secs(2));
    assert!(matches!(second.poll(&mut context), Poll::Ready(Ok(_))));
    assert_eq!(api.sent(), ["Bearer t2"]);
}
