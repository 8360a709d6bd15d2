//! One of everything on the wire: parameters in every place, credentials in all combinations, answers of every kind, and
//! values of every type there and back.

mod server;

use everything::models::{Everything, FindThingsFilter, FindThingsKind, Level, Shape, Status, UserRequest};
use everything::{BoxFuture, BuildError, Client, ClientBuilder, ClientCredentials, Credential, CredentialProvider, Error, FetchEverythingError, FetchTextError, ReplaceEverythingAnswer, TestServer};
use serde_json::{Value, json};
use server::{Reply, Server};

type Anything = Result<(), Box<dyn std::error::Error>>;

const FAULT: &str = r#"{"code":7,"text":"no","more":true}"#;

#[tokio::main]
async fn main() -> Anything {
    parameters().await?;
    credentials().await?;
    fetched_credentials().await?;
    a_cookie().await?;
    answers().await?;
    uncommon_methods().await?;
    examples().await?;
    errors().await?;
    values().await?;
    what_is_wrong()?;
    println!("all of it works");
    Ok(())
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url() + "/api").max_attempts(1)
}

async fn parameters() -> Anything {
    let server = Server::start(vec![Reply::with(204, "", ""); 2])?;
    let client = builder(&server).bearer_auth("T").build()?;
    let mut filter = FindThingsFilter::new();
    filter.name = Some("n/1".to_owned());
    filter.size = Some(-3);
    let texts = ["a".to_owned(), "b c".to_owned()];
    client
        .find_things(&FindThingsKind::Big, &[1, -2, 3], true, "a b&c", "r1")
        .limit(1)
        .limit(5)
        .ratio(0.5)
        .status(&[Status::Open, Status::InProgress, Status::from("new")])
        .numbers(&[1, 2])
        .words(&["a".to_owned(), "b|c".to_owned()])
        .pipes(&texts)
        .filter(&filter)
        .next("/a?b=1")
        .x_tags(&texts)
        .session("s1")
        .await?;
    client.find_things(&"huge/..".into(), &[7], false, "", "").await?;
    let [first, second] = server.seen().try_into().map_err(|_| "two requests")?;
    let query = [
        "q=a%20b%26c",
        "limit=5",
        "ratio=0.5",
        "status=open&status=in%20progress&status=new",
        "numbers=1,2",
        "words=a%20b%7Cc",
        "pipes=a%7Cb%20c",
        "filter%5Bname%5D=n%2F1&filter%5Bsize%5D=-3",
        "next=/a?b=1",
    ];
    assert_eq!(first.line, format!("GET /api/things/big/1,-2,3/true?{} HTTP/1.1", query.join("&")));
    assert_eq!((first.header("x-request"), first.header("x-tags")), (Some("r1"), Some("a,b c")));
    assert_eq!((first.header("cookie"), first.header("authorization")), (Some("session=s1"), Some("Bearer T")));
    assert_eq!(second.line, "GET /api/things/huge%2F../7/false?q= HTTP/1.1");
    assert_eq!((second.header("cookie"), second.header("x-tags")), (None, None));
    Ok(())
}

async fn credentials() -> Anything {
    let server = Server::start(vec![Reply::with(204, "", ""), Reply::with(404, "", ""), Reply::with(404, "", ""), Reply::with(404, "", "")])?;
    assert!(matches!(builder(&server).build(), Err(BuildError::NoCredentials)));
    assert!(matches!(builder(&server).api_key("K").build(), Err(BuildError::NoCredentials)));
    let keys = builder(&server).api_key("K").tenant("N").build()?;
    let token = builder(&server).bearer_auth("T").build()?;

    keys.find_things(&FindThingsKind::Small, &[1], true, "q", "r").await?;
    assert!(keys.fetch_everything().await.is_err());
    assert!(token.fetch_everything().await.is_err());
    assert!(token.fetch_text().await.is_err());

    let sent: Vec<_> = server.seen().iter().map(|request| ["x-key", "x-tenant", "authorization"].map(|name| request.header(name).is_some())).collect();
    let (both, one, none) = ([true, true, false], [true, false, false], [false; 3]);
    assert_eq!(sent, [both, one, none, none]);
    Ok(())
}

/// Tokens that another server gives.
async fn fetched_credentials() -> Anything {
    let token = |name: &str| Reply::json(200, &format!(r#"{{"access_token":"{name}","token_type":"Bearer","expires_in":3600}}"#));
    let tokens = Server::start(vec![token("T1"), token("T2"), Reply::json(400, r#"{"error":"invalid_scope"}"#)])?;
    let server = Server::start(vec![Reply::with(204, "", ""), Reply::with(401, "", ""), Reply::with(204, "", ""), Reply::with(401, "", "")])?;
    let program = ClientCredentials::new("id", "secret").scope("all").token_url(tokens.url() + "/token");
    let client = builder(&server).oauth2_client_credentials(program).build()?;
    assert!(matches!(Client::from_env(), Err(BuildError::Variable("EVERYTHING_ID"))));
    for is_refused in [false, false, true] {
        let found = client.find_things(&FindThingsKind::Small, &[1], true, "q", "r").await;
        assert_eq!(found.is_err_and(|error| error.is_unauthorized()), is_refused);
    }
    let sent: Vec<_> = server.seen().iter().filter_map(|request| request.header("authorization").map(str::to_owned)).collect();
    assert_eq!(sent, ["Bearer T1", "Bearer T1", "Bearer T2", "Bearer T2"]);
    for request in tokens.seen() {
        assert_eq!(request.line, "POST /token HTTP/1.1");
        assert_eq!(request.header("authorization"), Some("Basic aWQ6c2VjcmV0"));
        assert_eq!(request.body, "grant_type=client_credentials&scope=all");
    }
    Ok(())
}

/// A key that is fetched, and goes into a cookie as it is.
async fn a_cookie() -> Anything {
    struct Vault;
    impl CredentialProvider for Vault {
        fn fetch(&self) -> BoxFuture<'_, Result<Credential, Box<dyn std::error::Error + Send + Sync>>> {
            Box::pin(async { Ok(Credential::new("a+b/==")) })
        }
    }
    let server = Server::start(vec![Reply::with(404, "", ""); 2])?;
    for client in [builder(&server).without_credentials().pass("a+b/=="), builder(&server).without_credentials().pass_provider(Vault)] {
        assert!(client.build()?.fetch_everything().await.is_err_and(|error| error.is_not_found()));
    }
    assert!(server.seen().iter().all(|request| request.header("cookie") == Some("PASS=a+b/==")));
    let wrong = builder(&server).without_credentials().pass("a;b").build();
    assert!(matches!(wrong, Err(BuildError::Credential(_))));
    Ok(())
}

async fn answers() -> Anything {
    let user = r#"{"id":"u1","name":"n"}"#;
    let script = vec![
        Reply::json(200, user),
        Reply::json(202, FAULT),
        Reply::with(204, "", ""),
        Reply::json(203, user),
        Reply::with(200, "content-type: text/plain; charset=utf-8\r\n", "grüße"),
        Reply::with(200, "content-type: image/png\r\n", "\u{0}\u{1}"),
    ];
    let server = Server::start(script)?;
    let client = builder(&server).bearer_auth("T").build()?;
    let replace = || client.replace_everything(UserRequest::new("n", "p"));
    assert!(matches!(replace().await?, ReplaceEverythingAnswer::Ok(user) if user.id == "u1" && user.password.is_none()));
    assert!(matches!(replace().await?, ReplaceEverythingAnswer::Accepted(fault) if fault.code == Some(7)));
    assert!(matches!(replace().await?, ReplaceEverythingAnswer::NoContent));
    assert!(matches!(replace().await, Err(Error::Api(response)) if response.status().as_u16() == 203));
    assert_eq!(client.fetch_text().await?, "grüße");
    assert_eq!(client.fetch_picture().await?.as_ref(), [0, 1]);
    let seen = server.seen();
    assert_eq!(serde_json::from_str::<Value>(&seen[0].body)?, json!({ "name": "n", "password": "p" }));
    assert_eq!((seen[4].header("accept"), seen[5].header("accept")), (Some("text/plain"), Some("image/png")));
    Ok(())
}

/// QUERY is tried again as GET is; of other methods it is not known whether twice is as good as once.
async fn uncommon_methods() -> Anything {
    let busy = || Reply::with(503, "retry-after: 0\r\n", "");
    let server = Server::start(vec![busy(), Reply::json(200, r#"["b"]"#), Reply::with(204, "", ""), busy()])?;
    let client = Client::builder().base_url(server.url() + "/api").max_attempts(2).api_key("K").tenant("N").build()?;
    assert_eq!(client.find_words(vec!["a".to_owned(), "b".to_owned()]).await?, ["b"]);
    client.copy_words("/other").await?;
    assert!(matches!(client.copy_words("/other").await, Err(Error::Api(response)) if response.status().as_u16() == 503));
    let seen = server.seen();
    let lines: Vec<&str> = seen.iter().map(|request| request.line.as_str()).collect();
    let [query, copy] = ["QUERY /api/words HTTP/1.1", "COPY /api/words HTTP/1.1"];
    assert_eq!(lines, [query, query, copy, copy]);
    assert_eq!((seen[0].body.as_str(), seen[1].body.as_str()), (r#"["a","b"]"#, r#"["a","b"]"#));
    assert_eq!(seen[2].header("destination"), Some("/other"));
    Ok(())
}

/// What the server for tests answers can be read, and is what the models have as their examples.
async fn examples() -> Anything {
    let server = TestServer::start()?;
    let client = server.builder().build()?;
    client.find_things(&FindThingsKind::Small, &[1], true, "q", "r").await?;
    assert_eq!(client.fetch_everything().await?, Everything::example());
    let replaced = client.replace_everything(UserRequest::example()).await?;
    assert!(matches!(replaced, ReplaceEverythingAnswer::Ok(_)), "the first success of the document");
    assert_eq!(client.fetch_text().await?, "text");
    assert_eq!(client.fetch_picture().await?.as_ref(), b"text");
    server.on(client.fetch_everything()).fails(FetchEverythingError::NotFound);
    assert!(client.fetch_everything().await.is_err_and(|error| error.is_not_found()));
    assert_eq!(server.received().len(), 6);
    Ok(())
}

async fn errors() -> Anything {
    let problem = "content-type: application/problem+json\r\n";
    let script = vec![
        Reply::with(404, problem, FAULT),
        Reply::with(409, problem, FAULT),
        Reply::json(500, FAULT),
        Reply::json(400, "{"),
        Reply::with(500, "content-type: text/plain\r\n", "why"),
    ];
    let server = Server::start(script)?;
    let client = builder(&server).bearer_auth("T").build()?;
    for expected in ["not found", "client", "default", "unexpected"] {
        let Err(Error::Api(response)) = client.fetch_everything().await else { return Err("an error of the API".into()) };
        let found = match response.body() {
            FetchEverythingError::NotFound => "not found",
            FetchEverythingError::ClientError(fault) if fault.code == Some(7) => "client",
            FetchEverythingError::Default(fault) if fault.text.as_deref() == Some("no") => "default",
            FetchEverythingError::Unexpected(unexpected) if unexpected.fault().is_some() => "unexpected",
            _ => "another one",
        };
        assert_eq!(found, expected);
    }
    let Err(Error::Api(response)) = client.fetch_text().await else { return Err("an error of the API".into()) };
    assert!(matches!(response.body(), FetchTextError::InternalServerError(text) if text == "why"));
    Ok(())
}

/// Members of an answer, each of which must come back as it came.
fn members() -> Vec<Value> {
    vec![
        json!({}),
        json!({ "optional": null, "flag": null, "level": null, "any": null, "tree": null, "content": null, "shape": null, "map": null }),
        json!({ "flag": false, "int32": -2147483648, "int64": i64::MIN, "uint64": u64::MAX, "float": 0.1, "number": -1.5e300 }),
        json!({ "int64": i64::MAX, "number": 0, "float": 3 }),
        json!({ "status": "in progress", "level": -1, "time": "2020-01-01T00:00:00.5+01:00", "type": "t", "self": "s" }),
        json!({ "status": "", "level": 11, "time": "never" }),
        json!({ "any": [1, null, { "a": { "b": [] } }], "object": { "x": null, "y": 18446744073709551615_u64 } }),
        json!({ "any": "text", "object": {} }),
        json!({ "strings": [], "nested": [[1, null], [], [null]], "map": { "": "e", "b": "c" }, "maps": { "x": { "y": 10, "z": 99 }, "e": {} } }),
        json!({ "typed": { "id": "i", "a": 1, "b": -2 }, "named": { "name": "n", "code": 1, "else": 0 }, "maybe": null }),
        json!({ "maybe": { "code": null } }),
        json!({ "tree": { "name": "r", "parent": { "name": "p", "more": 1 }, "children": [{ "name": "c", "children": [] }] } }),
        json!({ "content": { "type": "Text", "text": "t", "more": 1 } }),
        json!({ "content": { "type": "Sound", "seconds": 1.5 } }),
        json!({ "content": { "type": "Smell", "seconds": "many" } }),
        json!({ "content": { "seconds": 1 } }),
        json!({ "shape": "s", "shapes": ["s", 1, ["a"], { "radius": 1 }, { "side": 2.5, "more": null }] }),
        json!({ "shapes": [true, 1.5, [1], {}, { "radius": "wide" }] }),
        json!({ "pair": ["a", 1] }),
        json!({ "unknown": [{ "deep": null }] }),
    ]
}

async fn values() -> Anything {
    for members in members() {
        let mut sent = json!({ "required": "r", "nullable": null });
        let (Value::Object(all), Value::Object(more)) = (&mut sent, members) else { return Err("objects".into()) };
        all.extend(more);
        let server = Server::start(vec![Reply::json(200, &sent.to_string())])?;
        let by_client = builder(&server).bearer_auth("T").build()?.fetch_everything().await?;
        let by_serde: Everything = serde_json::from_value(sent.clone())?;
        assert_eq!(by_client, by_serde);
        assert_eq!(serde_json::to_value(&by_client)?, sent);
        assert_eq!(serde_json::from_str::<Value>(&serde_json::to_string(&by_serde)?)?, sent);
    }
    let whole: Everything = serde_json::from_value(json!({ "required": "r", "nullable": "n", "int64": 5.0, "level": 10.0, "shape": 7 }))?;
    assert_eq!((whole.int64, whole.level), (Some(5), Some(Level::N10)));
    assert!(matches!(whole.shape, Some(Shape::Integer(7))));
    Ok(())
}

/// What can't be read says where and what, never the value.
fn what_is_wrong() -> Anything {
    for (members, text) in [
        (json!({}), "required: "),
        (json!({ "required": "r" }), "nullable: "),
        (json!({ "required": "r", "nullable": 5 }), "nullable: expected a string, found a number"),
        (json!({ "int32": "ZZZ" }), "int32: expected an integer"),
        (json!({ "int64": 1e300 }), "int64: expected an integer"),
        (json!({ "int64": 1.5 }), "int64: expected an integer"),
        (json!({ "uint64": -1 }), "uint64: expected"),
        (json!({ "flag": "ZZZ" }), "flag: expected a boolean, found a string"),
        (json!({ "nested": [[1], [null, "ZZZ"]] }), "nested[1][1]: expected an integer"),
        (json!({ "maps": { "ZZZ": { "ZZZ": "ZZZ" } } }), "maps[*][*]: expected"),
        (json!({ "typed": { "id": "i", "ZZZ": "ZZZ" } }), "typed[*]: expected an integer"),
        (json!({ "tree": { "name": "r", "children": [{}] } }), "tree.children[0].name: "),
        (json!({ "content": { "type": "Text", "text": ["ZZZ"] } }), "content.text: expected a string, found an array"),
        (json!({ "content": "ZZZ" }), "content: expected an object, found a string"),
    ] {
        let Err(error) = serde_json::from_value::<Everything>(members) else { return Err(text.into()) };
        let said = error.to_string();
        assert!(said.starts_with(text) && !said.contains("ZZZ"), "{text}\n{said}");
    }
    Ok(())
}
