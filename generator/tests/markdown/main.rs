//! Descriptions become clean rustdoc: one case for each rule, and what holds for every text.

mod cases;
mod corpus;
mod hostile;
mod soup;
