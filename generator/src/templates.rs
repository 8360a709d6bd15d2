//! Fills the forms of `templates/`, and chooses what of the runtime is needed.

use std::borrow::Cow;

use specsmith_templates::RUNTIME;

use crate::plan::Needs;

/// The form with each `{{name}}` replaced. What is put in is not looked at again, so no text of a document can name a
/// place; a line that is nothing but a place whose text is empty is left out, and so is a second blank line.
pub(crate) fn fill(form: &str, values: &[(&str, String)]) -> String {
    let mut filled = String::with_capacity(form.len() * 2);
    for line in form.lines() {
        let start = filled.len();
        fill_line(line, values, &mut filled);
        let is_gap = line.is_empty() && !filled.ends_with("\n\n");
        if filled.len() > start || is_gap {
            filled.push('\n');
        }
    }
    filled
}

fn fill_line(mut line: &str, values: &[(&str, String)], filled: &mut String) {
    while let Some((before, rest)) = line.split_once("{{") {
        filled.push_str(before);
        let value = rest.split_once("}}").and_then(|(name, rest)| {
            Some((&values.iter().find(|(known, _)| *known == name)?.1, rest))
        });
        line = match value {
            Some((value, rest)) => {
                filled.push_str(value);
                rest
            }
            None => {
                filled.push_str("{{");
                rest
            }
        };
    }
    filled.push_str(line);
}

/// The files of the runtime that are needed: path inside `src/runtime/`, and text.
pub(crate) fn runtime(needs: &Needs) -> Vec<(&'static str, Cow<'static, str>)> {
    let root = RUNTIME
        .iter()
        .find(|(path, _)| *path == "mod.rs")
        .map_or("", |(_, text)| text);
    let root = keep(root, needs);
    let modules: Vec<&str> = root.lines().filter_map(declared_module).collect();
    let is_declared = |path: &str| {
        let name = path.split('/').next().unwrap_or(path);
        modules.contains(&name.strip_suffix(".rs").unwrap_or(name))
    };
    let files = RUNTIME
        .iter()
        .filter(|(path, _)| is_declared(path))
        .map(|(path, text)| (*path, Cow::Borrowed(*text)));
    let root = std::iter::once(("mod.rs", Cow::Owned(root.clone())));
    root.chain(files).collect()
}

/// `pub(crate) mod name;` → `name`
fn declared_module(line: &str) -> Option<&str> {
    let line = line.trim().strip_suffix(';')?;
    let (visibility, name) = line.rsplit_once("mod ")?;
    matches!(visibility.trim(), "" | "pub" | "pub(crate)").then_some(name)
}

/// The text without the lines that end in `// if <need>` (or `// if <need> or <need>`) of which no need is on, and
/// without these comments.
fn keep(text: &str, needs: &Needs) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.lines() {
        let line = match line.rsplit_once("// if ") {
            None => line,
            Some((line, condition)) => {
                if !condition
                    .split(" or ")
                    .any(|need| is_on(needs, need.trim()))
                {
                    continue;
                }
                line.trim_end()
            }
        };
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// Whether the need of this name is on; a name that is none is a fault of the templates, and keeps the line.
fn is_on(needs: &Needs, name: &str) -> bool {
    let known = needs_by_name(needs);
    known
        .iter()
        .find(|(known, _)| *known == name)
        .is_none_or(|(_, on)| *on)
}

fn needs_by_name(needs: &Needs) -> [(&'static str, bool); 22] {
    let Needs {
        timestamp,
        number,
        text_enum,
        number_enum,
        union,
        tag,
        patch,
        map,
        tuple,
        boxed,
        body,
        form,
        multipart,
        parameters,
        styles,
        spans,
        builder,
        answers,
        raw,
        basic,
        provider,
        oauth2,
    } = *needs;
    [
        ("timestamp", timestamp),
        ("number", number),
        ("text_enum", text_enum),
        ("number_enum", number_enum),
        ("union", union),
        ("tag", tag),
        ("patch", patch),
        ("map", map),
        ("tuple", tuple),
        ("boxed", boxed),
        ("body", body),
        ("form", form),
        ("multipart", multipart),
        ("parameters", parameters),
        ("styles", styles),
        ("spans", spans),
        ("builder", builder),
        ("answers", answers),
        ("raw", raw),
        ("basic", basic),
        ("provider", provider),
        ("oauth2", oauth2),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let values = [("x", "{{y}}"), ("y", "1"), ("empty", "")]
            .map(|(name, value)| (name, value.to_owned()));
        let filled = fill("a {{x}} b {{y}} {{z}\n{{empty}}\n\n{{unknown}}", &values);
        assert_eq!(filled, "a {{y}} b 1 {{z}\n\n{{unknown}}\n");
    }

    #[test]
    fn lines_are_kept_by_need() {
        let text = "mod a;\nmod b; // if union\npub use c::{\n    D, // if patch or map\n};\n";
        let needs = Needs {
            map: true,
            ..Needs::default()
        };
        assert_eq!(keep(text, &needs), "mod a;\npub use c::{\n    D,\n};\n");
    }

    #[test]
    fn the_runtime_names_only_needs_that_there_are() {
        let known = needs_by_name(&Needs::default()).map(|(name, _)| name);
        let root = RUNTIME.iter().find(|(path, _)| *path == "mod.rs");
        let lines = root.into_iter().flat_map(|(_, text)| text.lines());
        let conditions = lines.filter_map(|line| Some(line.rsplit_once("// if ")?.1));
        let named: BTreeSet<&str> = conditions
            .flat_map(|condition| condition.split(" or ").map(str::trim))
            .collect();
        assert_eq!(named, BTreeSet::from(known));
    }
}
