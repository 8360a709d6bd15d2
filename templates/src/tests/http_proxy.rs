//! Proxies of the environment: they lead to other machines, and never to this one.

use std::env;
use std::process::{Command, Output};

use super::server::{Reply, Server};
use crate::runtime::public::{Client, ClientCredentials};

const THING: &str = r#"{"id":"t"}"#;
/// Where the program below finds its token endpoint, which is on this machine.
const TOKEN_URL: &str = "SPECIMEN_TOKEN_URL";

/// Runs the test of this name in a program of its own: the environment is one for all tests.
fn run_with(test: &str, variables: [(&str, String); 2]) -> Output {
    let mut program = Command::new(env::current_exe().unwrap());
    program.args(["--ignored", "--exact", test]);
    // What the machine of the tests says of proxies.
    for name in [
        "HTTP_PROXY",
        "no_proxy",
        "NO_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "REQUEST_METHOD",
    ] {
        program.env_remove(name);
    }
    program.envs(variables).output().unwrap()
}

#[tokio::test]
async fn a_proxy_leads_to_the_api_and_not_to_this_machine() {
    let proxy = Server::start([Reply::json(200, THING)]).await;
    let token = r#"{"access_token":"T1","token_type":"bearer"}"#;
    let tokens = Server::start([Reply::json(200, token)]).await;
    let variables = [
        ("http_proxy", proxy.url()),
        (TOKEN_URL, format!("{}/token", tokens.url())),
    ];
    let run = || run_with("tests::http_proxy::call_an_api_elsewhere", variables);
    let output = tokio::task::spawn_blocking(run).await.unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 passed"), "{told}");
    assert_eq!(tokens.only().line(), "POST /token HTTP/1.1");
    let line = "GET http://api.invalid/v2/Things/t HTTP/1.1";
    assert_eq!(proxy.only().line(), line);
}

#[tokio::test]
#[ignore = "another test runs it, with an environment"]
async fn call_an_api_elsewhere() {
    // Run by itself, with `--include-ignored`.
    let Ok(url) = env::var(TOKEN_URL) else {
        return;
    };
    let client = Client::builder()
        .base_url("http://api.invalid")
        .allow_http()
        .oauth2_client_credentials(ClientCredentials::new("id", "secret").token_url(url));
    client.build().unwrap().fetch_thing("t").await.unwrap();
}
