//! The texts of the templates.

#[cfg(test)]
mod models;
#[cfg(test)]
mod runtime;
#[cfg(test)]
mod tests;
