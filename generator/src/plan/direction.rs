//! Which way models travel: what a request reaches is sent, what a response, webhook or callback reaches is received.
//!
//! Rule: a class that travels both ways and has a required member that travels only one way, or reaches such a class,
//! becomes two types; every other class is one.

use crate::api::{Access, Api, Operation, Origin, SchemaId, Shape};

use super::fold::{self, Folded};

/// A way to travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// From the server; also for what travels both ways as one type.
    Received,
    /// To the server.
    Sent,
}

/// Which classes travel, and how.
#[derive(Debug)]
pub struct Directions {
    sent: Vec<bool>,
    received: Vec<bool>,
    split: Vec<bool>,
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

    /// Whether the class is two types.
    pub fn is_split(&self, class: usize) -> bool {
        self.split[class]
    }
}

/// Follows everything that the kept operations and the components reach.
pub fn directions(api: &Api, folded: &Folded, kept: &[&Operation]) -> Directions {
    let mut sent = Vec::new();
    let mut received: Vec<SchemaId> = Vec::new();
    for operation in kept {
        sent.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| parameter.schema.schema),
        );
        sent.extend(
            operation
                .body
                .iter()
                .flat_map(|body| &body.content)
                .filter_map(|media| Some(media.schema?.schema)),
        );
        for response in &operation.responses {
            received.extend(
                response
                    .content
                    .iter()
                    .filter_map(|media| Some(media.schema?.schema)),
            );
        }
    }
    // What the server sends on its own is received, whoever else sends the like.
    let all = || (0..api.schemas.len()).map(SchemaId);
    let is_incoming = |id: &SchemaId| matches!(api.schema(*id).origin, Origin::Incoming { .. });
    received.extend(all().filter(is_incoming));
    let sent = reach(api, folded, &sent);
    let mut received = reach(api, folded, &received);
    // A component that no operation reaches is still a model: it may be wanted.
    let unreached: Vec<SchemaId> = all()
        .filter(|&id| api.schema(id).origin.is_named())
        .filter(|&id| !sent[folded.class(id)] && !received[folded.class(id)])
        .collect();
    for (class, reached) in reach(api, folded, &unreached).into_iter().enumerate() {
        received[class] = received[class] || reached;
    }
    let split = split(api, folded, &sent, &received);
    Directions {
        sent,
        received,
        split,
    }
}

fn reach(api: &Api, folded: &Folded, roots: &[SchemaId]) -> Vec<bool> {
    let mut reached = vec![false; folded.len()];
    let mut waiting: Vec<usize> = roots.iter().map(|&id| folded.class(id)).collect();
    while let Some(class) = waiting.pop() {
        if !std::mem::replace(&mut reached[class], true) {
            let schema = api.schema(folded.representative(class));
            waiting.extend(fold::uses(&schema.shape).map(|used| folded.class(used.schema)));
        }
    }
    reached
}

fn split(api: &Api, folded: &Folded, sent: &[bool], received: &[bool]) -> Vec<bool> {
    let both = |class: usize| sent[class] && received[class];
    let mut split: Vec<bool> = (0..folded.len())
        .map(|class| {
            both(class) && has_one_way_requirement(&api.schema(folded.representative(class)).shape)
        })
        .collect();
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); folded.len()];
    for class in 0..folded.len() {
        for used in fold::uses(&api.schema(folded.representative(class)).shape) {
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
    match shape {
        Shape::Object(object) => object
            .members
            .iter()
            .any(|member| member.required && member.access != Access::Both),
        _ => false,
    }
}
