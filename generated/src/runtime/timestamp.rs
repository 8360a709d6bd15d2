//! Instants as the server wrote them.

use std::cmp::Ordering;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::rfc3339::{self, Seconds};
use super::{Decode, Encode, Fault, Source, View};

/// An instant, kept as the string that was sent, so that it is sent back unchanged. Any string is accepted; [`instant`]
/// reads it.
///
/// Two are equal when their strings are; the order is that of the instants, then of the strings. Strings that are not
/// instants come first.
///
/// [`instant`]: Self::instant
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The instant: RFC 3339 with any offset, in either case, to the nanosecond. A leap second counts as the second after
    /// it.
    ///
    /// # Errors
    /// When the string is not of this form, or out of the range of `SystemTime`.
    pub fn instant(&self) -> Result<SystemTime, NotATimestamp> {
        let (seconds, nanoseconds) = rfc3339::parse(&self.0).ok_or(NotATimestamp)?;
        let distance = Duration::from_secs(seconds.unsigned_abs());
        let second = match seconds < 0 {
            true => UNIX_EPOCH.checked_sub(distance),
            false => UNIX_EPOCH.checked_add(distance),
        };
        let second = second.ok_or(NotATimestamp)?;
        let rest = Duration::from_nanos(nanoseconds.into());
        second.checked_add(rest).ok_or(NotATimestamp)
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// In UTC, with as many decimals of a second as are needed. Instants before the year 0 or after 9999, which RFC 3339
/// can't write, become the nearest ones that it can.
impl From<SystemTime> for Timestamp {
    fn from(instant: SystemTime) -> Self {
        let (seconds, nanoseconds) = match instant.duration_since(UNIX_EPOCH) {
            Ok(after) => (signed(after), after.subsec_nanos()),
            Err(before) => match before.duration().subsec_nanos() {
                0 => (-signed(before.duration()), 0),
                some => (-signed(before.duration()) - 1, 1_000_000_000 - some),
            },
        };
        Self(rfc3339::format(seconds, nanoseconds))
    }
}

fn signed(duration: Duration) -> Seconds {
    Seconds::try_from(duration.as_secs()).unwrap_or(Seconds::MAX)
}

impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        match rfc3339::parse(&self.0).cmp(&rfc3339::parse(&other.0)) {
            Ordering::Equal => self.0.cmp(&other.0),
            unequal => unequal,
        }
    }
}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

super::serialization!(Timestamp);

impl Encode for Timestamp {
    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}

impl Decode for Timestamp {
    fn empty() -> Self {
        Self(String::new())
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        self.0.decode(source)
    }
}

/// The string of a [`Timestamp`] is not an instant as RFC 3339 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATimestamp;

impl fmt::Display for NotATimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the string is not an instant as RFC 3339 writes it")
    }
}

impl std::error::Error for NotATimestamp {}
