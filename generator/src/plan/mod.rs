//! Decides what the crate will say: names, types, folding, boxing, features. [`Api`](crate::api::Api) in, [`Crate`] out.

mod krate;
pub mod markdown;

pub use krate::*;
