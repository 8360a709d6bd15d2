//! A server on this machine that answers as the document's examples do, for tests of whole programs.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ALLOW, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{Response, StatusCode, Version};

use super::call::Call;
use super::client::{Client, ClientBuilder};
use super::mock::{MockAnswers, MockTransport, Planned};
use super::outcome::{ApiError, Output};
use super::routes::{Found, Route, find};
use super::sent::SentRequest;
use crate::client::SERVICE;
use crate::routes::ROUTES;

/// A server on this machine, for tests of programs that use this crate: it knows the operations of the API, and answers
/// each with an example of its success. It speaks HTTP/1.1, keeps what it was sent, and ends when it is dropped.
///
/// A path that is not of the API is answered with 404, another method with 405, and a text that says so. Of an API of things:
///
/// ```text
/// let server = TestServer::start()?;
/// let client = server.builder().build()?; // or your program, with `server.url()`
/// assert_eq!(client.fetch_thing("t1").await?, Thing::example());
///
/// server.on(client.fetch_thing("t2")).fails(FetchThingError::NotFound(Problem::example()));
/// assert!(client.fetch_thing("t2").await.unwrap_err().is_not_found());
/// assert_eq!(server.received().len(), 2);
/// ```
pub struct TestServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    /// What a test wants answered in place of the examples, and what came.
    plans: MockTransport,
    is_over: AtomicBool,
    /// Connections by number, to close them.
    open: Mutex<BTreeMap<u64, TcpStream>>,
}

impl TestServer {
    /// Starts a server on a free port.
    ///
    /// # Errors
    /// When there is no port to be had.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::<Shared>::default();
        let accepting = thread::Builder::new().spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        })?;
        Ok(Self {
            address,
            shared,
            accepting: Some(accepting),
        })
    }

    /// Its URL, for [`ClientBuilder::base_url`].
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A builder of a client of this server, which needs no credentials.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(self.url()).without_credentials()
    }

    /// Answers calls like this one otherwise, as [`MockTransport::on`]; a failure of the transport closes the connection. A
    /// call that has its path and is not like it is answered with 501, and a text that says what is expected.
    #[must_use = "an expectation without an answer panics when a call meets it"]
    #[track_caller]
    pub fn on<T: Output, E: ApiError>(&self, call: impl Into<Call<T, E>>) -> MockAnswers<T, E> {
        self.shared.plans.on(call)
    }

    /// What it was sent, in the order in which it came.
    pub fn received(&self) -> Vec<SentRequest> {
        self.shared.plans.sent()
    }
}

impl fmt::Debug for TestServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TestServer({})", self.address)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Release);
        // It waits for a connection, so it gets one.
        let woken = TcpStream::connect(self.address);
        if let (Ok(_), Some(accepting)) = (woken, self.accepting.take()) {
            // It does not panic; if it did, the test is over all the same.
            let _ = accepting.join();
        }
        for stream in self.shared.open().values() {
            // The other side may have closed it already.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn open(&self) -> std::sync::MutexGuard<'_, BTreeMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives each connection a thread, until it is over.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in (0..).zip(listener.incoming()) {
        if shared.is_over.load(Ordering::Acquire) {
            return;
        }
        let Ok((stream, other)) = stream.and_then(|stream| Ok((stream.try_clone()?, stream)))
        else {
            // Such as for want of a descriptor: it fails at once then, again and again.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        shared.open().insert(number, other);
        let talking = thread::Builder::new().spawn({
            let shared = Arc::clone(shared);
            move || {
                // A connection that breaks off is the other side's affair.
                let _ = talk(stream, &shared);
                shared.open().remove(&number);
            }
        });
        if talking.is_err() {
            shared.open().remove(&number);
        }
    }
}

/// Answers the requests of a connection, until one side closes it, or a request says that it is the last.
fn talk(stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let mut writer = stream.try_clone()?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = receive(&mut reader, &mut writer)? {
        let is_head = request.method() == http::Method::HEAD;
        let is_last = is_last(&request);
        let Some(response) = answer(request, shared) else {
            return writer.shutdown(Shutdown::Both);
        };
        writer.write_all(&written(&response, is_head))?;
        if is_last {
            break;
        }
    }
    Ok(())
}

/// Whether who sent this waits for the connection to be closed behind the answer (RFC 9112, 9.3).
fn is_last(request: &http::Request<Bytes>) -> bool {
    let options = request.headers().get_all(CONNECTION).into_iter();
    let mut options = options.flat_map(|options| options.as_bytes().split(|byte| *byte == b','));
    request.version() == Version::HTTP_10
        || options.any(|option| option.trim_ascii().eq_ignore_ascii_case(b"close"))
}

/// One request; `None`: the connection was closed.
fn receive(
    reader: &mut impl BufRead,
    writer: &mut impl Write,
) -> io::Result<Option<http::Request<Bytes>>> {
    let wrong = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why);
    let Some(first) = line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let request = http::Request::builder()
        .method(words.next().unwrap_or_default())
        .uri(words.next().unwrap_or_default())
        .version(match words.next() {
            Some("HTTP/1.0") => Version::HTTP_10,
            _ => Version::HTTP_11,
        });
    let mut request = request
        .body(Bytes::new())
        .map_err(|_| wrong("no request"))?;
    loop {
        let header = next_line(reader)?;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':').ok_or_else(|| wrong("no header"))?;
        let name = http::HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("no name"))?;
        let value = value.trim().parse().map_err(|_| wrong("no value"))?;
        request.headers_mut().append(name, value);
    }
    let header = |name: &str| request.headers().get(name)?.to_str().ok();
    if header("expect").is_some_and(|expected| expected.eq_ignore_ascii_case("100-continue")) {
        writer.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let mut body = Vec::new();
    if header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        chunks(reader, &mut body)?;
    } else if let Some(length) = header("content-length") {
        let length = length.parse().map_err(|_| wrong("no length"))?;
        bytes(reader, length, &mut body)?;
    }
    *request.body_mut() = Bytes::from(body);
    Ok(Some(request))
}

/// A line without its end; `None`: there is none any more.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = String::new();
    let length = reader.read_line(&mut line)?;
    line.truncate(line.trim_end().len());
    Ok((length > 0).then_some(line))
}

/// A line of a request that has begun, and may not end yet.
fn next_line(reader: &mut impl BufRead) -> io::Result<String> {
    line(reader)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// So many bytes of a body, and no fewer.
fn bytes(reader: &mut impl BufRead, length: u64, body: &mut Vec<u8>) -> io::Result<()> {
    if (reader.take(length).read_to_end(body)? as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(())
}

/// A body in chunks (RFC 9112, 7.1), and the trailer behind it.
fn chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let head = next_line(reader)?;
        let size = head.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "no size of a chunk"))?;
        bytes(reader, size, body)?;
        if size == 0 {
            while !next_line(reader)?.is_empty() {}
            return Ok(());
        }
        next_line(reader)?;
    }
}

/// Keeps a request, and gives its answer; `None`: a failure is planned.
fn answer(request: http::Request<Bytes>, shared: &Shared) -> Option<Response<Bytes>> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let found = find(ROUTES, &SERVICE, method.as_str(), request.uri());
    let operation = match found {
        Found::Route(route) => route.operation,
        Found::OtherMethods(_) | Found::Nothing => "",
    };
    match shared.plans.answer(SentRequest::of(operation, request)) {
        Ok((delay, planned)) => {
            thread::sleep(delay);
            match planned {
                Planned::Response(response) => Some(response),
                Planned::Failure(_) => None,
            }
        }
        Err(missed) if missed.is_near_miss => {
            Some(refusal(StatusCode::NOT_IMPLEMENTED, missed.text))
        }
        Err(_) => Some(match found {
            Found::Route(route) => example(route),
            Found::OtherMethods(methods) => {
                let allowed = methods.join(", ");
                let text = format!("{path} does not accept {method}; it accepts {allowed}\n");
                let mut response = refusal(StatusCode::METHOD_NOT_ALLOWED, text);
                if let Ok(allowed) = allowed.parse() {
                    response.headers_mut().insert(ALLOW, allowed);
                }
                response
            }
            Found::Nothing => refusal(
                StatusCode::NOT_FOUND,
                format!("{path} is not a path of this API\n"),
            ),
        }),
    }
}

fn example(route: &Route) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::from_u16(route.status).unwrap_or(StatusCode::OK);
    for (media_type, body) in route.body {
        *response.body_mut() = Bytes::from_static(body.as_bytes());
        if let Ok(media_type) = media_type.parse() {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
    }
    response
}

fn refusal(status: StatusCode, text: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(text));
    *response.status_mut() = status;
    let text = http::HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, text);
    response
}

/// A response as it is sent, its length in place of what was said of it when it was recorded; the answer to HEAD, and some
/// by their status, have no body (RFC 9112, 6.3).
fn written(response: &Response<Bytes>, is_head: bool) -> Vec<u8> {
    let status = response.status();
    let has_body = !status.is_informational() && status != 204 && status != 304;
    let mut bytes = format!("HTTP/1.1 {status}\r\n").into_bytes();
    for (name, value) in response.headers() {
        if name != CONTENT_LENGTH && name != TRANSFER_ENCODING {
            bytes.extend_from_slice(
                &[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat(),
            );
        }
    }
    if has_body {
        bytes
            .extend_from_slice(format!("content-length: {}\r\n", response.body().len()).as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    if has_body && !is_head {
        bytes.extend_from_slice(response.body());
    }
    bytes
}
