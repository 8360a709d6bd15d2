//! Requests that a server of HTTP/2 has refused unread: they are sent again whatever their method, and counted.

use std::time::Duration;

use tokio::io::{self, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::runtime::public::{Backoff, Client, Error, TransportErrorKind, Unreadable};

/// The frames of RFC 9113, 6 that are needed, on the first stream.
const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
const REFUSED_STREAM: &[u8] = &[0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 7];
const INTERNAL_ERROR: &[u8] = &[0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 2];
/// The last stream that was looked at is 0, so none, and there is no error.
const LEAVING: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
/// Status 204, which is one number in HPACK (RFC 7541, appendix A).
const NO_CONTENT: &[u8] = &[0, 0, 1, 1, 5, 0, 0, 0, 1, 0x89];

/// Status 200 with a `content-length` of 20 (headers, the second as a literal), and then 2 octets of the body.
const TWO_OF_TWENTY: &[u8] = &[
    0, 0, 6, 1, 4, 0, 0, 0, 1, 0x88, 0x0f, 0x0d, 2, b'2', b'0', 0, 0, 2, 0, 0, 0, 0, 0, 1, b'{',
    b'}',
];
const NO_ERROR: &[u8] = &[0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0];

/// Answers the first request of each connection with these, one after the other.
async fn serve(listener: TcpListener, answers: &'static [&'static [u8]]) {
    for answer in answers {
        let (mut stream, _) = listener.accept().await.unwrap();
        talk(&mut stream, answer).await.unwrap();
    }
}

async fn talk(stream: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    stream.write_all(SETTINGS).await?;
    stream.read_exact(&mut [0; 24]).await?;
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut frame = stream.take(length.into());
        io::copy(&mut frame, &mut io::sink()).await?;
        let (is_headers, ends_stream) = (head[3] == 1, head[4] & 1 == 1);
        if is_headers && ends_stream {
            stream.write_all(answer).await?;
            // So that each attempt is a connection.
            return stream.shutdown().await;
        }
    }
}

/// What comes of starting a thing, by a POST that has no idempotency key.
async fn start(answers: &'static [&'static [u8]]) -> Result<u32, (u32, TransportErrorKind)> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let http2 = reqwest::Client::builder()
        .no_proxy()
        .http2_prior_knowledge();
    let client = Client::builder()
        .base_url(url)
        .basic_auth("user", "secret")
        .reqwest_builder(http2)
        .allow_http()
        .retry_policy(Backoff::default().first(Duration::from_millis(1)))
        .build()
        .unwrap();
    let server = tokio::spawn(serve(listener, answers));
    let result = client.start_thing("t").send().await;
    server.abort();
    match result {
        Ok(response) => Ok(response.attempts()),
        Err(Error::Transport(end)) => Err((end.attempts(), end.cause().kind())),
        Err(Error::Decode(cut)) => match cut.fault() {
            Unreadable::Interrupted(cause) => Err((cut.attempts(), cause.kind())),
            other => unreachable!("{other:?}"),
        },
        Err(other) => unreachable!("{other:?}"),
    }
}

#[tokio::test]
async fn what_the_server_has_not_read_is_sent_again_and_counted() {
    let answers = start(&[REFUSED_STREAM, LEAVING, NO_CONTENT]);
    assert_eq!(answers.await, Ok(3));
    let refused = Err((3, TransportErrorKind::Refused));
    assert_eq!(start(&[REFUSED_STREAM; 3]).await, refused);
}

#[tokio::test]
async fn what_the_server_may_have_read_is_not_sent_again() {
    let failed = Err((1, TransportErrorKind::Exchange));
    assert_eq!(start(&[INTERNAL_ERROR]).await, failed);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_neither_whole_nor_sent_again() {
    let failed = Err((1, TransportErrorKind::Body));
    for end in [REFUSED_STREAM, NO_ERROR] {
        let answer = [TWO_OF_TWENTY, end].concat();
        let answers = vec![&*answer.leak()].leak();
        assert_eq!(start(answers).await, failed, "{end:?}");
    }
}
