//! The names that plan keeps clear of are those that the runtime has: read from its source.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use specsmith::plan::reserved::{
    BUILDER_METHODS, CALL_METHODS, CLIENT_METHODS, MODEL_METHODS, ROOT, TYPES,
};
use specsmith::{Input, generate};
use specsmith_templates::RUNTIME;
use syn::{File, ImplItem, Item, UseTree};

fn files() -> Vec<File> {
    RUNTIME
        .iter()
        .map(|(_, text)| syn::parse_file(text).unwrap())
        .collect()
}

/// Names of the functions of `impl <ty>`, with its parameters or without.
fn functions(ty: &str) -> Vec<String> {
    let items = files().into_iter().flat_map(|file| file.items);
    let implementations = items.filter_map(|item| match item {
        Item::Impl(found) if found.trait_.is_none() => Some(found),
        _ => None,
    });
    let of_type = implementations.filter(|found| match &*found.self_ty {
        syn::Type::Path(found) => (found.path.segments.last()).is_some_and(|it| it.ident == ty),
        _ => false,
    });
    of_type
        .flat_map(|found| found.items)
        .filter_map(|item| match item {
            ImplItem::Fn(function) => Some(function.sig.ident.to_string()),
            _ => None,
        })
        .collect()
}

fn used_names(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => used_names(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| used_names(tree, names)),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(rename) => names.push(rename.rename.to_string()),
        UseTree::Glob(_) => {}
    }
}

/// Names in the module `public` of the runtime.
fn public_names() -> Vec<String> {
    let mut names = Vec::new();
    for item in files().into_iter().flat_map(|file| file.items) {
        let Item::Mod(module) = item else { continue };
        if module.ident != "public" {
            continue;
        }
        for item in module.content.map(|(_, items)| items).unwrap_or_default() {
            if let Item::Use(uses) = item {
                used_names(&uses.tree, &mut names);
            }
        }
    }
    names
}

/// Names of the methods that macros call on a field, whose type may be a model: a setter of that name would be called.
fn methods_of_fields() -> Vec<String> {
    let fields = RUNTIME
        .iter()
        .flat_map(|(_, text)| text.split("self.$").skip(1));
    let calls = fields.filter_map(|rest| {
        let (_, method) = rest.split_once('(')?.0.split_once('.')?;
        let is_name = method.chars().all(|c| c.is_alphanumeric() || c == '_');
        is_name.then(|| method.to_owned())
    });
    calls.collect()
}

fn assert_reserved(names: Vec<String>, reserved: &[&str]) {
    assert!(!names.is_empty());
    for name in names {
        assert!(
            reserved.contains(&name.as_str()),
            "`{name}` is not reserved"
        );
    }
}

#[test]
fn methods() {
    assert_reserved(functions("Client"), CLIENT_METHODS);
}

#[test]
fn credentials() {
    assert_reserved(functions("ClientBuilder"), BUILDER_METHODS);
}

#[test]
fn setters() {
    assert_reserved(functions("CallBuilder"), CALL_METHODS);
}

#[test]
fn models() {
    assert_reserved(methods_of_fields(), MODEL_METHODS);
}

#[test]
fn types() {
    assert_reserved(public_names(), &[ROOT, TYPES].concat());
}

/// Every kind of credential, so that all that their methods need is imported.
const SCHEMES: &str = "
  securitySchemes:
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
    programs: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://t.example', scopes: {} } } }
";

#[test]
fn models_of_such_names_are_not_imported_beside_them() {
    let names = public_names();
    let mut document = String::from(
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\nsecurity: [{ basic: [] }, { bearer: [] }, { key: [] }, { programs: [] }]\npaths:\n",
    );
    for name in &names {
        let schema = format!("{{ $ref: '#/components/schemas/{name}' }}");
        let content = format!("{{ application/json: {{ schema: {schema} }} }}");
        let answer = format!("{{ '200': {{ description: D, content: {content} }} }}");
        let _ = writeln!(document, "  /{name}: {{ get: {{ responses: {answer} }} }}");
    }
    document.push_str("components:");
    document.push_str(SCHEMES);
    document.push_str("  schemas:\n");
    for name in &names {
        let _ = writeln!(
            document,
            "    {name}: {{ type: object, properties: {{ of{name}: {{ type: string }} }} }}"
        );
    }
    let files = BTreeMap::from([("spec.yaml".to_owned(), document)]);
    let output = generate(&Input::new("spec.yaml", &files)).unwrap();
    let client = &output.tree.files["src/client.rs"];
    let mut imported = Vec::new();
    for item in syn::parse_file(client).unwrap().items {
        if let Item::Use(uses) = item {
            used_names(&uses.tree, &mut imported);
        }
    }
    let distinct: BTreeSet<&String> = imported.iter().collect();
    assert!(
        imported.len() > 10 && distinct.len() == imported.len(),
        "{imported:?}"
    );
}
