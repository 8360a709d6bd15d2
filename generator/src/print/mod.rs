//! Turns items into text, one after the other: by itself what is regular, which is nearly all, and the rest by prettyplease.

mod boxes;
mod line;
mod list;
mod table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use crate::emit::{Item, Names, Part, Unit};
use crate::parallel;

/// The files of a crate: path relative to its folder (`/` between parts) → text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Each file once, in the order of the paths.
    pub files: BTreeMap<String, Cow<'static, str>>,
}

/// Name of the file that lists what the crate's folder got from us; whatever is not listed is not ours to remove.
pub const MARKER: &str = ".specsmith";

/// First line of the marker.
const MARKER_TITLE: &str =
    "# Written by Specsmith, which owns these files and no others in this folder.";

/// Lays out all files, and adds the marker.
pub fn print(units: Vec<Unit<'_>>) -> Tree {
    let files = parallel::map(&units, |unit| (unit.path.clone(), file(unit)));
    let mut files = BTreeMap::from_iter(files);
    files.insert(MARKER.to_owned(), Cow::Borrowed(""));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let marker = format!("{MARKER_TITLE}\n{}\n", names.join("\n"));
    files.insert(MARKER.to_owned(), Cow::Owned(marker));
    Tree { files }
}

/// The text of a file.
fn file(unit: &Unit<'_>) -> Cow<'static, str> {
    let parts = parallel::map(&unit.parts, |make| lay_out(make()));
    let mut names = Names::default();
    let mut texts = vec![Cow::Borrowed("")];
    for (text, used) in parts {
        names.extend(used);
        texts.push(text);
    }
    texts[0] = lay_out((unit.head)(&names)).0;
    texts.retain(|text| !text.is_empty());
    match texts.len() {
        1 => texts.remove(0),
        _ => Cow::Owned(texts.join("\n")),
    }
}

/// A part as text, and the names that it uses.
fn lay_out(part: Part) -> (Cow<'static, str>, Names) {
    let Part { items, docs, names } = part;
    let mut text = Cow::Borrowed("");
    for item in items {
        if !text.is_empty() {
            text.to_mut().push('\n');
        }
        match item {
            Item::Text(finished) if text.is_empty() => text = finished,
            Item::Text(finished) => text.to_mut().push_str(&finished),
            Item::Code(tokens) => finish(&code(tokens), &docs, text.to_mut()),
            Item::Uses(lines) => lines
                .iter()
                .for_each(|line| list::uses(line, text.to_mut())),
            Item::Line(entry) => list::item(&entry, text.to_mut()),
            Item::Declaration(declaration) => list::declaration(&declaration, text.to_mut()),
            Item::Impl(implementation) => list::implementation(&implementation, text.to_mut()),
            Item::Table(line) => table::lay_out(line, text.to_mut()),
        }
    }
    (text, names)
}

/// Tokens through prettyplease. What is no Rust, which emit does not make, becomes an error for the compiler to show.
fn code(tokens: TokenStream) -> String {
    if tokens.is_empty() {
        return String::new();
    }
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("compile_error!({:?});\n", error.to_string()),
    }
}

/// Appends the item with its docs in the place of their numbers.
fn finish(item: &str, docs: &[String], text: &mut String) {
    for line in item.lines() {
        let number = line
            .strip_prefix("//!")
            .and_then(|number| number.parse().ok());
        match number.and_then(|number: usize| docs.get(number)) {
            Some(docs) => docs
                .split('\n')
                .for_each(|line| text.extend(["//!", line, "\n"])),
            None => text.extend([line, "\n"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::{Entry, Function, Impl, Use};

    /// Functions, names of types and a constant of all forms that emit writes; `NAME` is as long as it may be.
    const FUNCTIONS: &[(&str, &[&str])] = &[
        (
            "pub fn NAME(&self) -> Fetch",
            &["self.call(&OPERATION, &[])"],
        ),
        (
            "pub fn NAME(&self, id: &str, NAME: &[Thing]) -> Call<Vec<NAME>, NAMEError>",
            &[
                "const OPERATION: Operation = Operation { id: \"a (b, \\\" {\", method: Method::GET, path: \"/{NAME}\", \
                 parameters: &[Parameter::path(\"NAME\"), Parameter::query(\"NAME\").style(Style::Form).exploded(true)], \
                 security: Some(&[&[0], &[1, 2]]), ..Operation::JSON };",
                "self.call(&OPERATION, &[&id, NAME])",
            ],
        ),
        (
            "pub fn NAME(&self, id: (A,), pair: (NAME, NAME), body: impl Into<NAME>) -> Call<(), BTreeMap<String, (A, B)>>",
            &["self.call(&OPERATION, &[&id, NAME]).body(&NAME)"],
        ),
        (
            "pub fn NAME(mut self, NAME: Option<Vec<BTreeMap<String, NAME>>>) -> Self",
            &["self.call.parameter(1, &NAME);", "self"],
        ),
        (
            "pub fn NAME(mut self, NAME: NAME) -> Self",
            &["self.call = self.call.body(&NAME);", "self"],
        ),
        (
            "pub fn NAME(mut self, NAME: NAME) -> Self",
            &[
                "self.call = self.call.form(&NAME, const { &[(\"NAME\", PartStyle::Brackets)] });",
                "self",
            ],
        ),
        (
            "pub fn f(&self) -> NAME",
            &["self.call(&OPERATION, &[&id, NAME]).bytes(NAME.into()).builder()"],
        ),
        (
            "pub fn f(&self) -> NAME",
            &[
                "self.call(&OPERATION, &[&id, NAME]).multipart(&NAME, const { &[(\"NAME\", PartStyle::As(\"text/plain\")), \
                 (\"b\", PartStyle::Brackets)] })",
            ],
        ),
        (
            "pub fn new(NAME: impl Into<String>, r#type: Kind) -> Self",
            &[
                "Self { NAME: NAME.into(), r#type, at: Box::new(NAME), kind: NAME::One, ..Decode::empty() }",
            ],
        ),
        (
            "pub fn new() -> Self",
            &[
                "Self { NAME: \"NAME\".to_owned(), at: Some(\"NAME\".to_owned()), level: 3, ..Decode::empty() }",
            ],
        ),
        ("pub fn new(NAME: i64) -> Self", &["Self { NAME }"]),
        ("pub fn new() -> Self", &["Self {}"]),
        (
            "pub fn set_NAME(mut self, NAME: Kind) -> Self",
            &["self.r#type = Some(Box::new(NAME));", "self"],
        ),
        (
            "pub fn from_env() -> Result<Self, BuildError>",
            &["Self::builder().NAME(&variable(\"NAME\")?, &variable(\"B\")?).build()"],
        ),
        (
            "pub fn NAME(self, username: &str, password: &str) -> Self",
            &["self.credential(0, Credential::basic(username, NAME))"],
        ),
    ];
    const ITEMS: &[&str] = &[
        "pub type NAME = Vec<NAME>",
        "pub type NAME = BTreeMap<String, Option<NAME>>",
        "pub type NAME = CallBuilder<Vec<NAME>, NAMEError, parameters::NAME>",
        "pub(crate) const SERVICE: Service = Service { base_url: Some(\"NAME\"), credentials: &[Kind::Basic, \
         Kind::Header(\"NAME\")], security: &[&[0]] }",
    ];

    /// Names after `use path::`.
    const USES: &[&[&str]] = &[
        &["NAME"],
        &["NAME", "r#type"],
        &["A", "NAME", "B", "NAME", "Cdefgh", "NAME"],
    ];

    fn by_prettyplease(source: &str) -> Result<String, syn::Error> {
        Ok(prettyplease::unparse(&syn::parse_file(source)?))
    }

    #[test]
    fn lines_break_where_prettyplease_breaks_them() -> Result<(), syn::Error> {
        for length in 1..90 {
            let name = &"n".repeat(length);
            for (head, body) in FUNCTIONS {
                let head = head.replace("NAME", name);
                let body: Vec<String> =
                    body.iter().map(|line| line.replace("NAME", name)).collect();
                let source = format!("impl Client {{ {head} {{ {} }} }}", body.join(" "));
                let head = Entry::from(head);
                let mut text = String::new();
                let (of, functions) = ("Client".to_owned(), vec![Function { head, body }]);
                list::implementation(&Impl { of, functions }, &mut text);
                assert_eq!(text, by_prettyplease(&source)?, "{source}");
            }
            for item in ITEMS {
                let item = item.replace("NAME", name);
                let source = format!("{item};");
                let mut text = String::new();
                list::item(&Entry::from(item), &mut text);
                assert_eq!(text, by_prettyplease(&source)?, "{source}");
            }
            for names in USES {
                let names = names.iter().map(|each| each.replace("NAME", name));
                let line = Use::of("pub use client", names);
                let list = line.iter().flat_map(|line| &line.names);
                let list: Vec<&str> = list.map(String::as_str).collect();
                let source = format!("pub use client::{{{}}};", list.join(", "));
                let mut text = String::new();
                line.iter().for_each(|line| list::uses(line, &mut text));
                assert_eq!(text, by_prettyplease(&source)?, "{source}");
            }
        }
        Ok(())
    }
}
