//! Bodies that are not JSON: text and bytes.

use bytes::Bytes;

use super::answer::{Answer, Unreadable};
use super::outcome::Payload;
use super::{Call, Format};

impl Payload for Bytes {
    fn read(answer: &mut Answer, format: Format) -> Result<Self, Unreadable> {
        let body = answer.bytes()?;
        answer.check_media_type(format, false)?;
        Ok(body)
    }

    #[cfg(feature = "test-util")]
    fn write(&self, _: Format) -> Result<Self, super::Fault> {
        Ok(self.clone())
    }
}

impl<T, E> Call<T, E> {
    /// Sends these bytes as the body.
    #[inline]
    pub(crate) fn bytes(mut self, body: Bytes) -> Self {
        self.draft.body = Some(body);
        self
    }

    /// Sends this text as the body.
    #[inline]
    pub(crate) fn text(self, body: &str) -> Self {
        self.bytes(Bytes::copy_from_slice(body.as_bytes()))
    }
}
