//! A server in a few lines of `std`: it answers from a script, one connection after the other, and remembers what it was sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A server; it ends with the program.
pub struct Server {
    port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request as it came.
#[derive(Clone)]
pub struct Seen {
    /// `GET / HTTP/1.1`
    pub line: String,
    /// Body.
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Seen {
    /// The value of a header; names are in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(own, _)| own == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What is answered to one request.
#[derive(Clone)]
pub struct Reply(String);

impl Reply {
    pub fn json(status: u16, body: &str) -> Self {
        Self::with(status, "content-type: application/json\r\n", body)
    }

    pub fn with(status: u16, headers: &str, body: &str) -> Self {
        Self(format!(
            "HTTP/1.1 {status} Status\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }
}

impl Server {
    pub fn start(script: Vec<Reply>) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        std::thread::spawn(move || -> std::io::Result<()> {
            for reply in script {
                let (stream, _) = listener.accept()?;
                let request = receive(&stream)?;
                // Noted before it is answered: who has the answer finds the request.
                log.lock()
                    .expect("no test panics with the log in hand")
                    .push(request);
                (&stream).write_all(reply.0.as_bytes())?;
            }
            Ok(())
        });
        Ok(Self { port, seen })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen
            .lock()
            .expect("no test panics with the log in hand")
            .clone()
    }
}

fn receive(stream: &TcpStream) -> std::io::Result<Seen> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut seen = Seen {
        line: line.trim_end().to_owned(),
        body: String::new(),
        headers: Vec::new(),
    };
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim_end().split_once(": ") else {
            break;
        };
        seen.headers
            .push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length: u64 = seen
        .header("content-length")
        .and_then(|length| length.parse().ok())
        .unwrap_or(0);
    reader.take(length).read_to_string(&mut seen.body)?;
    Ok(seen)
}
