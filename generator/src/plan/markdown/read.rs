//! Reads CommonMark: the events of its parser, one by one, go to the builder.

use super::address;
use super::build::{Builder, Frame, Leaf, Origin, Style};
use super::characters::clean;
use super::tree::{Alignment, Block, Content, Mark, Text};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// The longest description that is read, in bytes; the rest of it is left out, and `…` says so.
const LONGEST: usize = 1 << 20;

/// Reads a description.
pub(super) fn read(commonmark: &str) -> Text {
    let mut source = clean(commonmark);
    if source.len() > LONGEST {
        let end = (0..=LONGEST)
            .rev()
            .find(|end| source.is_char_boundary(*end));
        let kept = end.and_then(|end| source.get(..end)).unwrap_or_default();
        source = format!("{kept}…").into();
    }
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(&source, options) {
        reader.event(event);
    }
    reader.builder.finish()
}

/// What lies between the parser and the builder.
#[derive(Default)]
struct Reader {
    builder: Builder,
    /// The HTML block that is being read: a tag may span lines.
    html: String,
    /// Within `<https://…>`, whose text is its destination.
    in_address: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        let builder = &mut self.builder;
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.in_address => {}
            Event::Text(text) => builder.text(&clean(&text)),
            Event::Code(code) => builder.add(Content::Code(clean(&code).into_owned())),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => super::element::read(builder, &html),
            Event::SoftBreak => builder.text(" "),
            Event::HardBreak => builder.add(Content::Break),
            Event::Rule => {
                builder.flush();
                builder.push(Block::Rule);
            }
            // Extensions that are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        const ORIGIN: Origin = Origin::Markdown;
        let builder = &mut self.builder;
        match tag {
            Tag::Heading { level, .. } => builder.begin(Leaf::Heading(level as u8)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                builder.begin(Leaf::Code(language(&info)))
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => builder.begin(Leaf::Code(language(""))),
            Tag::BlockQuote(_) => builder.open(Frame::Quote(Vec::new()), ORIGIN),
            Tag::List(start) => builder.open(Frame::List(start, Vec::new()), ORIGIN),
            Tag::Item => builder.open(Frame::Item(Vec::new()), ORIGIN),
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(alignment).collect();
                builder.open(Frame::Table(columns, Vec::new()), ORIGIN);
            }
            Tag::TableHead | Tag::TableRow => builder.row(),
            Tag::TableCell => builder.open(Frame::Cell, ORIGIN),
            Tag::Emphasis => builder.style(Style::Mark(Mark::Emphasis), ORIGIN),
            Tag::Strong => builder.style(Style::Mark(Mark::Strong), ORIGIN),
            Tag::Strikethrough => builder.style(Style::Mark(Mark::Strike), ORIGIN),
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                dest_url,
                ..
            } => {
                self.in_address = true;
                match address::target(&dest_url) {
                    address::Target::Absolute(_) => {
                        builder.add(address::content(&clean(&dest_url)))
                    }
                    // `<name:value>` has the form of a URL, and is a placeholder.
                    _ if dest_url.contains('@') && !dest_url.contains(':') => {
                        builder.add(address::content(&clean(&dest_url)));
                    }
                    _ => builder.text(&format!("<{}>", clean(&dest_url))),
                }
            }
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            } => {
                builder.link(&clean(&dest_url), &clean(&title), ORIGIN);
            }
            Tag::HtmlBlock | Tag::Paragraph => builder.flush(),
            // Extensions that are off.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        const ORIGIN: Origin = Origin::Markdown;
        let builder = &mut self.builder;
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => {
                builder.end_styles();
                builder.flush();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableCell => {
                builder.close_markdown();
            }
            TagEnd::Emphasis => end_mark(builder, &Mark::Emphasis),
            TagEnd::Strong => end_mark(builder, &Mark::Strong),
            TagEnd::Strikethrough => end_mark(builder, &Mark::Strike),
            TagEnd::Link if self.in_address => self.in_address = false,
            TagEnd::Link | TagEnd::Image => {
                builder.end_style(|style| matches!(style, Style::Link(..)), ORIGIN);
            }
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                super::element::read(builder, &html);
                builder.end_styles();
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            // Extensions that are off.
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }
}

fn end_mark(builder: &mut Builder, wanted: &Mark) {
    builder.end_style(
        |style| matches!(style, Style::Mark(mark) if mark == wanted),
        Origin::Markdown,
    );
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The languages that a block of code keeps. None of these words means Rust to rustdoc, or looks to it like a misspelt one.
const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsonl",
    "jsx",
    "kotlin",
    "markdown",
    "mermaid",
    "objc",
    "perl",
    "php",
    "powershell",
    "protobuf",
    "python",
    "ruby",
    "scala",
    "sh",
    "shell",
    "sql",
    "swift",
    "toml",
    "ts",
    "tsx",
    "typescript",
    "xml",
    "yaml",
    "yml",
];

/// The language that a block of code names, if it is one that we know; never Rust.
pub(super) fn language(info: &str) -> &'static str {
    let word = info
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(|word| !word.is_empty());
    let word = word.unwrap_or_default();
    let known = LANGUAGES
        .iter()
        .find(|language| language.eq_ignore_ascii_case(word));
    known.copied().unwrap_or("text")
}
