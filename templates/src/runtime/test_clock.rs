//! A clock for tests, on which nobody waits: time passes when there is nothing else to wait for.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, SystemTime};

use super::clock::{Clock, HAS_SYSTEM};
use super::transport::BoxFuture;

/// A clock for tests; clones tell the same time. It stands still until somebody waits on it, and is then at the end of the
/// shortest wait at once: backing off for a minute takes no time, and is measured as a minute.
///
/// The limit of a call passes by the waits of that call alone, and by [`advance`](Self::advance): what takes real time, such
/// as a provider of credentials that asks a server, takes none here.
#[derive(Clone, Debug)]
pub struct TestClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    start_date: SystemTime,
    passed: Duration,
    /// All waits by their number.
    waits: BTreeMap<u64, Entry>,
    next: u64,
    /// How often somebody has been asked to be patient since time passed.
    turns: u32,
    /// Waits that ended up to then are waited for no more: whoever holds them does not ask.
    given_up: Duration,
}

#[derive(Debug)]
struct Entry {
    end: Duration,
    is_limit: bool,
    /// Those of one task have the same.
    waker: Waker,
}

/// So often others go first, before time passes again.
const TURNS: u32 = 10_000;

impl State {
    /// Lets time pass up to the end of the shortest wait, and gives who is to be told.
    fn jump(&mut self) -> Vec<Waker> {
        let before = self.passed;
        let is_ahead = |entry: &Entry| entry.end > before;
        let waits = self
            .waits
            .values()
            .filter(|entry| is_ahead(entry) && !entry.is_limit);
        let tasks: Vec<Waker> = waits.map(|entry| entry.waker.clone()).collect();
        // A limit holds for the waits within it; where there is none, the work within it takes real time.
        let holds = |entry: &Entry| tasks.iter().any(|task| task.will_wake(&entry.waker));
        let ends = self
            .waits
            .values()
            .filter(|entry| is_ahead(entry) && holds(entry));
        let Some(now) = ends.map(|entry| entry.end).min() else {
            return Vec::new();
        };
        for entry in self.waits.values_mut() {
            if is_ahead(entry) && !holds(entry) {
                entry.end = entry.end.saturating_add(now - before);
            }
        }
        self.pass_until(now)
    }

    fn pass_until(&mut self, now: Duration) -> Vec<Waker> {
        let ended = |entry: &&Entry| entry.end > self.passed && entry.end <= now;
        let ended = self.waits.values().filter(ended);
        let ended = ended.map(|entry| entry.waker.clone()).collect();
        self.passed = now;
        self.turns = 0;
        ended
    }

    /// Whether somebody whose wait has ended has not come for it yet, and may still.
    fn is_awaited(&mut self) -> bool {
        let mut waits = self.waits.values();
        let is_awaited = waits.any(|entry| entry.end > self.given_up && entry.end <= self.passed);
        if is_awaited && self.turns == TURNS {
            self.given_up = self.passed;
            return false;
        }
        self.turns += 1;
        is_awaited
    }
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
            turns: 0,
            given_up: Duration::ZERO,
        })))
    }

    /// How much time has passed on it.
    pub fn elapsed(&self) -> Duration {
        self.state().passed
    }

    /// Lets time pass.
    pub fn advance(&self, time: Duration) {
        let mut state = self.state();
        let now = state.passed.saturating_add(time);
        let ended = state.pass_until(now);
        drop(state);
        ended.iter().for_each(Waker::wake_by_ref);
    }

    fn wait(&self, duration: Duration, is_limit: bool) -> BoxFuture<'static, ()> {
        Box::pin(Wait {
            clock: self.clone(),
            duration,
            is_limit,
            number: None,
        })
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
        self.wait(duration, false)
    }

    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.wait(duration, true)
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
    is_limit: bool,
    number: Option<u64>,
}

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = clock.state();
        let begins = self.number.is_none();
        let number = self.number.unwrap_or(state.next);
        self.number = Some(number);
        state.next = state.next.max(number + 1);
        let end = match state.waits.get(&number) {
            Some(entry) => entry.end,
            None => state.passed.saturating_add(self.duration),
        };
        if end <= state.passed {
            return Poll::Ready(());
        }
        let entry = Entry {
            end,
            is_limit: self.is_limit,
            waker: context.waker().clone(),
        };
        state.waits.insert(number, entry);
        if self.is_limit {
            return Poll::Pending;
        }
        // Whoever else wants to wait says so before this is asked again.
        let ended = match begins || state.is_awaited() {
            true => Vec::new(),
            false => state.jump(),
        };
        let is_over = end <= state.passed;
        drop(state);
        ended.iter().for_each(Waker::wake_by_ref);
        if is_over {
            return Poll::Ready(());
        }
        thread::yield_now();
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.clock.state().waits.remove(&number);
        }
    }
}
