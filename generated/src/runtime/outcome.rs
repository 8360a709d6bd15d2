//! From an answer to types: the status chooses what it is, the body is read after that.

use std::fmt;

use super::answer::{Answer, Unreadable};
use super::error::Error;
use super::execute::{Failed, Outcome};
use super::response::{DecodeError, Response};
use super::{Decode, Format};

/// A body that can be read. Not to be implemented outside of this crate.
pub trait Payload: Sized + Send + 'static {
    #[doc(hidden)]
    fn read(answer: &mut Answer, format: Format) -> Result<Self, Unreadable>;
}

impl<T: Decode + Send + 'static> Payload for T {
    #[inline]
    fn read(answer: &mut Answer, format: Format) -> Result<Self, Unreadable> {
        let mut value = T::empty();
        answer.decode(format, &mut value)?;
        Ok(value)
    }
}

impl Payload for () {
    fn read(_: &mut Answer, _: Format) -> Result<Self, Unreadable> {
        Ok(())
    }
}

/// What a call gives when it succeeds. Not to be implemented outside of this crate.
pub trait Output: Sized + Send + 'static {
    /// Reads it; `None`: the status is no success.
    #[doc(hidden)]
    fn read_success(answer: &mut Answer) -> Option<Result<Self, Unreadable>>;
}

impl<T: Payload> Output for T {
    #[inline]
    fn read_success(answer: &mut Answer) -> Option<Result<Self, Unreadable>> {
        let format = answer.operation.format;
        answer.status.is_success().then(|| T::read(answer, format))
    }
}

/// The errors of an operation. Not to be implemented outside of this crate.
pub trait ApiError: fmt::Debug + Sized + Send + Sync + 'static {
    #[doc(hidden)]
    fn read_error(answer: &mut Answer) -> Self;
}

/// The result of a call.
pub(crate) fn finish<T: Output, E: ApiError>(outcome: Outcome) -> Result<Response<T>, Error<E>> {
    let mut answer = match outcome {
        Ok(answer) => answer,
        Err(Failed::Request(error)) => return Err(Error::Request(error)),
        Err(Failed::Transport(error)) => return Err(Error::Transport(error)),
        Err(Failed::Timeout(error)) => return Err(Error::Timeout(error)),
    };
    match T::read_success(&mut answer) {
        Some(Ok(body)) => {
            answer.forget_body();
            Ok(Response { body, answer })
        }
        Some(Err(fault)) => {
            answer.shorten_body();
            Err(Error::Decode(Box::new(DecodeError { answer, fault })))
        }
        None => {
            let body = E::read_error(&mut answer);
            answer.shorten_body();
            Err(Error::Api(Box::new(Response { body, answer })))
        }
    }
}

/// The errors of an operation by status, in the order in which they are tried: exact ones, ranges, `default`. A payload
/// is JSON, or says `text` or `binary` after it:
/// `errors!(FetchThingError { 404 => NotFound, 5XX => ServerError(Problem), 502 => BadGateway(String) text });`
macro_rules! errors {
    ($name:ident { $($status:tt => $variant:ident $(($payload:ty) $($format:ident)?)?),* $(,)? }) => {
        impl $crate::runtime::ApiError for $name {
            #[inline]
            fn read_error(answer: &mut $crate::runtime::Answer) -> Self {
                $($crate::runtime::variant!(answer, stringify!($status), $variant $(, $payload, $($format)?)?);)*
                Self::Unexpected($crate::runtime::Unexpected::new(answer, None))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $($crate::runtime::show!(self, f, $variant $(, $payload, $($format)?)?);)*
                match self {
                    Self::Unexpected(unexpected) => ::std::fmt::Debug::fmt(unexpected, f),
                    #[allow(unreachable_patterns, reason = "there may be no other variant")]
                    _ => ::std::result::Result::Ok(()),
                }
            }
        }
    };
}

/// Shows this variant, and nothing of a body that is not JSON but its length.
macro_rules! show {
    ($self:ident, $f:ident, $variant:ident) => {
        if let Self::$variant = $self {
            return $f.write_str(stringify!($variant));
        }
    };
    ($self:ident, $f:ident, $variant:ident, $payload:ty,) => {
        if let Self::$variant(body) = $self {
            return $crate::runtime::variant_shown($f, stringify!($variant), body);
        }
    };
    ($self:ident, $f:ident, $variant:ident, $payload:ty, $format:ident) => {
        if let Self::$variant(body) = $self {
            let length = format_args!("{} bytes", body.len());
            return $crate::runtime::variant_shown($f, stringify!($variant), &length);
        }
    };
}

/// Shows a variant with its payload.
pub(crate) fn variant_shown(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    payload: &dyn fmt::Debug,
) -> fmt::Result {
    f.debug_tuple(name).field(payload).finish()
}

/// Returns this variant, or the one for bodies that can't be read, when the answer has the status.
macro_rules! variant {
    ($answer:ident, $status:expr, $variant:ident) => {
        if $answer.has_status($status) {
            return Self::$variant;
        }
    };
    ($answer:ident, $status:expr, $variant:ident, $payload:ty, $($format:ident)?) => {
        if $answer.has_status($status) {
            let format = $crate::runtime::format!($($format)?);
            return match <$payload as $crate::runtime::Payload>::read($answer, format) {
                Ok(body) => Self::$variant(body),
                Err(fault) => Self::Unexpected($crate::runtime::Unexpected::new($answer, Some(fault))),
            };
        }
    };
}

/// The format of a payload by the word after it.
macro_rules! format {
    () => {
        $crate::runtime::Format::Json
    };
    (text) => {
        $crate::runtime::Format::Text
    };
    (binary) => {
        $crate::runtime::Format::Binary
    };
}

pub(crate) use {errors, format, show, variant};
