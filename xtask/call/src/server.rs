//! The server that is called, in a process of its own, so that its CPU is not counted.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;

/// What the document gives as an example of the answer.
const BODY: &str = include_str!("../../conversation/example.json");

/// The argument that makes this program the server.
pub const ARGUMENT: &str = "serve";

/// A running server; it ends when this is dropped.
pub struct Server {
    process: Child,
    port: u16,
}

impl Server {
    /// Starts this program once more, as the server.
    pub fn start() -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let port = line.trim().parse().map_err(io::Error::other)?;
        Ok(Self { process, port })
    }

    /// Base URL.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Tells its port and answers until the standard input ends, which it does with the program that holds it.
pub fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    io::stdout().flush()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || talk(&stream));
        }
    });
    io::stdin().read_to_end(&mut Vec::new()).map(drop)
}

/// Answers every request on a connection with the same conversation.
fn talk(mut stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\
        date: Sun, 22 Nov 2026 12:00:00 GMT\r\ntwilio-request-id: RQ00000000000000000000000000000000\r\n\
        x-content-type-options: nosniff\r\n\r\n{BODY}",
        BODY.len()
    );
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line == "\r\n" {
            stream.write_all(answer.as_bytes())?;
        }
    }
}
