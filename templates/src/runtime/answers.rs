//! Success types with a variant for each status.

/// The successes of an operation by status, in the order in which they are tried: exact ones, ranges, `default` (which is
/// for successes only here). Payloads are as in `errors!`:
/// `answers!(StartThingAnswer { 200 => Ok(Thing), 204 => NoContent });`
macro_rules! answers {
    ($name:ident { $($status:tt => $variant:ident $(($payload:ty) $($format:ident)?)?),* $(,)? }) => {
        impl $crate::runtime::Output for $name {
            #[inline]
            fn read_success(
                answer: &mut $crate::runtime::Answer,
            ) -> Option<Result<Self, $crate::runtime::Unreadable>> {
                $($crate::runtime::answer!(answer, stringify!($status), $variant $(, $payload, $($format)?)?);)*
                None
            }

            #[cfg(feature = "test-util")]
            fn planned(
                &self,
                _: &str,
                _: $crate::runtime::Format,
            ) -> Result<$crate::runtime::Planned, $crate::runtime::Fault> {
                $($crate::runtime::planned!(self, $crate::runtime::success!($status), $variant $(, $payload, $($format)?)?);)*
                $crate::runtime::Planned::new("204", $crate::runtime::Format::Empty, &())
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $($crate::runtime::show!(self, f, $variant $(, $payload, $($format)?)?);)*
                Ok(())
            }
        }
    };
}

/// Returns this variant when the response has the status and is not an error.
macro_rules! answer {
    ($answer:ident, $status:expr, $variant:ident) => {
        if $answer.is_success($status) {
            return Some(Ok(Self::$variant));
        }
    };
    ($answer:ident, $status:expr, $variant:ident, $payload:ty, $($format:ident)?) => {
        if $answer.is_success($status) {
            let format = $crate::runtime::format!($($format)?);
            let body = <$payload as $crate::runtime::Payload>::read($answer, format);
            return Some(body.map(Self::$variant));
        }
    };
}

/// The status of a success by its pattern: `default` is one too here.
macro_rules! success {
    (default) => {
        "200"
    };
    ($status:tt) => {
        stringify!($status)
    };
}

pub(crate) use {answer, answers, success};

impl super::Answer {
    /// Whether the status is the one of a table and no error: `default` is for 2XX only.
    pub(crate) fn is_success(&self, pattern: &str) -> bool {
        let status = self.status;
        self.has_status(pattern)
            && (status.is_success() || pattern != "default" && status.as_u16() < 400)
    }
}
