//! What a schema gives that does not fit what it says: values of another type, a discriminator that nothing has.

use crate::characters::fenced;
use crate::node::Node;
use crate::report::LowerProblem;

use super::facts::Facts;
use super::kinds::{Kind, Kinds};
use super::part::{Part, Rank};
use super::schemas::Schemas;
use super::union::Alternatives;

impl<'d> Facts<'d> {
    /// Tells of values that are not of the stated type, once all parts have said what that is.
    pub(super) fn tell_misfits(&mut self, parts: &[Part<'d>]) {
        self.take_texts();
        if self.typed {
            self.tell_numbers();
            self.tell_defaults(parts);
        }
    }

    /// A text that lists nothing but numbers and truth values lists these as texts: so YAML reads what is not quoted.
    fn tell_numbers(&mut self) {
        let is_text = self.kinds.without(Kind::Null) == Kinds::NONE.with(Kind::String);
        let Some(known) = self.values.as_ref().filter(|_| is_text && !self.never) else {
            return;
        };
        let values = known.listed.iter().map(|listed| listed.value);
        let mut values = values.filter(|value| **value != Node::Null).peekable();
        let is_number = |value: &Node| matches!(value, Node::Number(_) | Node::Bool(_));
        if values.peek().is_some() && values.all(is_number) {
            let problem = LowerProblem::EnumOfNumbers {};
            self.problems.push((known.at.clone(), problem));
        }
    }

    fn tell_defaults(&mut self, parts: &[Part<'d>]) {
        let own = parts.iter().filter(|part| part.rank != Rank::Referenced);
        for part in own {
            let default = part
                .map
                .get("default")
                .filter(|value| **value != Node::Null);
            if let Some(value) = default.filter(|value| !self.kinds.has(Kind::of(value))) {
                let value = fenced(&value.to_json());
                let problem = LowerProblem::MisfitDefault { value };
                self.problems.push((part.at.key("default"), problem));
            }
        }
    }
}

impl<'d> Schemas<'d, '_> {
    /// Tells of a tag that no alternative declares, nor what stands beside them: more likely than not, it is misspelled.
    pub(super) fn tell_undeclared(
        &mut self,
        facts: &Facts<'d>,
        union: &Alternatives<'d>,
        member: &str,
    ) {
        let mut arms = union.outlines.iter();
        let declares =
            |name: &str| facts.members.contains_key(name) || facts.required.contains_key(name);
        let is_declared = declares(member)
            || arms.any(|arm| arm.members.contains_key(member) || arm.required.contains(member));
        if !is_declared {
            let member = member.to_owned();
            let problem = LowerProblem::UndeclaredDiscriminator { member };
            self.warn(&union.fact.at, problem);
        }
    }
}
