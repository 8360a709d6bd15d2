//! Lines of Markdown with a label, and as an item of a list.

/// Lines with a label: before the first of them, or above them where that is no prose but begins a list, a table, ….
pub fn labelled(label: &str, mut lines: Vec<String>) -> Vec<String> {
    match lines.first_mut() {
        None => lines.push(format!("{label}.")),
        Some(first) if begins_block(first) => {
            lines.splice(..0, [format!("{label}:"), String::new()]);
        }
        Some(first) => *first = [label, ": ", first].concat(),
    }
    lines
}

/// Lines as an item of a list.
pub fn item(lines: &[String]) -> Vec<String> {
    let prefixes = std::iter::once("* ").chain(std::iter::repeat("  "));
    let lines = prefixes.zip(lines);
    lines
        .map(|(prefix, line)| {
            let mut item = [prefix, line].concat();
            item.truncate(item.trim_end().len());
            item
        })
        .collect()
}

/// Whether a line that `plan::markdown` wrote begins something other than a paragraph.
fn begins_block(line: &str) -> bool {
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_numbered =
        number.len() < line.len() && (number.starts_with(". ") || number.starts_with(") "));
    let signs = ["- ", "* ", "#", ">", "|", "```"];
    is_numbered || signs.iter().any(|sign| line.starts_with(sign))
}
