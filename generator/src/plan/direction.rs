//! Which way models travel: what a request reaches is sent, what a response, webhook or callback reaches is received.
//!
//! Rule: a class that travels both ways and has a required member that travels only one way, or reaches such a class,
//! becomes two types; every other class is one.

use crate::api::{Access, Api, MediaType, Member, Operation, Origin, SchemaId, Shape};

use super::arguments::constant;
use super::content::{Chosen, choose};
use super::covered::is_sendable;
use super::fold::Folded;
use super::krate::Format;
use super::types::TypeKind;

/// A way to travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// From the server; also for what travels both ways as one type.
    Received,
    /// To the server.
    Sent,
}

/// Which way the members of a type travel.
#[derive(Clone, Copy, Debug)]
pub enum Travel {
    /// Received, and never sent: another type is, or none.
    Received,
    /// Sent, and never received.
    Sent,
    /// Both ways.
    Both,
}

impl Travel {
    /// Whether the type is sent.
    pub fn is_sent(self) -> bool {
        matches!(self, Self::Sent | Self::Both)
    }

    /// The side of what the members hold.
    pub fn side(self) -> Side {
        match self {
            Self::Sent => Side::Sent,
            Self::Received | Self::Both => Side::Received,
        }
    }

    /// What is only received is no part of what is only sent.
    pub fn leaves_out(self, member: &Member) -> bool {
        matches!(self, Self::Sent) && member.access == Access::ReadOnly
    }

    /// Whether the member must be there. What is only sent is required where it is sent alone (OpenAPI 3.0.3, Schema
    /// Object, `writeOnly`); a server that sends it nevertheless is understood.
    pub fn requires(self, member: &Member) -> bool {
        member.required && !self.excuses(member)
    }

    /// Whether a member need not be received, though it is required where it is sent.
    pub fn excuses(self, member: &Member) -> bool {
        matches!(self, Self::Received) && member.required && member.access == Access::WriteOnly
    }
}

/// Which classes travel, and how.
#[derive(Debug)]
pub struct Directions {
    sent: Vec<bool>,
    received: Vec<bool>,
    split: Vec<bool>,
    used: Vec<bool>,
}

impl Directions {
    /// Whether anything needs the class.
    pub fn lives(&self, class: usize) -> bool {
        self.sent[class] || self.received[class]
    }

    /// Whether a request reaches the class.
    pub fn is_sent(&self, class: usize) -> bool {
        self.sent[class]
    }

    /// Whether only requests reach the class.
    pub fn is_only_sent(&self, class: usize) -> bool {
        self.sent[class] && !self.received[class]
    }

    /// Which way the type travels that the class is on a side.
    pub fn travel(&self, class: usize, side: Side) -> Travel {
        if side == Side::Sent && self.is_split(class) || self.is_only_sent(class) {
            Travel::Sent
        } else if self.is_sent(class) && !self.is_split(class) {
            Travel::Both
        } else {
            Travel::Received
        }
    }

    /// Whether an operation, a webhook or a callback reaches the class; where none reaches a component that is a model, all
    /// are what the document is for.
    pub fn is_used(&self, class: usize) -> bool {
        self.used[class]
    }

    /// Whether the class is two types.
    pub fn is_split(&self, class: usize) -> bool {
        self.split[class]
    }
}

/// Follows everything that the kept operations and the components reach. What has no name and is only a text, or octets, on
/// its way is no model; a component still is: who writes that text may want it.
pub fn directions(
    api: &Api,
    folded: &Folded,
    kinds: &[TypeKind],
    kept: &[&Operation],
) -> Directions {
    let (mut sent, mut received, mut needed) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_all_needed = true;
    let schema = |media: &MediaType| Some(media.schema?.schema);
    for operation in kept {
        let parameters = operation.parameters.iter();
        // What is filled in needs no type.
        let parameters =
            parameters.filter(|it| is_sendable(it) && constant(api, folded, it).is_none());
        let parameters = parameters.map(|parameter| parameter.schema.schema);
        needed.extend(parameters.clone());
        sent.extend(parameters);
        let body = operation.body.as_ref();
        let body = body.map(|body| (&body.content, Side::Sent));
        let answers = operation.responses.iter();
        let answers = answers.map(|response| (&response.content, Side::Received));
        for (content, side) in body.into_iter().chain(answers) {
            let schemas = content.iter().filter_map(schema);
            // Components are needed in any case.
            let is_unnamed = |id: SchemaId| !api.schema(id).origin.is_named();
            match !schemas.clone().any(is_unnamed) || is_of_members(api, content, side) {
                true => needed.extend(schemas.clone()),
                false => is_all_needed = false,
            }
            match side {
                Side::Sent => sent.extend(schemas),
                Side::Received => received.extend(schemas),
            }
        }
    }
    // What the server sends on its own is received, whoever else sends the like.
    let all = || (0..api.schemas.len()).map(SchemaId);
    let is_incoming = |id: &SchemaId| matches!(api.schema(*id).origin, Origin::Incoming { .. });
    received.extend(all().filter(is_incoming));
    let mut sent = reach(api, folded, &sent);
    let mut received = reach(api, folded, &received);
    let mut used: Vec<bool> = sent.iter().zip(&received).map(|(a, b)| *a || *b).collect();
    // A component that no operation reaches is still a model: it may be wanted.
    let named = || all().filter(|&id| api.schema(id).origin.is_named());
    let unreached: Vec<SchemaId> = named().filter(|&id| !used[folded.class(id)]).collect();
    for (class, reached) in reach(api, folded, &unreached).into_iter().enumerate() {
        received[class] = received[class] || reached;
    }
    if !named().any(|id| used[folded.class(id)] && kinds[folded.class(id)].is_model()) {
        used.fill(true);
    }
    if !is_all_needed {
        needed.extend(named());
        let needed = reach(api, folded, &needed);
        for (class, is_needed) in needed.into_iter().enumerate() {
            sent[class] &= is_needed;
            received[class] &= is_needed;
        }
    }
    let split = split(api, folded, &sent, &received);
    Directions {
        sent,
        received,
        split,
        used,
    }
}

/// Whether a body is read or written as what its schema says, and not as a text or octets.
fn is_of_members(api: &Api, content: &[MediaType], side: Side) -> bool {
    match choose(api, content, side) {
        Chosen::One(_, format) => match format {
            Format::Json | Format::Form | Format::Multipart => true,
            Format::Empty | Format::Text | Format::Binary => false,
        },
        Chosen::Nothing | Chosen::NotCovered(_) => false,
    }
}

fn reach(api: &Api, folded: &Folded, roots: &[SchemaId]) -> Vec<bool> {
    let mut reached = vec![false; folded.len()];
    let mut waiting: Vec<usize> = roots.iter().map(|&id| folded.class(id)).collect();
    while let Some(class) = waiting.pop() {
        if !std::mem::replace(&mut reached[class], true) {
            let schema = folded.speaker(api, class);
            waiting.extend(schema.shape.uses().map(|used| folded.class(used.schema)));
        }
    }
    reached
}

fn split(api: &Api, folded: &Folded, sent: &[bool], received: &[bool]) -> Vec<bool> {
    let both = |class: usize| sent[class] && received[class];
    let mut split: Vec<bool> = (0..folded.len())
        .map(|class| both(class) && has_one_way_requirement(&folded.speaker(api, class).shape))
        .collect();
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); folded.len()];
    for class in 0..folded.len() {
        for used in folded.speaker(api, class).shape.uses() {
            parents[folded.class(used.schema)].push(class);
        }
    }
    let mut waiting: Vec<usize> = (0..split.len()).filter(|&class| split[class]).collect();
    while let Some(class) = waiting.pop() {
        for &parent in &parents[class] {
            if both(parent) && !std::mem::replace(&mut split[parent], true) {
                waiting.push(parent);
            }
        }
    }
    split
}

fn has_one_way_requirement(shape: &Shape) -> bool {
    let mut members = shape.members().iter();
    members.any(|member| member.required && member.access != Access::Both)
}
