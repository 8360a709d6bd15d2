//! Calls without async: the calling thread waits while another one does the work, or does it itself where there is no tokio.

use super::call::Call;
use super::draft::Draft;
use super::error::Error;
use super::execute::{Outcome, execute};
use super::outcome::{ApiError, Output, finish};
use super::response::Response;

impl<T: Output, E: ApiError> Call<T, E> {
    /// Sends the request and waits on this thread for the response, which has the body, the status and the headers.
    ///
    /// No runtime is needed. Within one, the thread is blocked for so long: prefer [`send`](Self::send) there. A client
    /// that was given a transport, or settings for it, uses its connections for blocking and other calls alike: make
    /// one for each kind.
    ///
    /// # Errors
    /// Those of the call. Besides, where this crate brings its own transport: a call from within an interceptor, a
    /// transport, a clock or a provider of credentials of another blocking call would wait for itself, and is refused.
    ///
    /// # Panics
    /// When code of your own panics within the call: such an interceptor, or a mock that was called unexpectedly.
    pub fn send_blocking(self) -> Result<Response<T>, Error<E>> {
        finish(wait(self.draft))
    }
}

#[cfg(feature = "reqwest")]
pub(crate) use background::OwnTransport;
#[cfg(feature = "reqwest")]
use background::wait;
#[cfg(not(feature = "reqwest"))]
use here::wait;

/// On one thread for the whole process, where tokio runs: sockets belong to the runtime that opened them, so they must
/// outlive the call.
#[cfg(feature = "reqwest")]
mod background {
    use std::error::Error;
    use std::io;
    use std::panic::resume_unwind;
    use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};
    use std::thread::{self, ThreadId};
    use std::time::Duration;

    use tokio::runtime::{Builder, Handle};

    use super::super::error::RequestError;
    use super::super::execute::Failed;
    use super::super::reqwest::Reqwest;
    use super::super::transport::Transport;
    use super::super::url::Base;
    use super::{Draft, Outcome, execute};

    /// The thread, once there was a call for it.
    static WORKER: Mutex<Option<Worker>> = Mutex::new(None);

    #[derive(Clone)]
    struct Worker {
        runtime: Handle,
        thread: ThreadId,
    }

    fn worker() -> io::Result<Worker> {
        let mut worker = WORKER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(worker) = &*worker {
            return Ok(worker.clone());
        }
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let thread = thread::Builder::new()
            .name(concat!(env!("CARGO_PKG_NAME"), "-blocking").to_owned())
            .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
        let started = Worker {
            runtime: handle,
            thread: thread.thread().id(),
        };
        Ok(worker.insert(started).clone())
    }

    /// The transport of blocking calls, made for the first of them. A connection belongs to the runtime in which it was
    /// opened; one of the caller's runtime may never be driven again, and a call over it would hang.
    pub(crate) struct OwnTransport {
        base: Base,
        connect_timeout: Duration,
        made: OnceLock<Arc<dyn Transport>>,
    }

    impl OwnTransport {
        pub(crate) fn new(base: Base, connect_timeout: Duration) -> Self {
            Self {
                base,
                connect_timeout,
                made: OnceLock::new(),
            }
        }

        /// It, or why it can't be made.
        fn get(&self) -> Result<Arc<dyn Transport>, reqwest::Error> {
            if let Some(made) = self.made.get() {
                return Ok(Arc::clone(made));
            }
            let own = Reqwest::new(&self.base, None, self.connect_timeout)?;
            Ok(Arc::clone(self.made.get_or_init(|| Arc::new(own))))
        }
    }

    pub(super) fn wait(mut draft: Box<Draft>) -> Outcome {
        let operation = draft.operation;
        let refusal = |why: &str| RequestError::new(why).of(operation.id);
        let refused = |why: &str| Err(Failed::Request(refusal(why)));
        let Ok(worker) = worker() else {
            return refused("the thread for blocking calls can't be started");
        };
        if worker.thread == thread::current().id() {
            return refused("a blocking call within another one would wait for itself");
        }
        if let Some(own) = &draft.settings.blocking_transport {
            draft.transport = own.get().map_err(|cause| {
                let refusal = refusal("the transport for blocking calls can't be made");
                Failed::Request(
                    refusal.caused_by(Box::<dyn Error + Send + Sync>::from(cause.without_url())),
                )
            })?;
        }
        let (sender, outcome) = mpsc::sync_channel(1);
        let call = worker.runtime.spawn(execute(draft));
        worker.runtime.spawn(async move {
            // Nobody goes away while waiting.
            let _ = sender.send(call.await);
        });
        match outcome.recv() {
            Ok(Ok(outcome)) => outcome,
            // Code of the user's own has panicked, such as the assertion of a test: that is for who called it.
            Ok(Err(error)) if error.is_panic() => resume_unwind(error.into_panic()),
            Ok(Err(_)) | Err(_) => refused("the thread for blocking calls has ended"),
        }
    }
}

/// On the calling thread: the transport is the user's own, and needs no more than to be polled.
#[cfg(not(feature = "reqwest"))]
mod here {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::{Context, Poll, Wake, Waker};
    use std::thread::{self, Thread};

    use super::{Draft, Outcome, execute};

    /// Wakes the thread. What it has woken is remembered, because a call within this one parks the same thread.
    struct Alarm {
        thread: Thread,
        rung: AtomicBool,
    }

    impl Wake for Alarm {
        fn wake(self: Arc<Self>) {
            self.rung.store(true, Ordering::Release);
            self.thread.unpark();
        }
    }

    pub(super) fn wait(draft: Box<Draft>) -> Outcome {
        let alarm = Arc::new(Alarm {
            thread: thread::current(),
            rung: AtomicBool::new(false),
        });
        let waker = Waker::from(Arc::clone(&alarm));
        let mut call = execute(draft);
        loop {
            if let Poll::Ready(outcome) = call.as_mut().poll(&mut Context::from_waker(&waker)) {
                return outcome;
            }
            while !alarm.rung.swap(false, Ordering::Acquire) {
                thread::park();
            }
        }
    }
}
