//! The output of `compare`, and its exit codes.

use std::path::PathBuf;

use elb_rule_planner::format::plan::read;

use crate::{err, file, out, path, run};

/// The plan with nothing to add, with another port for the health check of its first group.
fn with_another_port() -> PathBuf {
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan = read(&text).unwrap();
    let group = plan.backend_server_groups.first_mut().unwrap();
    group.health_check.port = 9000.try_into().ok();
    file("another-port.json", &serde_json::to_string(&plan).unwrap())
}

#[test]
fn a_comparison_ends_by_whether_there_is_something_to_do() {
    let same = run(&["compare", &path("shop"), &path("shop")]);
    assert_eq!(same.status.code(), Some(0), "{}", err(&same));
    assert!(out(&same).contains("Nothing to do\n"), "{}", out(&same));
    let after = with_another_port();
    let output = run(&["compare", &path("all-open"), after.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn the_steps_of_a_change_come_in_a_safe_order() {
    let after = with_another_port();
    let after = after.to_str().unwrap();
    // Back to where it was, the rules for the other port can go.
    let there = run(&["compare", &path("all-open"), after, "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out(&there)).unwrap();
    let steps: elb_rule_planner::engine::compare::ChangePlan =
        serde_json::from_value(document.get("steps").unwrap().clone()).unwrap();
    let edits: Vec<_> = steps.additions.iter().flat_map(|it| it.change.remedy.clone()).collect();
    let arrived = elb_rule_planner::edit::transact(&steps.target, &edits).unwrap();
    let arrived = file("arrived.json", &serde_json::to_string(&arrived).unwrap());
    let arrived = arrived.to_str().unwrap();
    let mut back = read(&std::fs::read_to_string(arrived).unwrap()).unwrap();
    back.backend_server_groups.first_mut().unwrap().health_check.port = None;
    let back = file("back.json", &serde_json::to_string(&back).unwrap());
    let text = out(&run(&["compare", arrived, back.to_str().unwrap()]));
    assert!(text.contains("set the port of the health check from 9000 to none."), "{text}");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no `{part}` in {text}"));
    assert!(at("The change\n") < at("After the change: sg-web"));
    assert!(
        text.contains("find the allow of priority 1 for TCP 9000 from 10.3.1.0/24 and"),
        "{text}"
    );
    assert!(text.contains("It lets nothing else in."), "{text}");
    let there = out(&run(&["compare", &path("all-open"), after]));
    let at = |part: &str| there.find(part).unwrap_or_else(|| panic!("no `{part}` in {there}"));
    assert!(at("Before the change: sg-web") < at("The change\n"));
    assert!(
        there.ends_with(
            "Proved: after each of these steps everything passes that has to flow then.\n"
        )
    );
    let markdown = out(&run(&["compare", &path("all-open"), after, "--format", "markdown"]));
    assert!(markdown.contains("\n## The change\n\n1. web: set the port"), "{markdown}");
}

#[test]
fn two_plans_are_compared_and_no_less() {
    let refused = |arguments: &[&str], message: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(err(&output), format!("error: {message}\n"));
    };
    refused(
        &["compare"],
        "there is no plan; name a file behind `compare`, or `-` for standard input",
    );
    refused(
        &["compare", "a.json"],
        "there is no second plan; name the state before and the state after behind `compare`",
    );
    refused(&["compare", "-", "-"], "standard input holds one plan; name a file for the other one");
    refused(
        &["compare", "a", "b", "-f", "pdf"],
        "there is no format `pdf`; the formats are text, markdown, json",
    );
    let output = run(&["compare", &path("shop"), "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("error: `no-such-file.json` cannot be read: "));
}
