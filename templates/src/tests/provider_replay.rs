//! Credentials that the server refuses: fetched once more, and the request sent once more with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::http_bare::block_on;
use super::provider::{Api, Fetched, Numbered, Numbers, all, at, client, has};
use crate::models::CreateThing;
use crate::runtime::public::{BoxFuture, Clock, Credential, CredentialProvider, Error, TestClock};

#[test]
fn after_a_401_the_same_request_goes_once_more_with_a_new_token() {
    let (api, provider) = (Api::new(|request| has(request, "t2")), Numbered::default());
    let client = client(&api, &provider);
    let response = block_on(client.create_thing(CreateThing::new("n")).send()).unwrap();
    assert_eq!(response.attempts(), 1, "that is no retry");
    let body = r#"{\"name\":\"n\"}"#;
    assert_eq!(
        api.sent(),
        ["t1", "t2"].map(|token| format!("Bearer {token}{body}"))
    );
    block_on(client.fetch_thing("t")).unwrap();
    assert_eq!(
        (api.sent(), provider.fetches()),
        (vec!["Bearer t2".to_owned()], 2)
    );
}

#[test]
fn many_calls_that_are_refused_fetch_once_more() {
    let (api, provider) = (Api::new(|request| !has(request, "t1")), Numbered::default());
    let client = client(&api, &provider);
    let calls = (0..100).map(|_| client.fetch_thing("t"));
    assert!(all(calls).iter().all(Result::is_ok));
    assert_eq!((provider.fetches(), api.sent().len()), (2, 200));
}

#[test]
fn what_was_not_sent_for_want_of_a_credential_is_tried_again() {
    /// Does not answer the first time.
    struct Stalling(AtomicBool, TestClock);

    impl CredentialProvider for Stalling {
        fn fetch(&self) -> BoxFuture<'_, Fetched> {
            match self.0.swap(true, Ordering::Relaxed) {
                true => Box::pin(async { Ok(Credential::new("t1")) }),
                false => Box::pin(async {
                    self.1.sleep(Duration::from_secs(60)).await;
                    Err("too late".into())
                }),
            }
        }
    }

    let (api, clock) = (Api::new(|_| true), Numbered::default());
    let builder = at(&api, &clock).max_attempts(2);
    let client =
        builder.bearer_auth_provider(Stalling(AtomicBool::new(false), clock.0.clock.clone()));
    // A POST without an idempotency key.
    let response = block_on(client.build().unwrap().start_thing("t").send()).unwrap();
    assert_eq!((response.attempts(), api.sent().len()), (2, 1));
}

#[test]
fn a_second_401_is_the_answer() {
    let (api, provider) = (Api::new(|_| false), Numbered::default());
    let client = client(&api, &provider);
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    assert!(
        error.is_unauthorized() && !error.is_credential() && matches!(error, Error::Api(_)),
        "{error:?}"
    );
    assert_eq!(
        (api.sent(), error.attempts()),
        (vec!["Bearer t1".to_owned(), "Bearer t2".to_owned()], 1)
    );
    // So it is when there is no other token, or none at all.
    let provider = Numbered(Arc::new(Numbers {
        always_the_same: true,
        ..Numbers::default()
    }));
    let client = self::client(&api, &provider);
    assert!(
        block_on(client.fetch_thing("t"))
            .unwrap_err()
            .is_unauthorized()
    );
    assert_eq!(api.sent(), ["Bearer t1"]);
    provider.fail(true);
    assert!(
        block_on(client.fetch_thing("t"))
            .unwrap_err()
            .is_unauthorized()
    );
    assert_eq!(
        (api.sent(), provider.fetches()),
        (vec!["Bearer t1".to_owned()], 3)
    );
    // A token that was given as such can't be had again.
    let client = at(&api, &provider).bearer_auth("t1").build().unwrap();
    assert!(
        block_on(client.fetch_thing("t"))
            .unwrap_err()
            .is_unauthorized()
    );
    assert_eq!(api.sent(), ["Bearer t1"]);
}
