//! What a place on the way down says of what stands there.

pub(super) use crate::pointer::Path;

impl<'p> Path<'p> {
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

    /// Whether this is inside of a component: what uses it tells what it lacks, and perhaps nothing does.
    pub(super) fn is_shared(&self) -> bool {
        let mut around = std::iter::successors(self.parent(), |path| path.parent());
        around.any(|path| match path {
            Path::Key(root, "components") => root.parent().is_none(),
            Path::Start(_) | Path::Key(..) | Path::Index(..) => false,
        })
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
