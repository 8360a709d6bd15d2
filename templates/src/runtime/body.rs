//! Request bodies in JSON.

use super::error::RequestError;
use super::{AnyEncode, Call, ReadOnly, encode};

impl<T, E> Call<T, E> {
    /// Sends this value as JSON, without the members that are only received. It is written at once.
    #[inline]
    pub(crate) fn body(mut self, body: &dyn AnyEncode) -> Self {
        let draft = &mut self.draft;
        match encode(body, ReadOnly::LeftOut) {
            Ok(json) => draft.body = Some(json.into()),
            Err(fault) => draft.note(Err(RequestError::new(format!(
                "the body can't be written: {fault}"
            )))),
        }
        self
    }
}
