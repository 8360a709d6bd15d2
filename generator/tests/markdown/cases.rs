//! One folder entry for each rule: `cases/<rule>.md` is what an author wrote, `cases/<rule>.snap` what comes out.

use specsmith::plan::markdown::{one_line, rustdoc};
use std::path::Path;

#[test]
fn each_rule_has_its_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/cases");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let once = rustdoc(&std::fs::read_to_string(&path).unwrap());
        insta::with_settings!({
            snapshot_path => "cases",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, once.join("\n"));
        });
        assert_eq!(rustdoc(&once.join("\n")), once, "{name} is not stable");
    }
}

#[test]
fn nothing_gives_no_lines() {
    for text in [
        "",
        " \n\t\n",
        "<!-- nothing -->",
        "<p></p>",
        "\u{FEFF}\u{200B}",
        "&nbsp;",
        "#",
        "-",
    ] {
        let lines = rustdoc(text);
        assert!(lines.is_empty(), "{text:?}: {lines:?}");
    }
}

#[test]
fn one_line_is_plain_text() {
    for (text, line) in [
        ("", ""),
        (
            "The `id` of **this** [thing](https://a.example \"t\").",
            "The id of this thing.",
        ),
        ("First\nparagraph.\n\nSecond.", "First paragraph."),
        ("# Title\n\nText &amp; more<br>text.", "Text & more text."),
        ("# Title", "Title"),
        ("- an item", "an item"),
        ("| a | b |\n|---|---|\n| c | d |", "a"),
        ("```json\n{\n}\n```", "{ }"),
        ("<p>See <a href=\"#x\">x</a></p>", "See x (#x)"),
        ("a\u{202E}b\u{0}c\td", "aU+202Ebc d"),
    ] {
        assert_eq!(one_line(text), line, "{text:?}");
    }
}
