//! Texts that are meant to do harm: they come to no more than others, and show what they are.

use crate::soup::{soup, texts_of};
use specsmith::plan::markdown::{one_line, rustdoc};

/// Long enough for anything quadratic to take minutes without optimisation, which is how tests run.
const SIZE: usize = 1 << 16;

/// Beginnings of everything that Markdown and HTML can begin.
const SEEDS: &[&str] = &[
    "a ",
    "a",
    "\n",
    "*",
    "_",
    "**a ",
    "*a **b ",
    "`",
    "``a` ",
    "[",
    "]",
    "![",
    "[a](",
    "[a]: b\n",
    "[a][b] ",
    "<",
    "<a ",
    "<a href='",
    "<b>",
    "</b>",
    "<ul><li>",
    "<table><tr><td>",
    "<!-- ",
    "<pre>",
    "> ",
    ">",
    "- ",
    "1. ",
    "- a\n",
    "* a\n ",
    "  - a\n",
    "#",
    "# a\n",
    "~~~\n",
    "```\n",
    "|",
    "|a|b|\n|-|-|\n",
    "&amp;",
    "&",
    "\\",
    "http://",
    "https://a.b/(((",
    "a@b.cd",
    "@",
    "a@",
    "))))",
    "https://a.b/)))",
    "<br>",
    "<p>",
    "---\n",
    "===\n",
    "\u{202E}",
    "\u{0}",
    "\t",
    "é",
    "\r",
    "<div>\n<ul>\n",
    "<i><b>",
    "~",
    "~~a ",
    "!",
    "a_",
    "<blockquote>",
    "</ul>",
    "<code>`",
];

/// That the work grows as the text does is a case of `tests/growth`; here nothing may come to be many times as long.
#[test]
fn a_long_text_stays_about_as_long() {
    for seed in SEEDS {
        let text = seed.repeat(SIZE / seed.len());
        let length: usize = rustdoc(&text).iter().map(String::len).sum();
        assert!(length <= 9 * text.len(), "{seed:?}: {length}");
    }
}

#[test]
fn a_ragged_table_is_about_as_long_as_its_text() {
    let text = format!(
        "<table><tr>{}{}",
        "<td>a".repeat(4_000),
        "<tr><td>x".repeat(8_000)
    );
    let lines = rustdoc(&text);
    assert_eq!(lines.len(), 8_002);
    let length: usize = lines.iter().map(String::len).sum();
    assert!(length < 2 * text.len(), "{length} of {}", text.len());
}

#[test]
fn depth_has_an_end() {
    for seed in [
        "> ",
        "- ",
        "1. ",
        "<ul><li>",
        "<blockquote>",
        "<table><tr><td>",
        "*a ",
        "<b><i>",
    ] {
        let text = format!("{}end", seed.repeat(10_000));
        let lines = rustdoc(&text);
        assert!(lines.join(" ").contains("end"), "{seed:?}");
        assert!(one_line(&text).contains("end"), "{seed:?}");
        assert!(lines.iter().all(|line| line.len() < 200_000), "{seed:?}");
    }
}

#[test]
fn nothing_is_hidden() {
    let text = "a\u{202E}b\u{2066}c\u{200B}d\u{0}e\u{FEFF}f &#x202E;g&#8203;h `\u{202A}` <b title='\u{202E}'>\u{2069}</b>\u{E0041}";
    let lines = rustdoc(text).join("\n");
    assert_eq!(lines, "aU+202EbU+2066cdef U+202Egh `U+202A` **U+2069**");
    let code = rustdoc("```rust\nlet a = 1;\u{202E}\n\tx  \n```").join("\n");
    assert_eq!(code, "```text\nlet a = 1;U+202E\n    x\n```");
}

#[test]
fn every_text_is_stable() {
    for text in soup(5_000) {
        let once = rustdoc(&text);
        assert_eq!(rustdoc(&once.join("\n")), once, "{text:?}");
    }
}

/// What prose is mostly made of, and what looks like it.
const WORDS: &[&str] = &[
    "word ",
    "Word ",
    "page_size ",
    "_x_ ",
    "a_ ",
    "`code` ",
    "`a`b ",
    "`two words` ",
    "(see) ",
    "1. ",
    "2) ",
    "12 ",
    "- ",
    "-- ",
    "--all ",
    "--- ",
    "e.g. ",
    "it's ",
    "\"said\" ",
    "x=1 ",
    "= ",
    "=== ",
    "+ ",
    "> ",
    "A&B ",
    "& ",
    "&amp; ",
    "50% ",
    "{id} ",
    "and/or ",
    "http://x.example ",
    "a: ",
    "://",
    "a@b.example ",
    "*b* ",
    "[c] ",
    "# ",
    "~x~ ",
    "é ",
    "! ",
    "? ",
    "\n",
    "\n",
    "\n\n",
    "\n\n\n",
    " \n",
    "  \n",
    " ",
    "    ",
    "a-word-of-some-length-that-makes-lines-end-early ",
];

#[test]
fn prose_alone_is_what_it_is_beside_markup() {
    for text in texts_of(WORDS, 3_000) {
        let alone = rustdoc(&text);
        let beside = rustdoc(&format!("{text}\n\n*end*"));
        let mut expected = alone.clone();
        if !alone.is_empty() {
            expected.push(String::new());
        }
        expected.push("_end_".to_owned());
        assert_eq!(beside, expected, "{text:?}");
    }
}
