//! What every generated crate has in common: the JSON half and the HTTP half.

// JSON
mod boxed; // if boxed
mod containers;
mod debug;
mod decode;
mod deserialize;
mod encode;
mod equal;
mod extra;
mod fault;
mod fields;
mod json;
mod map; // if map
mod model;
mod scalars;
mod serialize;
mod table;
mod texts; // if text_enum
mod tuple; // if tuple

pub(crate) use debug::{Reveal, Revealed, debug};
pub(crate) use decode::{Decode, Entries, Items, Keyed, List, Rest, Slots, Source, Twice};
pub(crate) use deserialize::{decode, deserialize};
pub(crate) use encode::{Array, Encode, Fields, Map, Object, Presence, Remains, View};
pub(crate) use equal::equal;
pub(crate) use extra::Extra;
pub(crate) use fault::{Fault, Segment};
pub(crate) use fields::fields;
pub(crate) use model::{equality, model};
pub(crate) use serialize::{ReadOnly, encode, serialize};
pub(crate) use table::{Member, Table};
pub(crate) use texts::{UnknownText, texts}; // if text_enum

/// Any JSON object.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;
