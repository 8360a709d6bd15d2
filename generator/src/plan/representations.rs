//! Which representations of its bodies an operation keeps: one way to write its request, one way to read each answer.
//!
//! Rule: what is written or read in the same way as the chosen representation is kept beside it. Another way to write a
//! request is an operation of its own where it can send what the chosen one can't: files, octets, another schema. All others
//! are left out, with the schemas that only they have; rustdoc lists them, and one warning those that say something else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, MediaType, Operation, RequestBody};
use crate::pointer::Location;
use crate::report::{PlanProblem, Report};

use super::choices::Choices;
use super::content::{
    Chosen, choose, essence, is_range, is_text, is_told, patch_of, sent_as, spelled, texts_of_parts,
};
use super::covered::is_skipped;
use super::direction::Side;
use super::fold::Folded;
use super::form::{has_files, misfits};
use super::krate::Format;
use super::methods::id_of;
use super::outcomes::successes;
use super::streams::{self, is_stream};
use super::{status, text};

/// How many places a message names.
const PLACES: usize = 3;

/// Representations that no operation keeps, and whether they say something that those that are kept do not.
pub type Unused = BTreeMap<Location, bool>;

/// Operations with the representations that they keep, and what became of the others.
pub struct Kept<'a> {
    /// Each followed by those that write its request in another way.
    pub operations: Vec<Cow<'a, Operation>>,
    /// The other representations.
    pub unused: Unused,
}

impl Kept<'_> {
    /// The operations without those that are left out by choice.
    pub fn called(&self, choices: &Choices) -> Vec<&Operation> {
        let all = self.operations.iter().map(AsRef::as_ref);
        all.filter(|operation| !is_skipped(operation, choices))
            .collect()
    }
}

/// Chooses for all operations that are covered.
pub fn keep<'a>(
    api: &'a Api,
    folded: &Folded,
    covered: Vec<&'a Operation>,
    report: &mut Report,
) -> Kept<'a> {
    let mut choice = Choice {
        api,
        folded,
        unused: BTreeMap::new(),
    };
    let mut kept = Vec::with_capacity(covered.len());
    for operation in covered {
        choice.operation(operation, &mut kept, report);
    }
    let mut unused = choice.unused;
    for operation in &kept {
        let body = operation.body.iter().flat_map(|body| &body.content);
        let answers = operation.responses.iter();
        let answers = answers.flat_map(|response| &response.content);
        body.chain(answers).for_each(|media| {
            unused.remove(&media.at);
        });
    }
    for media in kept
        .iter()
        .filter_map(|one| one.body.as_ref())
        .flat_map(|body| &body.content)
    {
        for (encoding, content_type) in misfits(api, media) {
            let member = encoding.member.clone();
            let at = media.at.key("encoding").key(&member).key("contentType");
            let content_type = content_type.to_owned();
            report.warn(
                at,
                PlanProblem::PartMediaType {
                    member,
                    content_type,
                },
            );
        }
    }
    let lost = unused.iter().filter(|(_, lost)| **lost);
    let lost = lost.map(|(at, _)| at).collect();
    tell(report, &lost, |count, places| {
        PlanProblem::OtherRepresentations { count, places }
    });
    let texts = kept
        .iter()
        .flat_map(|operation| texts_of_parts(api, operation));
    let texts: BTreeSet<&Location> = texts.collect();
    tell(report, &texts, |count, places| PlanProblem::TextOfMembers {
        count,
        places,
    });
    unused.extend(texts.into_iter().map(|at| (at.clone(), true)));
    Kept {
        operations: kept,
        unused,
    }
}

/// One warning for all of these places.
fn tell(
    report: &mut Report,
    lost: &BTreeSet<&Location>,
    problem: impl FnOnce(usize, String) -> PlanProblem,
) {
    let Some(first) = lost.first() else {
        return;
    };
    let count = lost.len();
    let mut places: Vec<String> = lost.iter().take(PLACES).map(ToString::to_string).collect();
    if count > PLACES {
        places.push(format!("and {} more", count - PLACES));
    }
    report.warn((*first).clone(), problem(count, places.join(", ")));
}

struct Choice<'a> {
    api: &'a Api,
    folded: &'a Folded,
    unused: Unused,
}

impl Choice<'_> {
    /// The operation as it is kept. It is copied only where it offers more than one representation.
    fn operation<'o>(
        &mut self,
        operation: &'o Operation,
        kept: &mut Vec<Cow<'o, Operation>>,
        report: &mut Report,
    ) {
        let mut own = Cow::Borrowed(operation);
        let mut further = Vec::new();
        if let Some(body) = &operation.body {
            self.request(body, &mut own, &mut further, report);
        }
        self.answers(&mut own);
        let streams = streams::told(self.api, &own);
        if !streams.is_empty() {
            own.to_mut().docs.constraints.extend(streams);
        }
        // What an operation of its own says of the answers, it says as the first one does.
        let further = further.into_iter().map(|(suffix, media)| {
            let mut other = own.as_ref().clone();
            let id = operation.id.clone();
            let id = id.unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
            other.id = Some(format!("{id} {suffix}"));
            // A fragment tells operations of one path apart, and is never sent.
            other.path.push_str(&format!("#{suffix}"));
            other
                .docs
                .constraints
                .clone_from(&operation.docs.constraints);
            let is_sent = format!("the request body is sent as {}", code(&media));
            other.docs.constraints.push(is_sent);
            if let Some(body) = &mut other.body {
                body.required = true;
                body.content = vec![media];
            }
            Cow::Owned(other)
        });
        let further: Vec<_> = further.collect();
        kept.push(own);
        kept.extend(further);
    }

    /// Keeps what is written as the chosen representation is; another way that says more goes to `further`.
    fn request(
        &mut self,
        body: &RequestBody,
        own: &mut Cow<'_, Operation>,
        further: &mut Vec<(&'static str, MediaType)>,
        report: &mut Report,
    ) {
        let chosen = choose(self.api, &body.content, Side::Sent);
        let (chosen, format) = match chosen {
            // "A client MUST NOT send content in a TRACE request" (RFC 9110, 9.3.8).
            _ if own.method == "TRACE" => return self.without_body(body, own, report),
            Chosen::Nothing => return,
            Chosen::NotCovered(_) => return self.without_body(body, own, report),
            Chosen::One(media, format) => (media, format),
        };
        let mut content = vec![chosen.clone()];
        let mut left_out = Vec::new();
        let others = body.content.iter().filter(|media| media.at != chosen.at);
        for media in others {
            let other = match choose(self.api, std::slice::from_ref(media), Side::Sent) {
                Chosen::One(_, format) if !is_stream(media) => Some(format),
                Chosen::One(..) | Chosen::Nothing | Chosen::NotCovered(_) => None,
            };
            let is_same = self.is_same(media, chosen);
            let suffix = other.and_then(|format| self.suffix(media, format));
            let is_new = |name: &str| further.iter().all(|(known, _)| *known != name);
            let has_files = other == Some(Format::Multipart) && has_files(self.api, media);
            match suffix {
                _ if other == Some(format)
                    && (is_raw(format) || self.adds_nothing(media, chosen)) =>
                {
                    content.push(media.clone());
                }
                Some(suffix)
                    if is_new(suffix)
                        && (!is_same || has_files)
                        && (other != Some(format) || patch_of(&media.media_type).is_some()) =>
                {
                    further.push((suffix, media.clone()));
                }
                _ => {
                    self.unused.insert(media.at.clone(), !is_same);
                    left_out.push(code(media));
                }
            }
        }
        if content.len() + left_out.len() + further.len() > 1
            || is_range(&chosen.media_type) && is_raw(format)
        {
            let mut facts = ways(&content, format);
            if !left_out.is_empty() {
                let left_out = text::listed(&left_out);
                facts.push(format!("the request body is not sent as {left_out}"));
            }
            let own = own.to_mut();
            own.docs.constraints.extend(facts);
            if let Some(body) = &mut own.body {
                body.content = content;
            }
        }
    }

    /// Leaves out a body that can't be sent; one that is required was an obstacle before.
    fn without_body(
        &mut self,
        body: &RequestBody,
        own: &mut Cow<'_, Operation>,
        report: &mut Report,
    ) {
        let offered: Vec<String> = body.content.iter().map(code).collect();
        let offered = text::listed(&offered);
        let operation = id_of(own);
        own.to_mut().body = None;
        let content = body.content.iter();
        self.unused
            .extend(content.map(|media| (media.at.clone(), false)));
        let left_out = format!("its optional request body ({offered}) can't be sent");
        own.to_mut().docs.constraints.push(left_out);
        let problem = PlanProblem::BodyNotSent { operation, offered };
        report.warn(body.at.clone(), problem);
    }

    /// Keeps of each answer what is read as the chosen representation is.
    fn answers(&mut self, own: &mut Cow<'_, Operation>) {
        let mut left_out = BTreeSet::new();
        let mut facts = BTreeSet::new();
        for index in 0..own.responses.len() {
            let response = &own.responses[index];
            let (status, content) = (response.status, &response.content);
            let has_content = status::has_content(own, status);
            let is_error = successes(own).all(|success| success.status != status);
            let (kept, others): (Vec<MediaType>, Vec<MediaType>) =
                match choose(self.api, content, Side::Received) {
                    Chosen::Nothing => continue,
                    _ if !has_content => (Vec::new(), content.clone()),
                    Chosen::NotCovered(_) => (Vec::new(), content.clone()),
                    Chosen::One(..) if content.len() == 1 => continue,
                    Chosen::One(chosen, format) => {
                        let mut told_apart =
                            BTreeSet::from([essence(&chosen.media_type).into_owned()]);
                        content.iter().cloned().partition(|media| {
                            // Whoever reads the text has to know which stream it is.
                            if is_stream(media) {
                                return media.at == chosen.at;
                            }
                            let own = std::slice::from_ref(media);
                            let other = choose(self.api, own, Side::Received);
                            let is_read = matches!(other, Chosen::One(_, other) if other == format);
                            // What a server calls an error it need not have been asked for. Parameters tell none apart.
                            let mut is_told_apart = || {
                                let is_named =
                                    format == Format::Json && !is_range(&media.media_type);
                                is_error
                                    && is_named
                                    && told_apart.insert(essence(&media.media_type).into_owned())
                            };
                            let is_alike = is_raw(format) || self.adds_nothing(media, chosen);
                            is_read && (is_alike || is_told_apart())
                        })
                    }
                };
            for media in &others {
                let is_said = kept.iter().any(|kept| self.is_same(kept, media));
                self.unused
                    .insert(media.at.clone(), !is_said && has_content);
                if has_content {
                    left_out.insert(code(media));
                }
            }
            if !has_content && own.method != "HEAD" {
                let status = status::spelled(status);
                facts.insert(format!("{status} comes without content (RFC 9110, section 15), whatever its description says"));
            }
            if !others.is_empty() {
                own.to_mut().responses[index].content = kept;
            }
        }
        if self.may_be_null(own) {
            facts.insert("an answer without content (204) is read as `null` is".to_owned());
        }
        if !facts.is_empty() {
            own.to_mut().docs.constraints.extend(facts);
        }
        if !left_out.is_empty() {
            let left_out = text::listed(&left_out.into_iter().collect::<Vec<_>>());
            let sentence = format!("responses are not asked for as {left_out}");
            own.to_mut().docs.constraints.push(sentence);
        }
    }

    /// Whether a success that is read as JSON may be without content.
    fn may_be_null(&self, operation: &Operation) -> bool {
        let is_json = |content: &[MediaType]| {
            let chosen = choose(self.api, content, Side::Received);
            matches!(chosen, Chosen::One(_, Format::Json))
        };
        successes(operation).any(|response| {
            status::may_be_empty(operation, response.status) && is_json(&response.content)
        })
    }

    /// Whether a representation says what the chosen one does, or nothing at all.
    fn adds_nothing(&self, media: &MediaType, chosen: &MediaType) -> bool {
        !is_told(self.api, media) || self.is_same(media, chosen)
    }

    /// Whether two representations say the same.
    fn is_same(&self, one: &MediaType, other: &MediaType) -> bool {
        let class = |media: &MediaType| {
            let used = media.schema?;
            Some((self.folded.class(used.schema), used.nullable))
        };
        class(one) == class(other)
    }

    /// What the name of a method ends with that sends the representation, if one is worth it.
    fn suffix(&self, media: &MediaType, format: Format) -> Option<&'static str> {
        match format {
            Format::Json => patch_of(&media.media_type).or(Some("json")),
            Format::Form => Some("form"),
            Format::Multipart => Some("multipart"),
            Format::Binary => Some("bytes"),
            Format::Text => is_text(self.api, media).then_some("text"),
            Format::Empty => None,
        }
    }
}

/// Written and read as it is: the schema says nothing about it.
fn is_raw(format: Format) -> bool {
    matches!(format, Format::Text | Format::Binary)
}

fn code(media: &MediaType) -> String {
    text::code(&spelled(&media.media_type))
}

/// How the caller says which of several media types a body has.
fn ways(content: &[MediaType], format: Format) -> Vec<String> {
    let Some(first) = content.first() else {
        return Vec::new();
    };
    let mut offered: Vec<String> = Vec::new();
    for media in content.iter().map(code) {
        if !offered.contains(&media) {
            offered.push(media);
        }
    }
    if offered.len() == 1 && !(is_range(&first.media_type) && is_raw(format)) {
        return Vec::new();
    }
    let sent = text::code(&sent_as(&first.media_type, format));
    vec![format!(
        "the request body may be {}: it is sent as {sent}, or as `.header(\"content-type\", …)` says",
        offered.join(" or ")
    )]
}
