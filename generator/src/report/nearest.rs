//! The name that was probably meant.

/// The one of these names that differs least from `wanted`, if it differs little enough.
pub(crate) fn nearest<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let limit = match wanted.chars().count() {
        0..=3 => 1,
        4..=8 => 2,
        length => length / 3,
    };
    names
        .into_iter()
        .filter(|name| name.len().abs_diff(wanted.len()) <= 4 * limit)
        .map(|name| (distance(wanted, name), name))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// How many characters have to be added, taken out or changed, however they are capitalised.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, from) in one.chars().flat_map(char::to_lowercase).enumerate() {
        let mut left = above + 1;
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (pair, to) in row.windows(2).zip(&other) {
            let &[diagonal, up] = pair else { continue };
            let change = diagonal + usize::from(from != *to);
            left = change.min(up + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["Pet", "Pets", "Owner"];
        assert_eq!(nearest("pet", names), Some("Pet"));
        assert_eq!(nearest("Onwer", names), Some("Owner"));
        assert_eq!(nearest("Invoice", names), None);
    }
}
