//! When a client can be built, and where credentials may go.

use std::process::Command;

use super::server::{Reply, Server};
use super::{SID, SMALL};
use twilio_conversations::{BuildError, Client, Error};

#[test]
fn credentials_that_the_document_wants_must_be_there() {
    assert!(matches!(
        Client::builder().build(),
        Err(BuildError::NoCredentials)
    ));
    assert!(Client::builder().without_credentials().build().is_ok());
    assert!(
        Client::builder()
            .basic_auth("SK1", "secret")
            .build()
            .is_ok()
    );
}

#[test]
fn credentials_that_cannot_be_sent_are_refused() {
    for (username, password) in [
        ("a:b", "c"),
        ("a\n", "b"),
        ("a", "b\r\nx-admin: 1"),
        ("a\0", "b"),
    ] {
        let built = Client::builder().basic_auth(username, password).build();
        assert!(
            matches!(built, Err(BuildError::Credential(_))),
            "{username:?} {password:?}: {built:?}"
        );
    }
}

#[test]
fn credentials_go_in_clear_to_this_machine_only() {
    let build = |url: &str| {
        Client::builder()
            .base_url(url)
            .basic_auth("SK1", "secret")
            .build()
    };
    for url in [
        "http://127.0.0.1:1",
        "http://127.9.9.9",
        "http://[::1]:1",
        "http://localhost",
        "http://LOCALHOST:1/x",
        "https://a.test",
    ] {
        assert!(build(url).is_ok(), "{url}");
    }
    for url in [
        "http://a.test",
        "HTTP://a.test",
        "http://10.0.0.1",
        "http://127.0.0.1.a.test",
        "http://localhost.a.test",
        "http://[::2]",
        "http://[::ffff:8.8.8.8]",
        "http://0.0.0.0",
        "http://2130706433.a",
        "http://conversations.twilio.com",
    ] {
        assert!(matches!(build(url), Err(BuildError::Cleartext)), "{url}");
        assert!(
            Client::builder()
                .base_url(url)
                .basic_auth("SK1", "secret")
                .allow_http()
                .build()
                .is_ok(),
            "{url}"
        );
        assert!(
            Client::builder()
                .base_url(url)
                .without_credentials()
                .build()
                .is_ok(),
            "{url}"
        );
    }
}

#[tokio::test]
async fn a_header_of_the_caller_is_a_credential_too() {
    let client = Client::builder()
        .base_url("http://a.test")
        .without_credentials()
        .build()
        .unwrap();
    let call = client
        .fetch_conversation(SID)
        .header("authorization", "Basic U0sxOnNlY3JldA==");
    let error = call.max_attempts(1).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
}

#[test]
fn a_base_url_must_be_one() {
    for url in [
        "",
        "a.test",
        "/x",
        "ftp://a.test",
        "https://",
        "https://user:secret@a.test",
        "https://a.test?x=1",
        "https://a.test#x",
        "https://a.test/a b",
        "https://a.test/../x",
        "https://a.test/%2e%2E/x",
        "https://a.test/\\x",
        "https://a.test/\n",
        "https://a.test:99999",
        "https://a.test:",
        "https://a.test:x/y",
    ] {
        let built = Client::builder()
            .base_url(url)
            .basic_auth("SK1", "secret")
            .build();
        let Err(error @ BuildError::BaseUrl(_)) = built else {
            panic!("{url:?}: {built:?}")
        };
        assert!(!error.to_string().contains("secret") && !format!("{error:?}").contains("secret"));
    }
}

/// What `child` prints before an error.
const RESULT: &str = "from the environment: ";

#[tokio::test]
async fn the_environment_gives_credentials() {
    let (sid, token) = (
        ("TWILIO_ACCOUNT_SID", "AC1"),
        ("TWILIO_AUTH_TOKEN", "token"),
    );
    assert_eq!(
        refusal(&[]),
        "the environment variable TWILIO_ACCOUNT_SID is not set, is empty or is not Unicode"
    );
    assert_eq!(
        refusal(&[token]),
        "the environment variable TWILIO_ACCOUNT_SID is not set, is empty or is not Unicode"
    );
    assert_eq!(
        refusal(&[sid]),
        "the environment variable TWILIO_AUTH_TOKEN is not set, is empty or is not Unicode"
    );
    assert_eq!(
        refusal(&[sid, (token.0, "")]),
        "the environment variable TWILIO_AUTH_TOKEN is not set, is empty or is not Unicode"
    );

    // All is there: the document's server is asked, by way of a proxy that lets nothing through.
    let proxy = Server::always(Reply::with(502, &[], "")).await;
    let url = proxy.url();
    let output =
        tokio::task::spawn_blocking(move || child_with(&[sid, token, ("HTTPS_PROXY", &url)]));
    let output = output.await.unwrap();
    assert_eq!(
        proxy.only().line(),
        "CONNECT conversations.twilio.com:443 HTTP/1.1",
        "{output}"
    );
}

/// What is wrong with this environment.
fn refusal(set: &[(&str, &str)]) -> String {
    let output = child_with(set);
    let (_, result) = output
        .split_once(RESULT)
        .unwrap_or_else(|| panic!("{output}"));
    result.lines().next().unwrap().to_owned()
}

/// Runs `child` with these variables, and gives its output.
fn child_with(set: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "credentials::child", "--ignored", "--nocapture"]);
    for name in [
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "NO_PROXY",
        "no_proxy",
    ] {
        command.env_remove(name);
    }
    let output = command.envs(set.iter().copied()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs in a process of its own, because the environment belongs to all tests of a process.
#[tokio::test]
#[ignore = "part of `the_environment_gives_credentials`"]
async fn child() {
    match Client::from_env() {
        Ok(client) => {
            let call = client.fetch_conversation(SID).max_attempts(1);
            println!("{:?}", call.await);
        }
        Err(error) => println!("{RESULT}{error}"),
    }
}

#[tokio::test]
async fn a_client_of_this_machine_needs_no_permission() {
    let server = Server::start([Reply::json(200, SMALL)]).await;
    let url = server.url().replace("127.0.0.1", "localhost");
    let client = Client::builder()
        .base_url(url)
        .basic_auth("SK1", "secret")
        .build()
        .unwrap();
    // `localhost` may be `::1` first; then the connection is made to the next address.
    client.fetch_conversation(SID).await.unwrap();
    assert_eq!(
        server.only().header("authorization"),
        Some("Basic U0sxOnNlY3JldA==")
    );
}
