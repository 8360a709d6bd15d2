//! Forms over real sockets, read with a decoder of their own (WHATWG URL, 5.1).

use std::collections::BTreeMap;

use serde_json::json;

use super::http::client;
use super::server::{Reply, Seen, Server};
use crate::client::FetchThingError;
use crate::orders::{Address, Item, Order};
use crate::runtime::public::{Error, Patch, Timestamp};
use crate::runtime::{Extra, Method, Operation, Parameter, Style};

/// The pairs of a form, in order.
fn decode(body: &[u8]) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| {
        let (mut out, mut at) = (Vec::new(), 0);
        while let Some(&byte) = bytes.get(at) {
            let hex = bytes
                .get(at + 1..at + 3)
                .and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
            match (byte, hex) {
                (b'+', _) => out.push(b' '),
                (b'%', Some(decoded)) => {
                    out.push(decoded);
                    at += 2;
                }
                (byte, _) => out.push(byte),
            }
            at += 1;
        }
        String::from_utf8(out).unwrap()
    };
    let pairs = body
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let end = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(end.unwrap_or(pair.len()));
            (text(name), text(value.get(1..).unwrap_or_default()))
        })
        .collect()
}

fn pairs(seen: &Seen) -> Vec<(String, String)> {
    assert_eq!(
        seen.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    decode(&seen.body)
}

fn expected(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    owned.collect()
}

fn address() -> Address {
    let mut extra = Extra::new();
    extra.insert("zip", 12345);
    Address {
        city: "Zürich".to_owned(),
        lines: vec!["a".to_owned(), "b&c".to_owned()],
        id: Some("AD1".to_owned()),
        extra,
    }
}

/// What the server got from `create_order`.
async fn created(order: Order) -> Vec<(String, String)> {
    let server = Server::start([Reply::new(204, "", "")]).await;
    client(&server).create_order(order).await.unwrap();
    pairs(&server.only())
}

#[tokio::test]
async fn single_values_are_pairs_and_what_is_absent_or_only_received_is_left_out() {
    let mut order = Order::new("a b+c&d=e%f;ü\"\r\n~*");
    order.id = Some("OR1".to_owned());
    order.urgent = Some(false);
    order.weight = Some(5.0);
    order.due = Some(Timestamp::from("2024-01-01T00:00:00+01:00"));
    order.extra.insert("Unknown[", 0.5);
    let server = Server::start([Reply::new(204, "", "")]).await;
    client(&server).create_order(order).await.unwrap();
    let seen = server.only();
    let wire = "note=a%20b%2Bc%26d%3De%25f%3B%C3%BC%22%0D%0A~%2A&urgent=false&weight=5\
        &due=2024-01-01T00%3A00%3A00%2B01%3A00&Unknown%5B=0.5";
    assert_eq!(String::from_utf8_lossy(&seen.body), wire);
    let sent = [
        ("note", "a b+c&d=e%f;ü\"\r\n~*"),
        ("urgent", "false"),
        ("weight", "5"),
        ("due", "2024-01-01T00:00:00+01:00"),
        ("Unknown[", "0.5"),
    ];
    assert_eq!(pairs(&seen), expected(&sent));
}

#[tokio::test]
async fn values_in_values_have_keys_in_brackets_and_lists_are_repeated() {
    let mut order = Order::new("");
    order.tags = Some(vec!["a".to_owned(), String::new(), "c d".to_owned()]);
    order.sizes = Some(Vec::new());
    order.address = Some(address());
    let item = |price: &str, quantity| Item {
        price: price.to_owned(),
        quantity,
        extra: Extra::new(),
    };
    order.items = Some(vec![item("p1", Some(2)), item("p2", None)]);
    order.metadata = Some(BTreeMap::from([("k e]y".to_owned(), "v".to_owned())]));
    let sent = [
        ("note", ""),
        ("tags", "a"),
        ("tags", ""),
        ("tags", "c d"),
        ("address[city]", "Zürich"),
        ("address[lines][0]", "a"),
        ("address[lines][1]", "b&c"),
        ("address[zip]", "12345"),
        ("items[0][price]", "p1"),
        ("items[0][quantity]", "2"),
        ("items[1][price]", "p2"),
        ("metadata[k e]y]", "v"),
    ];
    assert_eq!(created(order).await, expected(&sent));
}

#[tokio::test]
async fn null_is_an_empty_value() {
    let mut order = Order::new("x");
    order.payer = Patch::Clear;
    order.more = json!({ "a": null, "b": [null, true], "c": {} })
        .as_object()
        .cloned();
    let sent = [
        ("note", "x"),
        ("payer", ""),
        ("more[a]", ""),
        ("more[b][0]", ""),
        ("more[b][1]", "true"),
    ];
    assert_eq!(created(order).await, expected(&sent));
    let mut order = Order::new("x");
    order.payer = Patch::Set("me".to_owned());
    let sent = [("note", "x"), ("payer", "me")];
    assert_eq!(created(order).await, expected(&sent));
}

#[tokio::test]
async fn what_the_document_says_of_a_member_comes_first() {
    let mut order = Order::new("a/b?c=d&e f");
    order.tags = Some(vec!["a".to_owned(), "b".to_owned()]);
    order.sizes = Some(vec![1, 2]);
    order.address = Some(address());
    let server = Server::start([Reply::new(204, "", "")]).await;
    client(&server).replace_order(order).await.unwrap();
    let seen = server.only();
    let text = String::from_utf8_lossy(&seen.body);
    assert!(text.contains("note=a/b?c=d%26e%20f&"), "{text}");
    assert!(text.contains("&sizes=1,2&"), "{text}");
    let json = r#"{"city":"Zürich","lines":["a","b&c"],"zip":12345}"#;
    let sent = [
        ("note", "a/b?c=d&e f"),
        ("tags[0]", "a"),
        ("tags[1]", "b"),
        ("sizes", "1,2"),
        ("address", json),
    ];
    assert_eq!(pairs(&seen), expected(&sent));
}

#[tokio::test]
async fn what_has_members_is_json_item_by_item() {
    const OPERATION: Operation = Operation {
        method: Method::POST,
        path: "/x",
        content_type: Some("application/x-www-form-urlencoded"),
        ..Operation::JSON
    };
    let rows = ["o", "items", "any", "null"];
    let rows = rows.map(|name| Parameter::query(name).style(Style::Json).exploded(true));
    let body = json!({
        "o": { "e": {}, "x": "1" },
        "items": [{ "a": 1 }, {}, [2], "b", null],
        "any": "a b",
        "null": null,
    });
    let server = Server::start([Reply::json(200, "{}")]).await;
    let client = client(&server);
    let call = client.call::<(), FetchThingError>(&OPERATION, &[]);
    call.form(&body, &rows).await.unwrap();
    let mut sent = [
        ("o", r#"{"e":{},"x":"1"}"#),
        ("items", r#"{"a":1}"#),
        ("items", "{}"),
        ("items", "[2]"),
        ("items", "b"),
        ("items", ""),
        ("any", "a b"),
        ("null", ""),
    ];
    sent.sort_by_key(|(name, _)| *name);
    let mut found = pairs(&server.only());
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    assert_eq!(found, expected(&sent));
}

#[tokio::test]
async fn free_form_bodies_are_forms_and_what_has_no_members_is_refused() {
    let server = Server::always(Reply::new(204, "", "")).await;
    let client = client(&server);
    let body = json!({ "a": [1, [2]], "b": { "c": "d" } });
    client.merge_order(body).await.unwrap();
    let sent = [("a[0]", "1"), ("a[1][0]", "2"), ("b[c]", "d")];
    assert_eq!(pairs(&server.only()), expected(&sent));
    client.merge_order(json!({})).await.unwrap();
    assert_eq!(
        server.seen().last().map(|seen| seen.body.len()),
        Some(0),
        "a form without members is empty"
    );
    let mut deepest = json!("secret");
    for _ in 0..100 {
        deepest = json!({ "a": deepest });
    }
    for (body, why) in [
        (json!([1]), "the body has no members"),
        (json!("secret"), "the body has no members"),
        (
            json!({ "m": deepest }),
            "the member `m` has a value that no form can hold",
        ),
        (
            json!({ "m": [{ "a": 1 }, {}] }),
            "the member `m` has a value that no form can hold",
        ),
    ] {
        let error = client.merge_order(body).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        let text = format!("{error} {error:?}");
        assert!(text.contains(why) && !text.contains("secret"), "{text}");
    }
    let mut order = Order::new("x");
    order.weight = Some(f64::NAN);
    let error = client.create_order(order).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
    assert_eq!(server.seen().len(), 2, "what is refused is not sent");
}
