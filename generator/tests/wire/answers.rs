//! Every status of the document with its type, and every other one.

use std::time::Duration;

use super::server::{Reply, Server};
use super::{PROBLEM, SID, SMALL, api, builder, client, error_of};
use twilio_conversations::models::Problem;
use twilio_conversations::{AnyError, Error, FetchConversationError as E};

#[tokio::test]
async fn a_conversation_with_all_that_comes_with_it() {
    let headers = [
        ("content-type", "application/json"),
        ("Twilio-Request-Id", "RQ1"),
        ("x-other", "2"),
    ];
    let server = Server::start([Reply::with(200, &headers, SMALL)]).await;
    let response = client(&server)
        .fetch_conversation(SID)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(
        (response.request_id(), response.header("X-OTHER")),
        (Some("RQ1"), Some("2"))
    );
    assert_eq!((response.attempts(), response.retry_after()), (1, None));
    assert!(response.elapsed() > Duration::ZERO);
    assert_eq!(response.headers().len(), 4, "{:?}", response.headers());
    assert_eq!(response.body().account_id, "AC1");
    assert_eq!(response.into_body().id, "C1");
}

#[tokio::test]
async fn each_documented_error_has_its_variant() {
    type Variant = fn(&E) -> Option<&Problem>;
    let variants: [(u16, Variant); 5] = [
        (400, |error| {
            if let E::BadRequest(problem) = error {
                Some(problem)
            } else {
                None
            }
        }),
        (404, |error| {
            if let E::NotFound(problem) = error {
                Some(problem)
            } else {
                None
            }
        }),
        (429, |error| {
            if let E::TooManyRequests(problem) = error {
                Some(problem)
            } else {
                None
            }
        }),
        (500, |error| {
            if let E::InternalServerError(problem) = error {
                Some(problem)
            } else {
                None
            }
        }),
        (503, |error| {
            if let E::ServiceUnavailable(problem) = error {
                Some(problem)
            } else {
                None
            }
        }),
    ];
    for (status, variant) in variants {
        let error = error_of(Reply::json(status, PROBLEM)).await;
        let response = api(&error);
        let problem = variant(response.body()).unwrap_or_else(|| panic!("{status}: {error:?}"));
        assert_eq!((problem.code, problem.status), (Some(20404), Some(404)));
        assert_eq!(problem.message.as_deref(), Some("gone"));
        assert_eq!(problem.more_info.as_deref(), Some("https://e.test/20404"));
        assert_eq!(
            (response.status().as_u16(), response.raw_body()),
            (status, PROBLEM.as_bytes())
        );
        assert_eq!(
            (error.raw_body(), error.attempts()),
            (PROBLEM.as_bytes(), 1)
        );
    }
}

#[tokio::test]
async fn predicates_go_by_status_alone() {
    type Question = fn(&Error<E>) -> bool;
    let questions: [(u16, Question); 5] = [
        (401, Error::is_unauthorized),
        (403, Error::is_forbidden),
        (404, Error::is_not_found),
        (409, Error::is_conflict),
        (429, Error::is_too_many_requests),
    ];
    for status in [400, 401, 403, 404, 409, 418, 429, 500, 503, 599] {
        for reply in [
            Reply::json(status, PROBLEM),
            Reply::new(status, "text/html", "<h1>No</h1>"),
            Reply::json(status, ""),
        ] {
            let error = error_of(reply).await;
            assert!(
                error.is_status(status) && !error.is_status(200),
                "{error:?}"
            );
            assert_eq!(
                (error.is_client_error(), error.is_server_error()),
                (status < 500, status >= 500)
            );
            assert!(!error.is_timeout() && !error.is_connect(), "{error:?}");
            for (own, question) in questions {
                assert_eq!(question(&error), own == status, "{own}: {error:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_status_that_the_document_does_not_have() {
    for status in [302, 304, 401, 402, 408, 409, 418, 501, 502, 504, 599] {
        let error = error_of(Reply::new(status, "text/plain", "as it came")).await;
        let E::Unexpected(unexpected) = api(&error).body() else {
            panic!("{status}: {error:?}")
        };
        assert_eq!(
            (
                unexpected.status().as_u16(),
                error.status().unwrap().as_u16()
            ),
            (status, status)
        );
        assert!(unexpected.fault().is_none(), "{error:?}");
        let expected: &[u8] = if status == 304 { b"" } else { b"as it came" };
        assert_eq!(
            (unexpected.raw_body(), error.raw_body()),
            (expected, expected)
        );
    }
}

#[tokio::test]
async fn an_error_keeps_what_support_asks_for() {
    let headers = [
        ("content-type", "application/json"),
        ("twilio-request-id", "RQ9"),
        ("retry-after", "7"),
    ];
    let error = error_of(Reply::with(429, &headers, PROBLEM)).await;
    assert_eq!(
        (error.request_id(), error.retry_after()),
        (Some("RQ9"), Some(Duration::from_secs(7)))
    );
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
    assert_eq!(api(&error).request_id(), Some("RQ9"));
    assert_eq!(
        error.to_string(),
        "FetchConversation: 429 Too Many Requests, code 20404 (request RQ9)"
    );
    let dates = [
        ("content-type", "application/json"),
        ("date", "Sun, 06 Nov 1994 08:49:00 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ];
    let error = error_of(Reply::with(503, &dates, PROBLEM)).await;
    assert_eq!(
        (error.request_id(), error.retry_after()),
        (None, Some(Duration::from_secs(37)))
    );
    let error = error_of(Reply::with(503, &[("retry-after", "soon")], "")).await;
    assert_eq!(error.retry_after(), None);
}

#[tokio::test]
async fn what_is_safe_is_tried_again() {
    let busy = Reply::with(429, &[("retry-after", "0")], "");
    let server = Server::start([
        busy,
        Reply::with(503, &[("retry-after", "0")], ""),
        Reply::json(200, SMALL),
    ])
    .await;
    let client = builder(&server).max_attempts(3).build().unwrap();
    let response = client.fetch_conversation(SID).send().await.unwrap();
    assert_eq!((response.attempts(), server.seen().len()), (3, 3));
    let server = Server::always(Reply::json(400, PROBLEM)).await;
    let client = builder(&server).max_attempts(3).build().unwrap();
    let error = client.fetch_conversation(SID).await.unwrap_err();
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
}

#[tokio::test]
async fn any_error_knows_the_same() {
    async fn both(client: &twilio_conversations::Client) -> Result<(), AnyError> {
        client.fetch_conversation("one").await?;
        client.fetch_conversation("two").await?;
        Ok(())
    }
    let headers = [
        ("content-type", "application/json"),
        ("twilio-request-id", "RQ2"),
        ("retry-after", "1"),
    ];
    let server =
        Server::start([Reply::json(200, SMALL), Reply::with(404, &headers, PROBLEM)]).await;
    let error = both(&client(&server)).await.unwrap_err();
    assert!(error.is_not_found() && error.is_client_error() && !error.is_timeout());
    assert_eq!(
        (error.status().unwrap().as_u16(), error.request_id()),
        (404, Some("RQ2"))
    );
    assert_eq!(
        (error.raw_body(), error.retry_after()),
        (PROBLEM.as_bytes(), Some(Duration::from_secs(1)))
    );
    assert_eq!(
        error.to_string(),
        "FetchConversation: 404 Not Found, code 20404 (request RQ2)"
    );
    assert!(
        matches!(error.downcast_ref::<E>(), Some(Error::Api(response)) if matches!(response.body(), E::NotFound(_)))
    );
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(boxed.is::<AnyError>());
}
