//! Request bodies in `multipart/form-data` (RFC 7578), and the files in them.
//!
//! A member is a part: strings, numbers and booleans as text, objects as JSON, files as their bytes, `null` as nothing; an
//! array is a part for each of its items (OpenAPI 3.1, 4.8.15.4).

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::clock::HAS_SYSTEM;
use super::draft::text;
use super::error::RequestError;
use super::leaves::{Depth, Key, inside, is_array, is_null, leaves};
use super::{
    AnyEncode, Call, Decode, Encode, Fault, File, ReadOnly, Source, View, auth,
    encode as encode_json, retry,
};

/// A file in a `multipart/form-data` body: its bytes, and what the server is told of them.
#[derive(Clone, PartialEq, Eq)]
pub struct FilePart {
    bytes: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl FilePart {
    /// A file of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            file_name: None,
            content_type: None,
        }
    }

    /// The name that the server is told; otherwise it is that of the member, because without a name a part is not a file to
    /// most servers.
    #[must_use]
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }

    /// The media type that the server is told; otherwise it is the document's, the first where it names several, or
    /// `application/octet-stream`.
    #[must_use]
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Its bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl From<Bytes> for FilePart {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for FilePart {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

/// Its length, and nothing of what is in it.
impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FilePart({} bytes)", self.bytes.len())
    }
}

impl File for FilePart {
    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

impl Encode for FilePart {
    fn view(&self) -> View<'_> {
        View::File(self)
    }
}

/// In JSON a file is a string.
impl Decode for FilePart {
    fn empty() -> Self {
        Self::new(Bytes::new())
    }

    fn decode(&mut self, source: Source<'_>) -> Result<(), Fault> {
        *self = Self::new(source.text()?.as_bytes().to_vec());
        Ok(())
    }
}

/// How a member is written, where the document says it.
#[derive(Clone, Copy)]
pub(crate) enum PartStyle {
    /// With this media type.
    As(&'static str),
    /// A file with this media type, the first of several, unless it has one of its own; what is no file as always.
    FileAs(&'static str),
    /// The items of an array in one part, with this between them.
    Joined(&'static str),
    /// Values in values as parts of their own, with keys in brackets.
    Brackets,
}

impl<T, E> Call<T, E> {
    /// Sends the members of this value as parts, without those that are only received. It is written at once.
    pub(crate) fn multipart(mut self, body: &dyn AnyEncode, styles: &[(&str, PartStyle)]) -> Self {
        let draft = &mut self.draft;
        let parts = match HAS_SYSTEM {
            true => Parts::between(retry::random_uuid(), body.any_view(), styles),
            false => Parts::checked(retry::random_uuid, body.any_view(), styles),
        };
        let written = parts.and_then(|parts| {
            let content_type = format!("multipart/form-data; boundary={}", parts.boundary);
            let content_type = auth::header_value("Content-Type", &content_type)?;
            draft.headers.insert(CONTENT_TYPE, content_type);
            draft.body = Some(parts.end().into());
            Ok(())
        });
        draft.note(written);
        self
    }
}

/// So many boundaries are tried.
const TRIES: usize = 8;

/// The parts of a body, one behind the other: a file is large, and copied once.
pub(crate) struct Parts {
    /// Stands before each of them. Where the system has something random, 122 bits of it are: no content has it by accident
    /// or on purpose.
    boundary: String,
    body: Vec<u8>,
    /// How many there are.
    count: usize,
}

impl Parts {
    /// The members of a value as parts, between boundaries that a content may foretell: the first that none has.
    pub(crate) fn checked(
        boundary: impl FnMut() -> String,
        body: View<'_>,
        styles: &[(&str, PartStyle)],
    ) -> Result<Self, RequestError> {
        for boundary in std::iter::repeat_with(boundary).take(TRIES) {
            let parts = Self::between(boundary, body, styles)?;
            let boundary = parts.boundary.as_bytes();
            let found = parts.body.windows(boundary.len());
            if found.filter(|found| *found == boundary).count() == parts.count {
                return Ok(parts);
            }
        }
        Err(RequestError::new(
            "the body holds what would stand between its parts",
        ))
    }

    /// The members of a value as parts.
    fn between(
        boundary: String,
        body: View<'_>,
        styles: &[(&str, PartStyle)],
    ) -> Result<Self, RequestError> {
        let mut parts = Self {
            boundary,
            body: Vec::new(),
            count: 0,
        };
        let mut result = Ok(());
        let is_object = inside(body, &mut |key, view| {
            if result.is_ok() {
                result = match key {
                    Key::Name(name) => {
                        let style = styles.iter().find(|(styled, _)| *styled == name);
                        parts.member(name, view, style.map(|(_, style)| *style))
                    }
                    Key::Index(_) => Err(no_members()),
                };
            }
        });
        match is_object {
            true => result.map(|()| parts),
            false => Err(no_members()),
        }
    }

    fn member(
        &mut self,
        name: &str,
        view: View<'_>,
        style: Option<PartStyle>,
    ) -> Result<(), RequestError> {
        let (list, between) = match style {
            Some(PartStyle::Brackets) if text(&view).is_none() && !is_null(&view) => {
                (leaves(name, view, Depth::Any), None)
            }
            Some(PartStyle::Joined(between)) if is_array(&view) => {
                (leaves(name, view, Depth::One), Some(between))
            }
            _ => return self.each(name, view, style),
        };
        let list = list.ok_or_else(|| unwritable(name))?.into_iter();
        let list = list.map(|(key, text)| (key, text.unwrap_or_default()));
        match between {
            Some(between) => {
                let items: Vec<String> = list.map(|(_, text)| text).collect();
                // The server would take it apart.
                if items.iter().any(|item| item.contains(between)) {
                    return Err(unwritable(name));
                }
                self.add(name, None, None, items.join(between).as_bytes())
            }
            None => {
                for (key, text) in list {
                    self.add(&key, None, None, text.as_bytes())?;
                }
                Ok(())
            }
        }
    }

    /// A value as a part, the items of an array as a part each.
    fn each(
        &mut self,
        name: &str,
        view: View<'_>,
        style: Option<PartStyle>,
    ) -> Result<(), RequestError> {
        if !is_array(&view) {
            return self.part(name, view, style);
        }
        let mut result = Ok(());
        inside(view, &mut |_, item| {
            if result.is_ok() {
                result = self.part(name, item, style);
            }
        });
        result
    }

    fn part(
        &mut self,
        name: &str,
        view: View<'_>,
        style: Option<PartStyle>,
    ) -> Result<(), RequestError> {
        const JSON: &str = "application/json";
        let (media_type, of_file) = match style {
            Some(PartStyle::As(media_type)) => (Some(media_type), Some(media_type)),
            Some(PartStyle::FileAs(media_type)) => (None, Some(media_type)),
            Some(PartStyle::Joined(_) | PartStyle::Brackets) | None => (None, None),
        };
        let wants_json = media_type.is_some_and(|name| name == JSON || name.ends_with("+json"));
        if let View::File(file) = view {
            let media_type = file.content_type().or(of_file);
            let file_name = Some(file.file_name().unwrap_or(name));
            let media_type = Some(media_type.unwrap_or("application/octet-stream"));
            return self.add(name, file_name, media_type, file.bytes());
        }
        match text(&view) {
            _ if is_null(&view) => self.add(name, None, None, b""),
            Some(text) if !wants_json => self.add(name, None, media_type, text.as_bytes()),
            _ => {
                let json = encode_json(&view, ReadOnly::LeftOut);
                let json = json.map_err(|_| unwritable(name))?;
                self.add(name, None, media_type.or(Some(JSON)), json.as_ref())
            }
        }
    }

    fn add(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        content: &[u8],
    ) -> Result<(), RequestError> {
        let mut head = format!("--{}\r\nContent-Disposition: form-data", self.boundary);
        head.push_str(&format!("; name=\"{}\"", escaped(name)));
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
        }
        head.push_str("\r\n");
        if let Some(content_type) = content_type {
            // Refuses what would begin a header of its own.
            auth::header_value("Content-Type", content_type).map_err(|_| {
                RequestError::new(format!(
                    "the media type of the part `{name}` holds a control character"
                ))
            })?;
            head.push_str(&format!("Content-Type: {content_type}\r\n"));
        }
        head.push_str("\r\n");
        let end = self.boundary.len() + 8;
        self.body.reserve(head.len() + content.len() + end);
        self.body.extend_from_slice(head.as_bytes());
        self.body.extend_from_slice(content);
        self.body.extend_from_slice(b"\r\n");
        self.count += 1;
        Ok(())
    }

    /// All of them, with what ends the last.
    pub(crate) fn end(mut self) -> Vec<u8> {
        let end = format!("--{}--\r\n", self.boundary);
        self.body.extend_from_slice(end.as_bytes());
        self.body
    }
}

/// A name in quotes: a quote, and what would end the line, as `%XX` (HTML, 4.10.21.8).
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(other),
        }
    }
    out
}

fn unwritable(name: &str) -> RequestError {
    RequestError::new(format!(
        "the member `{name}` has a value that no part can hold"
    ))
}

fn no_members() -> RequestError {
    RequestError::new("the body has no members, which its parts are made of")
}
