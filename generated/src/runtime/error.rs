//! Errors of calls: one type for each operation, one for all, and the questions that both answer.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderMap, LOCATION};

use super::Operation;
use super::answer::{Answer, Unreadable, shortened};
use super::clock::Timeout;
use super::outcome::{ApiError, variant_shown};
use super::redirect::LIMIT;
pub use super::refusal::{BuildError, RequestError};
use super::response::{DecodeError, Response};
use super::transport::TransportError;

/// Why a call failed; `E` are the errors that the document describes for the operation.
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with an error. Its status chooses the variant of `E`. A success is here only where the document
    /// has several, and not this one: none of their types could be chosen.
    Api(Box<Response<E>>),
    /// The server answered with a success whose body can't be read, or did not come to its end. Where the document has one
    /// success, any 2XX is read as that: the body says whether it is.
    Decode(Box<DecodeError>),
    /// The transport failed before there was a response: no connection, or it broke off.
    Transport(Box<NoAnswer<TransportError>>),
    /// It timed out before there was a response.
    Timeout(Box<NoAnswer<Timeout>>),
    /// The request could not be made, so it was not sent; attempts before this one may have been.
    Request(RequestError),
}

/// An end without a response, by this cause.
pub struct NoAnswer<C> {
    pub(crate) operation: &'static Operation,
    pub(crate) cause: C,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
}

impl<C> NoAnswer<C> {
    /// Cause, at the last attempt.
    pub fn cause(&self) -> &C {
        &self.cause
    }

    /// Number of attempts.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Time from the start of the call, all attempts included.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl<C: fmt::Display> fmt::Display for NoAnswer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}{}",
            self.operation.id,
            self.cause,
            after(self.attempts)
        )
    }
}

impl<C: fmt::Debug> fmt::Debug for NoAnswer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoAnswer")
            .field("operation", &self.operation.id)
            .field("cause", &self.cause)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .finish()
    }
}

fn after(attempts: u32) -> String {
    if attempts == 1 {
        String::new()
    } else {
        format!(" ({attempts} attempts)")
    }
}

/// What errors of all operations have in common.
trait Failure: StdError + Send + Sync + 'static {
    /// What is known of it.
    fn facts(&self) -> Facts<'_>;
}

/// What is known of an error, whatever errors its operation has.
struct Facts<'a> {
    /// Id of the operation.
    operation: &'static str,
    attempts: u32,
    /// Time from the start.
    elapsed: Duration,
    /// The response, if there was one.
    answer: Option<&'a Answer>,
    /// The cause, if the transport failed.
    transport: Option<&'a TransportError>,
    /// Why there was no request.
    request: Option<&'a RequestError>,
    /// Whether the time was over.
    timed_out: bool,
}

impl<'a> Facts<'a> {
    fn new(operation: &'static str, attempts: u32, elapsed: Duration) -> Self {
        Self {
            operation,
            attempts,
            elapsed,
            answer: None,
            transport: None,
            request: None,
            timed_out: false,
        }
    }

    fn of(answer: &'a Answer) -> Self {
        Self {
            answer: Some(answer),
            ..Self::new(answer.operation.id, answer.attempts, answer.elapsed)
        }
    }
}

impl<E: ApiError> Failure for Error<E> {
    fn facts(&self) -> Facts<'_> {
        match self {
            Self::Api(response) => Facts::of(&response.answer),
            Self::Decode(error) => {
                let mut facts = Facts::of(&error.answer);
                match &error.fault {
                    Unreadable::Interrupted(cause) => facts.transport = Some(cause),
                    Unreadable::Timeout(_) => facts.timed_out = true,
                    _ => {}
                }
                facts
            }
            Self::Transport(error) => Facts {
                transport: Some(&error.cause),
                ..Facts::new(error.operation.id, error.attempts, error.elapsed)
            },
            Self::Timeout(error) => Facts {
                timed_out: true,
                ..Facts::new(error.operation.id, error.attempts, error.elapsed)
            },
            Self::Request(error) => Facts {
                request: Some(error),
                timed_out: error.is_timeout(),
                ..Facts::new(error.operation(), error.attempts(), error.elapsed())
            },
        }
    }
}

impl<E: ApiError> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(response) => show_answer(&response.answer, f),
            Self::Decode(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
        }
    }
}

/// Shows what is an error by its status.
fn show_answer(answer: &Answer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (operation, status) = (answer.operation, answer.status);
    write!(f, "{}: {status}", operation.id)?;
    if let Some(code) = answer.code() {
        write!(f, ", code {code}")?;
    }
    if status.is_success() {
        f.write_str(", a status that the document does not describe")?;
    }
    // Where it is described it is an answer, and was not to be followed.
    let is_answer = operation.redirects.contains(&status.as_u16());
    if status.is_redirection() && !is_answer && answer.headers.contains_key(LOCATION) {
        write!(
            f,
            ", not followed: redirects are within one origin, {LIMIT} at most"
        )?;
    }
    if let Some(id) = answer.request_id() {
        write!(f, " (request {})", shortened(id))?;
    }
    f.write_str(&after(answer.attempts))
}

impl<E> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(response) => variant_shown(f, "Api", &response.answer),
            Self::Decode(error) => variant_shown(f, "Decode", error),
            Self::Transport(error) => variant_shown(f, "Transport", error),
            Self::Timeout(error) => variant_shown(f, "Timeout", error),
            Self::Request(error) => variant_shown(f, "Request", error),
        }
    }
}

impl<E: ApiError> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(_) | Self::Timeout(_) => None,
            Self::Decode(error) => error.source(),
            Self::Transport(error) => error.cause.source(),
            Self::Request(error) => error.source(),
        }
    }
}

impl<E: ApiError> Error<E> {
    /// What the document describes, if the server answered with an error.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(response) => Some(response.body()),
            Self::Decode(_) | Self::Transport(_) | Self::Timeout(_) | Self::Request(_) => None,
        }
    }
}

/// The error of any operation, so that different ones meet under one `?`.
pub struct AnyError(Box<dyn Failure>);

impl<E: ApiError> From<Error<E>> for AnyError {
    #[inline]
    fn from(error: Error<E>) -> Self {
        Self(Box::new(error))
    }
}

impl AnyError {
    fn facts(&self) -> Facts<'_> {
        self.0.facts()
    }

    /// The error itself, if it is one of the operation with these errors. Of an API of things:
    ///
    /// ```text
    /// let fetched = error.downcast_ref::<FetchThingError>().and_then(Error::api);
    /// if let Some(FetchThingError::NotFound(problem)) = fetched {
    ///     println!("{}: {:?}", error.operation(), problem.message);
    /// }
    /// ```
    pub fn downcast_ref<E: ApiError>(&self) -> Option<&Error<E>> {
        let error: &(dyn StdError + 'static) = &*self.0;
        error.downcast_ref()
    }

    /// The error itself, by value; `None`: it is of another operation, which [`downcast_ref`](Self::downcast_ref) tells
    /// before.
    pub fn downcast<E: ApiError>(self) -> Option<Error<E>> {
        let error: Box<dyn StdError> = self.0;
        error.downcast().ok().map(|error| *error)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl StdError for AnyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

macro_rules! questions {
    (($($generics:tt)*) $name:ty) => {
        impl $($generics)* $name {
            /// Id of the operation in the document.
            pub fn operation(&self) -> &'static str {
                self.facts().operation
            }

            /// Status of the response, if there was one.
            pub fn status(&self) -> Option<StatusCode> {
                Some(self.facts().answer?.status)
            }

            /// Headers of the response, if there was one.
            pub fn headers(&self) -> Option<&HeaderMap> {
                Some(&self.facts().answer?.headers)
            }

            /// The body of the response as it came, its first 64 KiB.
            pub fn raw_body(&self) -> &[u8] {
                match self.facts().answer {
                    Some(answer) => &answer.body,
                    None => &[],
                }
            }

            /// The vendor's id of this request. `None` where there was no response, or none with that header, and always
            /// where neither the document nor a choice of its user names a header for it.
            pub fn request_id(&self) -> Option<&str> {
                self.facts().answer?.request_id()
            }

            /// How long the server asks to wait from when it answered, in `Retry-After`: seconds or a date, a century at most.
            pub fn retry_after(&self) -> Option<Duration> {
                self.facts().answer?.retry_after
            }

            /// Number of attempts; 0 when nothing was sent.
            pub fn attempts(&self) -> u32 {
                self.facts().attempts
            }

            /// Time from the start of the call, all attempts included.
            pub fn elapsed(&self) -> Duration {
                self.facts().elapsed
            }

            /// Whether there was a response with this status.
            pub fn is_status(&self, status: u16) -> bool {
                matches!(self.status(), Some(is) if is.as_u16() == status)
            }

            /// 401
            pub fn is_unauthorized(&self) -> bool {
                self.is_status(401)
            }

            /// 403
            pub fn is_forbidden(&self) -> bool {
                self.is_status(403)
            }

            /// 404
            pub fn is_not_found(&self) -> bool {
                self.is_status(404)
            }

            /// 409
            pub fn is_conflict(&self) -> bool {
                self.is_status(409)
            }

            /// 429
            pub fn is_too_many_requests(&self) -> bool {
                self.is_status(429)
            }

            /// 4XX
            pub fn is_client_error(&self) -> bool {
                matches!(self.status(), Some(is) if is.is_client_error())
            }

            /// 5XX
            pub fn is_server_error(&self) -> bool {
                matches!(self.status(), Some(is) if is.is_server_error())
            }

            /// Whether it timed out: a connection, an attempt, the call, or the transport itself; also a request for a
            /// token, and within the body of a success, whose status and headers are there then.
            pub fn is_timeout(&self) -> bool {
                let facts = self.facts();
                facts.timed_out || facts.transport.is_some_and(TransportError::is_timeout)
            }

            /// Whether a credential could not be fetched, so that the last attempt sent nothing. Credentials that the
            /// server refuses are [`is_unauthorized`](Self::is_unauthorized).
            pub fn is_credential(&self) -> bool {
                self.facts().request.is_some_and(RequestError::is_credential)
            }

            /// Whether there was no connection, so that the last attempt sent nothing.
            pub fn is_connect(&self) -> bool {
                self.facts().transport.is_some_and(TransportError::is_connect)
            }
        }
    };
}

questions!((<E: ApiError>) Error<E>);
questions!(() AnyError);
