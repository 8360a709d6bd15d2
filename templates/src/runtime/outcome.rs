//! From a response to types: the status chooses what it is, the body is read after that.

use std::fmt;

use super::answer::{Answer, Unreadable};
use super::error::Error;
use super::execute::{Failed, Outcome};
use super::response::{DecodeError, Response};
use super::{Decode, Format};
#[cfg(feature = "test-util")]
use super::{Fault, Planned, ReadOnly, View, encode};

/// A body that can be read: a model, a list or map of such, a string, a number, bytes, or `()`. Not to be implemented
/// outside of this crate, as its bounds are private to it.
pub trait Payload: Sized + Send + 'static {
    #[doc(hidden)]
    fn read(answer: &mut Answer, format: Format) -> Result<Self, Unreadable>;

    /// Writes it, as a server would.
    #[cfg(feature = "test-util")]
    #[doc(hidden)]
    fn write(&self, format: Format) -> Result<bytes::Bytes, Fault>;
}

#[doc(hidden)] // Its bound is out of a reader's reach.
impl<T: Decode + Send + 'static> Payload for T {
    #[inline]
    fn read(answer: &mut Answer, format: Format) -> Result<Self, Unreadable> {
        let mut value = T::empty();
        answer.decode(format, &mut value)?;
        Ok(value)
    }

    #[cfg(feature = "test-util")]
    fn write(&self, format: Format) -> Result<bytes::Bytes, Fault> {
        match (format, self.any_view()) {
            (Format::Text, View::Text(text)) => Ok(text.to_owned().into()),
            _ => encode(self, ReadOnly::Written).map(Into::into),
        }
    }
}

impl Payload for () {
    fn read(answer: &mut Answer, _: Format) -> Result<Self, Unreadable> {
        // Whatever else is wrong with a body that nobody wants is no matter.
        match answer.fault.take() {
            Some(cut @ (Unreadable::Interrupted(_) | Unreadable::Timeout(_))) => Err(cut),
            _ => Ok(()),
        }
    }

    #[cfg(feature = "test-util")]
    fn write(&self, _: Format) -> Result<bytes::Bytes, Fault> {
        Ok(bytes::Bytes::new())
    }
}

/// What a call gives when it succeeds. Not to be implemented outside of this crate.
pub trait Output: Sized + Send + 'static {
    /// Reads it; `None`: the status is not a success that the document describes.
    #[doc(hidden)]
    fn read_success(answer: &mut Answer) -> Option<Result<Self, Unreadable>>;

    /// The response that it is read from, with this status unless it has one of its own.
    #[cfg(feature = "test-util")]
    #[doc(hidden)]
    fn planned(&self, status: &str, format: Format) -> Result<Planned, Fault>;
}

impl<T: Payload> Output for T {
    #[inline]
    fn read_success(answer: &mut Answer) -> Option<Result<Self, Unreadable>> {
        let format = answer.operation.format;
        match answer.has_documented_success() {
            true => Some(T::read(answer, format)),
            false => None,
        }
    }

    #[cfg(feature = "test-util")]
    fn planned(&self, status: &str, format: Format) -> Result<Planned, Fault> {
        Planned::new(status, format, self)
    }
}

/// The errors of an operation. Not to be implemented outside of this crate.
pub trait ApiError: fmt::Debug + Sized + Send + Sync + 'static {
    #[doc(hidden)]
    fn read_error(answer: &mut Answer) -> Self;

    /// The response that it is read from.
    #[cfg(feature = "test-util")]
    #[doc(hidden)]
    fn planned(&self) -> Result<Planned, Fault>;
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
            // It has been read.
            answer.body = bytes::Bytes::new();
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
/// Where the media type of the answer tells two of one status apart, that stands after it: `404 "application/problem+json" =>`.
macro_rules! errors {
    ($name:ident { $($status:tt $($media_type:literal)? => $variant:ident $(($payload:ty) $($format:ident)?)?),* $(,)? }) => {
        impl $crate::runtime::ApiError for $name {
            #[inline]
            fn read_error(answer: &mut $crate::runtime::Answer) -> Self {
                $($crate::runtime::variant!(answer, concat!(stringify!($status) $(, " ", $media_type)?), $variant $(, $payload, $($format)?)?);)*
                Self::Unexpected($crate::runtime::Unexpected::new(answer, None))
            }

            #[cfg(feature = "test-util")]
            fn planned(
                &self,
            ) -> Result<$crate::runtime::Planned, $crate::runtime::Fault> {
                $($crate::runtime::planned!(self, concat!(stringify!($status) $(, " ", $media_type)?), $variant $(, $payload, $($format)?)?);)*
                match self {
                    Self::Unexpected(unexpected) => Ok(unexpected.planned()),
                    #[allow(unreachable_patterns, reason = "there may be no other variant")]
                    _ => $crate::runtime::Planned::new("default", $crate::runtime::Format::Empty, &()),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                // Nothing of a payload: what is displayed may be logged.
                f.write_str(match self {
                    $(Self::$variant { .. } => stringify!($variant),)*
                    Self::Unexpected(_) => "Unexpected",
                })
            }
        }

        impl ::std::error::Error for $name {}

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $($crate::runtime::show!(self, f, $variant $(, $payload, $($format)?)?);)*
                match self {
                    Self::Unexpected(unexpected) => ::std::fmt::Debug::fmt(unexpected, f),
                    #[allow(unreachable_patterns, reason = "there may be no other variant")]
                    _ => Ok(()),
                }
            }
        }
    };
}

/// Returns the response of this variant.
macro_rules! planned {
    ($self:ident, $status:expr, $variant:ident) => {
        if let Self::$variant = $self {
            return $crate::runtime::Planned::new($status, $crate::runtime::Format::Empty, &());
        }
    };
    ($self:ident, $status:expr, $variant:ident, $payload:ty, $($format:ident)?) => {
        if let Self::$variant(body) = $self {
            let format = $crate::runtime::format!($($format)?);
            return $crate::runtime::Planned::new($status, format, body);
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

/// Returns this variant, or the one for bodies that can't be read, when the response has the status.
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

pub(crate) use {errors, format, planned, show, variant};
