//! The tightest rules in the place of a broad one.

use serde_json::{Value, json};

use super::{acl, audited, findings, plan, read, tcp};
use crate::edit::transact;
use crate::engine::check;
use crate::engine::report::{RuleFinding, Verdict};
use crate::plan::{Plan, RuleId};

#[test]
fn the_tightest_rules_are_one_step_and_nothing_more_is_said_of_them() {
    let inbound = json!([tcp(1, json!({ "remote": "0.0.0.0/0", "ports": "", "priority": 7 }))]);
    let list = json!([acl(5, json!({ "source": "0.0.0.0/0", "destination": "0.0.0.0/0" }))]);
    let mut value = plan(inbound, Some(list));
    value["backend_server_groups"][0]["health_check"]["port"] = json!(9000);
    value["network_acls"][0]["inbound"][0]["destination_ports"] = json!("");
    let plan = read(value);
    for (id, rules) in [(1, 2), (5, 2)] {
        let audit = audited(&plan);
        let remedy = audit.rule(RuleId(id)).unwrap().findings.iter().find_map(|it| match it {
            RuleFinding::Broad { remedy, .. } => Some(remedy.clone()),
            _ => None,
        });
        let tight = transact(&plan, &remedy.unwrap()).unwrap();
        assert!(check(&tight).flows.iter().all(|flow| flow.verdict == Verdict::Open));
        let place = audit.rule(RuleId(id)).unwrap().place;
        let after = audited(&tight);
        let own = after.rules.iter().filter(|it| it.place == place);
        let inbound = own.filter(|it| it.direction == crate::plan::Direction::Inbound);
        let inbound = inbound.collect::<Vec<_>>();
        assert_eq!(inbound.len(), rules);
        assert!(inbound.iter().all(|it| it.findings.is_empty()), "{inbound:#?}");
    }
}

/// The edits that put the tightest rules in the place of a rule, as JSON.
fn tight(plan: &Plan, id: u32) -> Value {
    let audit = audited(plan);
    let rule = audit.rule(RuleId(id)).unwrap();
    let remedy = rule.findings.iter().find_map(|it| match it {
        RuleFinding::Broad { remedy, .. } => Some(remedy),
        _ => None,
    });
    json!(remedy.unwrap())
}

/// Fields of every edit's rule.
fn fields(edits: &Value, names: &[&str]) -> Vec<String> {
    let rules = edits.as_array().unwrap().iter().map(|edit| {
        let edit = edit.as_object().unwrap().values().next().unwrap();
        let field = |name: &&str| edit["rule"][name].as_str().unwrap_or("-").to_owned();
        let above = edit["above"].as_str().map(|it| format!(" above {it}")).unwrap_or_default();
        names.iter().map(field).collect::<Vec<_>>().join(" ") + &above
    });
    rules.collect()
}

#[test]
fn the_tightest_rules_name_what_flows_need() {
    let open = json!([tcp(1, json!({ "remote": "0.0.0.0/0", "ports": "", "protocol": "all" }))]);
    let anything = json!({
        "source": "0.0.0.0/0", "destination": "0.0.0.0/0", "destination_ports": "",
        "protocol": "all",
    });
    let mut value = plan(open, Some(json!([acl(5, anything)])));
    value["load_balancers"][0]["listeners"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["protocol"] = json!("UDP");
    value["backend_server_groups"][0]["health_check"]["protocol"] = json!("UDP");
    let udp = read(value.clone());
    assert_eq!(
        fields(&tight(&udp, 1), &["id", "protocol", "remote", "ports"]),
        ["rule-1 icmp 10.0.1.0/24 -", "rule-100 udp 10.0.1.0/24 8080"]
    );
    assert_eq!(
        fields(&tight(&udp, 5), &["id", "protocol", "source", "destination", "destination_ports"]),
        [
            "rule-5 icmp 10.0.1.0/24 10.0.2.0/24 -",
            "rule-100 udp 10.0.1.0/24 10.0.2.0/24 8080 above rule-5",
        ]
    );
    let mut pings = value.clone();
    pings["security_groups"][0]["inbound"] =
        json!([{ "id": "rule-1", "protocol": "icmp", "remote": "0.0.0.0/0" }]);
    assert_eq!(findings(&read(pings), 1), ["broad true false false 1"], "it has no ports");
    // A rule that takes source ports apart goes on doing so.
    value["network_acls"][0]["inbound"][0]["protocol"] = json!("udp");
    value["network_acls"][0]["inbound"][0]["source_ports"] = json!("80,1024-65535");
    assert_eq!(
        fields(&tight(&read(value), 5), &["source_ports", "destination_ports"]),
        ["80 8080", "1024-65535 8080 above rule-5"]
    );
}

#[test]
fn a_rule_that_kunpeng_cannot_read_is_in_the_way_of_several_tightest_rules_and_not_of_one() {
    let broad = tcp(1, json!({ "remote": "0.0.0.0/0", "ports": "" }));
    let gap = |fields: Value| {
        let mut rule = tcp(2, json!({ "remote": "10.9.0.0/16", "ports": "80,90" }));
        rule.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        rule
    };
    let told = |inbound: Value, probe: u16, flavor: &str| {
        let mut value = plan(inbound, None);
        value["backend_server_groups"][0]["health_check"]["port"] = json!(probe);
        value["servers"][0]["flavor"] = json!(flavor);
        let audit = audited(&read(value));
        let rule = audit.rule(RuleId(1)).unwrap();
        let told = rule.findings.iter().find_map(|it| match it {
            RuleFinding::Broad { remedy, gap, .. } => Some((remedy.len(), *gap)),
            _ => None,
        });
        told.unwrap()
    };
    let both = json!([broad, gap(json!({}))]);
    assert_eq!(told(both.clone(), 9000, "kunpeng"), (0, Some(RuleId(2))));
    assert_eq!(told(both.clone(), 8080, "kunpeng"), (1, None), "it takes the rule's own place");
    assert_eq!(told(both, 9000, "standard"), (2, None));
    let later = json!([broad, gap(json!({ "priority": 2 }))]);
    assert_eq!(told(later, 9000, "kunpeng"), (2, None), "they come before it");
    let ranges = json!([broad, gap(json!({ "ports": "80,81" }))]);
    assert_eq!(told(ranges, 9000, "kunpeng"), (2, None), "its ports are in a row");
}
