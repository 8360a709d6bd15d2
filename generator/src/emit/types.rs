//! How a Rust type is spelled: one function, for each position that a type can stand in.

use super::scope::Scope;
use crate::plan::RustType;

/// Where a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// A field, a payload, an answer: as it is.
    Held,
    /// An argument that is written at once: scalars by value, all else borrowed.
    Written,
    /// An argument that is kept: as it is, but what makes a text is one, and what is boxed is boxed by us.
    Kept,
}

/// The type in its position.
pub(super) fn spell(ty: &RustType, position: Position, scope: &mut Scope) -> String {
    // Most are shorter: to grow from nothing takes longer than to write them.
    let mut out = String::with_capacity(32);
    match position {
        Position::Held => held(ty, scope, &mut out),
        Position::Kept => kept_type(ty, scope, &mut out),
        Position::Written => match ty {
            RustType::String => out.push_str("&str"),
            RustType::Vec(item) => around("&[", item, "]", scope, &mut out),
            ty if is_scalar(ty) => held(ty, scope, &mut out),
            ty => around("&", ty, "", scope, &mut out),
        },
    }
    out
}

fn kept_type(ty: &RustType, scope: &mut Scope, out: &mut String) {
    match taken(ty) {
        Taken::Converted => around("impl Into<", ty, ">", scope, out),
        Taken::Boxed(inner) => kept_type(inner, scope, out),
        Taken::AsItIs => held(ty, scope, out),
    }
}

/// How an argument in position [`Position::Kept`] becomes the value that is held.
enum Taken<'a> {
    /// By `Into`.
    Converted,
    /// Put into a box, which its caller does not see.
    Boxed(&'a RustType),
    /// It is the value.
    AsItIs,
}

fn taken(ty: &RustType) -> Taken<'_> {
    match ty {
        RustType::String | RustType::Bytes | RustType::File | RustType::Patch(_) => {
            Taken::Converted
        }
        RustType::Box(inner) => Taken::Boxed(inner),
        RustType::Unit
        | RustType::Bool
        | RustType::I64
        | RustType::U64
        | RustType::F64
        | RustType::Number
        | RustType::Timestamp
        | RustType::Json
        | RustType::JsonObject
        | RustType::Model(_)
        | RustType::Option(_)
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Tuple(_) => Taken::AsItIs,
    }
}

fn held(ty: &RustType, scope: &mut Scope, out: &mut String) {
    match ty {
        RustType::Unit => out.push_str("()"),
        RustType::Bool => out.push_str("bool"),
        RustType::I64 => out.push_str("i64"),
        RustType::U64 => out.push_str("u64"),
        RustType::F64 => out.push_str("f64"),
        RustType::String => out.push_str("String"),
        RustType::Json => out.push_str("serde_json::Value"),
        RustType::Number => out.push_str(scope.runtime("Number")),
        RustType::Timestamp => out.push_str(scope.runtime("Timestamp")),
        RustType::JsonObject => out.push_str(scope.runtime("JsonObject")),
        RustType::Bytes => out.push_str(scope.bytes()),
        RustType::File => out.push_str(scope.runtime("FilePart")),
        RustType::Model(name) => scope.model(name.spelled(), out),
        RustType::Option(inner) => around("Option<", inner, ">", scope, out),
        RustType::Vec(inner) => around("Vec<", inner, ">", scope, out),
        RustType::Box(inner) => around("Box<", inner, ">", scope, out),
        RustType::Patch(inner) => {
            scope.runtime("Patch");
            around("Patch<", inner, ">", scope, out);
        }
        RustType::Map(value) => {
            out.push_str(scope.map());
            around("<String, ", value, ">", scope, out);
        }
        RustType::Tuple(items) => {
            out.push('(');
            for (index, item) in items.iter().enumerate() {
                let comma = if index > 0 { ", " } else { "" };
                around(comma, item, "", scope, out);
            }
            out.push_str(if items.len() == 1 { ",)" } else { ")" });
        }
    }
}

fn around(before: &str, ty: &RustType, after: &str, scope: &mut Scope, out: &mut String) {
    out.push_str(before);
    held(ty, scope, out);
    out.push_str(after);
}

/// A type that is handed on by value, because it is copied.
pub(super) fn is_scalar(ty: &RustType) -> bool {
    use RustType::{Bool, F64, I64, U64, Unit};
    matches!(ty, Unit | Bool | I64 | U64 | F64)
}

/// An argument in position [`Position::Written`] as `&dyn AnyEncode`.
pub(super) fn written(ty: &RustType, name: &str) -> String {
    let is_thin_reference = !matches!(ty, RustType::String | RustType::Vec(_)) && !is_scalar(ty);
    let borrow = if is_thin_reference { "" } else { "&" };
    [borrow, name].concat()
}

/// An argument in position [`Position::Kept`] as the value that is held; `None`: it is the value.
pub(super) fn conversion(ty: &RustType, name: &str) -> Option<String> {
    match taken(ty) {
        Taken::Converted => Some([name, ".into()"].concat()),
        Taken::Boxed(inner) => Some(format!("Box::new({})", kept(inner, name))),
        Taken::AsItIs => None,
    }
}

/// An argument in position [`Position::Kept`] as the value that is held.
pub(super) fn kept(ty: &RustType, name: &str) -> String {
    conversion(ty, name).unwrap_or_else(|| name.to_owned())
}
