//! The records as people read them: a line for each document, what failed, the total, and all of it as Markdown.

use std::fmt::Write as _;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use super::coverage::Coverage;
use super::record::{Record, Standing};
use super::{budget, record};
use crate::paths::workspace;
use crate::terminal::one_line;

/// So many failures of one document are shown.
const SHOWN: usize = 5;

/// Characters of a line about a failure.
const WIDTH: usize = 240;

/// The figures of one document, or of all.
#[derive(Default)]
struct Figures {
    seconds: f64,
    memory: f64,
    lines: usize,
    cpu: f64,
    check_memory: f64,
    operations: usize,
    declared: usize,
    warnings: usize,
    passed: usize,
    failed: usize,
    skipped: usize,
    keywords: [usize; 4],
}

impl Figures {
    fn of(record: &Record) -> Self {
        let generated = &record.generated;
        let cost = record
            .check
            .as_ref()
            .and_then(|check| check.cost)
            .unwrap_or_default();
        let trips = record.trips.as_ref();
        Self {
            seconds: generated.seconds,
            memory: generated.memory,
            lines: generated.lines,
            cpu: cost.cpu,
            check_memory: cost.memory,
            operations: generated.operations,
            declared: generated.declared_operations,
            warnings: generated.warnings.values().sum(),
            passed: trips.map_or(0, |trips| trips.passed),
            failed: trips.map_or(0, |trips| trips.failed.len()),
            skipped: trips.map_or(0, |trips| trips.skipped()),
            keywords: generated.keywords,
        }
    }

    /// Sums, but of memory the most.
    fn total(records: &[Record]) -> Self {
        records
            .iter()
            .map(Self::of)
            .fold(Self::default(), |mut total, figures| {
                total.seconds += figures.seconds;
                total.memory = total.memory.max(figures.memory);
                total.lines += figures.lines;
                total.cpu += figures.cpu;
                total.check_memory = total.check_memory.max(figures.check_memory);
                total.operations += figures.operations;
                total.declared += figures.declared;
                total.warnings += figures.warnings;
                total.passed += figures.passed;
                total.failed += figures.failed;
                total.skipped += figures.skipped;
                for (sum, number) in total.keywords.iter_mut().zip(figures.keywords) {
                    *sum += number;
                }
                total
            })
    }

    fn cells(&self) -> [String; 7] {
        let [expressed, documented, _, unsupported] = self.keywords;
        [
            format!("{:.2} s {:.0} MiB", self.seconds, self.memory),
            self.lines.to_string(),
            format!("{:.2} s {:.0} MiB", self.cpu, self.check_memory),
            format!("{}/{}", self.operations, self.declared),
            self.warnings.to_string(),
            format!("{}/{}/{}", self.passed, self.failed, self.skipped),
            format!("{expressed}/{documented}/{unsupported}"),
        ]
    }
}

/// One word for how a document stands.
fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "ok",
        Standing::Refused => "refused",
        Standing::Short => "SHORT",
    }
}

/// The line of a document.
pub fn line(record: &Record, progress: &str) -> String {
    let [
        generated,
        lines,
        check,
        operations,
        warnings,
        trips,
        keywords,
    ] = Figures::of(record).cells();
    format!(
        "{progress} {} {}: generated {generated}, {lines} lines; checked {check}; operations {operations}; {warnings} warnings; \
        instances {trips} passed/failed/skipped; keywords {keywords} expressed/documented/unsupported",
        word(record.standing()),
        record.name
    )
}

/// What is wrong with each document that is not good.
pub fn details(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records
        .iter()
        .filter(|record| record.standing() != Standing::Good)
    {
        let _ = writeln!(text, "\n{} {}", word(record.standing()), record.name);
        for words in faults(record) {
            let _ = writeln!(text, "  {}", one_line(&words, WIDTH));
        }
    }
    text
}

fn faults(record: &Record) -> Vec<String> {
    let mut faults: Vec<String> = record.trouble.iter().cloned().collect();
    if record.is_listed_in_vain() {
        faults.push("it is refused no more: delete its line in refused.tsv".to_owned());
    }
    faults.extend(record.generated.errors.iter().take(SHOWN).cloned());
    if let Some(check) = &record.check {
        faults.extend(
            check
                .errors
                .iter()
                .chain(&check.warnings)
                .take(SHOWN)
                .cloned(),
        );
    }
    if let Some(trips) = &record.trips {
        for failed in trips.failed.iter().take(SHOWN) {
            faults.push(format!(
                "{} ({}): {} {}",
                failed.place, failed.what, failed.why, failed.value
            ));
        }
        let rest = trips.failed.len().saturating_sub(SHOWN);
        if rest > 0 {
            faults.push(format!("and {rest} more failed instances"));
        }
    }
    faults
}

/// The line about all documents.
pub fn total(records: &[Record]) -> String {
    let standing = |wanted| {
        records
            .iter()
            .filter(|record| record.standing() == wanted)
            .count()
    };
    let types: usize = records
        .iter()
        .filter_map(|record| record.trips.as_ref())
        .map(|trips| trips.types)
        .sum();
    let [
        generated,
        lines,
        check,
        operations,
        warnings,
        trips,
        keywords,
    ] = Figures::total(records).cells();
    format!(
        "{} documents: {} ok, {} refused, {} short; generated {generated}, {lines} lines; checked {check}; operations {operations}; \
        {warnings} warnings; {types} types; instances {trips} passed/failed/skipped; keywords {keywords} expressed/documented/unsupported\n{}",
        records.len(),
        standing(Standing::Good),
        standing(Standing::Refused),
        standing(Standing::Short),
        tried(records)
    )
}

/// What the instances cover.
fn tried(records: &[Record]) -> String {
    let (mut coverage, mut ambiguous, mut wrong, mut alone) = (Coverage::default(), 0, 0, 0);
    let mut contradicted = 0;
    for record in records {
        alone += record.generated.untried.len();
        if let Some(trips) = &record.trips {
            coverage.add(&trips.coverage);
            ambiguous += trips.ambiguous;
            wrong += trips.wrong_types;
            contradicted += trips.contradicted();
        }
    }
    format!(
        "with an instance: {}; {alone} models are only tried inside of others; {wrong} instances have a wrong type, {ambiguous} \
        fit several arms of a `oneOf`, {contradicted} can't be, as their schema contradicts itself",
        coverage.words()
    )
}

/// Everything for `CORPUS.md`.
pub fn markdown(records: &[Record], sample: Option<u32>, runs: u32) -> String {
    let tried = sample.map_or("All types are tried.".to_owned(), |sample| {
        format!("Of each document at most {sample} types are tried (`--sample {sample}`).")
    });
    let mut text = format!(
        "# The corpus\n\nWritten by `cargo xtask corpus … --table CORPUS.md` on {} with Specsmith {}. Do not edit.\n{tried}\n\n{}\n\n\
        Generation: seconds and peak memory of a process of its own. Lines: emitted Rust without the runtime. Check: user CPU and peak \
        memory of `rustc` for the library alone, with its default features: without models that no operation uses. Instances: passed/failed/skipped. Keywords: expressed/documented/unsupported.\n\n",
        date(),
        version(),
        total(records)
    );
    text.push_str("| document | | generation | lines | check | operations | warnings | instances | keywords |\n|---|---|---|---|---|---|---|---|---|\n");
    for record in records {
        let [
            generated,
            lines,
            check,
            operations,
            warnings,
            trips,
            keywords,
        ] = Figures::of(record).cells();
        let _ = writeln!(
            text,
            "| {} | {} | {generated} | {lines} | {check} | {operations} | {warnings} | {trips} | {keywords} |",
            record.name,
            word(record.standing())
        );
    }
    for (title, body) in [
        ("Budget", budget::table(records, runs)),
        ("Not good", details(records)),
        ("Refused", refused(records)),
        ("Skipped instances", skipped(records)),
        ("Warnings", warnings(records)),
    ] {
        if !body.trim().is_empty() {
            let _ = write!(text, "\n## {title}\n\n```text\n{}\n```\n", body.trim());
        }
    }
    if !record::falls_short(records) {
        text.push_str("\nNothing falls short.\n");
    }
    text
}

fn refused(records: &[Record]) -> String {
    let refused = |record: &&Record| record.standing() == Standing::Refused;
    let lines = records
        .iter()
        .filter(refused)
        .filter_map(|record| Some(format!("{}: {}\n", record.name, record.reason()?)));
    lines.collect()
}

fn skipped(records: &[Record]) -> String {
    let mut sums = std::collections::BTreeMap::<&str, usize>::new();
    for trips in records.iter().filter_map(|record| record.trips.as_ref()) {
        for (why, number) in &trips.skipped {
            *sums.entry(why).or_default() += number;
        }
    }
    sums.iter()
        .map(|(why, number)| format!("{number} {why}\n"))
        .collect()
}

fn warnings(records: &[Record]) -> String {
    let mut sums = std::collections::BTreeMap::<&str, usize>::new();
    for (code, number) in records.iter().flat_map(|record| &record.generated.warnings) {
        *sums.entry(code).or_default() += number;
    }
    sums.iter()
        .map(|(code, number)| format!("{number} {code}\n"))
        .collect()
}

/// The version of this package, and the commit if Git knows it, and whether there is more than that.
fn version() -> String {
    let mut version = env!("CARGO_PKG_VERSION").to_owned();
    let mut git = Command::new("git");
    git.args(["describe", "--always", "--dirty", "--exclude=*"])
        .current_dir(workspace());
    if let Ok(output) = git.output()
        && output.status.success()
    {
        let _ = write!(
            version,
            " ({})",
            String::from_utf8_lossy(&output.stdout).trim()
        );
    }
    version
}

/// Today in UTC, `2026-11-22`.
fn date() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    civil(seconds / 86_400)
}

/// The Gregorian date of a day since 1970-01-01, counted in years that begin in March.
fn civil(days: u64) -> String {
    let days = days + 719_468;
    let era = days / 146_097;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_dates() {
        assert_eq!(civil(0), "1970-01-01");
        assert_eq!(civil(11_016), "2000-02-29");
        assert_eq!(civil(20_779), "2026-11-22");
    }
}
