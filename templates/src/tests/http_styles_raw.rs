//! What is not encoded, and what a style can't hold because a server would take it apart.

use serde_json::json;

use super::http_styles::sent;
use crate::runtime::{Parameter, Style};

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

#[tokio::test]
async fn what_separates_values_is_in_none() {
    let piped = Parameter::query("p").style(Style::PipeDelimited);
    let spaced = Parameter::query("p").style(Style::SpaceDelimited);
    for (parameter, item) in [(piped, "b|c"), (spaced, "b c")] {
        let error = sent("/x", parameter, &list(&["a", item]))
            .await
            .unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains("`p` has a value that its style"), "{shown}");
        let alone = sent("/x", parameter.exploded(true), &list(&["a", item])).await;
        assert!(alone.is_ok(), "an item of its own may have it");
    }
    let header = Parameter::header("p");
    for value in [json!(["a,b", "c"]), json!({ "a": "b,c" })] {
        let shown = sent("/x", header, &value).await.unwrap_err().to_string();
        assert!(shown.contains("`p` has a value that its style"), "{shown}");
    }
    let alone = sent("/x", header, &"a, b").await.unwrap();
    assert_eq!(alone.headers["p"], "a, b");
    let request = sent("/x", piped, &list(&["a", "b c"])).await.unwrap();
    assert_eq!(request.uri.query(), Some("p=a%7Cb%20c"));
    let label = Parameter::path("p").style(Style::Label);
    let numbers = [1.0, 2.5];
    let joined = sent("/x{p}", label, &&numbers[..]).await.unwrap();
    assert_eq!(joined.uri.path(), "/api/x.1,2.5");
    let exploded = label.exploded(true);
    assert!(sent("/x{p}", exploded, &&numbers[..]).await.is_err());
    let alone = sent("/x{p}", exploded, &2.5).await.unwrap();
    assert_eq!(alone.uri.path(), "/api/x.2.5");
}

#[tokio::test]
async fn members_that_are_lists_are_exploded() {
    let pageable = json!({ "page": 0, "sort": ["a,asc", "b"], "none": [], "size": null });
    let request = sent("/x", Parameter::query("p"), &pageable).await.unwrap();
    assert_eq!(request.uri.query(), Some("page=0&sort=a%2Casc&sort=b"));
}

#[tokio::test]
async fn the_style_of_cookies_encodes_nothing() {
    let cookie = Parameter::cookie("c").style(Style::Cookie);
    let request = sent("/x", cookie, &list(&["a b", "%2F"])).await.unwrap();
    assert_eq!(request.headers["cookie"], "c=a b; c=%2F");
    let request = sent("/x", cookie.exploded(false), &list(&["a", "b"])).await;
    assert_eq!(request.unwrap().headers["cookie"], "c=a,b");
    assert!(sent("/x", cookie, &"a; admin=1").await.is_err());
    assert!(sent("/x", cookie, &"a\r\nx: y").await.is_err());
}

#[tokio::test]
async fn reserved_characters_of_a_path_stay_in_their_segment() {
    let path = Parameter::path("p").reserved();
    let request = sent("/x/{p}/y", path, &"a:b@c/d?e#f %41%").await.unwrap();
    assert_eq!(request.uri.path(), "/api/x/a:b@c%2Fd%3Fe%23f%20%41%25/y");
    assert!(sent("/x/{p}/y", path, &"%2e%2E").await.is_err());
}

#[tokio::test]
async fn a_value_may_span_segments() {
    let name = Parameter::path("name");
    for (template, value, path) in [
        (
            "/v1/{name=**}/books",
            "projects/p1/locations/l2",
            "/v1/projects/p1/locations/l2/books",
        ),
        ("/v1/{name=**}", "one", "/v1/one"),
        (
            "/v1/{name=shelves/*/books/*}",
            "shelves/s 1/books/ö",
            "/v1/shelves/s%201/books/%C3%B6",
        ),
        (
            "/v1/{name=shelves/*}:move?as={name}",
            "shelves/a?b",
            "/v1/shelves/a%3Fb:move",
        ),
        (
            "/v1/{name=shelves/**}",
            "shelves/a/b/c",
            "/v1/shelves/a/b/c",
        ),
        // The verb of another operation, and what is encoded already.
        (
            "/v1/{name=shelves/*}",
            "shelves/1:undelete",
            "/v1/shelves/1%3Aundelete",
        ),
        ("/v1/{name=**}", "a%2Fb/...", "/v1/a%252Fb/..."),
        ("/{name=**}/-/{name=*/*}", "a/b", "/a/b/-/a/b"),
        // Objects in a store, and a value that brings its own first slash (RFC 6570, 3.2.3).
        ("/v1/{name=**}", "photos//1/", "/v1/photos//1/"),
        ("/v1{name=**}?raw", "/a/b", "/v1/a/b"),
    ] {
        let request = sent(template, name, &value).await.unwrap();
        assert_eq!(request.uri.path(), format!("/api{path}"), "{template}");
    }
    let odd = Parameter::path("a=b");
    let request = sent("/v1/{a=b}", odd, &"c/d").await.unwrap();
    assert_eq!(request.uri.path(), "/api/v1/c%2Fd");
}

#[tokio::test]
async fn segments_of_a_value_lead_to_no_other_route() {
    let name = Parameter::path("name");
    let steps = "the parameter `name` has a segment that is empty, `.` or `..`";
    let empty = "the segment `{name=**}` of the path would be empty";
    let form = "the parameter `name` is not of the form `shelves/*`";
    for (template, value, why) in [
        ("/v1/{name=**}", "", empty),
        ("/v1/{name=**}/books", "a/..", steps),
        ("/v1/{name=**}/books", "../a", steps),
        ("/v1/{name=**}/books", "a/./b", steps),
        ("/v1/{name=**}/books", "a//b", steps),
        ("/v1/{name=**}/books", "/a", steps),
        ("/v1/{name=**}/books", "a/", steps),
        ("/v1/.{name=**}", "./a", steps),
        ("/v1/x{name=**}", "", steps),
        ("/v1/{name=**}", "/a", steps),
        ("/v1/.{name=**}", "/a", steps),
        ("/v1/{name=**}:move", "a//b", steps),
        ("/v1/{name=shelves/*}", "shelves/..", steps),
        ("/v1/{name=shelves/*}", "shelves/1/books", form),
        ("/v1/{name=shelves/*}", "shelves", form),
        ("/v1/{name=shelves/*}", "secrets/1", form),
    ] {
        let shown = sent(template, name, &value).await.unwrap_err().to_string();
        assert!(shown.contains(why), "{template} {value}: {shown}");
    }
    let raw = name.reserved();
    let error = sent("/v1/{name=**}", raw, &"a/%2e%2E").await.unwrap_err();
    assert!(error.to_string().contains(steps), "{error}");
}
