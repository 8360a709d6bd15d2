//! Sections of the readme that not every crate has: credentials that are fetched, and tests.

use specsmith_templates::{README_OAUTH2, README_PROVIDER};

use super::readme::client_with;
use super::{call, docs, method_docs};
use crate::plan::{Crate, Method};
use crate::templates::fill;

/// How a credential is fetched, with the first that can be.
pub(super) fn provider(krate: &Crate) -> String {
    let mut methods = krate
        .credentials
        .iter()
        .filter_map(|each| each.provider.as_ref());
    let Some(method) = methods.next() else {
        return String::new();
    };
    let values = [
        ("library", krate.manifest.lib_name()),
        (
            "client",
            client_with(krate, vec![format!(".{method}(Mounted)")], &[]),
        ),
    ];
    section(README_PROVIDER, &values)
}

/// How the client fetches its own tokens, for the first scheme of that kind.
pub(super) fn oauth2(krate: &Crate) -> String {
    let mut all = krate
        .credentials
        .iter()
        .filter_map(|each| each.client_credentials.as_ref());
    let Some(fetched) = all.next() else {
        return String::new();
    };
    let method = &fetched.method;
    let (from, url) = match &fetched.token_url {
        Some(url) => (format!(" from {}", docs::code(url)), ""),
        None => (
            String::new(),
            ".token_url(\"https://auth.example.com/token\")",
        ),
    };
    let values = [
        ("library", krate.manifest.lib_name()),
        ("from", from),
        ("url", url.to_owned()),
        (
            "client",
            client_with(krate, vec![format!(".{method}(credentials)")], &[]),
        ),
    ];
    section(README_OAUTH2, &values)
}

/// A section, without the end of its last line: that is the form's of which it becomes a part.
fn section(form: &str, values: &[(&str, String)]) -> String {
    fill(form, values).trim_end().to_owned()
}

/// Tests of a call: functions that are given what an example can't make.
pub(super) fn mock(krate: &Crate, method: &Method) -> String {
    let library = krate.manifest.lib_name();
    let given = call::given(method, &library);
    let arguments = given.trim_start_matches(", ");
    let call = method_docs::example_call(method);
    let expected = method_docs::call_with(method, &call::copied_arguments(method));
    let models = match call.contains("models::") || call::names_models(&given) {
        true => format!("use {library}::models;\n\n"),
        false => String::new(),
    };
    let head = |name: &str, uses: &str| {
        format!(
            "#[cfg(feature = \"test-util\")]
async fn {name}({arguments}) -> Result<(), Box<dyn std::error::Error>> {{
    use {library}::{uses};
"
        )
    };
    let (alone, whole) = (
        head("without_a_socket", "MockTransport"),
        head("over_a_socket", "TestServer"),
    );
    format!(
        "
```rust,no_run
{models}{alone}
    let mock = MockTransport::new();
    let client = mock.builder().build()?;
    mock.on({expected}).json(404, &serde_json::json!({{}}));
    assert!({call}.await.unwrap_err().is_not_found());
    assert_eq!(mock.sent().len(), 1);
    Ok(())
}}

{whole}
    let server = TestServer::start()?;
    let client = server.builder().build()?; // or your program, with `server.url()`
    {call}.await?;
    assert_eq!(server.received().len(), 1);
    Ok(())
}}
```
"
    )
}
