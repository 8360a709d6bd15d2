//! What is emitted for plans written by hand: the files as they are, and that no text of a document can break them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "emit/fetch.rs"]
mod fetch;
#[path = "emit/hostile.rs"]
mod hostile;
#[path = "emit/parts.rs"]
mod parts;
#[path = "emit/things.rs"]
mod things;
#[path = "emit/things_client.rs"]
mod things_client;

use specsmith::emit::emit;
use specsmith::plan::Crate;
use specsmith::print::{Tree, print};

fn tree(krate: &Crate) -> Tree {
    print(emit(krate))
}

/// The files that the plan gives rise to, in one text; the runtime is not theirs.
fn shown(tree: &Tree) -> String {
    let is_own = |path: &str| !path.starts_with("src/runtime/");
    let files = tree.files.iter().filter(|(path, _)| is_own(path));
    let files = files.map(|(path, text)| match path.as_str() {
        ".specsmith" => {
            let own: Vec<&str> = text.lines().filter(|line| is_own(line)).collect();
            format!("===== {path}\n{}\n", own.join("\n"))
        }
        path => format!("===== {path}\n{text}"),
    });
    files.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_fetch_endpoint() {
    insta::assert_snapshot!(shown(&tree(&fetch::conversations())));
}

#[test]
fn one_of_everything() {
    insta::assert_snapshot!(shown(&tree(&things::things())));
}

#[test]
fn nothing_at_all() {
    insta::assert_snapshot!(shown(&tree(&parts::empty("nothing"))));
}

#[test]
fn files_have_names_that_every_system_takes() {
    let mut krate = things::things();
    for (method, group) in krate
        .methods
        .iter_mut()
        .zip(["client", "aux", "com1"].iter().cycle())
    {
        method.group = Some((*group).to_owned());
    }
    let tree = tree(&krate);
    let is_module = |path: &&String| path.starts_with("src/client/");
    assert_eq!(
        tree.files.keys().filter(is_module).collect::<Vec<_>>(),
        [
            "src/client/aux_.rs",
            "src/client/client_.rs",
            "src/client/com1_.rs",
            "src/client/mod.rs"
        ]
    );
}

/// Rust as its tokens, each literal and doc line replaced by the same word: what is left is what hostile text must not change.
fn skeleton(text: &str) -> String {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    strip(quote::quote!(#file))
}

fn strip(tokens: proc_macro2::TokenStream) -> String {
    use proc_macro2::TokenTree;
    let mut words = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            // Docs differ in their number of lines.
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let bang = tokens.next_if(|next| next.to_string() == "!").is_some();
                let attribute = tokens
                    .next()
                    .map(|next| next.to_string())
                    .unwrap_or_default();
                if !attribute.starts_with("[doc = \"") {
                    words.push(format!("#{bang}{attribute}"));
                }
            }
            // Where lines are broken, a comma is added.
            TokenTree::Punct(mark) if mark.as_char() == ',' => {}
            TokenTree::Group(group) => words.push(format!("({})", strip(group.stream()))),
            TokenTree::Literal(_) => words.push("literal".to_owned()),
            other => words.push(other.to_string()),
        }
    }
    words.join(" ")
}

fn is_invisible(character: char) -> bool {
    character != '\n'
        && (character.is_control() || "\u{202e}\u{2066}\u{200b}\u{feff}".contains(character))
}

#[test]
fn hostile_texts_change_nothing_but_texts() {
    for plan in [fetch::conversations(), things::things()] {
        let (plain, spoiled) = (
            tree(&with_members(plan.clone())),
            tree(&hostile::spoil(with_members(plan))),
        );
        assert_eq!(
            plain.files.keys().collect::<Vec<_>>(),
            spoiled.files.keys().collect::<Vec<_>>()
        );
        for (path, text) in &spoiled.files {
            assert!(!text.chars().any(is_invisible), "{path}: {text:?}");
            if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
                assert_eq!(skeleton(&plain.files[path]), skeleton(text), "{path}");
            }
        }
        let fences = |tree: &Tree| tree.files["README.md"].matches("\n```").count();
        assert_eq!(fences(&plain), fences(&spoiled));
        let manifest: toml::Table = spoiled.files["Cargo.toml"].parse().unwrap();
        let license = manifest["package"]["license"].as_str().unwrap();
        assert!(license.starts_with("\"' */ /* ]] #![feature(x)] {} {{name}} \\ \\\" "));
        assert!(!license.contains(is_invisible));
        assert_eq!(manifest["package"].as_table().unwrap().len(), 10);
    }
}

/// With everything that hostile texts put in, so that only texts differ.
fn with_members(mut krate: Crate) -> Crate {
    krate.manifest.license = Some("MIT".to_owned());
    krate.manifest.repository = Some("https://example.com".to_owned());
    krate.manifest.keywords = vec!["x".to_owned()];
    krate.service.base_url = Some("https://example.com".to_owned());
    krate.service.request_id = Some("x".to_owned());
    for method in &mut krate.methods {
        method.base_url = Some("https://example.com".to_owned());
        method.accept = "text/x".to_owned();
    }
    krate
}

#[test]
fn hostile_names_stay_names() {
    let mut krate = things::things();
    for model in &mut krate.models {
        if let specsmith::plan::Model::Struct(model) = model {
            model.name = format!("{}{}", hostile::HOSTILE, model.name);
            model
                .fields
                .iter_mut()
                .for_each(|field| field.name = hostile::HOSTILE.to_owned());
        }
    }
    for method in &mut krate.methods {
        method.group = Some(format!("../../{}{}", hostile::HOSTILE, method.name));
        method.name = format!("{}{}", method.name, hostile::HOSTILE);
    }
    let files = tree(&krate).files;
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        assert!(
            !path.contains("..") && !path.contains(is_invisible),
            "{path}"
        );
    }
}
