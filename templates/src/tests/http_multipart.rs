//! `multipart/form-data` over real sockets, read with a decoder of its own (RFC 2046, 5.1.1; RFC 7578).

use serde_json::json;

use super::http::client;
use super::server::{Reply, Seen, Server};
use crate::orders::{Address, Item, Upload};
use crate::runtime::multipart::Parts;
use crate::runtime::public::{Error, FilePart, Patch};
use crate::runtime::{Encode, Extra, PartStyle, empty, fields, untagged};

/// A part as it came: its headers, and its content.
#[derive(Debug, PartialEq)]
struct Part {
    disposition: String,
    content_type: Option<String>,
    content: Vec<u8>,
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// The parts of a body.
fn parts(seen: &Seen) -> Vec<Part> {
    let content_type = seen.header("content-type").unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    assert!(
        (1..=70).contains(&boundary.len()),
        "RFC 2046, 5.1.1: {boundary}"
    );
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    let body = [b"\r\n", seen.body.as_slice()].concat();
    let mut rest = body.strip_prefix(delimiter.as_slice()).unwrap();
    let mut parts = Vec::new();
    while let Some(part) = rest.strip_prefix(b"\r\n") {
        let end = find(part, &delimiter).unwrap();
        parts.push(read(&part[..end]));
        rest = &part[end + delimiter.len()..];
    }
    assert_eq!(rest, b"--\r\n", "the end");
    parts
}

fn read(part: &[u8]) -> Part {
    let end = find(part, b"\r\n\r\n").unwrap();
    let head = std::str::from_utf8(&part[..end]).unwrap();
    let header = |name: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    };
    Part {
        disposition: header("Content-Disposition").unwrap(),
        content_type: header("Content-Type"),
        content: part[end + 4..].to_vec(),
    }
}

fn part(name: &str, content_type: Option<&str>, content: impl AsRef<[u8]>) -> Part {
    Part {
        disposition: format!("form-data; name={name}"),
        content_type: content_type.map(str::to_owned),
        content: content.as_ref().to_vec(),
    }
}

/// What the server got from `upload_picture`.
async fn uploaded(upload: Upload) -> Vec<Part> {
    let server = Server::start([Reply::new(204, "", "")]).await;
    client(&server).upload_picture(upload).await.unwrap();
    parts(&server.only())
}

fn address() -> Address {
    Address {
        city: "Zürich".to_owned(),
        lines: vec!["a".to_owned(), "b".to_owned()],
        id: Some("AD1".to_owned()),
        extra: Extra::new(),
    }
}

const OCTETS: &str = "application/octet-stream";

#[tokio::test]
async fn files_are_their_octets_with_a_name_and_a_media_type() {
    let octets: Vec<u8> = (0..=255).chain(*b"\r\n--\r\n----\r\n\r\n").collect();
    let mut upload = Upload::new(octets.clone());
    upload.id = Some("UP1".to_owned());
    upload.thumbnail = Some(FilePart::new("t").file_name("a\"b\r\nc;ü\\.png"));
    let more = [
        FilePart::new("1").content_type("image/gif"),
        FilePart::new(""),
    ];
    upload.more = Some(more.to_vec());
    let expected = [
        part("\"picture\"; filename=\"picture\"", Some(OCTETS), octets),
        part(
            "\"thumbnail\"; filename=\"a%22b%0D%0Ac;ü\\.png\"",
            Some("image/png"),
            "t",
        ),
        part("\"more\"; filename=\"more\"", Some("image/gif"), "1"),
        part("\"more\"; filename=\"more\"", Some(OCTETS), ""),
    ];
    assert_eq!(uploaded(upload).await, expected);
}

#[tokio::test]
async fn other_members_are_text_or_json() {
    let mut upload = Upload::new(Vec::new());
    upload.public = Some(true);
    upload.tags = Some(vec!["a\r\nb".to_owned(), String::new()]);
    upload.place = Some(address());
    let item = Item {
        price: "p".to_owned(),
        quantity: Some(2),
        extra: Extra::new(),
    };
    upload.items = Some(vec![item.clone(), item]);
    upload.author = Patch::Clear;
    upload.extra.insert("x\"\n", 0.5);
    let json = Some("application/json");
    let expected = [
        part("\"picture\"; filename=\"picture\"", Some(OCTETS), ""),
        part("\"public\"", None, "true"),
        part("\"tags\"", None, "a\r\nb"),
        part("\"tags\"", None, ""),
        part("\"place\"", json, r#"{"city":"Zürich","lines":["a","b"]}"#),
        part("\"items\"", json, r#"{"price":"p","quantity":2}"#),
        part("\"items\"", json, r#"{"price":"p","quantity":2}"#),
        part("\"author\"", None, ""),
        part("\"x%22%0A\"", None, "0.5"),
    ];
    assert_eq!(uploaded(upload).await, expected);
}

#[tokio::test]
async fn what_the_document_says_of_a_part_comes_first() {
    let mut upload = Upload::new(Vec::new());
    upload.caption = Some("# x".to_owned());
    upload.rights = Some("all".to_owned());
    upload.sizes = Some(vec![1, 2]);
    upload.owner = Some(address());
    let expected = [
        part("\"picture\"; filename=\"picture\"", Some(OCTETS), ""),
        part("\"caption\"", Some("text/markdown"), "# x"),
        part("\"rights\"", Some("application/json"), "\"all\""),
        part("\"sizes\"", None, "1,2"),
        part("\"owner[city]\"", None, "Zürich"),
        part("\"owner[lines][0]\"", None, "a"),
        part("\"owner[lines][1]\"", None, "b"),
    ];
    assert_eq!(uploaded(upload).await, expected);
}

/// What a part may be: a file or several, or a text.
#[non_exhaustive]
enum Image {
    File(FilePart),
    List(Vec<FilePart>),
    Text(String),
    Unrecognized(serde_json::Value),
}

untagged!(Image { File(FilePart), List(Vec<FilePart>), Text(String) ; Unrecognized });

#[test]
fn a_file_that_is_an_alternative_is_a_file() {
    struct Edit {
        image: Image,
        extra: Extra,
    }
    fields!(Edit { image = "image" });
    let styled = |image, styles: &[_]| {
        let extra = Extra::new();
        let edit = Edit { image, extra };
        let parts = Parts::checked(|| "b".to_owned(), edit.view(), styles).map(Parts::end);
        String::from_utf8_lossy(&parts.unwrap()).replace("\r\n", "|")
    };
    let written = |image| styled(image, &[]);
    let file = "--b|Content-Disposition: form-data; name=\"image\"; filename=\"image\"|Content-Type: application/octet-stream||1|";
    let one = || FilePart::new("1");
    assert_eq!(written(Image::File(one())), format!("{file}--b--|"));
    let list = Image::List(vec![one(), one()]);
    assert_eq!(written(list), format!("{file}{file}--b--|"));
    let text = "--b|Content-Disposition: form-data; name=\"image\"||1|--b--|";
    assert_eq!(written(Image::Text("1".to_owned())), text);
    assert_eq!(written(Image::Unrecognized("1".into())), text);
    // The first of several media types is that of a file that says none, and of nothing else.
    let png = |image| styled(image, &[("image", PartStyle::FileAs("image/png"))]);
    let first = file.replace(OCTETS, "image/png");
    assert_eq!(png(Image::File(one())), format!("{first}--b--|"));
    let list = Image::List(vec![one(), one().content_type("image/gif")]);
    let own = file.replace(OCTETS, "image/gif");
    assert_eq!(png(list), format!("{first}{own}--b--|"));
    assert_eq!(png(Image::Text("1".to_owned())), text);
}

#[tokio::test]
async fn what_no_part_can_hold_is_refused() {
    let server = Server::always(Reply::new(204, "", "")).await;
    let client = client(&server);
    for body in [json!([1]), json!("secret")] {
        let error = client.upload_anything(body).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        let text = format!("{error} {error:?}");
        assert!(
            text.contains("no members") && !text.contains("secret"),
            "{text}"
        );
    }
    let mut upload = Upload::new(FilePart::new("x").content_type("text/plain\r\nX-Evil: 1"));
    let error = client.upload_picture(upload.clone()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "UploadPicture: the media type of the part `picture` holds a control character"
    );
    upload.picture = FilePart::new("x");
    upload.place = Some(address());
    upload.place.as_mut().unwrap().extra.insert("n", 1);
    client.upload_picture(upload).await.unwrap();
    client.upload_anything(json!({})).await.unwrap();
    assert_eq!(parts(&server.seen()[0]).len(), 2);
    assert_eq!(server.seen().len(), 2, "what is refused is not sent");
}

#[test]
fn a_boundary_that_a_content_foretells_is_not_taken() {
    let with = |content: &str, name: &str| {
        let mut upload = Upload::new(content.as_bytes().to_vec());
        upload.extra.insert(name, "x");
        let mut numbers = 0..;
        let boundary = || format!("boundary-{}", numbers.next().unwrap());
        Parts::checked(boundary, upload.view(), &[]).map(Parts::end)
    };
    let ends = |end: &str, body: Result<Vec<u8>, _>| body.unwrap().ends_with(end.as_bytes());
    assert!(ends("--boundary-0--\r\n", with("boundary-", "x")));
    let forged = "\r\n--boundary-0\r\nContent-Disposition: form-data; name=admin\r\n\r\ntrue";
    assert!(ends("--boundary-1--\r\n", with(forged, "x")));
    assert!(ends("--boundary-2--\r\n", with(forged, "boundary-1")));
    let all: Vec<String> = (0..10).map(|number| format!("boundary-{number}")).collect();
    assert!(with(&all.concat(), "x").is_err());
}

#[test]
fn a_file_in_json_is_its_text_and_debug_shows_its_length_alone() {
    let upload = Upload::new(FilePart::new("secret").file_name("private.txt"));
    let json = serde_json::to_string(&upload).unwrap();
    assert_eq!(json, r#"{"picture":"secret"}"#);
    let read: Upload = serde_json::from_str(&json).unwrap();
    assert_eq!(read.picture.bytes().as_ref(), b"secret");
    assert!(read != upload, "the file has another name");
    let shown = format!("{upload:?} {:?}", upload.picture);
    assert!(
        shown.contains("FilePart(6 bytes)") && !shown.contains("secret"),
        "{shown}"
    );
    assert!(!shown.contains("private"), "{shown}");
    let error = serde_json::to_string(&Upload::new(vec![0xff])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "picture: JSON can't hold a file that is not text"
    );
}
