//! How names are made: the only place that turns a document's words into identifiers.
//!
//! A name is made from a text by [`type_name`] or [`value_name`], and becomes unique in its scope by [`Scope::claim`].

use std::borrow::Cow;
use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};

use crate::keywords;
use crate::maps::{Map, Set};

use super::package::check_package_name;
use super::words::{acronyms, calm, one_word, plain_words, push_word, spell};

/// Longer names lose words from their middle.
const LONGEST: usize = 80;

/// What can't be an identifier at all.
fn is_never(name: &str) -> bool {
    name.is_empty() || keywords::is_never(name)
}

/// The name of a type or variant: `UpperCamelCase`.
pub fn type_name(text: &str) -> String {
    let spelled = calm(spell(text));
    let name = match plain_words(&spelled) {
        Some(words) => words.fold(String::with_capacity(spelled.len()), |mut name, word| {
            push_word(word, u8::to_ascii_uppercase, &mut name);
            name
        }),
        None => acronyms(&spelled).to_pascal_case(),
    };
    let name = shorten(name, char::is_uppercase);
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("N{name}")
    } else if is_never(&name) {
        format!("{name}_")
    } else {
        name
    }
}

/// A name with its numbers parted as they are in the text, where those of another text are not: `N1_0` for `1.0` beside `10`.
pub fn parted(text: &str, name: &str) -> Option<String> {
    let mut parted = name.to_owned();
    let digits = |text: &str, at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    // From the end, so that what is put in moves nothing that is still to come.
    let (mut from, mut to) = (text.len(), name.len());
    while let (Some(before), Some(place)) = (from.checked_sub(1), to.checked_sub(1)) {
        let same = text.as_bytes()[before].eq_ignore_ascii_case(&name.as_bytes()[place]);
        if same && digits(text, before) && digits(name, to) && !digits(text, from) {
            parted.insert(to, '_');
        }
        from = before;
        to = if same { place } else { to };
    }
    (parted != name).then_some(parted)
}

/// Whether numbers stand beside each other in a text, with one character between them.
pub fn has_parted_numbers(text: &str) -> bool {
    let is_digit = u8::is_ascii_digit;
    let mut parts = text.as_bytes().windows(3);
    parts.any(|part| is_digit(&part[0]) && is_digit(&part[2]) && !part[1].is_ascii_alphanumeric())
}

/// The name of what belongs to something: `FetchPetError`. The mark of a name that can't be used alone is left out.
pub fn with_ending(name: &str, ending: &str) -> String {
    format!("{}{ending}", name.trim_end_matches('_'))
}

/// Whether a tag says what it stands for: a number or a truth value does not.
pub fn is_telling(tag: &str) -> bool {
    tag.contains(char::is_alphabetic) && !matches!(tag, "true" | "false")
}

/// The name of a field, method, argument or file: `snake_case`, raw where it is a keyword.
pub fn value_name(text: &str) -> String {
    let name = snake_case(text);
    if !is_word(&name) || name.starts_with(|first: char| first.is_ascii_digit()) {
        // A name of underscores and digits says nothing, says Clippy; and one that begins with `_` is for what is not used.
        format!("n{name}")
    } else if is_never(&name) {
        format!("{name}_")
    } else {
        name
    }
}

fn is_word(name: &str) -> bool {
    name.contains(|character: char| character.is_alphabetic())
}

fn snake_case(text: &str) -> String {
    let spelled = calm(one_word(spell(text)));
    let name = match plain_words(&spelled) {
        Some(words) => words.fold(
            String::with_capacity(spelled.len() + 8),
            |mut name, word| {
                if !name.is_empty() {
                    name.push('_');
                }
                push_word(word, u8::to_ascii_lowercase, &mut name);
                name
            },
        ),
        None => acronyms(&spelled).to_snake_case(),
    };
    shorten(name, |character| character == '_')
}

/// The identifier for a name: raw where it is a keyword.
pub fn identifier(name: &str) -> String {
    if keywords::is_raw(name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// A package name: lower case, `-` between words, and one that Cargo takes.
pub fn package_name(text: &str) -> String {
    if text.trim().is_empty() {
        return "api-client".to_owned();
    }
    let words = Some(snake_case(text)).filter(|name| is_word(name));
    let name = words.unwrap_or_else(|| value_name(text));
    let name = name.trim_matches('_').replace('_', "-");
    if check_package_name(&name).is_ok() {
        name
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

/// One thing of several: `participants` → `participant`. English, and only the safe rules.
pub fn singular(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let cut = |ending: &str, with: &str| {
        text.get(..text.len() - ending.len())
            .map(|stem| format!("{stem}{with}"))
    };
    if lower.len() < 4
        || ["ss", "us", "is", "news", "series"]
            .iter()
            .any(|end| lower.ends_with(end))
    {
        None
    } else if lower.ends_with("ies") {
        cut("ies", "y")
    } else if ["sses", "shes", "ches", "xes"]
        .iter()
        .any(|end| lower.ends_with(end))
    {
        cut("es", "")
    } else if lower.ends_with('s') {
        cut("s", "")
    } else {
        None
    }
}

/// Takes words out of the middle of a long name: it begins with where the thing belongs, and ends with what it is.
fn shorten(mut name: String, starts_word: impl Fn(char) -> bool + Copy) -> String {
    if name.len() > LONGEST {
        // ASCII by now, so every index is a boundary.
        let half = LONGEST / 2;
        let head = name[..half].rfind(starts_word).filter(|at| *at > 0);
        let head = head.unwrap_or(half);
        let tail = name.len() - (LONGEST - head);
        let tail = tail + name[tail..].find(starts_word).unwrap_or(0);
        name.replace_range(head..tail, "");
    }
    name
}

/// A scope in which every name stands for one thing.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: Set<Cow<'static, str>>,
    /// The number that the next of a name gets, so that many of one name take no time to tell apart.
    next: Map<String, usize>,
    /// Names that people chose.
    chosen: Set<String>,
    /// Those of them that something else wanted.
    contested: BTreeSet<String>,
}

impl Scope {
    /// A scope in which these names are taken from the start.
    pub fn without(taken: impl IntoIterator<Item = &'static str>) -> Self {
        Self {
            taken: taken.into_iter().map(Cow::Borrowed).collect(),
            ..Self::default()
        }
    }

    /// Takes exactly this name; `false` when it is taken already.
    pub fn take(&mut self, name: &str) -> bool {
        let is_free = self.taken.insert(Cow::Owned(name.to_owned()));
        if !is_free && self.chosen.contains(name) {
            self.contested.insert(name.to_owned());
        }
        is_free
    }

    /// Takes a name that people chose; `false` when it is taken already.
    pub fn take_chosen(&mut self, name: &str) -> bool {
        self.chosen.insert(name.to_owned());
        self.take(name)
    }

    /// The names that people chose for one thing and that another one has or would have.
    pub fn contested(self) -> BTreeSet<String> {
        self.contested
    }

    /// Takes this name, or the first free of `name2`, `name3`, … (`name_2`, … where it is `snake_case`).
    pub fn claim(&mut self, name: &str) -> String {
        if self.take(name) {
            return name.to_owned();
        }
        let name = name.trim_end_matches('_');
        let snake = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_');
        let separator = if snake || name.ends_with(|last: char| last.is_ascii_digit()) {
            "_"
        } else {
            ""
        };
        let mut number = self.next.get(name).copied().unwrap_or(2);
        loop {
            let candidate = format!("{name}{separator}{number}");
            number += 1;
            if self.take(&candidate) {
                self.next.insert(name.to_owned(), number);
                return candidate;
            }
        }
    }

    /// Takes this name, or else claims the other one, which most often is not needed.
    pub fn claim_or(&mut self, name: &str, other: impl FnOnce() -> String) -> String {
        if self.take(name) {
            return name.to_owned();
        }
        self.claim(&other())
    }

    /// Takes the first free of these names, in order; numbers the last when none is free.
    pub fn claim_first(&mut self, candidates: &[&str]) -> String {
        for candidate in candidates {
            if self.take(candidate) {
                return (*candidate).to_owned();
            }
        }
        self.claim(candidates.last().copied().unwrap_or("Unnamed"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        for (text, as_type, as_value) in [
            (
                "conversationsV1Bridge",
                "ConversationsV1Bridge",
                "conversations_v1_bridge",
            ),
            ("HUMAN_AGENT", "HumanAgent", "human_agent"),
            ("type", "Type", "type"),
            ("self", "Self_", "self_"),
            ("2fa", "N2fa", "n2fa"),
            ("1e3", "N1e3", "n1e3"),
            ("1.8", "N18", "n1_8"),
            ("", "Empty", "empty"),
            (" ", "Space", "space"),
            (
                "\r\n\t",
                "CarriageReturnLineFeedTab",
                "carriage_return_line_feed_tab",
            ),
            ("\u{200b}", "Hidden", "hidden"),
            ("-created", "MinusCreated", "minus_created"),
            (">=", "GreaterEqual", "greater_equal"),
            ("北京", "BeiJing", "bei_jing"),
            ("a\u{202e}b", "Ab", "ab"),
            ("../../x", "X", "x"),
            ("userIDs", "UserIds", "user_ids"),
            ("URLsOfAPIs", "UrlsOfApis", "urls_of_apis"),
            ("IPv4Address", "Ipv4Address", "ipv4_address"),
            ("APIv2Key", "ApiV2Key", "api_v2_key"),
            ("HTTPSServer", "HttpsServer", "https_server"),
            ("HTTPStatus", "HttpStatus", "http_status"),
            ("IDsécurité", "IDsecurite", "i_dsecurite"),
            ("OAuth2Token", "OAuth2Token", "oauth2_token"),
            ("oAuthToken", "OAuthToken", "oauth_token"),
            ("twoAuths", "TwoAuths", "two_auths"),
        ] {
            assert_eq!(
                (type_name(text).as_str(), value_name(text).as_str()),
                (as_type, as_value),
                "{text:?}"
            );
        }
        for (text, name) in [
            ("1.0", Some("N1_0")),
            ("v2.0-beta", Some("V2_0Beta")),
            ("10", None),
            ("a-1", None),
            ("é1.1", Some("E1_1")),
        ] {
            assert_eq!(parted(text, &type_name(text)).as_deref(), name, "{text:?}");
            assert_eq!(has_parted_numbers(text), name.is_some(), "{text:?}");
        }
        assert_eq!(identifier("type"), "r#type");
        assert_eq!(
            package_name("Conversation Orchestrator"),
            "conversation-orchestrator"
        );
        assert_eq!(package_name("1st"), "api-1st");
        assert_eq!(package_name("💥"), "boom");
        assert_eq!(package_name("Tokio"), "api-tokio");
    }

    #[test]
    fn what_has_no_small_letters_is_read_as_heck_does() {
        for text in [
            "HUMAN_AGENT",
            "A",
            "A_B",
            "ABC",
            "A1B_2C-D",
            "HTTP2.X",
            "V1",
            "1E3",
            "_A__B_",
            "É_A",
            "12_34",
        ] {
            let spelled = spell(text);
            assert_eq!(
                type_name(text).trim_start_matches('N'),
                spelled.to_pascal_case(),
                "{text}"
            );
            assert_eq!(snake_case(text), spelled.to_snake_case(), "{text}");
        }
    }

    #[test]
    fn every_name_is_claimed_once() {
        let mut scope = Scope::without(["Asc"]);
        assert_eq!(
            [
                scope.claim("Asc"),
                scope.claim("Asc"),
                scope.claim("x1"),
                scope.claim("x1")
            ],
            ["Asc2", "Asc3", "x1", "x1_2"]
        );
    }

    #[test]
    fn one_of_several() {
        for (many, one) in [
            ("participants", Some("participant")),
            ("entries", Some("entry")),
            ("status", None),
            ("address", None),
            ("addresses", Some("address")),
            ("boxes", Some("box")),
        ] {
            assert_eq!(singular(many).as_deref(), one, "{many}");
        }
    }
}
