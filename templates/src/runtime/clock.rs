//! The seam to time: deadlines and waits go through a clock, so that tests need not wait.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// Whether `std` has a time and random numbers: on `wasm32-unknown-unknown` it panics for want of the one, and repeats the
/// other.
pub(crate) const HAS_SYSTEM: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// Tells the time and waits. The crate's own is tokio's, behind the feature `reqwest`; any other is given to
/// [`ClientBuilder::clock`](super::ClientBuilder::clock), and must be on `wasm32-unknown-unknown`, whose `std` has no time.
pub trait Clock: Send + Sync + 'static {
    /// The time since a moment of the clock's own choice, which stays the same.
    fn now(&self) -> Duration;

    /// Is done after this long.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The same, for what ends work that is not done after this long: [`sleep`](Self::sleep), unless a clock for tests must
    /// tell the two apart.
    fn limit(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.sleep(duration)
    }

    /// The time of the day, for a `Retry-After` that is a date; that of the system unless it has none.
    fn date(&self) -> Option<SystemTime> {
        HAS_SYSTEM.then(SystemTime::now)
    }
}

/// What timed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timeout {
    /// An attempt, whose time this was.
    Attempt(Duration),
    /// The whole call, whose time this was.
    Total(Duration),
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attempt(duration) => write!(f, "the attempt timed out after {duration:?}"),
            Self::Total(duration) => write!(f, "the call timed out after {duration:?}"),
        }
    }
}

/// What the work that is polled so gives; `None` when the sleep is over before it.
pub(crate) fn within<T>(
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    sleep: &mut BoxFuture<'_, ()>,
) -> impl Future<Output = Option<T>> {
    std::future::poll_fn(move |context| match poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
    })
}

/// The time since this was first asked for.
pub(crate) fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The clock where there is no tokio: each wait is a thread that sleeps, and ends when nobody waits any more.
pub(crate) struct ThreadClock;

impl Clock for ThreadClock {
    fn now(&self) -> Duration {
        since_start()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let state = Arc::new(Mutex::new(State::Waiting(None)));
        let end = Instant::now().checked_add(duration);
        let sleeper = thread::Builder::new().spawn({
            let state = Arc::clone(&state);
            move || sleep_until(end, &state)
        });
        // Without a thread the time is over at once, which is an error and no endless wait.
        let Ok(sleeper) = sleeper else {
            return Box::pin(std::future::ready(()));
        };
        let thread = sleeper.thread().clone();
        Box::pin(Sleep { state, thread })
    }
}

enum State {
    Waiting(Option<Waker>),
    Over,
}

struct Sleep {
    state: Arc<Mutex<State>>,
    thread: Thread,
}

fn end(state: &Mutex<State>) -> State {
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::replace(&mut state, State::Over)
}

/// Sleeps until that time, or for ever, or until the state says that it is over.
fn sleep_until(time: Option<Instant>, state: &Mutex<State>) {
    loop {
        let left = time.map_or(Duration::MAX, |time| {
            time.saturating_duration_since(Instant::now())
        });
        let over = matches!(
            *state.lock().unwrap_or_else(PoisonError::into_inner),
            State::Over
        );
        if over || left.is_zero() {
            break;
        }
        thread::park_timeout(left);
    }
    if let State::Waiting(Some(waker)) = end(state) {
        waker.wake();
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Over => Poll::Ready(()),
            State::Waiting(waker) => {
                *waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        end(&self.state);
        self.thread.unpark();
    }
}
