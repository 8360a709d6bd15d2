//! A small HTTP/1.1 server over real sockets that answers from a script and records what it was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A server; it ends when it is dropped.
pub(crate) struct Server {
    port: u16,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    script: Mutex<VecDeque<Reply>>,
    /// What is answered when the script is at its end.
    rest: Option<Reply>,
    seen: Mutex<Vec<Seen>>,
    open: Mutex<usize>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// Request line and headers.
    pub(crate) head: String,
    /// Body.
    pub(crate) body: Vec<u8>,
}

impl Seen {
    /// Request line: `GET /things HTTP/1.1`.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// Path and query.
    pub(crate) fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "));
        headers
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// What is answered to one request.
#[derive(Clone, Default)]
pub(crate) struct Reply(Vec<Step>);

#[derive(Clone)]
enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    Close,
    Reset,
}

impl Reply {
    /// A response with a body and its length.
    pub(crate) fn new(status: u16, media_type: &str, body: impl AsRef<[u8]>) -> Self {
        Self::with(status, &[("content-type", media_type)], body)
    }

    /// A response in JSON.
    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, "application/json", body)
    }

    /// A response with those headers, and its length.
    pub(crate) fn with(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} Status\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if status != 204 {
            head.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        Self::default().send([head.as_bytes(), body].concat())
    }

    /// Sends these bytes.
    pub(crate) fn send(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.push(Step::Send(bytes.into()));
        self
    }

    /// Waits.
    pub(crate) fn wait(mut self, duration: Duration) -> Self {
        self.0.push(Step::Wait(duration));
        self
    }

    /// Closes the connection.
    pub(crate) fn close(mut self) -> Self {
        self.0.push(Step::Close);
        self
    }

    /// Breaks the connection off.
    pub(crate) fn reset(mut self) -> Self {
        self.0.push(Step::Reset);
        self
    }
}

impl Server {
    /// Answers in the order of the script; more requests than that get the status 599.
    pub(crate) async fn start(script: impl Into<VecDeque<Reply>>) -> Self {
        Self::serve(Shared {
            script: Mutex::new(script.into()),
            ..Shared::default()
        })
        .await
    }

    /// Answers each request in the same way.
    pub(crate) async fn always(reply: Reply) -> Self {
        Self::serve(Shared {
            rest: Some(reply),
            ..Shared::default()
        })
        .await
    }

    async fn serve(shared: Shared) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(shared);
        let accepting = tokio::spawn({
            let shared = Arc::clone(&shared);
            async move {
                while let Ok((stream, _)) = listener.accept().await {
                    tokio::spawn(Arc::clone(&shared).talk(stream));
                }
            }
        });
        Self {
            port,
            shared,
            accepting,
        }
    }

    /// Adds a reply to the script.
    pub(crate) fn next(&self, reply: Reply) {
        self.shared.script.lock().unwrap().push_back(reply);
    }

    /// Base URL.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// All requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap().clone()
    }

    /// The only request so far.
    pub(crate) fn only(&self) -> Seen {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "one request was expected");
        seen.into_iter().next().unwrap()
    }

    /// Number of connections that are open.
    pub(crate) fn open(&self) -> usize {
        *self.shared.open.lock().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shared {
    async fn talk(self: Arc<Self>, mut stream: TcpStream) {
        *self.open.lock().unwrap() += 1;
        while let Some(seen) = receive(&mut stream).await {
            self.seen.lock().unwrap().push(seen);
            let next = self.script.lock().unwrap().pop_front();
            let none = || Reply::new(599, "text/plain", "the script is at its end");
            let reply = next.or_else(|| self.rest.clone()).unwrap_or_else(none);
            if !answer(&mut stream, reply).await {
                break;
            }
        }
        *self.open.lock().unwrap() -= 1;
    }
}

/// Sends a reply; `false`: the connection is over.
async fn answer(stream: &mut TcpStream, reply: Reply) -> bool {
    for step in reply.0 {
        match step {
            Step::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return false;
                }
            }
            // A client that goes away ends the wait.
            Step::Wait(duration) => {
                let mut byte = [0];
                tokio::select! {
                    () = tokio::time::sleep(duration) => {}
                    _ = stream.peek(&mut byte) => return false,
                }
            }
            Step::Close => return false,
            Step::Reset => {
                stream.set_zero_linger().unwrap();
                return false;
            }
        }
    }
    true
}

/// One request; `None`: the connection was closed.
async fn receive(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut seen = Seen {
        head,
        body: bytes[end..].to_vec(),
    };
    let length = seen
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while seen.body.len() < length {
        if stream.read_buf(&mut seen.body).await.ok()? == 0 {
            return None;
        }
    }
    Some(seen)
}
