//! Documents of any size, each with what is done for it.

use specsmith::load::load;
use specsmith::lower::{Lowered, lower};
use specsmith::plan::markdown::rustdoc;
use specsmith::report::Report;

use crate::support::Folder;

/// Its name, how large it is at most, and the document of a size with what is done for it.
pub(crate) type Case = (&'static str, usize, fn(usize));

/// What may grow.
pub(crate) const CASES: [Case; 16] = [
    ("heirs", 10_000, heirs_of_a_parent_that_lists_them),
    ("required members", 100_000, chains_of_required_members),
    ("references", 30_000, chains_of_references),
    ("tags of alternatives", 30_000, tags_of_alternatives),
    ("conditions", 10_000, conditions_that_all_heirs_quote),
    ("numbers by name", 20_000, numbers_that_are_given_by_name),
    ("fields of a form", 40_000, fields_of_a_form),
    ("beginnings of markup", 20_000, texts_of_one_beginning),
    ("underscores", 100_000, words_of_one_letter),
    ("security", 32_000, alternatives_of_security),
    ("parameters", 32_000, parameters_of_an_operation),
    ("tags of operations", 32_000, tags_of_operations),
    ("encodings", 20_000, encodings_of_a_form),
    ("errors", 10_000, errors_that_their_media_types_tell_apart),
    (
        "equal alternatives",
        32_000,
        equal_alternatives_of_different_tags,
    ),
    (
        "dynamic references",
        10_000,
        chains_that_lead_to_a_dynamic_reference,
    ),
];

/// A document with these component schemas, the first of which is what its only operation answers.
fn document(schemas: impl Iterator<Item = (String, String)>) -> Folder {
    let schemas: Vec<(String, String)> = schemas.collect();
    let (first, _) = &schemas[0];
    let answer = format!(r##"{{"schema": {{"$ref": "#/components/schemas/{first}"}}}}"##);
    let answer = format!(r#"{{"description": "", "content": {{"application/json": {answer}}}}}"#);
    let operation = format!(r#"{{"operationId": "get", "responses": {{"200": {answer}}}}}"#);
    let schemas = schemas
        .iter()
        .map(|(name, schema)| format!("\"{name}\": {schema}"));
    let schemas = schemas.collect::<Vec<_>>().join(",\n");
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}},
        "paths": {{"/": {{"get": {operation}}}}}, "components": {{"schemas": {{{schemas}}}}}}}"#
    );
    Folder::made("large", text)
}

fn lowered(folder: &Folder) -> (Lowered, Report) {
    let mut report = Report::default();
    let document = load(folder.entry, &folder.files, &mut report);
    let document = document.unwrap_or_else(|| panic!("{:?}", report.diagnostics.first()));
    let lowered = lower(&document, &mut report);
    (lowered, report)
}

fn reference(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

fn heirs_of_a_parent_that_lists_them(count: usize) {
    for keyword in ["oneOf", "discriminator"] {
        let heirs = || (0..count).map(|index| format!("Heir{index}"));
        let base = match keyword {
            "oneOf" => {
                let arms: Vec<String> = heirs().map(|name| reference(&name)).collect();
                format!(r#"{{"oneOf": [{}]}}"#, arms.join(","))
            }
            _ => {
                let mapping: Vec<String> =
                    heirs().map(|it| format!("\"{it}\": \"{it}\"")).collect();
                let mapping = mapping.join(",");
                format!(
                    r#"{{"properties": {{"kind": {{"type": "string"}}}}, "discriminator": {{"propertyName": "kind", "mapping": {{{mapping}}}}}}}"#
                )
            }
        };
        let base = [("Base".to_owned(), base)].into_iter();
        let folder = document(base.chain(heirs().map(|name| {
            let schema = format!(
                r#"{{"allOf": [{}, {{"properties": {{"of": {{"type": "integer"}}}}}}]}}"#,
                reference("Base")
            );
            (name, schema)
        })));
        let (lowered, _) = lowered(&folder);
        assert!(lowered.api.schemas.len() > count);
    }
}

fn chains_of_required_members(count: usize) {
    let folder = document((0..count).map(|index| {
        let before = match index {
            0 => r#"{"type": "integer"}"#.to_owned(),
            _ => reference(&format!("Link{}", index - 1)),
        };
        let schema = format!(r#"{{"required": ["before"], "properties": {{"before": {before}}}}}"#);
        (format!("Link{index}"), schema)
    }));
    let (_, report) = lowered(&folder);
    assert_eq!(report.diagnostics.len(), 0);
}

fn chains_of_references(count: usize) {
    let folder = document((0..count).map(|index| {
        let next = match index + 1 {
            next if next < count => reference(&format!("Name{next}")),
            _ => r#"{"properties": {"id": {"type": "string"}}}"#.to_owned(),
        };
        (format!("Name{index}"), next)
    }));
    assert!(folder.output().report.diagnostics.is_empty());
}

fn tags_of_alternatives(count: usize) {
    let arms = || (0..count).map(|index| format!("Arm{index}"));
    let list: Vec<String> = arms().map(|name| reference(&name)).collect();
    let list = list.join(",");
    let union = format!(r#"{{"oneOf": [{list}], "discriminator": {{"propertyName": "kind"}}}}"#);
    let union = [("Union".to_owned(), union)].into_iter();
    let folder = document(union.chain(arms().map(|name| {
        let kind = format!(r#"{{"type": "string", "enum": ["{name}", "other {name}"]}}"#);
        let schema = format!(r#"{{"type": "object", "properties": {{"kind": {kind}}}}}"#);
        (name, schema)
    })));
    let (lowered, _) = lowered(&folder);
    assert!(lowered.api.schemas.len() > count);
}

fn conditions_that_all_heirs_quote(count: usize) {
    let values: Vec<String> = (0..10 * count).map(|value| value.to_string()).collect();
    let values = values.join(",");
    let base = format!(r#"{{"type": "object", "not": {{"enum": [{values}]}}}}"#);
    let base = [("Base".to_owned(), base)].into_iter();
    let folder = document(base.chain((0..count).map(|index| {
        let own = r#"{"properties": {"of": {"type": "integer"}}}"#;
        let schema = format!(r#"{{"allOf": [{}, {own}]}}"#, reference("Base"));
        (format!("Heir{index}"), schema)
    })));
    let (lowered, _) = lowered(&folder);
    assert!(lowered.api.schemas.len() > count);
}

fn numbers_that_are_given_by_name(count: usize) {
    let mut text =
        "openapi: 3.1.0\ninfo: {title: Large, version: '1'}\npaths: {}\nx-numbers:\n".to_owned();
    for index in 0..count {
        text.push_str(&format!("  given{index}: &number{index} [1.50, 2.50]\n"));
        text.push_str(&format!("  again{index}: *number{index}\n"));
    }
    let folder = Folder::made("large", text);
    let document = load(folder.entry, &folder.files, &mut Report::default());
    let document = document.unwrap_or_else(|| panic!("it is not read"));
    let numbers = document.node(&document.root().key("x-numbers"));
    let last = numbers.and_then(|numbers| numbers.get(&format!("again{}", count - 1)));
    assert_eq!(
        last.map(|last| last.to_json()),
        Some("[1.50,2.50]".to_owned())
    );
}

fn fields_of_a_form(count: usize) {
    let fields: Vec<String> = (0..count)
        .map(|index| format!(r#"{{"name": "field{index}", "in": "formData", "type": "string"}}"#))
        .collect();
    let operation = format!(
        r#"{{"parameters": [{}], "responses": {{}}}}"#,
        fields.join(",\n")
    );
    let text = format!(
        r#"{{"swagger": "2.0", "info": {{"title": "Large", "version": "1"}}, "paths": {{"/": {{"post": {operation}}}}}}}"#
    );
    let (lowered, _) = lowered(&Folder::made("large", text));
    assert!(lowered.api.schemas.len() > count);
}

fn words_of_one_letter(count: usize) {
    let line = "_".repeat(count);
    let schema = format!(r#"{{"description": "a{line}b {line}", "type": "object"}}"#);
    let folder = document([("Line".to_owned(), schema)].into_iter());
    let output = folder.output();
    let models = &output.tree.files["src/models.rs"];
    assert!(
        models.contains(&line),
        "underscores inside of a name are no markup"
    );
}

/// A document whose root and only operation say this, in JSON, beside what each document has.
fn operation(root: &str, operation: &str) -> Folder {
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}}, {root}
        "paths": {{"/": {{"get": {{{operation}, "responses": {{"204": {{"description": ""}}}}}}}}}}}}"#
    );
    Folder::made("large", text)
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    items.join(",\n")
}

fn alternatives_of_security(count: usize) {
    let kind = r#""type": "apiKey", "in": "header""#;
    let schemes = list(count, |index| {
        format!(r#""key{index}": {{{kind}, "name": "X-{index}"}}"#)
    });
    let alternatives = list(count, |index| format!(r#"{{"key{index}": []}}"#));
    let root = format!(r#""components": {{"securitySchemes": {{{schemes}}}}},"#);
    let folder = operation(&root, &format!(r#""security": [{alternatives}]"#));
    let output = folder.output();
    assert_eq!(output.krate.credentials.len(), count);
    assert_eq!(output.krate.methods[0].security.len(), count);
}

fn parameters_of_an_operation(count: usize) {
    let parameters = list(count, |index| {
        format!(r#"{{"name": "p{index}", "in": "query"}}"#)
    });
    let folder = operation("", &format!(r#""parameters": [{parameters}]"#));
    let (lowered, _) = lowered(&folder);
    assert_eq!(lowered.api.operations[0].parameters.len(), count);
}

fn tags_of_operations(count: usize) {
    let tags = list(count, |index| format!(r#"{{"name": "tag{index}"}}"#));
    let names = list(count, |index| format!(r#""tag{}""#, index + count / 2));
    let folder = operation(
        &format!(r#""tags": [{tags}],"#),
        &format!(r#""tags": [{names}]"#),
    );
    let (lowered, _) = lowered(&folder);
    assert_eq!(lowered.api.tags.len(), count + count / 2);
}

fn encodings_of_a_form(count: usize) {
    let members = || (0..count).map(|index| format!("member{index}"));
    let properties: Vec<String> = members()
        .map(|it| format!(r#""{it}": {{"type": "array", "items": {{"type": "string"}}}}"#))
        .collect();
    let encodings: Vec<String> = members()
        .map(|it| format!(r#""{it}": {{"style": "spaceDelimited", "explode": false}}"#))
        .collect();
    let body = format!(
        r#"{{"schema": {{"type": "object", "properties": {{{}}}}}, "encoding": {{{}}}}}"#,
        properties.join(","),
        encodings.join(",")
    );
    for media_type in ["application/x-www-form-urlencoded", "multipart/form-data"] {
        let operation = format!(
            r#"{{"operationId": "send", "requestBody": {{"content": {{"{media_type}": {body}}}}}, "responses": {{}}}}"#
        );
        let text = format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}}, "paths": {{"/": {{"post": {operation}}}}}}}"#
        );
        let output = Folder::made("large", text).output();
        assert!(output.tree.files["src/client.rs"].contains(&format!("member{}", count - 1)));
    }
}

fn errors_that_their_media_types_tell_apart(count: usize) {
    let content: Vec<String> = (0..count)
        .map(|index| {
            let schema = reference(&format!("Error{}", index / 2));
            format!(r#""application/vnd.error{index}+json": {{"schema": {schema}}}"#)
        })
        .collect();
    let answer = format!(
        r#"{{"description": "It failed.", "content": {{{}}}}}"#,
        content.join(",")
    );
    let schemas: Vec<String> = (0..count / 2)
        .map(|index| {
            let member = format!(r#"{{"member{index}": {{"type": "string"}}}}"#);
            format!(r#""Error{index}": {{"type": "object", "properties": {member}}}"#)
        })
        .collect();
    let text = format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Large", "version": "1"}},
        "paths": {{"/": {{"get": {{"operationId": "get", "responses": {{"400": {answer}}}}}}}}},
        "components": {{"schemas": {{{}}}}}}}"#,
        schemas.join(",")
    );
    let output = Folder::made("large", text).output();
    assert!(output.tree.files["src/client.rs"].contains(&format!("vnd.error{}+json", count - 1)));
}

fn equal_alternatives_of_different_tags(count: usize) {
    let arms = || (0..count).map(|index| format!("Arm{index}"));
    let list: Vec<String> = arms().map(|name| reference(&name)).collect();
    let list = list.join(",");
    let union = format!(r#"{{"oneOf": [{list}], "discriminator": {{"propertyName": "kind"}}}}"#);
    let union = [("Union".to_owned(), union)].into_iter();
    let folder = document(union.chain(arms().map(|name| {
        let schema = r#"{"type": "object", "properties": {"kind": {"type": "string"}}}"#;
        (name, schema.to_owned())
    })));
    let output = folder.output();
    assert!(output.tree.files["src/models.rs"].contains(&format!("struct Arm{}", count - 1)));
}

fn chains_that_lead_to_a_dynamic_reference(count: usize) {
    let folder = document((0..count).map(|index| {
        let next = match index + 1 {
            next if next < count => reference(&format!("Link{next}")),
            _ => r##"{"$dynamicRef": "#value"}"##.to_owned(),
        };
        let properties = format!(r#"{{"next": {next}}}"#);
        let value = r#"{"value": {"$dynamicAnchor": "value"}}"#;
        let schema = format!(r#"{{"properties": {properties}, "$defs": {value}}}"#);
        (format!("Link{index}"), schema)
    }));
    assert!(
        folder.output().tree.files["src/models.rs"].contains(&format!("struct Link{}", count - 1))
    );
}

fn texts_of_one_beginning(count: usize) {
    for beginning in ["*a ", "[a](", "<b>", "> ", "``a` ", "https://a.b/((("] {
        let text = format!("{}end", beginning.repeat(count));
        assert!(rustdoc(&text).join(" ").contains("end"));
    }
}
