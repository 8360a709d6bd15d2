//! Members of an object.

use crate::api::{Access, Additional, Docs, Member, Origin, Role, Schema, SchemaId, Use};
use crate::document::SchemaNode;
use crate::node::Node;
use crate::pointer::Location;

use super::docs::{Borrow, is_sensitive};
use super::facts::Facts;
use super::nullable::Nulls;
use super::part::Rank;
use super::schemas::{Entered, Schemas};

/// More declarations of one member than this are not combined: only a hostile document has them.
const DECLARATIONS: usize = 16;

impl<'d> Schemas<'d, '_> {
    /// All members: the declared ones, and those that are required without being declared.
    pub(super) fn members(
        &mut self,
        id: SchemaId,
        facts: &mut Facts<'d>,
        additional: &Additional,
    ) -> Vec<Member> {
        let mut members = Vec::with_capacity(facts.members.len());
        for (name, declarations) in std::mem::take(&mut facts.members) {
            let required = facts.required.shift_remove(name).is_some();
            let role = Role::Member(name.to_owned());
            let Some(place) = declarations.last() else {
                continue;
            };
            let entered = self.all_of(id, &["properties", name], &declarations, role);
            let (access, sensitive) = said_of_member(&declarations, entered.target);
            self.borrowed
                .push((id, members.len(), Borrow::of(&entered)));
            members.push(self.member(place.at.clone(), name, entered, required, access, sensitive));
        }
        for (name, at) in std::mem::take(&mut facts.required) {
            members.push(self.undeclared(id, name, at, additional));
        }
        members
    }

    fn member(
        &mut self,
        at: Location,
        name: &str,
        entered: Entered<'d>,
        required: bool,
        access: Access,
        sensitive: bool,
    ) -> Member {
        let (docs, beside) = match entered.beside {
            Some(beside) => (beside.docs, beside.sensitive),
            None => (Docs::default(), false),
        };
        let sensitive = sensitive || beside;
        Member {
            at,
            name: name.to_owned(),
            value: entered.used,
            required,
            access,
            sensitive,
            docs,
        }
    }

    /// A member that is required, but not declared: what undeclared members are.
    fn undeclared(
        &mut self,
        owner: SchemaId,
        name: &str,
        at: Location,
        additional: &Additional,
    ) -> Member {
        let value = match additional {
            Additional::Typed(value) => *value,
            Additional::Unsaid | Additional::Forbidden | Additional::Any => {
                let known = self.undeclared.get(&at).copied();
                let schema = known.unwrap_or_else(|| {
                    let role = Role::Member(name.to_owned());
                    self.allot(at.clone(), Origin::Within { owner, role })
                });
                self.undeclared.insert(at.clone(), schema);
                Use {
                    schema,
                    nullable: false,
                }
            }
        };
        Member {
            at,
            name: name.to_owned(),
            value,
            required: true,
            access: Access::Both,
            sensitive: false,
            docs: Docs::default(),
        }
    }

    /// What several parts say of the schema at one place inside their whole, which is `keys` away: all of it holds. Where
    /// one of them contains the others, as the schema of a child contains that of its parent, it is the one.
    pub(super) fn all_of(
        &mut self,
        owner: SchemaId,
        keys: &[&str],
        declarations: &[SchemaNode<'d>],
        role: Role,
    ) -> Entered<'d> {
        match declarations {
            [] => Entered {
                used: self.anything(owner, keys.first().copied().unwrap_or_default(), role),
                beside: None,
                target: None,
            },
            [only] => {
                let origin = self.origin_in(owner, role, &only.at);
                self.enter(only, origin)
            }
            [others @ .., last] => self.enter_all(owner, keys, (others, last), role),
        }
    }

    fn enter_all(
        &mut self,
        owner: SchemaId,
        keys: &[&str],
        (others, last): (&[SchemaNode<'d>], &SchemaNode<'d>),
        role: Role,
    ) -> Entered<'d> {
        let all = others.iter().chain([last]);
        let nulls: Vec<Nulls> = all.map(|place| self.nulls_of(place)).collect();
        // A later part takes `null` away, or allows it, whatever an earlier one says: documents that do so mean it.
        let said = nulls.iter().rev().find(|nulls| **nulls != Nulls::Unsaid);
        let nullable = said == Some(&Nulls::Yes);
        if nulls.len() > DECLARATIONS {
            self.too_many(&last.at, DECLARATIONS);
        }
        let mut whole = self.flatten(last);
        let mut sole = Some(last.clone());
        for declaration in others.iter().rev().take(DECLARATIONS) {
            if declaration.node == last.node {
                continue;
            }
            let mut parts = self.flatten(declaration);
            if parts.within(&whole) {
                continue;
            }
            sole = whole.within(&parts).then(|| declaration.clone());
            // What the last one says for people holds.
            for part in &mut parts.list {
                part.rank = part.rank.max(Rank::Inline);
            }
            whole = whole.and(parts);
        }
        if let Some(place) = sole {
            let origin = self.origin_in(owner, role, &place.at);
            return self.enter(&place, origin);
        }
        let within = |schema: &Schema| keys.iter().fold(schema.at.clone(), |at, key| at.key(key));
        let at = self
            .table
            .get(owner.0)
            .map_or_else(|| last.at.clone(), within);
        let schema = self.combine(whole, None, at, Origin::Within { owner, role });
        Entered {
            used: Use { schema, nullable },
            beside: None,
            target: None,
        }
    }
}

/// Direction and secrecy, by the declarations or by the schema that they refer to.
fn said_of_member(declarations: &[SchemaNode<'_>], target: Option<&Node>) -> (Access, bool) {
    let mut access = Access::Both;
    let mut sensitive = false;
    let nodes = declarations.iter().map(|place| place.node).chain(target);
    for map in nodes.filter_map(Node::as_mapping) {
        let (mut read_only, mut write_only) = (false, false);
        for (key, value) in map.iter() {
            match key {
                "readOnly" => read_only = value.as_bool() == Some(true),
                "writeOnly" => write_only = value.as_bool() == Some(true),
                _ => sensitive |= is_sensitive(key, value),
            }
        }
        access = match (access, read_only, write_only) {
            (Access::Both, true, false) => Access::ReadOnly,
            (Access::Both, false, true) => Access::WriteOnly,
            (access, ..) => access,
        };
    }
    (access, sensitive)
}
