//! What a variant of a union is called after its type.

use crate::api::{SchemaId, Shape};

use super::content::resolved;
use super::krate::RustType;
use super::models::Source;

/// What the name of an arm's type says beside the name of the union.
pub fn own_words<'n>(name: &'n str, owner: &str) -> &'n str {
    name.strip_prefix(owner)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
        .unwrap_or(name)
}

/// What a variant is called after its type.
pub fn word(ty: &RustType) -> &str {
    match ty {
        RustType::Model(name) => name.spelled(),
        RustType::String => "Text",
        RustType::File => "File",
        RustType::I64 | RustType::U64 | RustType::Number => "Integer",
        RustType::F64 => "Number",
        RustType::Bool => "Boolean",
        RustType::Vec(_) | RustType::Tuple(_) => "List",
        RustType::Map(_) | RustType::JsonObject => "Object",
        RustType::Timestamp => "Timestamp",
        RustType::Box(ty) | RustType::Option(ty) | RustType::Patch(ty) => word(ty),
        RustType::Json | RustType::Unit | RustType::Bytes => "Any",
    }
}

/// What one of several lists is called: after what it holds, where that is a component or has no model.
pub fn list_of(source: &Source<'_>, id: SchemaId, owner: &str, ty: &RustType) -> Option<String> {
    let RustType::Vec(item) = ty else {
        return None;
    };
    let items = match resolved(source.api, id) {
        Shape::Array { items, .. } => items.schema,
        _ => return None,
    };
    let inner = list_of(source, items, owner, item).unwrap_or_else(|| match &**item {
        RustType::Model(name) => {
            let speaker = source.folded.representative(source.folded.class(items));
            let is_named = source.api.schema(speaker).origin.is_well_named();
            let name = is_named.then(|| own_words(name.spelled(), owner));
            name.unwrap_or("Item").to_owned()
        }
        other => word(other).to_owned(),
    });
    Some(format!("{inner}List"))
}
