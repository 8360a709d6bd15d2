//! Shows a drift: every file that differs, and the first lines of how.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use crate::drift::Drift;
use crate::paths::shown;
use crate::summary::count;
use crate::terminal::printable;

/// How many lines of differences are shown, over all files.
pub const DIFF_LINES: usize = 100;

/// Lines of context around a difference.
const CONTEXT: usize = 2;

/// How long the smallest diff of one file is looked for.
const PATIENCE: Duration = Duration::from_secs(1);

/// The list of the files that differ, then a unified diff of the changed ones, from what is there to what should be.
pub fn listing(drift: &Drift<'_>) -> String {
    let mut text = String::new();
    for file in &drift.missing {
        line(&mut text, "Missing", &file.path);
    }
    for file in &drift.changed {
        line(&mut text, "Changed", &file.path);
    }
    for path in &drift.stale {
        line(&mut text, "Stale  ", path);
    }
    text.push_str(&diffs(drift));
    text
}

fn line(text: &mut String, what: &str, path: &Path) {
    let _ = writeln!(text, "{what} {}", printable(&shown(path)));
}

fn diffs(drift: &Drift<'_>) -> String {
    let mut text = String::new();
    let mut room = DIFF_LINES;
    for (index, file) in drift.changed.iter().enumerate() {
        if room == 0 {
            let rest = count(drift.changed.len() - index, "more file");
            let _ = writeln!(text, "… and the differences of {rest}");
            break;
        }
        let name = shown(&file.path);
        let diff = diff(&name, &String::from_utf8_lossy(&file.old), file.new);
        let lines: Vec<&str> = diff.lines().collect();
        for line in lines.iter().take(room) {
            let _ = writeln!(text, "{}", printable(line));
        }
        if lines.len() > room {
            let _ = writeln!(
                text,
                "… and {} of differences in {}",
                count(lines.len() - room, "more line"),
                printable(&name)
            );
        }
        room = room.saturating_sub(lines.len());
    }
    text
}

/// Files with very many differences get a coarser diff in time, which is cut anyway.
fn diff(name: &str, old: &str, new: &str) -> String {
    TextDiff::configure()
        .timeout(PATIENCE)
        .diff_lines(old, new)
        .unified_diff()
        .context_radius(CONTEXT)
        .header(&format!("{name} (now)"), &format!("{name} (generated)"))
        .to_string()
}
