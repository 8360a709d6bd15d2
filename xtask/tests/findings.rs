//! What the user reads of a report: places to click on, no flood, and no steering of the terminal.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use specsmith::pointer::Location;
use specsmith::report::{LoadProblem, LowerProblem, PlanProblem, Report};
use xtask::codegen::{Inputs, TextFile};
use xtask::findings::{Detail, Findings};

fn inputs() -> Inputs {
    let file = |path: &str| TextFile {
        path: path.into(),
        name: path.to_owned(),
        read: path.into(),
        text: None,
    };
    Inputs {
        spec: "../api/openapi.yaml".into(),
        choices: Some(file("choices.yaml")),
        names: file("names.lock"),
        out: "out".into(),
    }
}

fn text(report: &Report, detail: Detail) -> String {
    Findings::new(report, &inputs()).text(detail).unwrap()
}

fn warnings(number: usize) -> Report {
    let mut report = Report::default();
    for index in 0..number {
        let choice = format!("id{index}");
        report.warn(
            Location::parse("parts/a.yaml#/paths"),
            PlanProblem::ChoiceMatchesNothing { choice },
        );
    }
    report
}

#[test]
fn nothing_found_is_nothing_said() {
    assert_eq!(
        Findings::new(&Report::default(), &inputs()).text(Detail::Full),
        None
    );
}

#[test]
fn a_warning_is_one_line_with_its_place_from_here() {
    let mut report = warnings(1);
    assert_eq!(
        text(&report, Detail::Brief),
        "warning: ../api/parts/a.yaml#/paths: the choice `id0` matches nothing in the document\n"
    );
    let mut dangling = Report::default();
    let problem = LoadProblem::DanglingReference {
        reference: "#/components/schemas/Pte".to_owned(),
        advice: "`#/components/schemas/Pet` is there".to_owned(),
    };
    dangling.warn(None, problem);
    assert_eq!(
        text(&dangling, Detail::Brief),
        "warning: there is nothing at `#/components/schemas/Pte`; `#/components/schemas/Pet` is there\n"
    );
    report.diagnostics[0].line = Some(12);
    report.diagnostics[0].column = Some(3);
    assert_eq!(
        text(&report, Detail::Brief),
        "warning: ../api/parts/a.yaml:12:3: the choice `id0` matches nothing in the document\n"
    );
}

#[test]
fn in_full_it_has_the_pointer_and_a_hint_too() {
    let mut report = warnings(1);
    report.diagnostics[0].line = Some(12);
    let full = text(&report, Detail::Full);
    assert!(
        full.contains("\n  --> ../api/parts/a.yaml:12 (#/paths)\n   = hint: "),
        "{full}"
    );
}

#[test]
fn warnings_wait_while_there_are_errors_that_do_not_sum_them_up() {
    let mut report = warnings(1);
    report.error(None, LowerProblem::NothingLeft {});
    let brief = text(&report, Detail::Brief);
    assert!(brief.starts_with("warning: "), "{brief}");
    assert!(brief.contains("error[nothing-left]"), "{brief}");

    let mut report = warnings(1);
    report.error(None, LoadProblem::TooLarge {});
    let brief = text(&report, Detail::Brief);
    assert!(brief.starts_with("error["), "{brief}");
    let full = text(&report, Detail::Full);
    assert!(
        full.starts_with("warning[") && full.contains("error["),
        "{full}"
    );
}

#[test]
fn choices_are_named_as_they_were_given() {
    let mut report = Report::default();
    let choice = "rename".to_owned();
    report.error(
        Location::root("choices.yaml"),
        PlanProblem::ChoiceMatchesNothing { choice },
    );
    let text = text(&report, Detail::Brief);
    assert!(
        text.starts_with("error[choice-matches-nothing]: the choice `rename` matches nothing"),
        "{text}"
    );
    assert!(text.contains("\n  --> choices.yaml\n"), "{text}");
    assert!(text.contains("\n   = hint: correct or remove it"), "{text}");
}

#[test]
fn many_warnings_fit_on_a_screen_unless_all_are_wanted() {
    let brief = text(&warnings(25), Detail::Brief);
    assert_eq!(brief.lines().count(), 11);
    assert!(
        brief
            .lines()
            .last()
            .unwrap()
            .starts_with("… and 15 more warnings (15 choice-matches-nothing): run with --verbose"),
        "{brief}"
    );
    assert_eq!(
        text(&warnings(25), Detail::Full)
            .matches("warning[")
            .count(),
        25
    );
    assert_eq!(text(&warnings(10), Detail::Brief).lines().count(), 10);
    assert_eq!(
        text(&warnings(11), Detail::Brief)
            .lines()
            .last()
            .unwrap()
            .matches("1 more warning (")
            .count(),
        1
    );
}

#[test]
fn no_kind_hides_behind_many_of_another() {
    let mut report = warnings(25);
    report.warn(
        None,
        LoadProblem::NotYaml {
            message: "what".to_owned(),
        },
    );
    let brief = text(&report, Detail::Brief);
    let lines: Vec<&str> = brief.lines().collect();
    assert_eq!(lines.len(), 11);
    assert!(lines[8].contains("`id8`"), "{brief}");
    assert!(
        lines[9].starts_with("warning: the text is no YAML"),
        "{brief}"
    );
    assert!(
        lines[10].starts_with("… and 16 more warnings (16 choice-matches-nothing): "),
        "{brief}"
    );
}

#[test]
fn where_there_are_errors_warnings_wait() {
    let mut report = warnings(3);
    report.error(
        None,
        LoadProblem::NotYaml {
            message: "what".to_owned(),
        },
    );
    let text = text(&report, Detail::Brief);
    assert!(
        text.starts_with("error[not-yaml]: ") && !text.contains("warning"),
        "{text}"
    );
}

#[test]
fn hostile_texts_stay_on_their_line_and_steer_nothing() {
    let mut report = Report::default();
    let choice = format!("\u{1b}[2J\nerror: forged\u{202e}{}", "x".repeat(1000));
    report.warn(None, PlanProblem::ChoiceMatchesNothing { choice });
    let brief = text(&report, Detail::Brief);
    assert_eq!(brief.lines().count(), 1);
    assert!(
        brief.chars().count() < 220
            && brief.starts_with("warning: the choice `\\u{1b}[2J error: forged\\u{202e}x")
    );
    let full = text(&report, Detail::Full);
    assert!(
        !full.contains('\u{1b}') && !full.contains("\nerror"),
        "{full}"
    );
}
