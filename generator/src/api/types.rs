//! What is sent and received: schemas (JSON Schema 2020-12), each once, with its place in the document.

use serde::Serialize;

use crate::node::Node;
use crate::pointer::Location;

/// Index into [`Api::schemas`](super::Api::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SchemaId(pub usize);

/// A schema in use: which one, and whether `null` is allowed here as well
/// (whatever the spelling: `nullable`, a type array, `anyOf` with `null`, an enum with `null`, a nullable component).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Use {
    /// The schema, which itself never says that it is nullable.
    pub schema: SchemaId,
    /// `null` is a value too, beside others: not said where the schema is [`Shape::Null`].
    pub nullable: bool,
}

/// A schema.
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// Where it stands.
    pub at: Location,
    /// It stands nowhere in the text: it is a copy, or made of several schemas, or one type of one, and its place only tells
    /// it from others.
    pub made: bool,
    /// What it can be named after.
    pub origin: Origin,
    /// What it says for people.
    pub docs: Docs,
    /// Marked as secret or personal: `format: password`, or the extensions `x-ms-secret` and
    /// `x-twilio.pii.handling: sensitive`.
    pub sensitive: bool,
    /// What it is.
    pub shape: Shape,
}

/// What a schema can be named after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Origin {
    /// A named schema: a member of `components/schemas`, `definitions` or `$defs`, or a file of its own (its stem).
    Component {
        /// Name as the document writes it.
        name: String,
    },
    /// Inside another schema.
    Within {
        /// The schema that it stands in.
        owner: SchemaId,
        /// Which part of it.
        role: Role,
    },
    /// Directly in a shared response, parameter, header or request body of `components`.
    Shared {
        /// `response`, `parameter`, `header` or `requestBody`.
        kind: String,
        /// Its key in `components`.
        name: String,
    },
    /// Directly in an operation.
    Operation {
        /// `operationId`, or `method path` when there is none.
        operation: String,
        /// `response 200`, `request`, `parameter status`, `header Location`.
        role: String,
    },
    /// What the server sends on its own: the body of a webhook or a callback.
    Incoming {
        /// `webhook` or `callback`.
        kind: &'static str,
        /// Its key; of a callback, with the operation before it.
        name: String,
    },
}

impl Origin {
    /// The name of a component.
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component { name } => Some(name),
            Self::Within { .. }
            | Self::Shared { .. }
            | Self::Operation { .. }
            | Self::Incoming { .. } => None,
        }
    }

    /// Whether it has a name of its own.
    pub fn is_named(&self) -> bool {
        match self {
            Self::Component { .. } | Self::Incoming { .. } => true,
            Self::Within { .. } | Self::Shared { .. } | Self::Operation { .. } => false,
        }
    }

    /// Whether people gave it that name. A number says nothing: bundlers call a part of a list by its index.
    pub fn is_well_named(&self) -> bool {
        match self {
            Self::Component { name } => !name.bytes().all(|byte| byte.is_ascii_digit()),
            Self::Incoming { .. }
            | Self::Within { .. }
            | Self::Shared { .. }
            | Self::Operation { .. } => self.is_named(),
        }
    }
}

/// Which part of the schema around it a schema is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Role {
    /// The value of the member of this name.
    Member(String),
    /// The items of an array.
    Items,
    /// An item of a tuple, by position.
    Prefix(usize),
    /// The values of a map, or of the members that are not declared.
    Additional,
    /// An arm of a union.
    Arm {
        /// Its position.
        index: usize,
        /// The component that it refers to, or its JSON type, where that is all that tells it from the others.
        name: Option<String>,
    },
    /// A part of an `allOf`, by position.
    Part(usize),
}

/// What is said for people, and what Rust types can't say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Docs {
    /// `title`; the summary of an operation.
    pub title: Option<String>,
    /// `description`, CommonMark.
    pub description: Option<String>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `default`.
    pub default: Option<Node>,
    /// `example` and `examples`.
    pub examples: Vec<Example>,
    /// Constraints and facts as short sentences without a full stop, for example `at most 20 items`, in a fixed order.
    pub constraints: Vec<String>,
    /// URL of external documentation.
    pub external_docs: Option<String>,
}

/// An example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    /// Where it stands.
    pub at: Location,
    /// Key in `examples`.
    pub name: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// The value.
    pub value: Node,
}

/// What a schema is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// No value at all.
    Never,
    /// Only `null`.
    Null,
    /// `true` or `false`, or only the one of them.
    Boolean(Option<bool>),
    /// An integer.
    Integer(Bounds),
    /// A number.
    Number {
        /// `format`, such as `float`, `double` or `decimal`.
        format: Option<String>,
    },
    /// A text.
    Text(TextFormat),
    /// One of a list of values.
    Enumeration(Enumeration),
    /// An array of equal items.
    Array {
        /// What each item is.
        items: Use,
        /// No two items are equal.
        unique: bool,
    },
    /// An array of a fixed length whose items are told apart by position.
    Tuple {
        /// What each item is.
        items: Vec<Use>,
    },
    /// An object with its members; one without declared members is a map.
    Object(ObjectShape),
    /// One of several.
    Union {
        /// The alternatives in the order of the document.
        arms: Vec<Arm>,
        /// What tells them apart, if anything does.
        tag: Option<Tag>,
    },
    /// The same as another: a component that is only a `$ref`. Never nullable here: who uses this schema says so.
    Same(Use),
}

/// Range of an integer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// `format`: `int32`, `int64`, `uint32`, `uint64`, ….
    pub format: Option<String>,
    /// Least value, exclusive bounds made inclusive.
    pub minimum: Option<i128>,
    /// Greatest value, exclusive bounds made inclusive.
    pub maximum: Option<i128>,
    /// The least and the greatest of the integers that the document shows: listed values, defaults and examples. A type has
    /// to hold them, whatever the bounds are.
    pub shown: Option<(i128, i128)>,
}

/// Format of a text (the registry of the OpenAPI Initiative, and JSON Schema 2020-12, validation, 7.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum TextFormat {
    /// No format, or one that has no meaning for a client.
    Plain,
    /// `date-time`
    DateTime,
    /// `date`
    Date,
    /// `time`
    Time,
    /// `duration`
    Duration,
    /// `uri`, `uri-reference`, `url`, `iri`, …
    Uri,
    /// `uuid`
    Uuid,
    /// `byte`, or `contentEncoding: base64` or `base64url`
    Base64,
    /// Another `contentEncoding`: octets, written as a text in another way.
    Encoded,
    /// `binary`: raw octets, only as a body.
    Binary,
    /// `password`
    Password,
    /// Another one, by name.
    Other(String),
}

/// A list of values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enumeration {
    /// The values but `null`, without repetition, in the order of the document; all of one JSON type, or mixed.
    pub values: Vec<EnumValue>,
    /// The document says that other texts may come (`anyOf: [enum, string]`).
    pub open: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EnumValue {
    /// The value.
    pub value: Node,
    /// Name from `x-enum-varnames`, `x-ms-enum` and their like.
    pub name: Option<String>,
    /// Text from `x-enum-descriptions` and their like.
    pub description: Option<String>,
}

/// The members of an object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ObjectShape {
    /// Declared members in the order of the document, those of `allOf` parts included.
    pub members: Vec<Member>,
    /// What other members are.
    pub additional: Additional,
}

/// A declared member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// Where its schema is written (before a `$ref` is followed).
    pub at: Location,
    /// Name on the wire.
    pub name: String,
    /// What it is.
    pub value: Use,
    /// Always there.
    pub required: bool,
    /// Which direction it travels.
    pub access: Access,
    /// Secret or personal, here or by its schema.
    pub sensitive: bool,
    /// What is said here, beside the `$ref` if there is one; else what the schema says.
    pub docs: Docs,
}

/// Which direction a member travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Access {
    /// Both.
    #[default]
    Both,
    /// `readOnly: true`: only received.
    ReadOnly,
    /// `writeOnly: true`: only sent.
    WriteOnly,
}

/// What members that are not declared are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Additional {
    /// The document does not say: anything, kept as it came.
    Unsaid,
    /// `additionalProperties: false`
    Forbidden,
    /// `additionalProperties: true` or an empty schema: anything, expected.
    Any,
    /// Each is one of these.
    Typed(Use),
}

/// An alternative of a union.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arm {
    /// What it is; an arm is never nullable, the union is.
    pub schema: SchemaId,
    /// Values of the tag that choose it; empty when there is no tag.
    pub tags: Vec<String>,
}

/// What tells the arms of a union apart: a discriminator, or a member that is a different constant in each arm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// Name of the member on the wire.
    pub member: String,
    /// The tag of the alternative that a value with another tag is, or with none (OpenAPI 3.2, `defaultMapping`).
    pub default: Option<String>,
}

impl Shape {
    /// The declared members of an object; of what is none, none.
    pub(crate) fn members(&self) -> &[Member] {
        let Self::Object(object) = self else {
            return &[];
        };
        &object.members
    }

    /// The arms of a union; of what is none, none.
    pub(crate) fn arms(&self) -> &[Arm] {
        let Self::Union { arms, .. } = self else {
            return &[];
        };
        arms
    }

    /// The uses in a shape.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Use> + '_ {
        let members = self.members().iter();
        self.others().chain(members.map(|member| member.value))
    }

    /// The uses in a shape but those of members, in a fixed order.
    pub(crate) fn others(&self) -> impl Iterator<Item = Use> + '_ {
        let arm = |schema: SchemaId| Use {
            schema,
            nullable: false,
        };
        let (listed, arms): (&[Use], &[Arm]) = match self {
            Self::Array { items: used, .. } | Self::Same(used) => (std::slice::from_ref(used), &[]),
            Self::Tuple { items } => (items, &[]),
            Self::Object(object) => match &object.additional {
                Additional::Typed(used) => (std::slice::from_ref(used), &[]),
                Additional::Unsaid | Additional::Forbidden | Additional::Any => (&[], &[]),
            },
            Self::Union { arms, .. } => (&[], arms),
            Self::Any
            | Self::Never
            | Self::Null
            | Self::Boolean(_)
            | Self::Integer(_)
            | Self::Number { .. }
            | Self::Text(_)
            | Self::Enumeration(_) => (&[], &[]),
        };
        let arms = arms.iter().map(move |each| arm(each.schema));
        listed.iter().copied().chain(arms)
    }
}
