//! The way down to where a document is walked, spelled out only for those who ask.

use crate::pointer::Location;

/// A place on the way down, not yet spelled out.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Start(&'p Location),
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// The way begins here.
    pub(super) fn start(at: &'p Location) -> Self {
        Path {
            parent: None,
            step: Step::Start(at),
        }
    }

    pub(super) fn key(&'p self, key: &'p str) -> Self {
        Path {
            parent: Some(self),
            step: Step::Key(key),
        }
    }

    pub(super) fn index(&'p self, index: usize) -> Self {
        Path {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// The place, spelled out.
    pub(super) fn location(&self) -> Location {
        let parent = |path: &Self| path.parent.map(Path::location);
        match self.step {
            Step::Start(place) => place.clone(),
            Step::Key(key) => parent(self).unwrap_or_else(|| Location::root("")).key(key),
            Step::Index(index) => parent(self)
                .unwrap_or_else(|| Location::root(""))
                .index(index),
        }
    }

    /// Whether this is a member of one of the maps of the Components Object.
    pub(super) fn is_component(&self) -> bool {
        let components = self.parent.and_then(|map| map.parent);
        components.is_some_and(|path| matches!(path.step, Step::Key("components")))
    }

    /// Whether this is inside of a component: what uses it tells what it lacks, and perhaps nothing does.
    pub(super) fn is_shared(&self) -> bool {
        let mut around = std::iter::successors(self.parent, |path| path.parent);
        around.any(|path| {
            let is_root = path.parent.is_some_and(|root| root.parent.is_none());
            is_root && matches!(path.step, Step::Key("components"))
        })
    }

    /// Whether this is below webhooks or callbacks: whatever is wrong there, the client is right without.
    pub(super) fn is_incoming(&self) -> bool {
        let mut around = std::iter::successors(Some(self), |path| path.parent);
        around.any(|path| match path.step {
            Step::Key("webhooks") => path.parent.is_some_and(|root| root.parent.is_none()),
            Step::Key("callbacks") => true,
            Step::Start(_) | Step::Key(_) | Step::Index(_) => false,
        })
    }
}
