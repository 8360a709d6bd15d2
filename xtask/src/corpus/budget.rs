//! The weight that the crates of some documents may have at most.

use std::fmt::Write as _;

use super::record::Record;

/// Fewer runs are no measurement.
const RUNS: u32 = 3;

/// What compiling the crate of a document may cost.
struct Budget {
    /// A part of its name.
    name: &'static str,
    /// User CPU in seconds, with default features: one fifth of the best other generator whose crate compiles. Some of them
    /// leave out models that no operation uses, as these features do; others compile them.
    cpu: f64,
    /// Memory in MiB, where that is limited, too.
    memory: Option<f64>,
    /// User CPU in seconds at the first measurement, of the generator of a20a599.
    before: f64,
}

const fn budget(name: &'static str, cpu: f64, memory: Option<f64>, before: f64) -> Budget {
    Budget {
        name,
        cpu,
        memory,
        before,
    }
}

const BUDGETS: &[Budget] = &[
    budget("twilio_api_v2010", 4.8, None, 1.11),
    budget("discord", 7.0, None, 3.25),
    budget("figma", 5.5, None, 2.95),
    budget("qdrant", 4.0, None, 2.60),
    budget("oxide-nexus", 2.2, None, 1.72),
    budget("adyen-CheckoutService", 2.2, None, 2.46),
    // Then without the operations that send forms, half of them.
    budget("stripe-2023", 20.0, Some(1200.0), 7.79),
    budget("github-2021", 60.0, Some(3000.0), 5.31),
];

fn of(name: &str) -> Option<&'static Budget> {
    BUDGETS.iter().find(|budget| name.contains(budget.name))
}

/// How often the crate of a document is compiled, where those with a budget are so often.
pub fn runs(name: &str, runs: u32) -> u32 {
    if of(name).is_some() { runs } else { 1 }
}

/// A line for each of these documents that was compiled; empty if none was.
pub fn table(records: &[Record], runs: u32) -> String {
    let mut text = String::new();
    for record in records {
        let budget = of(&record.name);
        let cost = record.check.as_ref().and_then(|check| check.cost);
        let (Some(budget), Some(cost)) = (budget, cost) else {
            continue;
        };
        let heavy =
            cost.cpu > budget.cpu || budget.memory.is_some_and(|memory| cost.memory > memory);
        let _ = writeln!(
            text,
            "budget {}: check {:.2} of {:.1} s CPU (first {:.2}), {:.0}{} MiB{}",
            record.name,
            cost.cpu,
            budget.cpu,
            budget.before,
            cost.memory,
            budget
                .memory
                .map(|memory| format!(" of {memory:.0}"))
                .unwrap_or_default(),
            if heavy { ": OVER" } else { "" }
        );
    }
    if !text.is_empty() {
        let _ = match runs {
            RUNS.. => writeln!(text, "the cheapest of {runs} runs"),
            _ => writeln!(
                text,
                "of {runs} runs: no measurement before `--runs {RUNS}`"
            ),
        };
    }
    text
}
