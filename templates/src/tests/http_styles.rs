//! The tables of OpenAPI 3.1, 4.8.12.4: every style with every kind of value.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::json;

use crate::client::StartThingError;
use crate::runtime::public::{Body, BoxFuture, Client, Error, Extra, Transport, TransportError};
use crate::runtime::{AnyEncode, Operation, Parameter, Style, empty, expand_spans, fields};

/// The object of the tables.
struct Color {
    red: i64,
    green: i64,
    blue: Option<i64>,
    extra: Extra,
}

fields!(Color { red = "R", green = "G", blue = "B" });

/// Records where requests go.
#[derive(Clone, Default)]
pub(super) struct Recorder(Arc<Mutex<Vec<http::request::Parts>>>);

impl Recorder {
    /// Where the last request went.
    pub(super) fn uri(&self) -> String {
        self.0.lock().unwrap().last().unwrap().uri.to_string()
    }
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.0.lock().unwrap().push(request.into_parts().0);
        Box::pin(async { Ok(http::Response::new(Body::empty())) })
    }
}

/// What goes out when this parameter has this value.
pub(super) async fn sent(
    path: &'static str,
    parameter: Parameter,
    value: &dyn AnyEncode,
) -> Result<http::request::Parts, Error<StartThingError>> {
    let operation = Operation {
        path,
        expand: match path.contains('=') {
            true => expand_spans,
            false => Operation::JSON.expand,
        },
        parameters: Box::leak(Box::new([parameter])),
        ..Operation::JSON
    };
    let recorder = Recorder::default();
    let builder = Client::builder()
        .transport(recorder.clone())
        .without_credentials();
    let client = builder.build().unwrap();
    client
        .call::<(), StartThingError>(Box::leak(Box::new(operation)), &[value])
        .await?;
    Ok(recorder.0.lock().unwrap().pop().unwrap())
}

async fn in_path(parameter: Parameter, value: &dyn AnyEncode) -> String {
    let parts = sent("/x{color}", parameter, value).await.unwrap();
    parts.uri.path().strip_prefix("/api/x").unwrap().to_owned()
}

async fn in_query(parameter: Parameter, value: &dyn AnyEncode) -> Option<String> {
    let parts = sent("/", parameter, value).await.unwrap();
    parts.uri.query().map(str::to_owned)
}

async fn in_header(parameter: Parameter, value: &dyn AnyEncode) -> Option<String> {
    let parts = sent("/", parameter, value).await.unwrap();
    let name = if parts.headers.contains_key("cookie") {
        "cookie"
    } else {
        "color"
    };
    parts
        .headers
        .get(name)
        .map(|value| value.to_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_template_may_have_a_query() {
    let parameter = || Parameter::path("color");
    let parts = sent("/x?as=a/b&color={color}", parameter(), &"../?&#");
    let uri = parts.await.unwrap().uri;
    assert_eq!(uri.path(), "/api/x");
    assert_eq!(uri.query(), Some("as=a/b&color=..%2F%3F%26%23"));
    let parts = sent("/x?as=a", Parameter::query("color"), &"red").await;
    assert_eq!(parts.unwrap().uri.query(), Some("as=a&color=red"));
    assert!(sent("/x/{color}?as=a", parameter(), &"..").await.is_err());
    assert!(sent("/x/{color}?as=a", parameter(), &"").await.is_err());
}

#[tokio::test]
async fn the_last_value_holds_also_if_it_is_empty() {
    const LIST: Operation = Operation {
        path: "/x",
        parameters: &[
            Parameter::query("color"),
            Parameter::header("color"),
            Parameter::cookie("color"),
        ],
        ..Operation::JSON
    };
    let recorder = Recorder::default();
    let builder = Client::builder().transport(recorder.clone());
    let client = builder.without_credentials().build().unwrap();
    let none: [&str; 0] = [];
    for (last, query) in [(&none[..], ""), (&["red"], "?color=red")] {
        let mut call = client.call::<(), StartThingError>(&LIST, &[]);
        (0..3).for_each(|index| call.parameter(index, &&ARRAY[..]));
        (0..3).for_each(|index| call.parameter(index, &last));
        call.await.unwrap();
        let parts = recorder.0.lock().unwrap().pop().unwrap();
        assert!(parts.uri.to_string().ends_with(&format!("/x{query}")));
        let names = ["color", "cookie"].map(|name| parts.headers.contains_key(name));
        assert_eq!(names, [!last.is_empty(); 2]);
    }
}

fn color() -> Color {
    Color {
        red: 100,
        green: 200,
        blue: Some(150),
        extra: Extra::new(),
    }
}

const ARRAY: [&str; 3] = ["blue", "black", "brown"];

#[tokio::test]
async fn path() {
    use Style::{Label, Matrix, Simple};
    let rows = [
        (
            Matrix,
            false,
            ";color",
            ";color=blue",
            ";color=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            Matrix,
            true,
            ";color",
            ";color=blue",
            ";color=blue;color=black;color=brown",
            ";R=100;G=200;B=150",
        ),
        (
            Label,
            false,
            ".",
            ".blue",
            ".blue,black,brown",
            ".R,100,G,200,B,150",
        ),
        (
            Label,
            true,
            ".",
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            Simple,
            false,
            "",
            "blue",
            "blue,black,brown",
            "R,100,G,200,B,150",
        ),
        (
            Simple,
            true,
            "",
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
    ];
    for (style, exploded, empty, string, array, object) in rows {
        let parameter = Parameter::path("color").style(style).exploded(exploded);
        assert_eq!(in_path(parameter, &"").await, empty);
        assert_eq!(in_path(parameter, &"blue").await, string);
        assert_eq!(in_path(parameter, &ARRAY.as_slice()).await, array);
        assert_eq!(in_path(parameter, &color()).await, object);
    }
    let parameter = Parameter::path("color").style(Matrix).exploded(true);
    assert_eq!(
        in_path(parameter, &["a;b", "c/d", ""].as_slice()).await,
        ";color=a%3Bb;color=c%2Fd;color"
    );
}

#[tokio::test]
async fn query() {
    use Style::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    let rows = [
        (
            Form,
            false,
            "color=blue,black,brown",
            "color=R,100,G,200,B,150",
        ),
        (
            Form,
            true,
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            SpaceDelimited,
            false,
            "color=blue%20black%20brown",
            "color=R%20100%20G%20200%20B%20150",
        ),
        (
            SpaceDelimited,
            true,
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
        (
            PipeDelimited,
            false,
            "color=blue%7Cblack%7Cbrown",
            "color=R%7C100%7CG%7C200%7CB%7C150",
        ),
        (
            PipeDelimited,
            true,
            "color=blue&color=black&color=brown",
            "R=100&G=200&B=150",
        ),
    ];
    for (style, exploded, array, object) in rows {
        let parameter = Parameter::query("color").style(style).exploded(exploded);
        assert_eq!(in_query(parameter, &"").await.as_deref(), Some("color="));
        assert_eq!(
            in_query(parameter, &"blue").await.as_deref(),
            Some("color=blue")
        );
        assert_eq!(
            in_query(parameter, &ARRAY.as_slice()).await.as_deref(),
            Some(array)
        );
        assert_eq!(in_query(parameter, &color()).await.as_deref(), Some(object));
        assert_eq!(in_query(parameter, &Vec::<String>::new()).await, None);
        assert_eq!(in_query(parameter, &json!(null)).await, None);
    }
    let deep = Parameter::query("color").style(DeepObject);
    let object = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(in_query(deep, &color()).await.as_deref(), Some(object));
    let nested = json!({ "a": { "b c": [1, 2.5, true] }, "n": null, "e": {} });
    let object = "color%5Ba%5D%5Bb%20c%5D%5B0%5D=1&color%5Ba%5D%5Bb%20c%5D%5B1%5D=2.5&color%5Ba%5D%5Bb%20c%5D%5B2%5D=true";
    assert_eq!(in_query(deep, &nested).await.as_deref(), Some(object));
    let list = "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown";
    let array = in_query(deep, &ARRAY.as_slice()).await;
    assert_eq!(array.as_deref(), Some(list));
}

#[tokio::test]
async fn members_that_are_missing_or_not_declared() {
    let parameter = Parameter::query("color");
    let mut value = color();
    value.blue = None;
    value.extra.insert("A&", 0.5);
    assert_eq!(
        in_query(parameter, &value).await.as_deref(),
        Some("R=100&G=200&A%26=0.5")
    );
    let map = BTreeMap::from([("k".to_owned(), "v w".to_owned())]);
    assert_eq!(in_query(parameter, &map).await.as_deref(), Some("k=v%20w"));
}

#[tokio::test]
async fn json_text() {
    let value = json!({ "a": [1, "ü"] });
    let text = "color=%7B%22a%22%3A%5B1%2C%22%C3%BC%22%5D%7D";
    assert_eq!(
        in_query(Parameter::query("color").style(Style::Json), &value)
            .await
            .as_deref(),
        Some(text)
    );
    let header = in_header(
        Parameter::header("color").style(Style::Json),
        &json!([1, "a"]),
    )
    .await;
    assert_eq!(header.as_deref(), Some("[1,\"a\"]"));
    assert_eq!(
        in_path(Parameter::path("color").style(Style::Json), &json!([1])).await,
        "%5B1%5D"
    );
}

#[tokio::test]
async fn headers_and_cookies() {
    let header = Parameter::header("color");
    assert_eq!(
        in_header(header, &"a b,c%").await.as_deref(),
        Some("a b,c%")
    );
    assert_eq!(
        in_header(header, &ARRAY.as_slice()).await.as_deref(),
        Some("blue,black,brown")
    );
    assert_eq!(
        in_header(header, &color()).await.as_deref(),
        Some("R,100,G,200,B,150")
    );
    assert_eq!(
        in_header(header.exploded(true), &color()).await.as_deref(),
        Some("R=100,G=200,B=150")
    );
    let cookie = Parameter::cookie("color");
    assert_eq!(
        in_header(cookie, &"a; b").await.as_deref(),
        Some("color=a%3B%20b")
    );
    let pairs = "color=blue; color=black; color=brown";
    assert_eq!(
        in_header(cookie, &ARRAY.as_slice()).await.as_deref(),
        Some(pairs)
    );
    let joined = in_header(cookie.exploded(false), &ARRAY.as_slice()).await;
    assert_eq!(joined.as_deref(), Some("color=blue,black,brown"));
}

#[tokio::test]
async fn numbers_and_booleans() {
    let parameter = Parameter::query("c");
    let rows: [(&dyn AnyEncode, &str); 6] = [
        (&5.0_f64, "c=5"),
        (&0.1_f64, "c=0.1"),
        (&u64::MAX, "c=18446744073709551615"),
        (&i64::MIN, "c=-9223372036854775808"),
        (&false, "c=false"),
        (&json!("x"), "c=x"),
    ];
    for (value, text) in rows {
        assert_eq!(in_query(parameter, value).await.as_deref(), Some(text));
    }
}

#[tokio::test]
async fn values_that_a_style_cannot_hold_are_refused() {
    let form = Parameter::query("color");
    let deep = form.style(Style::DeepObject);
    let mut deepest = json!({});
    for _ in 0..100 {
        deepest = json!({ "a": deepest });
    }
    let rows: [(Parameter, &dyn AnyEncode); 8] = [
        (form, &json!([[1]])),
        (form, &json!({ "a": [[1]] })),
        (form, &f64::NAN),
        (form, &json!({ "a": [{ "b": 1 }] })),
        (form, &json!({ "a": { "b": 1 } })),
        (form.exploded(false), &json!({ "a": [1] })),
        (form.style(Style::Json), &f64::INFINITY),
        (deep, &deepest),
    ];
    for (parameter, value) in rows {
        let error = sent("/", parameter, value).await.unwrap_err();
        let text = ": the parameter `color` has a value that its style can't hold";
        assert_eq!(error.to_string(), text);
    }
    let error = sent("/x/{color}", Parameter::path("color"), &ARRAY.as_slice())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
}
