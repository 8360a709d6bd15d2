//! Models: structs, enums, unions, and other names for types.

use serde::Serialize;

use super::types::RustType;

/// A model.
#[derive(Clone, Debug, Serialize)]
pub enum Model {
    /// A struct.
    Struct(Struct),
    /// An enum of texts, open.
    TextEnum(TextEnum),
    /// An enum of integers, open.
    NumberEnum(NumberEnum),
    /// An enum of other models.
    Union(Union),
    /// Another name for a type.
    Alias(Alias),
}

impl Model {
    /// The types that it says.
    pub fn types(&self) -> Vec<&RustType> {
        match self {
            Self::Struct(model) => {
                let rest = match &model.rest {
                    Rest::Typed { value, .. } => Some(value),
                    Rest::Kept { .. } | Rest::Dropped => None,
                };
                let fields = model.fields.iter().map(|field| &field.ty);
                fields.chain(rest).collect()
            }
            Self::Union(model) => model.arms.iter().map(|arm| &arm.ty).collect(),
            Self::Alias(model) => vec![&model.ty],
            Self::TextEnum(_) | Self::NumberEnum(_) => Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(model) => &model.name,
            Self::TextEnum(model) => &model.name,
            Self::NumberEnum(model) => &model.name,
            Self::Union(model) => &model.name,
            Self::Alias(model) => &model.name,
        }
    }
}

/// A struct.
#[derive(Clone, Debug, Serialize)]
pub struct Struct {
    /// Name, an identifier.
    pub name: String,
    /// Doc lines, clean rustdoc.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Fields in the order of the document; those that `new` asks for among themselves as recorded.
    pub fields: Vec<Field>,
    /// What happens to members that are not declared.
    pub rest: Rest,
    /// It is sent: it has `new`, which takes what is required, and setters for the rest.
    pub sent: bool,
}

/// A field.
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// Name, an identifier, raw where it must be (`r#type`).
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Its whole type, `Option` and `Box` included.
    pub ty: RustType,
    /// How presence is handled.
    pub presence: Presence,
    /// `Debug` shows `<redacted>`.
    pub redacted: bool,
    /// Only received: never sent by a request.
    pub read_only: bool,
    /// Value that `new` fills in (a constant tag), in place of an argument.
    pub constant: Option<Constant>,
    /// Name of the method that sets it, an identifier; `None`: `new` does, or nobody.
    pub setter: Option<String>,
}

impl Field {
    /// Whether it is an argument of `new`.
    pub fn is_asked(&self) -> bool {
        let is_needed = match self.presence {
            Presence::Required | Presence::Nullable => true,
            Presence::Optional | Presence::Patch => false,
        };
        is_needed && !self.read_only && self.constant.is_none()
    }
}

/// A value that a field starts with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Constant {
    /// A variant of the field's enum.
    Variant(String),
    /// A text.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// `null`.
    Null,
}

/// How the presence of a field is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Presence {
    /// `T`: missing or `null` is an error.
    Required,
    /// `Option<T>`: missing is an error, `None` is written as `null`.
    Nullable,
    /// `Option<T>`: left out when `None`; a `null` that came is remembered.
    Optional,
    /// `Patch<T>`: left out, `null`, or a value.
    Patch,
}

/// What happens to members that are not declared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Rest {
    /// Kept in the field `extra` of this name.
    Kept {
        /// Name of the field: `extra`, or another where a member has that name.
        field: String,
    },
    /// Each is of one type, in a map of this name; `extra` is beside it.
    Typed {
        /// Name of the map: `additional_properties` unless taken.
        field: String,
        /// Type of the values.
        value: RustType,
        /// Name of the field for what must be remembered: `extra` unless taken.
        extra: String,
    },
    /// Dropped, by choice.
    Dropped,
}

/// An open enum of texts.
pub type TextEnum = OpenEnum<String>;

/// An open enum of integers.
pub type NumberEnum = OpenEnum<i64>;

/// An enum of the values that the document lists, and of all others.
#[derive(Clone, Debug, Serialize)]
pub struct OpenEnum<T> {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Known values.
    pub variants: Vec<Variant<T>>,
    /// Name of the variant for other values: `Unrecognized` unless taken.
    pub unrecognized: String,
}

/// A known value of an enum.
#[derive(Clone, Debug, Serialize)]
pub struct Variant<T> {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Value on the wire.
    pub wire: T,
}

/// A union.
#[derive(Clone, Debug, Serialize)]
pub struct Union {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// `#[deprecated]`
    pub deprecated: bool,
    /// Member that tells the arms apart; `None`: by shape.
    pub tag: Option<String>,
    /// It writes the tag itself where an arm has none.
    pub writes_tag: bool,
    /// Name of the variant for objects with another tag, or none, if it is not that for anything else.
    pub default: Option<String>,
    /// Arms.
    pub arms: Vec<UnionArm>,
    /// Name of the variant for anything else, which keeps the JSON.
    pub unrecognized: String,
}

/// An arm of a union.
#[derive(Clone, Debug, Serialize)]
pub struct UnionArm {
    /// Name of the variant.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Its type, boxed where it must be.
    pub ty: RustType,
    /// Values of the tag that choose it; empty without a tag.
    pub tags: Vec<String>,
    /// A value of its type becomes the union by `From`: that is sent, and no other arm is of this type.
    pub converts: bool,
}

impl UnionArm {
    /// Its type without the box around it.
    pub fn bare(&self) -> &RustType {
        match &self.ty {
            RustType::Box(inner) => inner,
            ty => ty,
        }
    }
}

/// Another name for a type.
#[derive(Clone, Debug, Serialize)]
pub struct Alias {
    /// Name.
    pub name: String,
    /// Doc lines.
    pub docs: Vec<String>,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
    /// What it stands for.
    pub ty: RustType,
}
