//! Redirects: within the origin they are followed, beyond it no request ever goes.

use super::server::{Reply, Server};
use super::{SID, SMALL, api, client};
use twilio_conversations::FetchConversationError as E;

const AUTHORIZATION: Option<&str> = Some("Basic U0sxOnNlY3JldA==");

fn redirect(status: u16, location: &str) -> Reply {
    Reply::with(status, &[("location", location)], "")
}

#[tokio::test]
async fn within_the_origin_a_redirect_is_followed_with_credentials() {
    for status in [301, 302, 303, 307, 308] {
        for (location, target) in [
            ("/moved/here?x=1", "/moved/here?x=1"),
            ("other", "/v2/Conversations/other"),
            ("../v3/x#part", "/v2/v3/x"),
            (
                "?page=2",
                "/v2/Conversations/conv_conversation_01k1etk2y5f1y9fpe2epfdtvv2?page=2",
            ),
        ] {
            let server = Server::start([redirect(status, location), Reply::json(200, SMALL)]).await;
            let response = client(&server)
                .fetch_conversation(SID)
                .send()
                .await
                .unwrap();
            assert_eq!(
                (response.body().id.as_str(), response.attempts()),
                ("C1", 1)
            );
            let [first, second] = server.seen().try_into().unwrap();
            assert_eq!(
                (
                    first.header("authorization"),
                    second.header("authorization")
                ),
                (AUTHORIZATION, AUTHORIZATION)
            );
            assert_eq!(second.line(), format!("GET {target} HTTP/1.1"));
            assert_eq!(second.header("accept"), Some("application/json"));
            assert_eq!(second.header("referer"), None);
        }
    }
}

#[tokio::test]
async fn beyond_the_origin_nothing_is_sent() {
    let elsewhere = Server::always(Reply::json(200, SMALL)).await;
    let port = elsewhere.url().rsplit(':').next().unwrap().to_owned();
    let locations = [
        elsewhere.url(),
        format!("//127.0.0.1:{port}/x"),
        format!("http://localhost:{port}/x"),
        format!("http://user:password@127.0.0.1:{port}/x"),
        format!("HTTP://127.0.0.1:{port}/x"),
        format!("/\\127.0.0.1:{port}/x"),
        format!("\\\\127.0.0.1:{port}\\x"),
        "https://127.0.0.1/x".to_owned(),
        "file:///etc/passwd".to_owned(),
        "javascript:alert(1)".to_owned(),
        "http://".to_owned(),
    ];
    for location in locations {
        let server = Server::always(redirect(302, &location)).await;
        let error = client(&server).fetch_conversation(SID).await.unwrap_err();
        assert!(error.is_status(302), "{location}: {error:?}");
        assert!(matches!(api(&error).body(), E::Unexpected(_)), "{location}");
        assert_eq!(error.headers().unwrap()["location"], location.as_str());
        assert_eq!(server.seen().len(), 1, "{location}");
    }
    assert!(elsewhere.seen().is_empty(), "another origin was asked");
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let server = Server::always(redirect(302, "/again")).await;
    let error = client(&server).fetch_conversation(SID).await.unwrap_err();
    assert!(error.is_status(302), "{error:?}");
    assert_eq!(
        server.seen().len(),
        11,
        "the first request and ten redirects"
    );
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_the_answer() {
    for reply in [
        Reply::with(302, &[], ""),
        Reply::with(304, &[("location", "/x")], ""),
        Reply::with(300, &[("location", "/x")], ""),
    ] {
        let server = Server::always(reply).await;
        let error = client(&server).fetch_conversation(SID).await.unwrap_err();
        assert!(matches!(api(&error).body(), E::Unexpected(_)), "{error:?}");
        assert_eq!(server.seen().len(), 1);
    }
}
