//! When a call is tried again: the policy, the wait, and the budget that keeps a failing server from being flooded.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use http::{Method, StatusCode};

use super::clock::{Clock, HAS_SYSTEM};
use super::transport::TransportError;

/// Decides whether an attempt is followed by another one. The client keeps to the limits (number of attempts, total
/// time, budget) whatever a policy says.
pub trait RetryPolicy: Send + Sync + 'static {
    /// How long to wait before the next attempt; `None`: what came is the caller's.
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;
}

/// An attempt that did not succeed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct FailedAttempt<'a> {
    /// Its number, from 1.
    pub number: u32,
    /// Method of the request.
    pub method: &'a Method,
    /// Sending the request twice is as good as once: by its method, or because it has an idempotency key.
    pub idempotent: bool,
    /// The API has certainly done nothing: no request has come to it, or it has refused it unread.
    pub unprocessed: bool,
    /// What came of it.
    pub outcome: AttemptOutcome<'a>,
    /// What the server asked for in `Retry-After`.
    pub retry_after: Option<Duration>,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum AttemptOutcome<'a> {
    /// A status that is not a success.
    Status(StatusCode),
    /// The transport failed.
    Transport(&'a TransportError),
    /// It timed out.
    Timeout,
}

/// The policy of a client that is given no other: what `Retry-After` asks for, and then a wait of random length up to a
/// limit that doubles ("full jitter").
///
/// Tried again are: any method when nothing was sent or read, and after 429; idempotent methods, and requests with an
/// idempotency key, after other failures of the transport, a timeout of the attempt, and 408, 500, 502, 503, 504.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    longest_retry_after: Duration,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(200),
            longest: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(60),
        }
    }
}

impl Backoff {
    /// Longest wait after the first attempt; 200 ms unless set.
    #[must_use]
    pub fn first(self, first: Duration) -> Self {
        Self { first, ..self }
    }

    /// Longest wait at all; 8 s unless set.
    #[must_use]
    pub fn longest(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Longest `Retry-After` that is obeyed; 60 s unless set. The response that asks for more is the caller's.
    #[must_use]
    pub fn longest_retry_after(self, longest_retry_after: Duration) -> Self {
        Self {
            longest_retry_after,
            ..self
        }
    }
}

impl RetryPolicy for Backoff {
    fn wait(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        use super::transport::TransportErrorKind::Unusable;
        let safe = match failed.outcome {
            AttemptOutcome::Status(status) => match status.as_u16() {
                429 => true,
                408 | 500 | 502 | 503 | 504 => failed.idempotent,
                _ => false,
            },
            AttemptOutcome::Transport(error) if error.kind() == Unusable => false,
            AttemptOutcome::Transport(_) | AttemptOutcome::Timeout => {
                failed.idempotent || failed.unprocessed
            }
        };
        let asked = failed.retry_after.unwrap_or_default();
        if !safe || asked > self.longest_retry_after {
            return None;
        }
        let doubled = 2_u32.saturating_pow(failed.number.saturating_sub(1));
        let limit = self.first.saturating_mul(doubled).min(self.longest);
        let wait = Duration::try_from_secs_f64(limit.as_secs_f64() * random_fraction());
        // Never sooner than asked, and not all at once.
        Some(asked.saturating_add(wait.unwrap_or(limit)))
    }
}

/// Keeps retries to a part of all calls, over all clones of a client: each retry takes ten tokens, each call that
/// succeeds puts one back.
pub(crate) struct Budget {
    tokens: AtomicU32,
    capacity: u32,
}

impl Budget {
    const COST: u32 = 10;

    /// A full budget: so many retries when none of the calls succeeds.
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(Self::COST);
        Self {
            tokens: AtomicU32::new(capacity),
            capacity,
        }
    }

    /// Whether there is a retry left; takes it.
    pub(crate) fn take(&self) -> bool {
        let take = |tokens: u32| tokens.checked_sub(Self::COST);
        self.tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// A call has succeeded.
    pub(crate) fn refill(&self) {
        let add = |tokens: u32| (tokens < self.capacity).then(|| tokens.saturating_add(1));
        // An error says that it is full.
        let _ = self
            .tokens
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

/// How long a server asks to wait (RFC 9110, 10.2.3): seconds, or a date, which is compared with the server's own clock
/// where it tells it, since clocks differ, and else with the client's.
pub(crate) fn retry_after(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(seconds(text.parse().unwrap_or(u64::MAX)));
    }
    let now = match headers.get(DATE).and_then(date) {
        Some(now) => now,
        None => match clock.date()?.duration_since(UNIX_EPOCH) {
            Ok(since) => since.as_secs(),
            Err(_) => 0,
        },
    };
    Some(seconds(http_date(text)?.saturating_sub(now)))
}

fn date(header: &HeaderValue) -> Option<u64> {
    http_date(header.to_str().ok()?)
}

/// A century at most, so that it can be added to any time of the day.
fn seconds(asked: u64) -> Duration {
    Duration::from_secs(asked.min(100 * 365 * 24 * 60 * 60))
}

/// Seconds since 1970 of a date in one of the three forms that a recipient must read (RFC 9110, 5.6.7):
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
fn http_date(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut words: Vec<&str> = text.split([' ', ',', '-', ':']).collect();
    words.retain(|word| !word.is_empty());
    let ([_, day, month, year, hour, minute, second, "GMT"]
    | [_, month, day, hour, minute, second, year]) = words.as_slice()
    else {
        return None;
    };
    let month = MONTHS.iter().position(|name| name == month)?;
    let month = u64::try_from(month).ok()? + 1;
    // A year of two digits is none before 1970, when there was no such date.
    let century = match (year.len(), *year < "70") {
        (2, true) => 2000,
        (2, false) => 1900,
        _ => 0,
    };
    let (day, year) = (number(day, 31)?, century + number(year, 9999)?);
    let (hour, minute, second) = (number(hour, 23)?, number(minute, 59)?, number(second, 60)?);
    // Days since 1 March of the year 0, in which leap days come last.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year.checked_sub(1)?, month + 9)
    };
    let days = 365 * year + year / 4 - year / 100
        + year / 400
        + (153 * month + 2) / 5
        + day.checked_sub(1)?;
    let days = days.checked_sub(719_468)?;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

fn number(text: &str, limit: u64) -> Option<u64> {
    match text.parse() {
        Ok(number) if number <= limit => Some(number),
        _ => None,
    }
}

/// A random number. It only spreads load and tells requests apart: the seed of `std`'s hash maps is good enough, with what
/// tells a forked process from the one whose seed it has.
pub(crate) fn random() -> u64 {
    drawn(&RandomState::new())
}

pub(crate) fn drawn(seed: &RandomState) -> u64 {
    seed.hash_one(HAS_SYSTEM.then(|| (std::process::id(), SystemTime::now())))
}

/// A random number from 0 to 1.
fn random_fraction() -> f64 {
    let top = u32::try_from(random() >> 32).unwrap_or(u32::MAX);
    f64::from(top) / f64::from(u32::MAX)
}

/// A new UUID of version 4 (RFC 9562, 5.4). Where the system has nothing random it can be foretold.
pub(crate) fn random_uuid() -> String {
    let with_version = random() & !0xf000 | 0x4000;
    let with_variant = random() & !(0x3 << 62) | (0x2 << 62);
    let mut text = format!("{with_version:016x}{with_variant:016x}");
    for end in [8, 13, 18, 23] {
        text.insert(end, '-');
    }
    text
}
