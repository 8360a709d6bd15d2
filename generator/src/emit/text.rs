//! Tokens of types and table entries as text, spaced as rustfmt would.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens on one line.
pub(crate) fn text(tokens: TokenStream) -> String {
    let mut line = String::new();
    write(tokens, &mut line);
    line
}

/// What stands before the next token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, or what holds on to the next token: `&`, `::`, `<`, `..`.
    Glue,
    /// A word, a literal, `>` or a group.
    Word,
    /// What is followed by a space: `,`, `;`, `=`, `=>`, `|`, `:`.
    Gap,
    /// The first half of `=>` or `->`.
    Arrow,
    /// The first half of `::`.
    Colon,
}

fn write(tokens: TokenStream, line: &mut String) {
    let mut before = Before::Glue;
    for token in tokens {
        before = match token {
            TokenTree::Ident(word) => {
                space(before != Before::Glue, line);
                line.push_str(&word.to_string());
                Before::Word
            }
            TokenTree::Literal(literal) => {
                space(before != Before::Glue, line);
                line.push_str(&literal.to_string());
                Before::Word
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                space(before == Before::Gap, line);
                line.push_str(open);
                write(group.stream(), line);
                line.push_str(close);
                Before::Word
            }
            TokenTree::Punct(mark) => punctuation(
                mark.as_char(),
                mark.spacing() == Spacing::Joint,
                before,
                line,
            ),
        };
    }
}

fn punctuation(mark: char, joint: bool, before: Before, line: &mut String) -> Before {
    let (gap, after) = match mark {
        '>' if before == Before::Arrow => (false, Before::Gap),
        '-' if !joint => (true, Before::Glue),
        '=' if !joint => (true, Before::Gap),
        '=' | '-' => (true, Before::Arrow),
        '|' => (true, Before::Gap),
        ',' | ';' => (false, Before::Gap),
        ':' if before == Before::Colon => (false, Before::Glue),
        ':' => (false, if joint { Before::Colon } else { Before::Gap }),
        '>' => (false, Before::Word),
        '&' | '.' => (before == Before::Gap, Before::Glue),
        _ => (false, Before::Glue),
    };
    space(gap && before != Before::Glue, line);
    line.push(mark);
    after
}

fn space(wanted: bool, line: &mut String) {
    if wanted {
        line.push(' ');
    }
}
