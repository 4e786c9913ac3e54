//! Packets and gravity, as the audit tells them.

use serde_json::{Value, json};

use super::{audited, plan, read, tcp};
use crate::engine::report::{RuleFinding, Severity};
use crate::plan::RuleId;

#[test]
fn protocols_that_are_neither_one_nor_all_are_told_by_their_numbers() {
    let open = json!([{ "id": "rule-1", "remote": "10.0.1.0/24" }]);
    let audit = audited(&read(plan(open, None)));
    let broad = audit.rule(RuleId(1)).unwrap().findings.iter().find_map(|it| match it {
        RuleFinding::Broad { surplus, .. } => Some(json!(surplus)),
        _ => None,
    });
    let told = |it: &Value| format!("{} {} {}", it["protocol"], it["protocols"], it["ports"]);
    let mut told = broad.unwrap().as_array().unwrap().iter().map(told).collect::<Vec<_>>();
    told.sort();
    // It is needed for TCP, which is number 6, at one port.
    assert_eq!(
        told,
        [
            r#""all" [0,5] null"#,
            r#""all" [7,255] null"#,
            r#""tcp" null "1-8079""#,
            r#""tcp" null "8081-65535""#,
        ]
    );
}

#[test]
fn a_protocol_without_a_name_is_told_by_its_number() {
    let gre = json!([{ "id": "rule-1", "protocol": "47", "remote": "10.9.0.0/24" }]);
    let audit = audited(&read(plan(gre, None)));
    let other = json!(audit.rule(RuleId(1)).unwrap().removal.other);
    assert_eq!(other[0]["protocol"], json!("47"));
}

#[test]
fn an_exception_is_how_lists_are_written_and_all_else_is_likely_not_as_meant() {
    let gravest = |deny: Value| {
        let list = json!([tcp(1, json!({ "priority": 2 })), tcp(2, deny)]);
        let audit = audited(&read(plan(list, None)));
        let rule = audit.rule(RuleId(1)).unwrap();
        let conflicts =
            rule.findings.iter().filter(|it| matches!(it, RuleFinding::Conflicting { .. }));
        let severities = conflicts.map(RuleFinding::severity).collect::<Vec<_>>();
        (severities, rule.has_warning())
    };
    let exception = json!({ "action": "deny", "remote": "10.0.1.7/32" });
    assert_eq!(gravest(exception), (vec![Severity::Info], false));
    let across = json!({ "action": "deny", "remote": "10.0.1.0/25", "ports": "" });
    assert_eq!(gravest(across), (vec![Severity::Warning], true));
}
