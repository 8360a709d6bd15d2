//! The way down to where a document is walked, spelled out only for those who ask.

use crate::pointer::{Location, push_segment};

/// A place on the way down, not yet spelled out.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    /// The way begins here.
    Start(&'p Location),
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl<'p> Path<'p> {
    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Path::Key(self, key)
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        Path::Index(self, index)
    }

    /// The place, spelled out.
    pub(super) fn location(&self) -> Location {
        let mut pointer = String::new();
        let start = self.spell(&mut pointer);
        start.with_pointer(pointer)
    }

    /// Spells the pointer of the place; where the way begins.
    fn spell(&self, pointer: &mut String) -> &'p Location {
        match *self {
            Path::Start(place) => {
                pointer.push_str(place.pointer());
                place
            }
            Path::Key(around, key) => {
                let start = around.spell(pointer);
                push_segment(pointer, key);
                start
            }
            Path::Index(around, index) => {
                let start = around.spell(pointer);
                push_segment(pointer, &index.to_string());
                start
            }
        }
    }

    /// What this is a member or an item of.
    fn parent(&self) -> Option<&'p Path<'p>> {
        match *self {
            Path::Start(_) => None,
            Path::Key(around, _) | Path::Index(around, _) => Some(around),
        }
    }

    /// Whether this is a member of one of the maps of the Components Object.
    pub(super) fn is_component(&self) -> bool {
        let components = self.parent().and_then(Path::parent);
        matches!(components, Some(Path::Key(_, "components")))
    }

    /// Whether this is below webhooks or callbacks: whatever is wrong there, the client is right without.
    pub(super) fn is_incoming(&self) -> bool {
        let mut around = std::iter::successors(Some(self), |path| path.parent());
        around.any(|path| match path {
            Path::Key(root, "webhooks") => root.parent().is_none(),
            Path::Key(_, "callbacks") => true,
            Path::Start(_) | Path::Key(..) | Path::Index(..) => false,
        })
    }
}
