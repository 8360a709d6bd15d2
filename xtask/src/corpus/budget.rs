//! The weight that the crates of some documents may have at most.

use std::fmt::Write as _;

use super::record::Record;

/// A document, and what compiling its crate may cost: user CPU in seconds, memory in MiB where that is limited, too. One
/// fifth of the best other generator whose crate compiles.
const BUDGET: &[(&str, f64, Option<f64>)] = &[
    ("twilio_api_v2010", 4.8, None),
    ("discord", 7.0, None),
    ("figma", 5.5, None),
    ("qdrant", 4.0, None),
    ("oxide-nexus", 2.2, None),
    ("adyen-CheckoutService", 2.2, None),
    ("stripe-2023", 20.0, Some(1200.0)),
    ("github-2021", 60.0, Some(3000.0)),
];

/// A line for each of these documents that was compiled; empty if none was.
pub fn table(records: &[Record]) -> String {
    let mut text = String::new();
    for record in records {
        let limit = BUDGET
            .iter()
            .find(|(name, _, _)| record.name.contains(name));
        let cost = record.check.as_ref().and_then(|check| check.cost);
        let (Some((_, cpu, memory)), Some(cost)) = (limit, cost) else {
            continue;
        };
        let heavy = cost.cpu > *cpu || memory.is_some_and(|memory| cost.memory > memory);
        let _ = writeln!(
            text,
            "budget {}: check {:.2} of {cpu:.1} s CPU, {:.0}{} MiB{}",
            record.name,
            cost.cpu,
            cost.memory,
            memory
                .map(|memory| format!(" of {memory:.0}"))
                .unwrap_or_default(),
            if heavy { ": OVER" } else { "" }
        );
    }
    text
}
