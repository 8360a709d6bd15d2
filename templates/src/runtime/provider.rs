//! Credentials that are fetched when they are needed: kept, renewed ahead of their end, and fetched once for all calls.

use std::collections::BTreeMap;
use std::error::Error;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use super::auth::{Credential, Given, Source};
use super::clock::Clock;
use super::error::{BuildError, RequestError};
use super::execute::Running;
use super::transport::BoxFuture;
use super::url::Base;
use super::{ClientBuilder, CredentialKind};
use crate::client::SERVICE;

/// Fetches a credential, such as a token, when a client needs one.
///
/// The client keeps what it gets until a little before its end (a tenth of its time, a minute at most) and then asks
/// again; calls that are made meanwhile go on with the one that is still good. Whatever the number of calls, it asks once
/// at a time, and once more when it has had none for ten seconds, or for half the time of an attempt. When the server
/// answers 401, it asks at once, and sends the request again, one time. The time that all this takes is that of the call's
/// attempt.
///
/// A failure is the source of the call's [`Error::Request`](super::Error::Request), and so is printed: it must not hold a
/// secret. It ends the call ([`is_credential`](super::Error::is_credential)): what may be tried again is tried again in
/// here.
pub trait CredentialProvider: Send + Sync + 'static {
    /// Fetches a credential: [`Credential::new`], and [`Credential::expires_in`] if it has an end.
    fn fetch(&self) -> BoxFuture<'_, Result<Credential, Box<dyn Error + Send + Sync>>>;
}

impl<T: CredentialProvider + ?Sized> CredentialProvider for Arc<T> {
    fn fetch(&self) -> BoxFuture<'_, Result<Credential, Box<dyn Error + Send + Sync>>> {
        (**self).fetch()
    }
}

impl Credential {
    /// A token or a key, without the name of a scheme before it.
    pub fn new(secret: impl AsRef<str>) -> Self {
        Self::token(secret.as_ref())
    }

    /// Says how long it is good for, from when it was asked for; without that, it is used until the server refuses it.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl ClientBuilder {
    /// Fetches the credential at this index of the service's table.
    pub(crate) fn fetched(self, index: usize, from: impl Fetch) -> Self {
        let cache = Cache {
            from: Box::new(from),
            kind: SERVICE.credential(index),
            state: Mutex::default(),
        };
        self.given(index, Given::Source(Arc::new(cache)))
    }

    /// Has the credential at this index of the service's table from a provider of the user's own.
    pub(crate) fn provider(self, index: usize, provider: impl CredentialProvider) -> Self {
        self.fetched(index, provider)
    }
}

/// Fetches a credential on behalf of a call.
pub(crate) trait Fetch: Send + Sync + 'static {
    /// Whether it can work at all, when the client is built: secrets may go to URLs of which that is said.
    fn check(&self, may_know: &dyn Fn(&Base) -> bool) -> Result<(), BuildError>;

    /// Whether it failed because a time was over.
    fn is_timeout(&self, _failure: &(dyn Error + Send + Sync + 'static)) -> bool {
        false
    }

    /// Fetches one.
    fn fetch<'a>(
        &'a self,
        call: &'a Running,
    ) -> BoxFuture<'a, Result<Credential, Box<dyn Error + Send + Sync>>>;
}

impl<T: CredentialProvider> Fetch for T {
    fn check(&self, _: &dyn Fn(&Base) -> bool) -> Result<(), BuildError> {
        Ok(())
    }

    fn fetch<'a>(
        &'a self,
        _: &'a Running,
    ) -> BoxFuture<'a, Result<Credential, Box<dyn Error + Send + Sync>>> {
        CredentialProvider::fetch(self)
    }
}

/// Keeps what was fetched.
struct Cache {
    from: Box<dyn Fetch>,
    /// Where the credential goes.
    kind: Option<CredentialKind>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// Number of fetches that were begun; the last one is the only one that may be under way.
    fetches: u64,
    is_fetching: bool,
    /// The last fetch that has failed for all calls, and why.
    failed: Option<(u64, Arc<dyn Error + Send + Sync>)>,
    /// Calls that wait for the fetch, by a number that each gets.
    waiting: BTreeMap<u64, Waker>,
    tickets: u64,
}

/// A credential, and when to fetch the next.
struct Kept {
    credential: Credential,
    /// The fetch that it is from.
    fetch: u64,
    /// From then on the next one should be fetched, and this one must not be used.
    times: Option<(Duration, Duration)>,
}

/// What a call waits for: a fetch, and its own number among those who wait.
#[derive(Clone, Copy)]
struct Waiting {
    fetch: u64,
    ticket: u64,
}

/// What a call does next.
enum Step {
    Use(Credential),
    Fail(Arc<dyn Error + Send + Sync>),
    /// Fetch, as this number.
    Fetch(u64),
}

impl State {
    /// What to do now. Of all calls that need another credential one fetches it; the others wait, and take what came of it.
    fn step(
        &mut self,
        now: Duration,
        refused: Option<&Credential>,
        waiting: &mut Option<Waiting>,
        waker: &Waker,
    ) -> Poll<Step> {
        if let Some(kept) = &self.kept {
            let (is_due, is_over) = match kept.times {
                Some((due, end)) => (now >= due, now >= end),
                None => (false, false),
            };
            let is_good = !is_due || (!is_over && self.is_fetching);
            let was_waited_for = matches!(waiting, Some(waiting) if kept.fetch >= waiting.fetch);
            if was_waited_for || (is_good && Some(&kept.credential) != refused) {
                return Poll::Ready(Step::Use(kept.credential.clone()));
            }
        }
        if self.is_fetching {
            let ticket = match waiting {
                Some(waiting) => waiting.ticket,
                None => self.tickets,
            };
            self.tickets = self.tickets.max(ticket + 1);
            self.waiting.insert(ticket, waker.clone());
            *waiting = Some(Waiting {
                fetch: self.fetches,
                ticket,
            });
            return Poll::Pending;
        }
        if let (Some(waiting), Some((fetch, error))) = (waiting, &self.failed)
            && *fetch >= waiting.fetch
        {
            return Poll::Ready(Step::Fail(Arc::clone(error)));
        }
        Poll::Ready(self.begin())
    }

    fn begin(&mut self) -> Step {
        self.is_fetching = true;
        self.fetches += 1;
        Step::Fetch(self.fetches)
    }

    /// A fetch in place of the one that was waited for in vain, if no other has taken its place yet.
    fn take_over(&mut self, waiting: Option<Waiting>) -> Option<Step> {
        let fetch = waiting?.fetch;
        (self.is_fetching && fetch == self.fetches).then(|| self.begin())
    }
}

/// How long a call waits for the fetch of another before it fetches for itself: that other may never be polled again. Half
/// the time of an attempt if that is less, as there must be some left for a fetch.
const PATIENCE: Duration = Duration::from_secs(10);

/// A fetch under way. When its call is dropped, another one that waits goes on with it.
struct Flight<'a> {
    state: &'a Mutex<State>,
    number: u64,
    begun: Duration,
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let mut state = lock(self.state);
        state.is_fetching &= state.fetches != self.number;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_values().for_each(Waker::wake);
    }
}

/// A call's place among those that wait, until it waits no more.
struct Place<'a> {
    cache: &'a Cache,
    clock: &'a dyn Clock,
    refused: Option<&'a Credential>,
    waiting: Option<Waiting>,
    /// How long it waits for the fetch of another.
    most: Duration,
    patience: Option<BoxFuture<'static, ()>>,
}

/// What the call does next, once that is known.
impl Future for Place<'_> {
    type Output = Step;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Step> {
        let place = &mut *self;
        loop {
            let mut state = lock(&place.cache.state);
            let (now, waker) = (place.clock.now(), context.waker());
            let waited_for = place.waiting;
            let step = state.step(now, place.refused, &mut place.waiting, waker);
            if step.is_ready() {
                return step;
            }
            let patience = match &mut place.patience {
                Some(patience) => patience,
                none => none.insert(place.clock.limit(place.most)),
            };
            ready!(patience.as_mut().poll(context));
            let step = state.take_over(waited_for);
            drop(state);
            if let Some(step) = step {
                return Poll::Ready(step);
            }
            place.patience = None;
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        if let Some(waiting) = self.waiting {
            // Dropped behind the lock: the last waker of a task ends it, and its own fetch or place with it.
            let _waker = lock(&self.cache.state).waiting.remove(&waiting.ticket);
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cache {
    /// Keeps what came of a fetch. A credential that is still good outlives a failure.
    fn keep(
        &self,
        fetched: Result<Credential, Box<dyn Error + Send + Sync>>,
        flight: &Flight<'_>,
        now: Duration,
        refused: Option<&Credential>,
    ) -> Result<Credential, RequestError> {
        // Not to be kept: the next one may be better.
        let fetched = match (fetched, self.kind) {
            (Ok(credential), Some(kind)) if !credential.is_valid(kind) => {
                Err(Box::from("it is empty, or holds what can't be sent"))
            }
            (fetched, _) => fetched,
        };
        let mut state = lock(flight.state);
        match fetched {
            Ok(credential) => {
                // Not in the place of one that was begun later.
                if !matches!(&state.kept, Some(kept) if kept.fetch > flight.number) {
                    state.kept = Some(Kept {
                        credential: credential.clone(),
                        fetch: flight.number,
                        times: times(flight.begun, credential.lifetime),
                    });
                }
                Ok(credential)
            }
            Err(error) => {
                let error = Arc::from(error);
                // The time was that of this call; those that wait have their own.
                if !self.from.is_timeout(&*error) {
                    state.failed = Some((flight.number, Arc::clone(&error)));
                }
                match &mut state.kept {
                    Some(Kept {
                        credential,
                        times: Some((due, end)),
                        ..
                    }) if now < *end && Some(&*credential) != refused => {
                        // Not by every call, when the server of tokens has a bad time.
                        *due = now + (*end - now) / 2;
                        Ok(credential.clone())
                    }
                    _ => Err(self.failed(error)),
                }
            }
        }
    }

    fn failed(&self, error: Arc<dyn Error + Send + Sync>) -> RequestError {
        let is_timeout = self.from.is_timeout(&*error);
        RequestError::credential(error, is_timeout)
    }
}

/// When a credential is due to be renewed, and when it is over. One that lives longer than time can say has no end.
fn times(begun: Duration, lifetime: Option<Duration>) -> Option<(Duration, Duration)> {
    let lifetime = lifetime?;
    let ahead = (lifetime / 10).min(Duration::from_secs(60));
    let due = begun.checked_add(lifetime - ahead)?;
    Some((due, begun.checked_add(lifetime)?))
}

impl Source for Cache {
    fn check(&self, may_know: &dyn Fn(&Base) -> bool) -> Result<(), BuildError> {
        self.from.check(may_know)
    }

    fn credential<'a>(
        &'a self,
        call: &'a Running,
        refused: Option<&'a Credential>,
    ) -> BoxFuture<'a, Result<Credential, RequestError>> {
        Box::pin(async move {
            let clock = &*call.settings.clock;
            let step = Place {
                cache: self,
                clock,
                refused,
                waiting: None,
                most: PATIENCE.min(call.time().0 / 2),
                patience: None,
            }
            .await;
            match step {
                Step::Use(credential) => Ok(credential),
                Step::Fail(error) => Err(self.failed(error)),
                Step::Fetch(number) => {
                    let flight = Flight {
                        state: &self.state,
                        number,
                        begun: clock.now(),
                    };
                    let fetched = self.from.fetch(call).await;
                    self.keep(fetched, &flight, clock.now(), refused)
                }
            }
        })
    }
}
