//! What errors tell of their causes, and to whom.

use super::http_bare::block_on;
use super::privacy::{Script, builder};
use crate::client::{FetchThingError, ListThingsError};
use crate::runtime::public::{
    AnyError, Client, Error, Exchange, Interceptor, TransportError, TransportErrorKind,
};

type Boxed = Box<dyn std::error::Error + Send + Sync>;

#[test]
fn debug_tells_every_cause() {
    let refused = std::io::Error::new(std::io::ErrorKind::ConnectionRefused, "Connection refused");
    let cause = std::io::Error::other(std::io::Error::other(refused));
    let script = Script::default();
    let error = TransportError::new(TransportErrorKind::Connect, cause);
    script.replies.lock().unwrap().push_back(Err(error));
    let client = builder(&script).bearer_auth("t").max_attempts(1);
    let error = block_on(client.build().unwrap().fetch_thing("t")).unwrap_err();
    let shown = format!("{error:?}");
    assert!(shown.contains("Connection refused"), "{shown}");
}

struct Refuses;

impl Interceptor for Refuses {
    fn request(
        &self,
        _: &Exchange,
        _: &mut http::Request<crate::runtime::public::Body>,
    ) -> Result<(), Boxed> {
        Err("the key is on holiday".into())
    }
}

#[test]
fn a_refusal_tells_why() {
    let script = Script::default();
    let client = builder(&script).bearer_auth("t").interceptor(Refuses);
    let error = block_on(client.build().unwrap().fetch_thing("t")).unwrap_err();
    let shown = format!("{error:?}");
    assert!(
        shown.contains("refused the request: the key is on holiday"),
        "{shown}"
    );
    let wanted = "give HTTP Basic (`basic_auth`), or a bearer token (`bearer_auth` or `oauth2_client_credentials`), \
                  or the header X-API-Key (`api_key`) and the query parameter api_key (`api_key_query`), or say";
    let error = Client::builder().build().unwrap_err();
    assert!(error.to_string().contains(wanted), "{error}");
}

#[test]
fn an_error_of_any_operation_is_taken_apart() {
    let failed = || {
        let client = builder(&Script::default())
            .bearer_auth("t")
            .build()
            .unwrap();
        AnyError::from(block_on(client.fetch_thing("")).unwrap_err())
    };
    assert_eq!(failed().operation(), "FetchThing");
    assert!(failed().downcast::<ListThingsError>().is_none());
    let error = failed().downcast::<FetchThingError>();
    assert!(matches!(error, Some(Error::Request(_))));
}

#[test]
fn a_redirect_that_is_not_followed_says_so() {
    let response = http::Response::builder()
        .status(302)
        .header("location", "https://other.example/LEAK");
    let script = Script::default();
    script
        .replies
        .lock()
        .unwrap()
        .push_back(Ok(response.body("".into()).unwrap()));
    let client = builder(&script).bearer_auth("t").build().unwrap();
    let error = block_on(client.fetch_thing("t")).unwrap_err();
    let shown = "FetchThing: 302 Found, not followed: redirects are within one origin, 10 at most";
    assert_eq!(error.to_string(), shown);
    assert_eq!(error.operation(), "FetchThing");
}

#[test]
fn an_error_of_an_operation_names_its_variant_alone() {
    let error = FetchThingError::BadGateway("LEAK".to_owned());
    let error: &dyn std::error::Error = &error;
    assert_eq!(error.to_string(), "BadGateway");
    assert_eq!(
        FetchThingError::TooManyRequests.to_string(),
        "TooManyRequests"
    );
}
