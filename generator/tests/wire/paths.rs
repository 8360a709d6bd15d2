//! Hostile values in the path: the server gets back the very same string, or nothing at all.

use super::server::{Reply, Server};
use super::{SMALL, client};
use twilio_conversations::Error;

/// Values that a URL parser, a proxy or a server might take for something else.
const HOSTILE: &[&str] = &[
    "a/b",
    "a\\b",
    "/",
    "//evil.test/",
    "\\",
    "%",
    "%2e%2e",
    "%2E.",
    "%2f",
    "%00",
    "%zz",
    "a%",
    "...",
    ". .",
    "..;",
    ".%00.",
    " ",
    "a b",
    "\t",
    "\n",
    "\r\nx-admin: 1",
    "\0",
    "\u{7f}",
    "?",
    "a?b=c",
    "#",
    "a#b",
    "&",
    "=",
    "+",
    "a+b",
    ":",
    "@",
    ";",
    ",",
    "{Sid}",
    "[]",
    "|",
    "^",
    "`",
    "\"",
    "'",
    "<script>",
    "~",
    "grüße",
    "会話",
    "😀",
    "\u{202e}",
    "\u{feff}",
    "..\\..\\admin",
    "../../admin",
    "..%2f..%2fadmin",
    "%252e%252e",
    "http://evil.test/",
    "a/../b",
    "conv/..",
    "./x",
];

/// Values after which the segment would be a step in the tree, or none.
const REFUSED: &[&str] = &["", ".", ".."];

#[tokio::test]
async fn the_server_gets_back_the_same_string() {
    let server = Server::always(Reply::json(200, SMALL)).await;
    let client = client(&server);
    for value in HOSTILE {
        let answer = client.fetch_conversation(value).await;
        answer.unwrap_or_else(|error| panic!("{value:?}: {error:?}"));
        let seen = server.seen();
        let target = seen.last().unwrap().target();
        let segment = target.strip_prefix("/v2/Conversations/");
        let segment = segment.unwrap_or_else(|| panic!("{value:?} leaves its place: {target}"));
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte);
        assert!(
            segment.bytes().all(plain),
            "{value:?} is not encoded: {segment}"
        );
        assert_eq!(decoded(segment), *value, "{segment}");
    }
    assert_eq!(server.seen().len(), HOSTILE.len());
}

#[tokio::test]
async fn a_value_that_would_lead_elsewhere_is_refused() {
    let server = Server::always(Reply::json(200, SMALL)).await;
    for value in REFUSED {
        let error = client(&server).fetch_conversation(value).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{value:?}: {error:?}");
        assert_eq!((error.attempts(), error.status()), (0, None));
        let text = error.to_string();
        assert!(
            text.starts_with("FetchConversation: the segment `{Sid}` of the path would be "),
            "{text}"
        );
    }
    assert!(server.seen().is_empty(), "something was sent");
}

/// What a server makes of a segment: `%XX` is a byte, all else is itself.
fn decoded(segment: &str) -> String {
    let mut parts = segment.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
