//! Structs and their fields.

use crate::api::{
    Access, Additional, Api, Member, ObjectShape, Schema, SchemaId, Shape, TextFormat,
};

use super::content::resolved;
use super::direction::{Side, Travel};
use super::enumeration;
use super::krate::{Constant, Field, Presence, Rest, RustType, Struct};
use super::models::ModelContext;
use super::names::{identifier, value_name};
use super::parts::Wanted;
use super::place;
use super::reserved::{ADDITIONAL, EXTRA, MODEL_METHODS};
use super::style::NameStyle;
use super::tags;
use super::text;

/// The struct of an object with members.
pub fn structure(
    context: &ModelContext<'_>,
    id: SchemaId,
    object: &ObjectShape,
    side: Side,
    name: String,
    mut docs: Vec<String>,
) -> Struct {
    let schema = context.api.schema(id);
    let travel = context.directions.travel(context.folded.class(id), side);
    let left_out = object
        .members
        .iter()
        .filter(|member| travel.leaves_out(member));
    let left_out: Vec<String> = left_out.map(|member| text::code(&member.name)).collect();
    if !left_out.is_empty() {
        let names = left_out.join(", ");
        docs.extend([
            String::new(),
            format!("Only received, and so left out here: {names}."),
        ]);
    }
    let members = object
        .members
        .iter()
        .filter(|member| !travel.leaves_out(member));
    let fields = members
        .map(|member| field(context, id, &name, member, travel))
        .collect();
    let rest = rest(context, id, object, travel);
    let deprecated = schema.docs.deprecated;
    Struct {
        name,
        docs,
        deprecated,
        fields,
        rest,
        sent: travel.is_sent(),
    }
}

/// The names that the fields would have.
pub fn wanted(
    context: &ModelContext<'_>,
    id: SchemaId,
    owner: &str,
    object: &ObjectShape,
) -> Vec<Wanted> {
    let schema = context.api.schema(id);
    let members = object.members.iter();
    members
        .map(|member| MemberKeys::new(context, schema, owner, member).wanted(context, member))
        .collect()
}

/// What happens to members that are not declared.
fn rest(context: &ModelContext<'_>, id: SchemaId, object: &ObjectShape, travel: Travel) -> Rest {
    let field = EXTRA.to_owned();
    // Which of several tags came must not be lost.
    let keeps = || tags::are_kept(context, id, object);
    match object.additional {
        Additional::Typed(used) => match context.types.of(used, travel.side()) {
            RustType::Json => Rest::Kept { field },
            value => Rest::Typed {
                field: ADDITIONAL.to_owned(),
                value,
                extra: field,
            },
        },
        _ if context.choices.drop_unknown_members && !keeps() => Rest::Dropped,
        Additional::Unsaid | Additional::Forbidden | Additional::Any => Rest::Kept { field },
    }
}

fn field(
    context: &ModelContext<'_>,
    id: SchemaId,
    owner: &str,
    member: &Member,
    travel: Travel,
) -> Field {
    let (schema, class) = (context.api.schema(id), context.folded.class(id));
    let keys = MemberKeys::new(context, schema, owner, member);
    let wanted = keys.wanted(context, member);
    let name = identifier(&context.parts.of(owner, wanted));
    let side = travel.side();
    let plain = context.types.member(class, member.value.schema, side);
    let lenient = context.choices.is_lenient(&keys.all());
    let presence = presence(member, travel, lenient, plain == RustType::Json);
    let constant = constant(context, class, member, presence, &plain);
    let redacted = member.sensitive
        || context.sensitive[context.folded.class(member.value.schema)]
        || member.access == Access::WriteOnly
        || context.choices.is_redacted(&keys.all());
    let fallback = || format!("The member {}.", text::code(&member.name));
    let mut said = text::Said::from(&member.docs);
    if travel.excuses(member) {
        said.constraints
            .push("required only where it is sent".into());
    }
    if plain == RustType::String && is_binary(context.api, member.value.schema) {
        said.constraints.push("octets, written as a text".into());
    }
    let read_only = member.access == Access::ReadOnly && matches!(travel, Travel::Both);
    let starts_absent = matches!(presence, Presence::Optional | Presence::Patch);
    let is_set = travel.is_sent() && starts_absent && !read_only;
    Field {
        setter: is_set.then(|| setter(&name)),
        name,
        wire: member.name.clone(),
        docs: text::lines(context.rendered, said, redacted, fallback),
        deprecated: member.docs.deprecated,
        ty: match presence {
            Presence::Required => plain,
            Presence::Nullable | Presence::Optional => RustType::Option(Box::new(plain)),
            Presence::Patch => RustType::Patch(Box::new(plain)),
        },
        presence,
        redacted,
        read_only,
        constant,
    }
}

/// Whether a text holds octets: a part of a form is a file then, but JSON has only texts.
fn is_binary(api: &Api, id: SchemaId) -> bool {
    matches!(resolved(api, id), Shape::Text(TextFormat::Binary))
}

/// Name of the setter of a field. Every model has methods of its own, so `view` is set by `set_view`; and `set_view` by
/// `set_set_view`, whether there is a `view` or not: another field must not change what a setter sets.
fn setter(field: &str) -> String {
    if MODEL_METHODS.contains(&field.trim_start_matches("set_")) {
        format!("set_{field}")
    } else {
        field.to_owned()
    }
}

fn presence(member: &Member, travel: Travel, lenient: bool, any: bool) -> Presence {
    match (
        travel.requires(member) && !lenient,
        member.value.nullable && !any,
    ) {
        (true, false) => Presence::Required,
        (true, true) => Presence::Nullable,
        (false, true) if travel.is_sent() => Presence::Patch,
        (false, _) => Presence::Optional,
    }
}

/// The one value that a member can have: what tells its struct from the other arms of a union, or the only value that is
/// listed for what is required.
fn constant(
    context: &ModelContext<'_>,
    class: usize,
    member: &Member,
    presence: Presence,
    plain: &RustType,
) -> Option<Constant> {
    let tag = context.tags.get(&(class, member.name.as_str()));
    let tag = tag.copied().flatten();
    let value = context.folded.class(member.value.schema);
    let shape = &context.folded.speaker(context.api, value).shape;
    let is_required = presence == Presence::Required;
    match (plain, shape) {
        _ if presence == Presence::Patch => None,
        (RustType::Model(owner), Shape::Enumeration(list)) => {
            let only = enumeration::only(list).filter(|_| is_required);
            let wire = tag.map(str::to_owned).or(only)?;
            let names = (context.choices, &context.parts);
            enumeration::name_of(list, &owner.model, names, &wire).map(Constant::Variant)
        }
        (RustType::String, _) => tag.map(|tag| Constant::Text(tag.to_owned())),
        (RustType::I64, _) => tag?.parse().ok().map(Constant::Integer),
        (RustType::Bool, Shape::Boolean(only)) => {
            let only = only.filter(|_| is_required);
            let tagged = || tag?.parse().ok();
            only.or_else(tagged).map(Constant::Boolean)
        }
        (RustType::Json, Shape::Null) if member.required => Some(Constant::Null),
        _ => None,
    }
}

/// What choices may call a member.
struct MemberKeys {
    /// This member alone: its place, type and member, component and member.
    own: Vec<String>,
    /// All members of the type: the type, the component.
    of_type: Vec<String>,
}

impl MemberKeys {
    fn new(context: &ModelContext<'_>, schema: &Schema, owner: &str, member: &Member) -> Self {
        if !context.choices.names_members() {
            return Self {
                own: Vec::new(),
                of_type: Vec::new(),
            };
        }
        let mut keys = Self {
            own: vec![
                place::at(&member.at, context.entry),
                format!("{owner}.{}", member.name),
            ],
            of_type: vec![owner.to_owned()],
        };
        if let Some(name) = schema.origin.component() {
            keys.own.push(format!("{name}.{}", member.name));
            keys.of_type.push(name.to_owned());
        }
        keys
    }

    /// The name that the member would have.
    fn wanted(&self, context: &ModelContext<'_>, member: &Member) -> Wanted {
        let mut keys = self.own.iter();
        let chosen = keys.find_map(|key| context.choices.renamed(key, NameStyle::Value));
        Wanted {
            wire: member.name.clone(),
            others: Vec::new(),
            after_tag: false,
            name: chosen.map_or_else(|| value_name(&member.name), str::to_owned),
            longer: None,
            chosen: chosen.is_some(),
        }
    }

    fn all(&self) -> Vec<&str> {
        self.own
            .iter()
            .chain(&self.of_type)
            .map(String::as_str)
            .collect()
    }
}
