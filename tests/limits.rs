//! The limits of reading: a plan that is written can be read up to them, as a file, as a link, and
//! within a report.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may stop where it fails")]

use elb_rule_planner::edit::{Edit, History};
use elb_rule_planner::format::link::{decode, encode};
use elb_rule_planner::format::plan::{read, write};
use elb_rule_planner::plan::Plan;
use elb_rule_planner::plan::json::length_of;
use elb_rule_planner::plan::limits::{MOST_BYTES, MOST_BYTES_INDENTED, MOST_THINGS, Size};
use serde_json::{Value, json};

/// A plan with so many servers, each a member of a group of fifty.
fn members(count: u32) -> Plan {
    let servers = (1..=count).map(|n| {
        json!({
            "id": format!("server-{n}"), "name": format!("web-server-{n}"), "subnet": "subnet-2",
            "ipv4": format!("10.{}.{}.{}", n >> 16 & 255, n >> 8 & 255, n & 255),
            "security_groups": [format!("sg-{}", n % 20 + 1), format!("sg-{}", n % 19 + 1)],
            "position": [n % 100 * 184, n / 100 * 88],
        })
    });
    let group = |at: u32| {
        let numbers = at * 50 + 1..=(at * 50 + 50).min(count);
        let members = numbers.map(|n| {
            json!({ "id": format!("member-{n}"), "target": format!("server-{n}"), "port": 8080 })
        });
        json!({
            "id": format!("bsg-{}", at + 1), "name": format!("group-{at}"), "vpc": "vpc-1",
            "protocol": "HTTP", "members": members.collect::<Vec<Value>>(),
        })
    };
    serde_json::from_value(json!({
        "version": 1,
        "vpcs": [{ "id": "vpc-1", "name": "vpc", "cidr": "10.0.0.0/8" }],
        "subnets": [{ "id": "subnet-2", "name": "servers", "vpc": "vpc-1", "cidr": "10.0.0.0/9" }],
        "backend_server_groups": (0..count.div_ceil(50)).map(group).collect::<Vec<_>>(),
        "servers": servers.collect::<Vec<_>>(),
    }))
    .unwrap()
}

/// Holds that a plan comes back from everything that it is written as.
fn comes_back(plan: &Plan) {
    let text = write(plan);
    assert!(text.len() <= MOST_BYTES_INDENTED);
    assert!(read(&text).unwrap() == *plan, "the file does not read back");
    let document = format!("{{\"plan\": {text}, \"report\": {{}}}}");
    assert!(read(&document).unwrap() == *plan, "the report does not read back");
    assert!(decode(&encode(plan)).unwrap() == *plan, "the link does not read back");
}

#[test]
fn a_hundred_thousand_members_are_within_the_limit() {
    let size = Size::of(&members(100_000));
    assert!(size.things < MOST_THINGS && size.bytes < MOST_BYTES, "{size:?}");
    // Names of twice the length, twice as many groups and two rules for each of them fit as well.
    assert!(size.things * 6 / 5 < MOST_THINGS && size.bytes * 5 / 4 < MOST_BYTES, "{size:?}");
}

#[test]
fn a_plan_that_no_earlier_program_read_comes_back() {
    comes_back(&members(6_000));
}

#[test]
fn the_longest_note_comes_back() {
    let mut history = History::new(Plan::default());
    let room = MOST_BYTES - length_of(&Plan::default()) - ",\"note\":\"\"".len();
    let note = "n".repeat(room);
    assert!(history.record(&[Edit::Annotate(note.clone() + "n")], None).is_err());
    history.record(&[Edit::Annotate(note)], None).unwrap();
    comes_back(history.plan());
}

#[test]
fn most_rules_that_an_edit_takes_are_read() {
    let rules = (1..MOST_THINGS).map(|n| format!(r#"{{"id":"rule-{n}","remote":"::/0"}}"#));
    let rules = rules.collect::<Vec<_>>().join(",");
    let plan = |vpcs: &str| {
        let group = format!(r#"{{"id":"sg-1","name":"","inbound":[{rules}]}}"#);
        format!(r#"{{"version":1,"vpcs":[{vpcs}],"security_groups":[{group}]}}"#)
    };
    let most = read(&plan("")).unwrap();
    assert_eq!(most.things(), MOST_THINGS);
    let vpc = r#"{"id":"vpc-1","name":"","cidr":"10.0.0.0/16"}"#;
    let more: Plan = serde_json::from_str(&plan(vpc)).unwrap();
    let mut history = History::new(Plan::default());
    let said = history.record(&[Edit::Open(Box::new(more))], None).unwrap_err();
    let said = said.text(elb_rule_planner::locale::Language::English);
    assert!(said.contains("holds 250001 things"), "{said}");
}
