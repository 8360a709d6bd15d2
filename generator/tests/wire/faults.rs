//! Bodies that are not what the document says: an error that tells why, whatever the server, or a proxy before it, sends.

use super::server::{Reply, Server};
use super::{PROBLEM, SID, SMALL, api, builder, client, error_of};
use twilio_conversations::{Error, FetchConversationError as E, Unreadable};

const HTML: &str = "<html><body><h1>503 Service Unavailable</h1></body></html>";

/// A response in chunks, with these headers in front.
fn chunked(status: u16, headers: &str, chunks: impl IntoIterator<Item = Vec<u8>>) -> Reply {
    let head = format!("HTTP/1.1 {status} Status\r\n{headers}transfer-encoding: chunked\r\n\r\n");
    let mut reply = Reply::default().send(head);
    for chunk in chunks {
        let mut bytes = format!("{:x}\r\n", chunk.len()).into_bytes();
        bytes.extend(chunk);
        bytes.extend(b"\r\n");
        reply = reply.send(bytes);
    }
    reply.send("0\r\n\r\n")
}

/// 128 MiB of zeros as gzip, in 800 KiB: one block of DEFLATE (RFC 1951, 3.2.6) that says 258 zeros in 13 bits.
fn bomb() -> Vec<u8> {
    let run = "1100010100000".repeat(128 * 1024 * 1024 / 258);
    let bits = format!("110{}{run}0000000", "00110000");
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let octet = |bits: &[u8]| {
        bits.iter()
            .rev()
            .fold(0, |octet, bit| octet << 1 | (bit - b'0'))
    };
    bytes.extend(bits.as_bytes().chunks(8).map(octet));
    bytes
}

#[tokio::test]
async fn an_error_is_its_status_whatever_is_in_its_body() {
    let json = "content-type: application/json\r\n";
    let cases = [
        (
            "html",
            Reply::new(503, "text/html; charset=utf-8", HTML),
            "the body is `text/html`, which was not expected",
        ),
        (
            "text",
            Reply::new(503, "text/plain", "busy"),
            "the body is `text/plain`, which was not expected",
        ),
        (
            "broken",
            Reply::json(503, r#"{"code":2,"#),
            "not well-formed JSON at line 1, column 10",
        ),
        ("empty", Reply::json(503, ""), "the body is empty"),
        ("nothing", Reply::with(503, &[], ""), "the body is empty"),
        (
            "type",
            Reply::json(503, r#"{"status":"no"}"#),
            "status: expected an integer of 64 bits, found a string",
        ),
        (
            "array",
            Reply::json(503, "[]"),
            "expected an object, found an array",
        ),
        (
            "compressed",
            chunked(503, &format!("{json}content-encoding: gzip\r\n"), [bomb()]),
            "the body is compressed, which was not asked for",
        ),
        (
            "cut",
            Reply::default()
                .send("HTTP/1.1 503 No\r\ncontent-length: 99\r\n\r\n{")
                .close(),
            "the connection failed within the body",
        ),
    ];
    for (name, reply, fault) in cases {
        let error = error_of(reply).await;
        assert!(
            error.is_status(503) && error.is_server_error(),
            "{name}: {error:?}"
        );
        let E::Unexpected(unexpected) = api(&error).body() else {
            panic!("{name}: {error:?}")
        };
        let found = unexpected.fault().unwrap().to_string();
        assert!(found.starts_with(fault), "{name}: {found}");
        assert_eq!(
            error.to_string(),
            "FetchConversation: 503 Service Unavailable",
            "{name}"
        );
    }
    let error = error_of(Reply::new(503, "text/html", HTML)).await;
    assert_eq!(error.raw_body(), HTML.as_bytes());
}

#[tokio::test]
async fn a_success_that_cannot_be_read_says_why() {
    let cases = [
        (
            Reply::new(200, "text/html", HTML),
            "the body is `text/html`, which was not expected",
        ),
        (
            Reply::new(200, "application/xml", SMALL),
            "the body is `application/xml`, which was not expected",
        ),
        (Reply::json(200, ""), "the body is empty"),
        (
            Reply::json(200, r#"{"id":"C1","accountId":"#),
            "accountId: not well-formed JSON at line 1, column 23",
        ),
        (
            Reply::json(200, &format!("{SMALL}{SMALL}")),
            "not well-formed JSON at line 1, column 54",
        ),
        (Reply::json(200, "null"), "expected an object, found null"),
        (Reply::json(200, r#"{"id":"C1"}"#), "accountId: "),
        (
            Reply::json(200, &SMALL.replace("\"C1\"", "5")),
            "id: expected a string, found a number",
        ),
        (
            Reply::json(200, &SMALL.replace("\"C1\"", "null")),
            "id: expected a string, found null",
        ),
        (
            Reply::json(200, &SMALL.replace('{', r#"{"id":"twice","#)),
            "id: ",
        ),
        (
            Reply::json(200, r#"{"participants":[{},"x"]}"#),
            "participants[0].id: ",
        ),
        (
            Reply::json(
                200,
                r#"{"participants":[{"id":"p","conversationId":"c","accountId":"a","addresses":[{"channel":7}]}]}"#,
            ),
            "participants[0].addresses[0].channel: expected a string, found a number",
        ),
        (Reply::json(200, &"[".repeat(100_000)), ""),
        (
            Reply::json(200, &format!("{{\"x\":{}", "{\"x\":".repeat(100_000))),
            "",
        ),
        (
            Reply::new(200, "application/json", b"{\"id\":\"\xff\xfe\"}"),
            "id: not well-formed JSON",
        ),
    ];
    for (number, (reply, fault)) in cases.into_iter().enumerate() {
        let error = error_of(reply).await;
        let Error::Decode(decode) = &error else {
            panic!("{number}: {error:?}")
        };
        let found = decode.fault().to_string();
        assert!(found.starts_with(fault), "{number}: {found}");
        let status = decode.status().as_u16();
        assert_eq!(
            error.to_string(),
            format!("FetchConversation: {status}: {found}"),
            "{number}"
        );
    }
}

#[tokio::test]
async fn the_bytes_of_a_body_that_cannot_be_read_are_kept() {
    let sent = format!("{{\"id\":5}}{}", " ".repeat(100_000));
    let error = error_of(Reply::json(200, &sent)).await;
    assert_eq!(error.raw_body(), &sent.as_bytes()[..65_536]);
    let Error::Decode(decode) = &error else {
        panic!("{error:?}")
    };
    assert!(
        matches!(decode.fault(), Unreadable::Json(fault) if fault.path() == "id"),
        "{error:?}"
    );
    let error = error_of(Reply::new(500, "text/html", vec![b'x'; 100_000])).await;
    assert_eq!(error.raw_body().len(), 65_536);
}

#[tokio::test]
async fn what_came_of_an_error_is_kept() {
    let begun = Reply::default()
        .send("HTTP/1.1 503 No\r\ncontent-length: 99\r\n\r\n{\"code\":")
        .wait(std::time::Duration::from_millis(50))
        .send("1,");
    for reply in [
        begun.clone().reset(),
        begun.clone().close(),
        begun.wait(super::slow::LATE),
    ] {
        let server = Server::start([reply]).await;
        let call = client(&server).fetch_conversation(SID);
        let call = call.attempt_timeout(std::time::Duration::from_millis(500));
        let error = call.await.unwrap_err();
        let E::Unexpected(unexpected) = api(&error).body() else {
            panic!("{error:?}")
        };
        assert!(
            error.is_status(503) && unexpected.fault().is_some(),
            "{error:?}"
        );
        for raw in [error.raw_body(), unexpected.raw_body()] {
            assert_eq!(raw, b"{\"code\":1,", "{error:?}");
        }
    }
}

#[tokio::test]
async fn json_by_other_names_is_json() {
    for media_type in [
        "Application/JSON; charset=utf-8",
        "application/vnd.twilio+json",
        "text/json",
        "application/json;charset=UTF-8",
    ] {
        let server = Server::start([Reply::new(200, media_type, SMALL)]).await;
        assert_eq!(
            client(&server).fetch_conversation(SID).await.unwrap().id,
            "C1",
            "{media_type}"
        );
    }
    let server = Server::start([
        Reply::with(200, &[], SMALL),
        chunked(200, "", SMALL.bytes().map(|byte| vec![byte])),
    ])
    .await;
    assert_eq!(
        client(&server).fetch_conversation(SID).await.unwrap().id,
        "C1"
    );
    assert_eq!(
        client(&server).fetch_conversation(SID).await.unwrap().id,
        "C1",
        "one byte at a time"
    );
    let error = error_of(Reply::new(404, "application/problem+json", PROBLEM)).await;
    assert!(matches!(api(&error).body(), E::NotFound(problem) if problem.code == Some(20404)));
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let limit = 100_000;
    let endless = vec![b' '; 64 * 1024];
    let replies = [
        Reply::default()
            .send("HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\n")
            .wait(super::slow::LATE),
        Reply::default()
            .send("HTTP/1.1 200 OK\r\n\r\n")
            .send(endless.repeat(4))
            .wait(super::slow::LATE),
        chunked(200, "content-type: application/json\r\n", vec![endless; 4])
            .wait(super::slow::LATE),
    ];
    for (number, reply) in replies.into_iter().enumerate() {
        let server = Server::start([reply]).await;
        let client = builder(&server).max_body_bytes(limit).build().unwrap();
        let error = client.fetch_conversation(SID).await.unwrap_err();
        let Error::Decode(decode) = &error else {
            panic!("{number}: {error:?}")
        };
        assert!(
            matches!(decode.fault(), Unreadable::TooLong(100_000)),
            "{number}: {error:?}"
        );
        // What is announced as too long is not read at all, and of anything else the beginning is kept.
        let kept = if number == 0 { 0 } else { 64 * 1024 };
        assert_eq!(error.raw_body().len(), kept, "{number}");
    }
    let server = Server::start([Reply::json(404, &" ".repeat(200)), Reply::json(200, SMALL)]).await;
    let client = builder(&server)
        .max_body_bytes(SMALL.len() as u64)
        .build()
        .unwrap();
    assert!(
        client
            .fetch_conversation(SID)
            .await
            .unwrap_err()
            .is_not_found()
    );
    assert_eq!(
        client.fetch_conversation(SID).await.unwrap().id,
        "C1",
        "the limit itself is allowed"
    );
}

#[tokio::test]
async fn a_compressed_bomb_is_not_opened() {
    for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip"] {
        let error = error_of(chunked(
            200,
            &format!("content-encoding: {coding}\r\n"),
            [bomb()],
        ))
        .await;
        let Error::Decode(decode) = &error else {
            panic!("{coding}: {error:?}")
        };
        assert!(
            matches!(decode.fault(), Unreadable::Compressed),
            "{coding}: {error:?}"
        );
    }
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "identity"),
    ];
    let server = Server::start([Reply::with(200, &headers, SMALL)]).await;
    assert_eq!(
        client(&server).fetch_conversation(SID).await.unwrap().id,
        "C1"
    );
}
