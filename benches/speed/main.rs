//! The speed of the engine beside two libraries of decision diagrams and Z3 on the same questions.
//! Every workload follows from a fixed seed.
//!
//! `cargo xtask bench` runs it and prints the tables; words behind it choose among the parts:
//! `lists`, `members`, `audit`, `quick` (without the lists of 10,000 rules and more), `large` (whole plans of
//! 100,000 members, too). The answers are compared in the same run, so that nobody is fast by being
//! wrong.
//!
//! The harness is our own, not `criterion` or `divan`: it counts processor time, since other processes
//! share the machine, gives each engine a limit, and stands the answers of all engines side by side.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop")]

mod audit;
mod biodivine;
mod clock;
mod diagram;
mod members;
mod oxidd;
mod planner;
mod random;
mod workload;
mod z3;

use std::path::Path;
use std::time::Duration;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::{Engine, check};
use elb_rule_planner::plan::Plan;

use clock::timed;
use diagram::Asked;
use workload::{Kind, Workload, holes, lists};

/// The time that one engine may take for one workload.
const LIMIT: Duration = Duration::from_secs(60);

fn main() {
    let words = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect::<Vec<_>>();
    let wants = |word: &str| words.iter().any(|it| it == word);
    let quick = wants("quick");
    let wants_part =
        |part: &str| wants(part) || !["lists", "members", "audit"].into_iter().any(&wants);
    if wants_part("lists") {
        compare(quick);
    }
    if wants_part("members") {
        whole_plans(wants("large"));
    }
    if wants_part("audit") {
        audits();
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}

fn compare(quick: bool) {
    println!("Lists of rules: compile the rules and say of each flow what is missing (ms)\n");
    println!(
        "{:<24} {:>7} {:>6} | {:>9} {:>9} {:>9} {:>7} | {:>10} {:>7} | {:>10} {:>7} | {:>10} {:>7}",
        "workload",
        "rules",
        "flows",
        "compile",
        "answer",
        "together",
        "boxes",
        "biodivine",
        "ratio",
        "oxidd",
        "ratio",
        "z3",
        "ratio"
    );
    let python = z3::python();
    let numbers: &[u32] = if quick { &[100, 1_000] } else { &[100, 1_000, 10_000, 100_000] };
    for kind in [Kind::SecurityGroup, Kind::NetworkAcl] {
        for number in numbers {
            row(&lists(kind, *number), python.as_deref());
        }
    }
    let numbers: &[u32] = if quick { &[2_572] } else { &[2_572, 10_000] };
    for number in numbers {
        row(&holes(*number), python.as_deref());
    }
    println!();
    if python.is_none() {
        println!("z3 is not there; `cargo xtask oracle` installs it below `target/`\n");
    }
}

fn row(workload: &Workload, python: Option<&Path>) {
    let plan = planner::plan(workload);
    let questions = planner::questions(workload);
    let compile = timed(|| planner::compile(workload, &plan));
    let rules = planner::compile(workload, &plan);
    let answer = timed(|| planner::answer(&rules, &questions));
    let together = compile + answer;
    let missing = planner::answer(&rules, &questions);
    print!(
        "{:<24} {:>7} {:>6} | {:>9} {:>9} {:>9} {:>7} |",
        workload.name,
        workload.rules.len(),
        workload.flows.len(),
        milliseconds(compile),
        milliseconds(answer),
        milliseconds(together),
        missing.iter().map(Vec::len).sum::<usize>(),
    );
    let own = Asked {
        time: together,
        open: missing.iter().filter(|it| it.is_empty()).count(),
        missing: Some(missing.iter().map(|it| planner::count(it)).sum()),
    };
    beside(&own, diagram::ask(&biodivine::Biodivine::new(), workload, LIMIT), " |");
    beside(&own, diagram::ask(&oxidd::Oxidd::new(), workload, LIMIT), " |");
    match python {
        Some(python) => beside(&own, z3::ask(python, workload, LIMIT), ""),
        None => print!(" {:>10} {:>7}", "-", "-"),
    }
    println!();
}

/// Prints another engine's time beside the planner's own, and stops where they disagree.
fn beside(own: &Asked, other: Option<Asked>, end: &str) {
    let ratio = |time: Duration| time.as_secs_f64() / own.time.as_secs_f64();
    match other {
        Some(other) => {
            assert_eq!(own.open, other.open, "the engines disagree on how many flows are open");
            if let (Some(own), Some(other)) = (own.missing, other.missing) {
                assert_eq!(own, other, "the engines disagree on how many packets are missing");
            }
            print!(" {:>10} {:>6.0}x{end}", milliseconds(other.time), ratio(other.time));
        }
        None => print!(" {:>10} {:>6}x{end}", ">60000", format!(">{:.0}", ratio(LIMIT))),
    }
}

fn whole_plans(large: bool) {
    println!("Whole plans: every flow, every change, the proof and the findings (ms)\n");
    println!(
        "{:<8} {:>7} {:>7} {:>8} | {:>9} {:>9} | {:>12} {:>12}",
        "rules", "members", "flows", "changes", "check", "edit", "after a rule", "after server"
    );
    let numbers: &[u32] = if large { &[1_000, 10_000, 100_000] } else { &[100, 1_000, 10_000] };
    for &number in numbers {
        let drawn = members::plan(number);
        let closed = transact(&drawn, &check(&drawn).remedy()).unwrap();
        for (name, plan) in [("as drawn", drawn), ("closed", closed)] {
            let report = check(&plan);
            let edit = [members::edit_rule(&plan, 1)];
            println!(
                "{name:<8} {number:>7} {:>7} {:>8} | {:>9} {:>9} | {:>12} {:>12}",
                report.flows.len(),
                report.changes.len(),
                milliseconds(timed(|| check(&plan))),
                milliseconds(timed(|| transact(&plan, &edit))),
                milliseconds(after_edits(&plan, members::edit_rule)),
                milliseconds(after_edits(&plan, members::edit_server)),
            );
        }
    }
    println!();
}

/// Measures the audit of all rules of large plans.
fn audits() {
    println!(
        "The rules that are there: what is odd about them, and what can be simpler (ms, MB)\n"
    );
    println!(
        "{:<24} {:>7} {:>9} | {:>9} {:>7} | {:>9}",
        "plan", "rules", "findings", "audit", "memory", "simpler"
    );
    for audit::Many { name, plan } in audit::plans() {
        let cost = audit::cost(&plan);
        println!(
            "{name:<24} {:>7} {:>9} | {:>9} {:>7} | {:>9}",
            plan.rule_ids().count(),
            cost.findings,
            milliseconds(cost.audit),
            cost.memory.map_or_else(|| "-".to_owned(), |it| it.to_string()),
            milliseconds(cost.simpler),
        );
    }
    println!();
}

/// Measures the answer after one more edit, with what the engine kept of the answers before. The
/// edit itself does not count.
fn after_edits(plan: &Plan, edit: fn(&Plan, u32) -> Edit) -> Duration {
    let mut engine = Engine::default();
    engine.check(plan);
    let numbers = std::cell::Cell::new(0);
    let mut next = || {
        numbers.set(numbers.get() + 1);
        transact(plan, &[edit(plan, numbers.get())]).unwrap()
    };
    let edits = timed(&mut next);
    let both = timed(|| engine.check(&next()));
    both.saturating_sub(edits)
}
