//! What each element of HTML means in the tree. Tags that no HTML has, such as `<your-id>`, are text.

use super::build::{Builder, Frame, Leaf, Origin, Style};
use super::html::{Tag, Token, text, tokens};
use super::read::language;
use super::tree::{Block, Content, Mark};

/// The meaning of a tag's name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Break,
    Rule,
    /// Its text stands on its own.
    Block,
    /// Its text stands in the text around it.
    Inline,
    Marked(Mark),
    Code,
    Superscript,
    Anchor,
    Image,
    Heading(u8),
    Quote,
    Bullets,
    Numbers,
    Item,
    Preformatted,
    Table,
    Row,
    Cell,
    /// Not HTML.
    Unknown,
}

fn element(name: &str) -> Element {
    match name {
        "br" => Element::Break,
        "hr" => Element::Rule,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details"
        | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "head"
        | "header" | "html" | "main" | "nav" | "p" | "section" | "summary" => Element::Block,
        "abbr" | "big" | "cite" | "col" | "colgroup" | "font" | "ins" | "label" | "mark"
        | "small" | "span" | "sub" | "tbody" | "tfoot" | "thead" | "u" | "wbr" => Element::Inline,
        "b" | "strong" => Element::Marked(Mark::Strong),
        "em" | "i" => Element::Marked(Mark::Emphasis),
        "del" | "s" | "strike" => Element::Marked(Mark::Strike),
        "code" | "kbd" | "samp" | "tt" | "var" => Element::Code,
        "sup" => Element::Superscript,
        "a" => Element::Anchor,
        "img" => Element::Image,
        "h1" => Element::Heading(1),
        "h2" => Element::Heading(2),
        "h3" => Element::Heading(3),
        "h4" => Element::Heading(4),
        "h5" => Element::Heading(5),
        "h6" => Element::Heading(6),
        "blockquote" => Element::Quote,
        "ul" => Element::Bullets,
        "ol" => Element::Numbers,
        "li" => Element::Item,
        "pre" => Element::Preformatted,
        "table" => Element::Table,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        _ => Element::Unknown,
    }
}

/// Reads HTML.
pub(super) fn read(builder: &mut Builder, html: &str) {
    for token in tokens(html) {
        match token {
            Token::Text(html) if builder.in_code_block() => builder.text(&text(html)),
            Token::Text(html) => builder.text(&text(html).replace('\n', " ")),
            Token::Open(tag) => open(builder, &tag),
            Token::Close(tag) => close(builder, &tag),
            Token::Comment => {}
        }
    }
}

fn open(builder: &mut Builder, tag: &Tag<'_>) {
    const ORIGIN: Origin = Origin::Html;
    if builder.in_code_block() {
        // Markup of code, such as the spans of a highlighter, has nothing to say here; its line breaks have.
        return match element(&tag.name) {
            Element::Break => builder.text("\n"),
            Element::Unknown => builder.text(&text(tag.source)),
            Element::Code => {
                let class = tag.attribute("class").unwrap_or_default();
                builder.name_language(language(class.trim_start_matches("language-")));
            }
            _ => {}
        };
    }
    match element(&tag.name) {
        Element::Break => builder.add(Content::Break),
        Element::Rule => {
            builder.flush();
            builder.push(Block::Rule);
        }
        Element::Block => builder.flush(),
        Element::Inline => {}
        Element::Marked(mark) => builder.style(Style::Mark(mark), ORIGIN),
        Element::Code => builder.style(Style::Code, ORIGIN),
        Element::Superscript => builder.text("^"),
        Element::Anchor => match tag.attribute("href") {
            Some(href) => builder.link(&href, &tag.attribute("title").unwrap_or_default(), ORIGIN),
            None if tag.source.contains('=') => {}
            // `Array<A>`.
            None => builder.text(&text(tag.source)),
        },
        Element::Image => {
            builder.link(&tag.attribute("src").unwrap_or_default(), "", ORIGIN);
            let alt = tag.attribute("alt").unwrap_or_default();
            if !alt.trim().is_empty() {
                builder.text(&alt);
            }
            builder.end_style(|style| matches!(style, Style::Link(..)), ORIGIN);
        }
        Element::Heading(level) => builder.begin(Leaf::Heading(level)),
        Element::Quote => builder.open(Frame::Quote(Vec::new()), ORIGIN),
        Element::Bullets => builder.open(Frame::List(None, Vec::new()), ORIGIN),
        Element::Numbers => {
            let start = tag.attribute("start").and_then(|start| start.parse().ok());
            builder.open(Frame::List(Some(start.unwrap_or(1)), Vec::new()), ORIGIN);
        }
        Element::Item => {
            close_item(builder);
            if !matches!(builder.top(), Some(Frame::List(..))) {
                builder.open(Frame::List(None, Vec::new()), ORIGIN);
            }
            builder.open(Frame::Item(Vec::new()), ORIGIN);
        }
        Element::Preformatted => builder.begin(Leaf::Code(language(""))),
        Element::Table => builder.open(Frame::Table(Vec::new(), Vec::new()), ORIGIN),
        Element::Row => {
            close_cell(builder);
            builder.row();
        }
        Element::Cell => {
            close_cell(builder);
            if matches!(builder.top(), Some(Frame::Table(..))) {
                builder.open(Frame::Cell, ORIGIN);
            }
        }
        Element::Unknown => builder.text(&text(tag.source)),
    }
}

fn close(builder: &mut Builder, tag: &Tag<'_>) {
    const ORIGIN: Origin = Origin::Html;
    let is_cell = |frame: &Frame| matches!(frame, Frame::Cell);
    let element = element(&tag.name);
    if builder.in_code_block() && !matches!(element, Element::Preformatted | Element::Unknown) {
        return;
    }
    match element {
        Element::Unknown => builder.text(&text(tag.source)),
        // `</br>` is what some write for `<br>`.
        Element::Break => builder.add(Content::Break),
        Element::Block | Element::Heading(_) | Element::Preformatted => builder.flush(),
        Element::Rule | Element::Inline | Element::Superscript | Element::Image => {}
        Element::Marked(mark) => {
            builder.end_style(
                |style| matches!(style, Style::Mark(open) if *open == mark),
                ORIGIN,
            );
        }
        Element::Code => {
            builder.end_style(|style| matches!(style, Style::Code), ORIGIN);
        }
        Element::Anchor => {
            builder.end_style(|style| matches!(style, Style::Link(..)), ORIGIN);
        }
        Element::Quote => builder.close_html(|frame| matches!(frame, Frame::Quote(_)), is_cell),
        Element::Bullets | Element::Numbers => {
            builder.close_html(|frame| matches!(frame, Frame::List(..)), is_cell)
        }
        Element::Item => close_item(builder),
        Element::Table => builder.close_html(|frame| matches!(frame, Frame::Table(..)), |_| false),
        Element::Row | Element::Cell => close_cell(builder),
    }
}

/// Closes the item that is open, unless a list was opened in it: that list's item comes next.
fn close_item(builder: &mut Builder) {
    builder.close_html(
        |frame| matches!(frame, Frame::Item(_)),
        |frame| matches!(frame, Frame::List(..) | Frame::Cell),
    );
}

/// Closes the cell that is open, if one is.
fn close_cell(builder: &mut Builder) {
    if matches!(builder.top(), Some(Frame::Cell)) {
        builder.close_html(|frame| matches!(frame, Frame::Cell), |_| false);
    } else {
        builder.flush();
    }
}
