//! Which integers a type has to hold, and which type that is.

use crate::api::Bounds;
use crate::node::Node;

use super::krate::RustType;

/// The types that hold integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerType {
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// The runtime's `Number`, which holds any.
    Number,
}

impl IntegerType {
    /// The least and the greatest integer that it holds, as far as we count.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U64 => (u64::MIN.into(), u64::MAX.into()),
            Self::Number => (i128::MIN, i128::MAX),
        }
    }
}

impl From<IntegerType> for RustType {
    fn from(ty: IntegerType) -> Self {
        match ty {
            IntegerType::I64 => Self::I64,
            IntegerType::U64 => Self::U64,
            IntegerType::Number => Self::Number,
        }
    }
}

/// Which type holds an integer. `i64` unless the document needs more: a declared `int32` is what a server means to
/// send, not what it sends.
pub fn integer(bounds: &Bounds) -> IntegerType {
    let (least, most) = bounds.shown.unzip();
    let needed = || {
        let ends = [bounds.minimum, bounds.maximum, least, most];
        ends.into_iter().flatten()
    };
    match bounds.format.as_deref() {
        Some("uint64") => IntegerType::U64,
        Some("int128" | "uint128" | "int256" | "uint256") => IntegerType::Number,
        _ if needed().all(|value| i64::try_from(value).is_ok()) => IntegerType::I64,
        _ if bounds.minimum.is_some() && needed().all(|value| u64::try_from(value).is_ok()) => {
            IntegerType::U64
        }
        _ => IntegerType::Number,
    }
}

/// The value of an integer that an enum can hold.
pub fn small_integer(node: &Node) -> Option<i64> {
    match node {
        Node::Number(text) => text.parse().ok(),
        _ => None,
    }
}
