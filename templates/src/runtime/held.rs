//! Members of an object that are read before it is known what it is: those up to the tag of a union.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use super::buffered::{keyed, member, read};
use super::json::scalar_text;
use super::{Arms, Decode, Encode, Entries, Fault, Hold, JsonObject, Keyed, Slots, Source, View};

/// Members that wait. Their names and texts lie in one piece of memory.
#[derive(Clone, Default)]
pub(super) struct Held {
    members: Vec<Member>,
    texts: String,
}

#[derive(Clone)]
struct Member {
    name: Range<usize>,
    /// The value, if there is no other.
    text: Range<usize>,
    other: Option<Value>,
}

impl Held {
    fn append(&mut self, text: &str) -> Range<usize> {
        let start = self.texts.len();
        self.texts.push_str(text);
        start..self.texts.len()
    }

    /// Hands all on in their order.
    fn replay(
        &mut self,
        mut visitor: impl FnMut(&str, Waiting<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Self { members, texts } = std::mem::take(self);
        for Member { name, text, other } in members {
            let text = &texts[text];
            visitor(&texts[name], Waiting { text, other })?;
        }
        Ok(())
    }
}

/// The value of a member.
struct Waiting<'a> {
    text: &'a str,
    other: Option<Value>,
}

impl Waiting<'_> {
    /// Reads it into a slot. Gives whether it was `null`.
    fn read(self, slot: &mut dyn Decode) -> Result<bool, Fault> {
        match self.other {
            Some(value) => read(slot, value),
            None => slot.decode(Source::Text(self.text)).map(|()| false),
        }
    }
}

impl Hold for Held {
    fn push(&mut self, name: &str) {
        let name = self.append(name);
        let text = name.end..name.end;
        let other = None;
        self.members.push(Member { name, text, other });
    }

    fn last(&self) -> &str {
        match self.members.last() {
            Some(last) => &self.texts[last.name.clone()],
            None => "",
        }
    }
}

/// The value of the last member.
impl Decode for Held {
    fn empty() -> Self {
        Self::default()
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        let (mut text, mut other) = (0..0, None);
        match source {
            Source::Text(value) => text = self.append(value),
            source => other.insert(Value::Null).decode(source)?,
        }
        if let Some(last) = self.members.last_mut() {
            (last.text, last.other) = (text, other);
        }
        Ok(())
    }
}

impl Encode for Held {
    fn view(&self) -> View<'_> {
        View::Absent
    }
}

/// An object of which some members are held.
pub(super) struct Resumed<'a> {
    held: Held,
    /// `None`: there are no others.
    rest: Option<&'a mut dyn Entries>,
}

impl<'a> Resumed<'a> {
    /// Reads the object up to the tag.
    ///
    /// # Errors
    /// The fault of the first member that can't be read.
    pub(super) fn at(tag: &'static str, entries: &'a mut dyn Entries) -> Result<Self, Fault> {
        // Enough for most: growing costs more than reading.
        let mut held = Held {
            members: Vec::with_capacity(8),
            texts: String::with_capacity(256),
        };
        let more = entries.seek(tag, &mut held)?;
        let rest = more.then_some(entries);
        Ok(Self { held, rest })
    }
}

impl Entries for Resumed<'_> {
    fn members(&mut self, slots: &mut Slots<'_, '_>) -> Result<(), Fault> {
        let mut expected = 0;
        self.held.replay(|name, value| {
            expected = member(slots, expected, name, |slot| value.read(slot))?;
            Ok(())
        })?;
        match &mut self.rest {
            Some(rest) => rest.members(slots),
            None => Ok(()),
        }
    }

    fn fill(&mut self, map: &mut dyn Keyed) -> Result<(), Fault> {
        self.held
            .replay(|name, value| keyed(map, name, |slot| value.read(slot)))?;
        match &mut self.rest {
            Some(rest) => rest.fill(map),
            None => Ok(()),
        }
    }

    fn value(&mut self) -> Result<Option<Value>, Fault> {
        match &mut self.rest {
            Some(rest) if self.held.members.is_empty() => rest.value(),
            _ => {
                let mut object = JsonObject::new();
                self.fill(&mut object)?;
                Ok(Some(Value::Object(object)))
            }
        }
    }

    fn choose(&mut self, arms: &mut dyn Arms) -> Option<Result<(), Fault>> {
        match &mut self.rest {
            Some(rest) if self.held.members.is_empty() => rest.choose(arms),
            _ => None,
        }
    }

    fn glimpse(&self, name: &str) -> Option<Cow<'_, str>> {
        let texts = &self.held.texts;
        // Most often it is the last.
        let mut members = self.held.members.iter().rev();
        let member = members.find(|member| &texts[member.name.clone()] == name)?;
        match &member.other {
            Some(value) => scalar_text(value),
            None => texts.get(member.text.clone()).map(Cow::from),
        }
    }

    fn seek(&mut self, name: &'static str, held: &mut dyn Hold) -> Result<bool, Fault> {
        self.held.replay(|name, value| {
            held.push(name);
            value.read(held).map(|_| ())
        })?;
        match &mut self.rest {
            Some(rest) => rest.seek(name, held),
            None => Ok(false),
        }
    }
}
