//! Whether everything that must have an instance has one: each model, arm, value and optional member.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What must have an instance, within one schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The schema as a whole.
    Model,
    /// An arm of a union, by the arms that lead to it.
    Arm(Vec<usize>),
    /// What a parent with heirs may be, by its tag.
    Tag(String),
    /// A value of a list of values, as JSON.
    Value(String),
    /// An optional member, by its name.
    Member(String),
}

/// How many of one kind there are, and how many of them have an instance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// With an instance.
    pub tried: usize,
    /// All.
    pub all: usize,
}

/// The shares of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Schemas with a Rust type of the crate.
    pub models: Share,
    /// Arms of unions, those that contradict what stands beside the union not among them, and heirs of parents.
    pub arms: Share,
    /// Values of lists of values.
    pub values: Share,
    /// Optional members.
    pub members: Share,
}

impl Coverage {
    /// Counts the targets of one schema; `tried` are those with an instance.
    pub fn count(&mut self, all: &BTreeSet<Target>, tried: &BTreeSet<Target>) {
        for target in all {
            let share = match target {
                Target::Model => &mut self.models,
                Target::Arm(_) | Target::Tag(_) => &mut self.arms,
                Target::Value(_) => &mut self.values,
                Target::Member(_) => &mut self.members,
            };
            share.all += 1;
            share.tried += usize::from(tried.contains(target));
        }
    }

    /// Adds the shares of another document.
    pub fn add(&mut self, other: &Self) {
        for (sum, share) in self.shares_mut().into_iter().zip(other.shares()) {
            sum.tried += share.tried;
            sum.all += share.all;
        }
    }

    /// `models 3/3, arms 2/2, values 4/4, optional members 7/7`
    pub fn words(&self) -> String {
        let names = ["models", "arms", "values", "optional members"];
        let words = names.iter().zip(self.shares());
        let words = words.map(|(name, share)| format!("{name} {}/{}", share.tried, share.all));
        words.collect::<Vec<_>>().join(", ")
    }

    fn shares(&self) -> [Share; 4] {
        [self.models, self.arms, self.values, self.members]
    }

    fn shares_mut(&mut self) -> [&mut Share; 4] {
        [
            &mut self.models,
            &mut self.arms,
            &mut self.values,
            &mut self.members,
        ]
    }
}
