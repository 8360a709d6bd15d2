//! Where a text speaks of what stands at several places of a document.

use std::borrow::Cow;

use super::Document;
use super::sources::{Sources, ancestors};
use crate::pointer::Location;

impl Document {
    /// Whether a pointer leads to one place wherever it stands: there is one file, and no schema in it has an `$id`.
    pub(crate) fn is_one_resource(&self) -> bool {
        self.sources.files.len() == 1 && self.sources.ids.is_empty() && !self.has_copies()
    }

    /// Whether something stands at several places that stands once in the text.
    pub(crate) fn has_copies(&self) -> bool {
        !self.sources.copies.is_empty()
    }

    /// Whether what stands at a place stands elsewhere in the text.
    pub(crate) fn is_copy(&self, at: &Location) -> bool {
        self.has_copies() && *self.sources.text_place(at) != *at
    }

    /// The place in what a place is a copy of, or that place.
    pub(crate) fn written(&self, at: &Location) -> Location {
        self.sources.text_place(at).into_owned()
    }

    /// Whether a reference leads elsewhere than its text says, by the place of its keyword.
    pub(crate) fn is_led(&self, keyword: &Location) -> bool {
        self.sources.leads.contains_key(keyword)
    }
}

impl Sources {
    /// Where a place stands that may be in a copy, or in a copy of a copy: in what it was copied from.
    pub(crate) fn text_place<'p>(&self, from: &'p Location) -> Cow<'p, Location> {
        let mut place = Cow::Borrowed(from);
        for _ in 0..self.copies.len() {
            let found = ancestors(&place).find_map(|(head, rest)| {
                let source = self.copies.get(&head)?;
                Some(source.below(rest))
            });
            match found {
                Some(source) => place = Cow::Owned(source),
                None => break,
            }
        }
        place
    }
}
