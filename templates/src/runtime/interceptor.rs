//! The seam to what goes over the wire: each request of each attempt can be changed, each response seen.

use std::error::Error;

use super::transport::Body;

/// Sees each request just before it is sent, and each response as soon as its status and headers are there; redirects
/// that are followed count as requests of their own.
///
/// The request is as it is sent: its URL holds a key that is for the query, which `Debug` shows (headers that are
/// credentials are hidden there). In logs, [`Exchange`] tells which call it is.
///
/// Interceptors see a request in the order in which the builder was given them, and its response in the reverse order.
pub trait Interceptor: Send + Sync + 'static {
    /// Sees and changes a request: signs it, adds a header, or refuses it.
    ///
    /// # Errors
    /// To end the call: nothing is sent, nothing tried again.
    fn request(
        &self,
        exchange: &Exchange,
        request: &mut http::Request<Body>,
    ) -> Result<(), Box<dyn Error + Send + Sync>> {
        let _ = (exchange, request);
        Ok(())
    }

    /// Sees a response, whose body is not read yet.
    fn response(&self, exchange: &Exchange, response: &http::Response<Body>) {
        let _ = (exchange, response);
    }
}

/// What a request belongs to.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Exchange {
    /// Id of the operation in the document.
    pub operation: &'static str,
    /// Path template of the operation: it has no ids in it, unlike the URL.
    pub template: &'static str,
    /// Number of the attempt, from 1.
    pub attempt: u32,
}
