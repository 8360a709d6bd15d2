//! What the rustdoc of each item of a crate says, read from its files with `syn`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use specsmith::Output;
use syn::{Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, Meta};

/// The docs of a crate, letters and digits alone.
#[derive(Default)]
pub(crate) struct Rustdoc {
    /// Everything, the readme too.
    all: String,
    /// By the path of the item: `Pet`, `Pet.name`, `Client.fetch_pet`.
    items: BTreeMap<String, String>,
    /// The fields by the names that they have in JSON: `Pet` and `Name` → `Pet.name`.
    fields: BTreeMap<(String, String), String>,
    /// The models that components are other names for.
    aliases: BTreeMap<String, String>,
    /// The types that a method and its builder name, models not among them.
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Rustdoc {
    /// Reads them from the emitted files.
    pub(crate) fn of(output: &Output) -> Self {
        let mut docs = Self::default();
        for (path, text) in &output.tree.files {
            if path.ends_with(".md") {
                docs.all.push_str(&bare(text));
            }
            let is_own = path.starts_with("src/") && !path.starts_with("src/runtime/");
            if !is_own || !path.ends_with(".rs") {
                continue;
            }
            let file = syn::parse_file(text).unwrap();
            docs.add(path.to_owned(), &file.attrs);
            let is_model = path.contains("models");
            for item in file.items {
                docs.item(item, is_model);
            }
        }
        docs
    }

    fn add(&mut self, item: String, attributes: &[Attribute]) {
        let item = item.replace("r#", "");
        let text = bare(&written(attributes));
        self.all.push_str(&text);
        self.items.entry(item).or_default().push_str(&text);
    }

    fn item(&mut self, item: Item, is_model: bool) {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                self.add(name.clone(), &item.attrs);
                if let Fields::Named(fields) = item.fields {
                    for field in fields.named {
                        let field_name = field.ident.unwrap();
                        self.add(format!("{name}.{field_name}"), &field.attrs);
                    }
                }
            }
            Item::Enum(item) => {
                self.add(item.ident.to_string(), &item.attrs);
                for variant in item.variants {
                    self.add(format!("{}.{}", item.ident, variant.ident), &variant.attrs);
                }
            }
            Item::Type(item) => {
                let name = item.ident.to_string();
                self.add(name.clone(), &item.attrs);
                self.uses(&name, item.ty.to_token_stream());
                if is_model {
                    self.aliases.insert(name, last(item.ty.to_token_stream()));
                }
            }
            Item::Impl(item) => {
                let owner = last(item.self_ty.to_token_stream());
                for inner in item.items {
                    if let ImplItem::Fn(method) = inner {
                        let name = format!("{owner}.{}", method.sig.ident);
                        self.uses(&name, method.sig.output.to_token_stream());
                        self.add(name, &method.attrs);
                    }
                }
            }
            Item::Mod(item) => {
                self.add(item.ident.to_string(), &item.attrs);
                for inner in item.content.into_iter().flat_map(|(_, items)| items) {
                    self.item(inner, is_model);
                }
            }
            Item::Macro(item) if item.mac.path.is_ident("fields") => self.table(item.mac.tokens),
            _ => {}
        }
    }

    /// `Pet { name = "Name", … }`
    fn table(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let [TokenTree::Ident(owner), .., TokenTree::Group(group)] = tokens.as_slice() else {
            return;
        };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        for window in inside.windows(3) {
            if let [
                TokenTree::Ident(field),
                TokenTree::Punct(_),
                TokenTree::Literal(wire),
            ] = window
                && let Lit::Str(wire) = Lit::new(wire.clone())
            {
                let key = (owner.to_string(), wire.value());
                let field = format!("{owner}.{field}").replace("r#", "");
                self.fields.insert(key, field);
            }
        }
    }

    fn uses(&mut self, owner: &str, tokens: TokenStream) {
        let mut names = BTreeSet::new();
        identifiers(tokens, &mut names);
        self.uses
            .entry(owner.replace("r#", ""))
            .or_default()
            .extend(names);
    }

    /// An item alone.
    pub(crate) fn own(&self, item: &str) -> Option<&str> {
        self.items.get(item).map(String::as_str)
    }

    /// The field of a type that has this name in JSON, and what another name of the type says.
    pub(crate) fn field(&self, owner: &str, wire: &str) -> Option<String> {
        if let Some(model) = self.aliases.get(owner) {
            let said = self.own(owner).unwrap_or_default();
            return Some(format!("{said}{}", self.field(model, wire)?));
        }
        let field = self.fields.get(&(owner.to_owned(), wire.to_owned()))?;
        self.own(field).map(str::to_owned)
    }

    /// The fields of this name in JSON, of all types.
    pub(crate) fn fields(&self, wire: &str) -> String {
        let fields = self.fields.iter().filter(|((_, name), _)| name == wire);
        fields.filter_map(|(_, field)| self.own(field)).collect()
    }

    /// A type with its fields, variants and methods.
    pub(crate) fn whole(&self, item: &str) -> String {
        let inner = format!("{item}.");
        let parts = self.items.iter();
        let parts = parts.filter(|(name, _)| *name == item || name.starts_with(&inner));
        let model = self.aliases.get(item).map(|model| self.whole(model));
        let parts = parts.map(|(_, docs)| docs.as_str());
        parts.chain(model.as_deref()).collect()
    }

    /// A method with its builder, its errors and its answers.
    pub(crate) fn operation(&self, method: &str) -> String {
        let mut text = self.own(method).unwrap_or_default().to_owned();
        let (mut open, mut seen) = (vec![method], BTreeSet::new());
        while let Some(name) = open.pop() {
            for used in self.uses.get(name).into_iter().flatten() {
                if seen.insert(used) && used != "Client" {
                    text.push_str(&self.whole(used));
                    open.push(used);
                }
            }
        }
        text
    }

    /// All docs and the readme.
    pub(crate) fn all(&self) -> &str {
        &self.all
    }
}

fn written(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(ExprLit {
                lit: Lit::Str(line),
                ..
            }) = &pair.value
        {
            text.push_str(&line.value());
        }
    }
    text
}

fn last(tokens: TokenStream) -> String {
    let mut name = String::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) => name = word.to_string(),
            TokenTree::Punct(mark) if mark.as_char() == '<' => break,
            _ => {}
        }
    }
    name
}

fn identifiers(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => {
                names.insert(word.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Letters and digits alone.
pub(crate) fn bare(text: &str) -> String {
    let letters = text.chars().filter(|character| character.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
