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
