//! Calls without async: from any thread, inside of a runtime too.

use std::sync::Mutex;
use std::time::Duration;

use crate::models::CreateThing;
use crate::runtime::public::{
    Body, BoxFuture, Client, ClientBuilder, Error, Exchange, Interceptor, Transport, TransportError,
};

/// Answers at once with the body.
struct Canned(&'static str);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let body = Body::from(self.0);
        Box::pin(async move { Ok(http::Response::new(body)) })
    }
}

fn builder() -> ClientBuilder {
    Client::builder()
        .base_url("https://things.example")
        .bearer_auth("t")
}

#[test]
fn a_call_and_a_builder() {
    let client = builder()
        .transport(Canned(r#"{"id":"t1"}"#))
        .build()
        .unwrap();
    let response = client.fetch_thing("t").send_blocking().unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    assert_eq!(response.into_body().id, "t1");
    let request = client.create_thing(CreateThing::new("Lamp"));
    let request = request.idempotency_key("k").timeout(Duration::from_secs(1));
    assert_eq!(request.send_blocking().unwrap().into_body().id, "t1");
}

/// Calls the API itself before each request.
struct Nested(Mutex<Option<Client>>);

impl Interceptor for Nested {
    fn request(
        &self,
        _: &Exchange,
        _: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let other = self.0.lock().unwrap().take();
        if let Some(other) = other {
            other.fetch_thing("t").send_blocking()?;
        }
        Ok(())
    }
}

#[test]
fn a_call_within_a_call_does_not_wait_for_itself() {
    let build = |interceptor| {
        let builder = builder().transport(Canned(r#"{"id":"t1"}"#));
        builder.interceptor(interceptor).build().unwrap()
    };
    let inner = build(Nested(Mutex::new(None)));
    let outer = build(Nested(Mutex::new(Some(inner))));
    let result = outer.fetch_thing("t").send_blocking();
    // Only on a thread of its own could it wait for itself.
    assert_eq!(result.is_ok(), cfg!(not(feature = "reqwest")));
    assert!(matches!(result, Ok(_) | Err(Error::Request(_))));
    outer.fetch_thing("t").send_blocking().unwrap();
}

/// Goes wrong as badly as code can.
struct Panics;

impl Interceptor for Panics {
    fn response(&self, _: &Exchange, _: &http::Response<Body>) {
        panic!("as it should in this test");
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_panic_is_the_callers_and_not_the_threads() {
    let transport = || builder().transport(Canned(r#"{"id":"t1"}"#));
    let client = transport().interceptor(Panics).build().unwrap();
    let call = || client.fetch_thing("t").send_blocking();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(call)).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"as it should in this test"));
    let client = transport().build().unwrap();
    client.fetch_thing("t").send_blocking().unwrap();
}

#[cfg(feature = "test-util")]
#[test]
#[should_panic(expected = "GET /api/v2/Things/t (FetchThing) was not expected")]
fn a_call_that_a_mock_does_not_expect_fails_the_test() {
    let mock = crate::runtime::public::MockTransport::new();
    let client = mock.builder().build().unwrap();
    let _ = client.fetch_thing("t").send_blocking();
}

#[cfg(feature = "reqwest")]
mod sockets {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::super::http::builder;
    use super::super::server::{Reply, Server};
    use crate::runtime::public::{Backoff, Client};

    const THING: &str = r#"{"id":"t1"}"#;

    /// A server in a runtime of its own.
    fn server(script: Vec<Reply>) -> (Server, tokio::runtime::Runtime) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        (runtime.block_on(Server::start(script)), runtime)
    }

    fn threads() -> usize {
        std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count)
    }

    fn fetch(client: &Client) -> String {
        client
            .fetch_thing("t")
            .send_blocking()
            .unwrap()
            .into_body()
            .id
    }

    #[test]
    fn retries_and_timeouts_are_those_of_all_calls() {
        let slow = Reply::default().wait(Duration::from_secs(60));
        let script = vec![Reply::json(503, "{}"), Reply::json(200, THING), slow];
        let (server, _runtime) = server(script);
        let policy = Backoff::default().first(Duration::from_millis(1));
        let client = builder(&server).retry_policy(policy).build().unwrap();
        let response = client.fetch_thing("t").send_blocking().unwrap();
        assert_eq!(
            (response.attempts(), response.body().id.as_str()),
            (2, "t1")
        );
        let call = client.fetch_thing("t").timeout(Duration::from_millis(50));
        assert!(call.send_blocking().unwrap_err().is_timeout());
    }

    /// Names the file of certificates that the program below trusts, until it takes that away.
    const ROOTS: &str = "SSL_CERT_FILE";

    // Elsewhere the certificates are those of the system, whatever the environment says.
    #[cfg(target_os = "linux")]
    #[test]
    fn without_a_transport_of_its_own_a_call_is_refused() {
        let roots = std::env::temp_dir().join(format!("roots-{}.pem", std::process::id()));
        std::fs::write(&roots, include_str!("blocking.pem")).unwrap();
        // The environment is one for all tests.
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact"])
            .arg("tests::blocking::sockets::once_its_certificates_are_gone")
            .env(ROOTS, &roots)
            .env("SSL_CERT_DIR", "")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stdout);
        println!("{printed}{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success() && printed.contains(" 1 passed"));
        assert!(!roots.exists());
    }

    #[test]
    #[ignore = "it is run with an environment of its own"]
    fn once_its_certificates_are_gone() {
        let (server, _runtime) = server(vec![Reply::json(200, THING)]);
        let client = builder(&server).build().unwrap();
        std::fs::remove_file(std::env::var_os(ROOTS).unwrap()).unwrap();
        for _ in 0..2 {
            let error = client.fetch_thing("t").send_blocking().unwrap_err();
            let text = "FetchThing: the transport for blocking calls can't be made";
            assert_eq!(error.to_string(), text);
            assert!(std::error::Error::source(&error).is_some());
        }
    }

    #[test]
    fn calls_share_one_thread_and_a_connection() {
        let (server, _runtime) = server((0..41).map(|_| Reply::json(200, THING)).collect());
        let client = builder(&server).build().unwrap();
        fetch(&client);
        let before = threads();
        for _ in 0..20 {
            fetch(&client.clone());
        }
        assert_eq!(server.open(), 1);
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| fetch(&client));
            }
        });
        // Other tests come and go meanwhile; forty threads would be seen.
        assert!(threads() < before + 20, "{} threads", threads());
    }

    #[test]
    fn inside_of_a_runtime_it_works() {
        let (server, _runtime) = server((0..6).map(|_| Reply::json(200, THING)).collect());
        let client = builder(&server).build().unwrap();
        let one = || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap()
        };
        let start = Instant::now();
        // A connection of a runtime that is blocked is not waited for, neither within nor after it.
        one().block_on(async {
            client.fetch_thing("t").await.unwrap();
            fetch(&client);
        });
        fetch(&client);
        let many = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        many.block_on(async {
            let (one, other) = (client.clone(), client.clone());
            tokio::spawn(async move { fetch(&one) }).await.unwrap();
            tokio::task::spawn_blocking(move || fetch(&other))
                .await
                .unwrap();
        });
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
    }
}
