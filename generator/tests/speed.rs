//! How long emit and print take for a large plan: `cargo test --release -p specsmith --test speed -- --ignored --nocapture`.

#[path = "emit/parts.rs"]
#[expect(dead_code, reason = "the other tests use the rest")]
mod parts;

use std::time::Instant;

use parts::{argument, case, errors, field, method, model, option, structure, texts, vec};
use specsmith::emit::emit;
use specsmith::plan::{Crate, Model, Place, RustType, StatusPattern, Struct};
use specsmith::print::print;

/// About the size of the largest documents: 2,000 structs, 500 enums, 1,000 methods.
fn large() -> Crate {
    let mut krate = parts::empty("large");
    for index in 0..2_000 {
        let fields = (0..12).map(|member| {
            let ty = match member % 4 {
                0 => RustType::String,
                1 => option(RustType::I64),
                2 => option(vec(model(&format!("Model{}", index / 2)))),
                _ => option(model(&format!("Enum{}", index / 4))),
            };
            field(&format!("member_{member}"), &format!("member-{member}"), ty)
        });
        let name = format!("Model{index}");
        krate.models.push(Model::Struct(Struct {
            sent: index % 4 == 0,
            ..structure(&name, fields.collect())
        }));
    }
    for index in 0..500 {
        krate.models.push(texts(
            &format!("Enum{index}"),
            &[("One", "ONE"), ("Two", "TWO"), ("Three", "THREE")],
        ));
    }
    for index in 0..1_000 {
        let (name, error) = (format!("fetch_{index}"), format!("Fetch{index}Error"));
        let mut fetch = method(
            &name,
            &name,
            ("GET", "/v1/{a}/{b}"),
            model(&format!("Model{index}")),
            &error,
        );
        fetch.group = Some(format!("group_{}", index / 50));
        let path = |name: &str| argument(name, name, Place::Path, RustType::String);
        fetch.parameters = vec![
            path("a"),
            path("b"),
            argument("limit", "limit", Place::Query, RustType::I64),
        ];
        fetch.builder = Some(format!("Fetch{index}"));
        fetch.example_arguments = parts::example_texts(&["x", "y"]);
        krate.methods.push(fetch);
        let not_found = case(StatusPattern::Exact(404), "NotFound", Some(model("Model1")));
        krate.outcomes.push(errors(&error, &name, vec![not_found]));
    }
    krate
}

#[test]
#[ignore = "measures"]
fn emit_and_print() {
    let krate = large();
    let start = Instant::now();
    let tree = print(emit(&krate));
    let elapsed = start.elapsed();
    let lines: usize = tree.files.values().map(|text| text.lines().count()).sum();
    println!("{elapsed:?}, {lines} lines");
    assert!(lines > 50_000);
}
