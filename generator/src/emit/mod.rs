//! Turns the plan into tokens: it decides nothing and cannot fail.
