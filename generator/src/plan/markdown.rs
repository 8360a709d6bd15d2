//! tmp
/// tmp
pub fn rustdoc(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
/// tmp
pub fn one_line(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join(" ")
}
