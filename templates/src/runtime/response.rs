//! Responses: a typed body with its status and headers, and what the document does not describe.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::HeaderMap;

use super::answer::{Answer, Unreadable};
use super::outcome::ApiError;

/// A response: a body, and what came with it. Its `Debug` shows the status, the id of the request and the number of an
/// error, and not the body, which has a `Debug` of its own.
pub struct Response<T> {
    pub(crate) body: T,
    pub(crate) answer: Box<Answer>,
}

impl<T> Response<T> {
    /// Body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Body, alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Body, status and headers.
    pub fn into_parts(self) -> (T, StatusCode, HeaderMap) {
        (self.body, self.answer.status, self.answer.headers)
    }
}

macro_rules! head {
    (($($generics:tt)*) $name:ty) => {
        impl $($generics)* $name {
            /// Status.
            pub fn status(&self) -> StatusCode {
                self.answer.status
            }

            /// Headers.
            pub fn headers(&self) -> &HeaderMap {
                &self.answer.headers
            }

            /// The first header of this name, if it is text.
            pub fn header(&self, name: &str) -> Option<&str> {
                self.answer.header(name)
            }

            /// The vendor's id of this request. `None` where the response has no such header, and always where neither the
            /// document nor a choice of its user names one.
            pub fn request_id(&self) -> Option<&str> {
                self.answer.request_id()
            }

            /// How long the server asks to wait from when it answered, in `Retry-After`: seconds or a date, a century at most.
            pub fn retry_after(&self) -> Option<Duration> {
                self.answer.retry_after
            }

            /// Number of attempts, this one included.
            pub fn attempts(&self) -> u32 {
                self.answer.attempts
            }

            /// Time from the start of the call, all attempts included.
            pub fn elapsed(&self) -> Duration {
                self.answer.elapsed
            }
        }
    };
}

head!((<T>) Response<T>);
head!(() DecodeError);

/// Of an error. A success is read, and its body let go of.
impl<E: ApiError> Response<E> {
    /// The body as it came, its first 64 KiB.
    pub fn raw_body(&self) -> &[u8] {
        &self.answer.body
    }
}

// The body is left out: of a text there is nothing to tell what is personal data, and an error is known by its code.
impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.answer.fmt(f)
    }
}

/// A success whose body can't be read as the document describes it.
pub struct DecodeError {
    pub(crate) answer: Box<Answer>,
    pub(crate) fault: Unreadable,
}

impl DecodeError {
    /// The body as it came, its first 64 KiB.
    pub fn raw_body(&self) -> &[u8] {
        &self.answer.body
    }

    /// What is wrong with the body.
    pub fn fault(&self) -> &Unreadable {
        &self.fault
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer {
            operation, status, ..
        } = &*self.answer;
        write!(f, "{}: {}: {}", operation.id, status.as_u16(), self.fault)
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.fault.source()
    }
}

/// A response that the document does not describe: another status, or a documented one whose body can't be read.
pub struct Unexpected {
    status: StatusCode,
    fault: Option<Box<Unreadable>>,
    body: bytes::Bytes,
}

impl Unexpected {
    /// A response that could not be read for this reason; `None`: its status is not documented.
    pub(crate) fn new(answer: &mut Answer, fault: Option<Unreadable>) -> Self {
        answer.shorten_body();
        let fault = fault.or(answer.fault.take());
        Self {
            status: answer.status,
            fault: fault.map(Box::new),
            body: answer.body.clone(),
        }
    }

    /// The response that it is read from.
    #[cfg(feature = "test-util")]
    pub(crate) fn planned(&self) -> super::Planned {
        super::Planned::response(self.status, None, self.body.clone())
    }

    /// Status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong with the body; `None` when the status is not documented and the body is there.
    pub fn fault(&self) -> Option<&Unreadable> {
        self.fault.as_deref()
    }

    /// The body as it came, its first 64 KiB.
    pub fn raw_body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unexpected")
            .field("status", &self.status.as_u16())
            .field("fault", &self.fault.as_ref().map(ToString::to_string))
            .field("raw_body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
