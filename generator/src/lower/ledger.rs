//! What became of each keyword of the document: by construction, because whoever reads an object must give a fate to
//! every one of its keys.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::maps::{Map, OrderedSet, Set};
use crate::node::{Mapping, Node};
use crate::pointer::Location;
use crate::report::{LowerProblem, Report};

/// What became of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Fate {
    /// The model says it, so that the crate can do it.
    Expressed,
    /// It is kept as text for people.
    Documented,
    /// It means nothing to a client: comments, unknown extensions, keywords without effect for the type of the schema, long
    /// or structured examples, a title beside a description, objects that nothing uses.
    Ignored,
    /// It means something, and is lost.
    Unsupported,
}

/// Every occurrence of every keyword with its fate. An occurrence takes eight bytes.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    objects: Vec<Location>,
    keywords: OrderedSet<Box<str>>,
    entries: Vec<Entry>,
    /// What more is known of keywords of these objects.
    amended: Map<Location, Vec<(String, Fate)>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    object: u32,
    keyword: u16,
    fate: Fate,
}

/// An occurrence of a keyword.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'l> {
    /// The object that it stands in.
    pub object: &'l Location,
    /// The keyword.
    pub keyword: &'l str,
    /// What became of it.
    pub fate: Fate,
}

/// How often a keyword met each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// See [`Fate::Expressed`].
    pub expressed: usize,
    /// See [`Fate::Documented`].
    pub documented: usize,
    /// See [`Fate::Ignored`].
    pub ignored: usize,
    /// See [`Fate::Unsupported`].
    pub unsupported: usize,
}

impl Fate {
    /// What becomes of a value that shows people what a value may be: a short one is in the docs.
    pub(super) fn of_sample(key: &str, value: &Node) -> Self {
        let first = match value {
            _ if key != "examples" => Some(value),
            Node::Sequence(items) => items.first(),
            Node::Mapping(named) => named
                .iter()
                .next()
                .map(|(_, example)| example.get("value").unwrap_or(example)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => Some(value),
        };
        let text = match key {
            "default" => value.as_default(),
            _ => first.and_then(Node::in_a_line),
        };
        match text {
            Some(_) => Self::Documented,
            None => Self::Ignored,
        }
    }
}

/// How many places a message names.
const PLACES: usize = 3;

/// Beyond so many different keywords (a hostile document), they are counted under this name.
const OTHER: &str = "(other)";

impl Ledger {
    /// Opens the account of an object; its keywords follow with [`Ledger::record`].
    pub(super) fn open(&mut self, at: &Location) {
        self.objects.push(at.clone());
    }

    /// Records a keyword of the object that was opened last.
    pub(super) fn record(&mut self, keyword: &str, fate: Fate) {
        let keyword = self.keyword(keyword);
        self.entries.push(Entry {
            object: number(self.objects.len().saturating_sub(1)),
            keyword,
            fate,
        });
    }

    fn keyword(&mut self, keyword: &str) -> u16 {
        let index = match self.keywords.get_index_of(keyword) {
            Some(index) => index,
            None if self.keywords.len() < usize::from(u16::MAX) => {
                self.keywords.insert_full(keyword.into()).0
            }
            None => self.keywords.insert_full(OTHER.into()).0,
        };
        u16::try_from(index).unwrap_or(u16::MAX)
    }

    /// Accounts for an object whose keywords have a fixed fate: `known` says which; extensions are ignored, and what is not
    /// known is unsupported.
    pub(super) fn account(&mut self, at: &Location, object: &Mapping, known: &[(&str, Fate)]) {
        self.open(at);
        for (key, value) in object.iter() {
            let fate = known
                .iter()
                .find(|(keyword, _)| *keyword == key)
                .map(|(_, fate)| match (key, fate) {
                    // Nothing is said, or what was said is told as wrong.
                    _ if *value == Node::Null => Fate::Ignored,
                    ("example" | "examples", Fate::Documented) => Fate::of_sample(key, value),
                    (_, fate) => *fate,
                });
            let otherwise = if key.starts_with("x-") {
                Fate::Ignored
            } else {
                Fate::Unsupported
            };
            self.record(key, fate.unwrap_or(otherwise));
        }
    }

    /// Adds the accounts of a later ledger; with `has_known`, of objects that have one here none is added.
    pub(super) fn append(&mut self, later: Self, has_known: bool) {
        let known: Set<Location> = match has_known {
            true => self.objects.iter().cloned().collect(),
            false => Set::default(),
        };
        let keywords = later.keywords.iter();
        let keywords: Vec<u16> = keywords.map(|keyword| self.keyword(keyword)).collect();
        let before = number(self.objects.len());
        let is_new = |entry: &&Entry| {
            known.is_empty() || {
                let object = later.objects.get(entry.object as usize);
                object.is_some_and(|object| !known.contains(object))
            }
        };
        let renumbered = |entry: &Entry| Entry {
            object: before.saturating_add(entry.object),
            keyword: keywords
                .get(usize::from(entry.keyword))
                .copied()
                .unwrap_or(u16::MAX),
            fate: entry.fate,
        };
        self.entries
            .extend(later.entries.iter().filter(is_new).map(renumbered));
        self.objects.extend(later.objects);
        for (object, fates) in later.amended {
            self.amended.entry(object).or_default().extend(fates);
        }
    }

    /// Corrects the fate of a keyword of which more is known now.
    /// That is done for all of them at once, by [`Ledger::close`].
    pub(super) fn amend(&mut self, object: &Location, keyword: &str, fate: Fate) {
        let amended = self.amended.entry(object.clone()).or_default();
        amended.push((keyword.to_owned(), fate));
    }

    /// Corrects what is amended, once all objects are read.
    pub(super) fn close(&mut self) {
        let amended = std::mem::take(&mut self.amended);
        if amended.is_empty() {
            return;
        }
        for entry in &mut self.entries {
            let object = self.objects.get(entry.object as usize);
            let keyword = self.keywords.get_index(usize::from(entry.keyword));
            let fates = object.and_then(|object| amended.get(object));
            let is_it =
                |(amended, _): &&(String, Fate)| Some(amended.as_str()) == keyword.map(|it| &**it);
            if let Some((_, fate)) = fates.and_then(|fates| fates.iter().rev().find(is_it)) {
                entry.fate = *fate;
            }
        }
    }

    /// A keyword that is not supported says nothing in this document.
    pub(super) fn ignore(&mut self, keyword: &str) {
        let keyword = self.keywords.get_index_of(keyword);
        for entry in &mut self.entries {
            if keyword == Some(usize::from(entry.keyword)) && entry.fate == Fate::Unsupported {
                entry.fate = Fate::Ignored;
            }
        }
    }

    /// What is documented in objects that no docs tell of is ignored.
    pub(crate) fn forget_docs(&mut self, is_untold: impl Fn(&Location) -> bool) {
        let mut last = None;
        for entry in &mut self.entries {
            if entry.fate != Fate::Documented {
                continue;
            }
            // The keywords of an object follow each other.
            let known = last.filter(|(object, _)| *object == entry.object);
            let (_, is_lost) = *last.insert(known.unwrap_or_else(|| {
                let object = self.objects.get(entry.object as usize);
                (entry.object, object.is_some_and(&is_untold))
            }));
            if is_lost {
                entry.fate = Fate::Ignored;
            }
        }
    }

    /// Leaves one account of what was copied: that of the text itself, or else the first of a copy.
    pub(super) fn forget_copies(&mut self, written: impl Fn(&Location) -> Location) {
        let written: Vec<Location> = self.objects.iter().map(written).collect();
        let mut known: BTreeSet<&Location> = self.objects.iter().collect();
        let is_kept: Vec<bool> = std::iter::zip(&self.objects, &written)
            .map(|(object, written)| object == written || known.insert(written))
            .collect();
        let is_kept = |entry: &Entry| is_kept.get(entry.object as usize) != Some(&false);
        self.entries.retain(is_kept);
    }

    /// Corrects the account of what stands in representations of bodies that are left out: ignored where others say the
    /// same, else (`true`) unsupported.
    pub(crate) fn leave_out(&mut self, representations: &BTreeMap<Location, bool>) {
        const BEFORE: &str = "/content/";
        let around = |object: &Location| {
            let pointer = object.pointer();
            let ends = pointer.match_indices(BEFORE).map(|(at, _)| {
                let name = at + BEFORE.len();
                let length = pointer.get(name..).and_then(|rest| rest.find('/'));
                length.map_or(pointer.len(), |length| name + length)
            });
            ends.filter_map(|end| representations.get(&object.with_pointer(pointer.get(..end)?)))
                .next()
        };
        if representations.is_empty() {
            return;
        }
        let fates: Vec<Option<Fate>> = self
            .objects
            .iter()
            .map(|object| match around(object)? {
                true => Some(Fate::Unsupported),
                false => Some(Fate::Ignored),
            })
            .collect();
        for entry in &mut self.entries {
            if let Some(Some(fate)) = fates.get(entry.object as usize)
                && entry.fate != Fate::Ignored
            {
                entry.fate = *fate;
            }
        }
    }

    /// Leaves one account of what stands once in the text of a document, and in several representations of a body since that
    /// was brought to another form: what became of it at best.
    pub(crate) fn merge_representations(&mut self, original: impl Fn(&Location) -> Location) {
        let mut best: BTreeMap<Location, Fate> = BTreeMap::new();
        let places: Vec<Option<Location>> = self
            .entries
            .iter()
            .map(|entry| {
                let object = self.objects.get(entry.object as usize)?;
                let keyword = self.keywords.get_index(usize::from(entry.keyword))?;
                let is_in_one = object.pointer().contains("/content/");
                let place = is_in_one.then(|| original(&object.key(keyword)))?;
                let fate = best.entry(place.clone()).or_insert(entry.fate);
                *fate = entry.fate.min(*fate);
                Some(place)
            })
            .collect();
        let mut places = places.into_iter();
        self.entries.retain_mut(|entry| {
            let Some(Some(place)) = places.next() else {
                return true;
            };
            // The first is kept, which takes it out.
            let fate = best.remove(&place);
            entry.fate = fate.unwrap_or(entry.fate);
            fate.is_some()
        });
    }

    /// All occurrences, in the order in which they were met.
    pub fn occurrences(&self) -> impl Iterator<Item = Occurrence<'_>> {
        self.entries.iter().filter_map(|entry| {
            Some(Occurrence {
                object: self.objects.get(entry.object as usize)?,
                keyword: self.keywords.get_index(usize::from(entry.keyword))?,
                fate: entry.fate,
            })
        })
    }

    /// How often each keyword met each fate.
    pub fn counts(&self) -> BTreeMap<&str, Counts> {
        let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
        for occurrence in self.occurrences() {
            let count = counts.entry(occurrence.keyword).or_default();
            match occurrence.fate {
                Fate::Expressed => count.expressed += 1,
                Fate::Documented => count.documented += 1,
                Fate::Ignored => count.ignored += 1,
                Fate::Unsupported => count.unsupported += 1,
            }
        }
        counts
    }

    /// One warning for each unsupported keyword, with its first places.
    /// What the loader has reported already has no meaning at its place, and is not reported again.
    pub(super) fn report(&self, report: &mut Report) {
        let reported: BTreeSet<Location> = report
            .diagnostics
            .iter()
            .filter_map(|diagnostic| diagnostic.at.clone())
            .collect();
        let unsupported = || {
            let all = self.occurrences();
            all.filter(|occurrence| occurrence.fate == Fate::Unsupported)
        };
        let places: BTreeSet<Location> = unsupported()
            .map(|occurrence| occurrence.object.key(occurrence.keyword))
            .collect();
        let mut lost: BTreeMap<&str, Vec<&Location>> = BTreeMap::new();
        for Occurrence {
            object, keyword, ..
        } in unsupported()
        {
            // What stands inside of something that is left out is left out with it.
            let mut around = std::iter::successors(Some(object.clone()), Location::parent);
            if !reported.contains(&object.key(keyword)) && !around.any(|at| places.contains(&at)) {
                lost.entry(keyword).or_default().push(object);
            }
        }
        for (keyword, objects) in lost {
            let mut places: Vec<String> = objects
                .iter()
                .take(PLACES)
                .map(ToString::to_string)
                .collect();
            if objects.len() > PLACES {
                places.push(format!("and {} more", objects.len() - PLACES));
            }
            let problem = LowerProblem::Unsupported {
                keyword: keyword.to_owned(),
                count: objects.len(),
                places: places.join(", "),
            };
            report.warn(objects.first().map(|at| at.key(keyword)), problem);
        }
    }
}

fn number(object: usize) -> u32 {
    u32::try_from(object).unwrap_or(u32::MAX)
}
