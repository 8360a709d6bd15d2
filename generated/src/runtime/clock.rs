//! The seam to time: deadlines and waits go through a clock, so that tests need not wait.

use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// Tells the time and waits. The crate's own is tokio's, behind the feature `reqwest`; any other is given to
/// [`ClientBuilder::clock`](super::ClientBuilder::clock).
pub trait Clock: Send + Sync + 'static {
    /// The time, for measuring.
    fn now(&self) -> Instant;

    /// Is done after this long.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;

    /// The time of the day, for a `Retry-After` that is a date.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// What the work gives; `None` when the sleep is over before it.
pub(crate) async fn within<T>(
    work: impl Future<Output = T>,
    sleep: &mut BoxFuture<'_, ()>,
) -> Option<T> {
    let mut work = pin!(work);
    std::future::poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => sleep.as_mut().poll(context).map(|()| None),
    })
    .await
}
