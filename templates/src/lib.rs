//! The texts of the templates.

#[cfg(test)]
#[allow(
    unreachable_pub,
    reason = "emitted code is the public part of its crate"
)]
mod models;
#[cfg(test)]
#[allow(
    unreachable_pub,
    reason = "emitted code is the public part of its crate"
)]
mod runtime;
#[cfg(test)]
mod tests;
