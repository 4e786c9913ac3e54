//! The output of `audit`, and its exit codes.

use elb_rule_planner::format::FORMATS;

use crate::{err, fed, out, path, run};

#[test]
fn an_audit_says_what_can_go_together_and_what_can_be_one() {
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let inbound = plan["security_groups"][0]["inbound"].as_array_mut().unwrap();
    let mut halves = [inbound[0].clone(), inbound[0].clone()];
    (halves[0]["id"], halves[0]["remote"]) = ("rule-901".into(), "10.3.8.0/25".into());
    (halves[1]["id"], halves[1]["remote"]) = ("rule-902".into(), "10.3.8.128/25".into());
    inbound.extend(halves);
    let plan = plan.to_string();
    let text = out(&fed(&["audit", "-"], plan.as_bytes()));
    assert!(text.contains("\nRules to remove together\n"), "{text}");
    assert!(text.contains("\nRules to merge\n  These rules can be merged into one."), "{text}");
    assert!(text.contains("allow TCP 8080 from\n  10.3.8.0/24."), "{text}");
    let markdown = out(&fed(&["audit", "-", "--format", "markdown"], plan.as_bytes()));
    assert!(markdown.contains("\n## Rules to merge\n"), "{markdown}");
    let json = out(&fed(&["audit", "-", "--format", "json"], plan.as_bytes()));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let merges = &json["audit"]["simpler"]["merges"];
    assert_eq!(merges[0]["rules"], serde_json::json!(["rule-901", "rule-902"]));
    assert!(json["audit"]["simpler"]["together"].is_array());
}

#[test]
fn an_audit_answers_by_its_exit_code() {
    let formats = FORMATS.iter().filter(|format| format.write_audit.is_some()).collect::<Vec<_>>();
    assert_eq!(formats.len(), 3);
    for format in formats {
        let output = run(&["audit", &path("everything-wrong"), "--format", format.id]);
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert!(out(&output).ends_with('\n') && err(&output).is_empty());
    }
    let text = std::fs::read_to_string(path("all-open")).unwrap();
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rules = plan.pointer_mut("/security_groups/0/inbound").unwrap().as_array_mut().unwrap();
    let odd = serde_json::json!({
        "id": "rule-90", "priority": 50, "protocol": "tcp", "ports": "22", "remote": "10.9.0.0/24",
        "enabled": false,
    });
    rules.push(odd);
    let odd = fed(&["audit", "-"], plan.to_string().as_bytes());
    assert_eq!(odd.status.code(), Some(1), "{}", out(&odd));
    assert!(out(&odd).contains("1 rule has no effect."), "{}", out(&odd));
    let rules = plan.pointer_mut("/security_groups/0/inbound").unwrap().as_array_mut().unwrap();
    rules.pop();
    let fine = fed(&["audit", "-"], plan.to_string().as_bytes());
    assert_eq!(fine.status.code(), Some(0), "{}", out(&fine));
    let output = run(&["audit", "no-such-file.json"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["audit"]);
    assert_eq!(
        err(&output),
        "error: there is no plan; name a file behind `audit`, or `-` for standard input\n"
    );
    let output = run(&["audit", "x", "--format", "console"]);
    assert_eq!(
        err(&output),
        "error: there is no format `console`; the formats are text, markdown, json\n"
    );
}
