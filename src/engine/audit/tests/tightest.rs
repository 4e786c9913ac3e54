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
