//! What one operation keeps of the representations that it offers, and which of them are methods of their own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use crate::api::{Api, MediaType, Operation, RequestBody};
use crate::report::{PlanProblem, Report};

use super::content::{
    Chosen, choose, essence, is_range, is_text, is_told, patch_of, sent_as, spelled,
};
use super::direction::Side;
use super::fold::Folded;
use super::form::has_files;
use super::krate::Format;
use super::methods::id_of;
use super::outcomes::{successes, unread};
use super::representations::Unused;
use super::streams::{self, is_stream};
use super::{status, text};

/// Chooses for one operation after the other.
pub(super) struct Choice<'a> {
    api: &'a Api,
    folded: &'a Folded,
    /// What they leave out.
    pub unused: Unused,
}

/// Another way to write a request: what the name of its method ends with, and its representation.
type Further = (&'static str, MediaType);

/// What becomes of a representation of a request, beside the chosen one.
enum Fate {
    /// It is written as that is.
    Kept,
    /// It has a method of its own, whose name ends with this.
    Further(&'static str),
    /// It is left out.
    LeftOut,
}

impl<'a> Choice<'a> {
    pub fn new(api: &'a Api, folded: &'a Folded) -> Self {
        Self {
            api,
            folded,
            unused: BTreeMap::new(),
        }
    }

    /// The operation as it is kept. It is copied only where it offers more than one representation.
    pub fn operation<'o>(
        &mut self,
        operation: &'o Operation,
        kept: &mut Vec<Cow<'o, Operation>>,
        report: &mut Report,
    ) {
        let mut own = Cow::Borrowed(operation);
        let mut further = Vec::new();
        if let Some(body) = &operation.body {
            further = self.request(body, &mut own, report);
        }
        self.answers(&mut own);
        let streams = streams::told(self.api, &own);
        if !streams.is_empty() {
            own.to_mut().docs.constraints.extend(streams);
        }
        // What an operation of its own says of the answers, it says as the first one does.
        let further = further
            .into_iter()
            .map(|other| Cow::Owned(written_as(&own, operation, other)));
        let further: Vec<_> = further.collect();
        kept.push(own);
        kept.extend(further);
    }

    /// Keeps what is written as the chosen representation is, and gives the other ways that say more.
    fn request(
        &mut self,
        body: &RequestBody,
        own: &mut Cow<'_, Operation>,
        report: &mut Report,
    ) -> Vec<Further> {
        let mut further = Vec::new();
        let (chosen, format) = match choose(self.api, &body.content, Side::Sent) {
            Chosen::Nothing if own.method != "TRACE" => return further,
            // "A client MUST NOT send content in a TRACE request" (RFC 9110, 9.3.8).
            Chosen::One(media, format) if own.method != "TRACE" => (media, format),
            Chosen::One(..) | Chosen::Nothing | Chosen::NotCovered(_) => {
                self.without_body(body, own, report);
                return further;
            }
        };
        let mut content = vec![chosen.clone()];
        let mut left_out = Vec::new();
        for media in body.content.iter().filter(|media| media.at != chosen.at) {
            match self.fate(media, (chosen, format), &further) {
                Fate::Kept => content.push(media.clone()),
                Fate::Further(suffix) => further.push((suffix, media.clone())),
                Fate::LeftOut => {
                    let is_lost = !self.is_same(media, chosen);
                    self.unused.insert(media.at.clone(), is_lost);
                    left_out.push(code(media));
                }
            }
        }
        let is_one_of_several = content.len() + left_out.len() + further.len() > 1;
        if is_one_of_several || is_range(&chosen.media_type) && is_raw(format) {
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
        further
    }

    /// What becomes of a representation beside the chosen one and those that have a method of their own already.
    fn fate(
        &self,
        media: &MediaType,
        (chosen, format): (&MediaType, Format),
        further: &[Further],
    ) -> Fate {
        let own = match choose(self.api, slice::from_ref(media), Side::Sent) {
            Chosen::One(_, own) if !is_stream(media) => own,
            Chosen::One(..) | Chosen::Nothing | Chosen::NotCovered(_) => return Fate::LeftOut,
        };
        if own == format && (is_raw(format) || self.adds_nothing(media, chosen)) {
            return Fate::Kept;
        }
        let Some(suffix) = self.suffix(media, own) else {
            return Fate::LeftOut;
        };
        let is_new = further.iter().all(|(known, _)| *known != suffix);
        let has_files = own == Format::Multipart && has_files(self.api, media);
        let says_more = has_files || !self.is_same(media, chosen);
        let is_another_way = own != format || patch_of(&media.media_type).is_some();
        match is_new && says_more && is_another_way {
            true => Fate::Further(suffix),
            false => Fate::LeftOut,
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
            let status = response.status;
            let has_content = status::has_content(own, status);
            let is_error = successes(own).all(|success| success.status != status);
            let Some((kept, others)) = self.answer(&response.content, has_content, is_error) else {
                continue;
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
            let told = unread(own, left_out);
            own.to_mut().docs.constraints.extend(told);
        }
    }

    /// What an answer keeps of its representations, and what it leaves out; `None`: there is nothing to choose.
    fn answer(
        &self,
        content: &[MediaType],
        has_content: bool,
        is_error: bool,
    ) -> Option<(Vec<MediaType>, Vec<MediaType>)> {
        let (chosen, format) = match choose(self.api, content, Side::Received) {
            Chosen::Nothing => return None,
            Chosen::One(chosen, format) if has_content => (chosen, format),
            Chosen::One(..) | Chosen::NotCovered(_) => return Some((Vec::new(), content.to_vec())),
        };
        if content.len() == 1 {
            return None;
        }
        let mut told_apart = BTreeSet::from([essence(&chosen.media_type).into_owned()]);
        let is_kept = |media: &MediaType| {
            // Whoever reads the text has to know which stream it is.
            if is_stream(media) {
                return media.at == chosen.at;
            }
            let own = choose(self.api, slice::from_ref(media), Side::Received);
            if !matches!(own, Chosen::One(_, own) if own == format) {
                return false;
            }
            if is_raw(format) || self.adds_nothing(media, chosen) {
                return true;
            }
            // What a server calls an error it need not have been asked for. Parameters tell none apart.
            is_error
                && format == Format::Json
                && !is_range(&media.media_type)
                && told_apart.insert(essence(&media.media_type).into_owned())
        };
        Some(content.iter().cloned().partition(is_kept))
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

/// An operation of its own that sends the request of another one in a way of its own.
fn written_as(own: &Operation, operation: &Operation, (suffix, media): Further) -> Operation {
    let mut other = own.clone();
    other.id = Some(format!("{} {suffix}", id_of(operation)));
    // A fragment tells operations of one path apart, and is never sent.
    other.path.push_str(&format!("#{suffix}"));
    let facts = &mut other.docs.constraints;
    facts.clone_from(&operation.docs.constraints);
    facts.push(format!("the request body is sent as {}", code(&media)));
    if let Some(body) = &mut other.body {
        body.required = true;
        body.content = vec![media];
    }
    other
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
