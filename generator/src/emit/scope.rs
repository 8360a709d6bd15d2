//! The names that a file uses, which its `use` lines say exactly, and the docs of what is in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::maps::Set;

use super::text::ident;
use super::unit::{Item, Part, Use};
use crate::plan::Model;

/// Names of the runtime that a file of the client may import, or that a reader would take them for; a model of such a name
/// is spelled `models::Name` there.
const CLIENT_NAMES: &[&str] = &[
    "AnyError",
    "BuildError",
    "Bytes",
    "Call",
    "CallBuilder",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "Credential",
    "CredentialKind",
    "CredentialProvider",
    "Error",
    "Format",
    "Method",
    "Operation",
    "Parameter",
    "PartStyle",
    "Response",
    "Service",
    "Style",
    "Unexpected",
];

/// The names that a file or a part of it uses.
#[derive(Clone, Debug, Default)]
pub struct Names {
    runtime: BTreeSet<&'static str>,
    models: BTreeSet<String>,
    models_module: bool,
    runtime_module: bool,
    map: bool,
    bytes: bool,
}

/// Names of types, for all files that ask for them.
pub(super) type TypeNames = Arc<Set<String>>;

/// What the tokens of a part of a file need around them: the names that they use, and their docs.
#[derive(Debug, Default)]
pub(super) struct Scope {
    models: Models,
    names: Names,
    docs: Vec<String>,
}

/// How a file comes to the models.
#[derive(Debug, Default)]
enum Models {
    /// They are in it.
    #[default]
    Own,
    /// These are in it; the others are imported.
    Beside(TypeNames),
    /// They are imported, but for those of these names.
    Imported(TypeNames),
}

impl Scope {
    /// The file of the models.
    pub(super) fn of_models() -> Self {
        Self::default()
    }

    /// A file that has these models, and imports the others.
    pub(super) fn beside_models(own: &TypeNames) -> Self {
        Self {
            models: Models::Beside(Arc::clone(own)),
            ..Self::default()
        }
    }

    /// A file of the client.
    pub(super) fn of_client(taken: &TypeNames) -> Self {
        Self {
            models: Models::Imported(Arc::clone(taken)),
            ..Self::default()
        }
    }

    /// The names of these models.
    pub(super) fn names(models: &[Model]) -> TypeNames {
        Arc::new(models.iter().map(|model| model.name().to_owned()).collect())
    }

    /// What is taken in the files of the client, where `own` are the names of types that they declare.
    pub(super) fn taken<'a>(own: impl IntoIterator<Item = &'a str>) -> TypeNames {
        let names = CLIENT_NAMES.iter().copied().chain(own).map(str::to_owned);
        Arc::new(names.collect())
    }

    /// A name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> &'static str {
        self.names.runtime.insert(name);
        name
    }

    /// `runtime`, for what is spelled with its path: a parameter could have the name of a function.
    pub(super) fn runtime_module(&mut self) -> &'static str {
        self.names.runtime_module = true;
        "runtime"
    }

    /// Appends a model.
    pub(super) fn model(&mut self, name: &str, out: &mut String) {
        match &self.models {
            Models::Own => {}
            Models::Beside(own) if own.contains(name) => {}
            Models::Imported(taken) if taken.contains(name) => {
                self.names.models_module = true;
                out.push_str("models::");
            }
            Models::Beside(_) | Models::Imported(_) => {
                if !self.names.models.contains(name) {
                    self.names.models.insert(name.to_owned());
                }
            }
        }
        out.push_str(&ident(name));
    }

    /// `BTreeMap`
    pub(super) fn map(&mut self) -> &'static str {
        self.names.map = true;
        "BTreeMap"
    }

    /// `Bytes`
    pub(super) fn bytes(&mut self) -> &'static str {
        self.names.bytes = true;
        "Bytes"
    }

    /// Keeps the docs of something, and gives them a number.
    pub(super) fn keep_docs(&mut self, docs: String) -> usize {
        self.docs.push(docs);
        self.docs.len() - 1
    }

    /// The part with these items.
    pub(super) fn part(self, items: Vec<Item>) -> Part {
        Part {
            items,
            docs: self.docs,
            names: self.names,
        }
    }
}

impl Names {
    /// Adds those of another part.
    pub(crate) fn extend(&mut self, other: Self) {
        self.runtime.extend(other.runtime);
        self.models.extend(other.models);
        self.models_module |= other.models_module;
        self.runtime_module |= other.runtime_module;
        self.map |= other.map;
        self.bytes |= other.bytes;
    }

    /// The `use` lines, in groups: std, other crates, this crate.
    pub(super) fn uses(&self) -> Vec<Item> {
        let models = self.models.iter().map(|name| ident(name));
        let runtime = self.runtime.iter().map(|name| ident(name));
        let std = Use::of("use std::collections", self.map.then_some("BTreeMap"));
        let external = Use::of("use bytes", self.bytes.then_some("Bytes"));
        let modules = [
            self.models_module.then_some("models"),
            self.runtime_module.then_some("runtime"),
        ];
        let own = [
            Use::of("use crate", modules.into_iter().flatten()),
            Use::of("use crate::models", models),
            Use::of("use crate::runtime", runtime),
        ];
        let groups: [Vec<Use>; 3] = [
            std.into_iter().collect(),
            external.into_iter().collect(),
            own.into_iter().flatten().collect(),
        ];
        let groups = groups.into_iter().filter(|group| !group.is_empty());
        groups.map(Item::Uses).collect()
    }
}
