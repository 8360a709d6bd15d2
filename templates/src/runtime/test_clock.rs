//! A clock for tests, on which nobody waits: time passes when there is nothing else to wait for.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use super::clock::{Clock, HAS_SYSTEM};
use super::transport::BoxFuture;

/// A clock for tests; clones tell the same time. It stands still until all that is going on waits for it, and is then at
/// the end of the shortest wait at once: backing off for a minute takes no time, and is measured as a minute.
///
/// It knows of no wait but its own, so it is not for a transport that really sends: use it with a
/// [`MockTransport`](super::mock::MockTransport).
#[derive(Clone, Debug)]
pub struct TestClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    start_date: SystemTime,
    passed: Duration,
    /// The ends of all waits by their number.
    waits: BTreeMap<u64, Duration>,
    next: u64,
}

impl TestClock {
    /// A clock that begins with the present, or in 1970 where the system has no time.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            start_date: match HAS_SYSTEM {
                true => SystemTime::now(),
                false => SystemTime::UNIX_EPOCH,
            },
            passed: Duration::ZERO,
            waits: BTreeMap::new(),
            next: 0,
        })))
    }

    /// How much time has passed on it.
    pub fn elapsed(&self) -> Duration {
        self.state().passed
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let mut state = self.state();
        state.passed = state.passed.saturating_add(time);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(Wait {
            clock: self.clone(),
            duration,
            number: None,
        })
    }

    fn date(&self) -> Option<SystemTime> {
        let state = self.state();
        let date = state.start_date.checked_add(state.passed);
        Some(date.unwrap_or(state.start_date))
    }
}

/// A wait, which begins when it is first asked for.
struct Wait {
    clock: TestClock,
    duration: Duration,
    number: Option<u64>,
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = clock.state();
        let Some(number) = self.number else {
            let number = state.next;
            state.next += 1;
            let end = state.passed.saturating_add(self.duration);
            state.waits.insert(number, end);
            self.number = Some(number);
            // Whoever else wants to wait says so before this is asked again.
            context.waker().wake_by_ref();
            return Poll::Pending;
        };
        let own = state.waits.get(&number).copied().unwrap_or_default();
        if state.waits.values().any(|other| *other < own) {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        state.passed = state.passed.max(own);
        Poll::Ready(())
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.clock.state().waits.remove(&number);
        }
    }
}
