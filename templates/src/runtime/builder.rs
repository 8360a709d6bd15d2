//! Requests with optional parameters: what an emitted builder is made of.

use super::{AnyEncode, Call};

impl<T, E> Call<T, E> {
    /// Sets the parameter at this index of the operation's table.
    #[inline]
    pub(crate) fn parameter(mut self, index: usize, value: &dyn AnyEncode) -> Self {
        self.draft.parameter(index, value);
        self
    }
}

/// Gives an emitted builder, a struct around one [`Call`], what a call has: `calls!(ListThings => ThingPage, ListThingsError);`
macro_rules! calls {
    ($name:ident => $output:ty, $error:ty) => {
        impl $name {
            /// Sends the request; the response has the body, the status and the headers.
            #[inline]
            pub fn send(self) -> $crate::runtime::Sending<$output, $error> {
                self.0.send()
            }

            /// Sends the request and waits on this thread for the response, as [`Call`](crate::Call)'s method of this name.
            ///
            /// # Errors
            /// Those of the call.
            #[cfg(feature = "blocking")]
            #[inline]
            pub fn send_blocking(
                self,
            ) -> Result<$crate::runtime::Response<$output>, $crate::runtime::Error<$error>> {
                self.0.send_blocking()
            }

            /// Time for the whole call, all attempts and waits between them included.
            #[inline]
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Time for each attempt, its response's body included.
            #[inline]
            pub fn attempt_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Number of attempts at most; 1: no retry.
            #[inline]
            pub fn max_attempts(self, attempts: u32) -> Self {
                Self(self.0.max_attempts(attempts))
            }

            /// Sets what only a [`Call`](crate::Call) can be told: `.configure(|call| call.max_body_bytes(1024))`.
            #[inline]
            pub fn configure(
                self,
                set: impl FnOnce(
                    $crate::runtime::Call<$output, $error>,
                ) -> $crate::runtime::Call<$output, $error>,
            ) -> Self {
                Self(set(self.0))
            }

            /// Adds a header to the request, in place of one of this name.
            #[inline]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }
        }

        impl IntoFuture for $name {
            type Output = Result<$output, $crate::runtime::Error<$error>>;
            type IntoFuture = $crate::runtime::Fetching<$output, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.0.into_future()
            }
        }

        #[cfg(feature = "test-util")]
        impl From<$name> for $crate::runtime::Call<$output, $error> {
            fn from(builder: $name) -> Self {
                builder.0
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

pub(crate) use calls;
