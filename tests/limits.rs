//! What is written can be read, up to the limit: as a file, as a link, and as the plan of a report.

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
fn a_hundred_thousand_members_are_within_the_limit_and_come_back() {
    let plan = members(100_000);
    let size = Size::of(&plan);
    assert!(size.things < MOST_THINGS && size.bytes < MOST_BYTES, "{size:?}");
    comes_back(&plan);
}

#[test]
fn the_longest_note_comes_back() {
    let mut history = History::new(Plan::default());
    let room = MOST_BYTES - length_of(&Plan::default()) - ",\"note\":\"\"".len();
    // A line break takes two bytes in JSON.
    let note = "\n".repeat(room / 2);
    history.record(&[Edit::Annotate(note.clone())], None).unwrap();
    comes_back(history.plan());
    assert!(history.record(&[Edit::Annotate(note + "\n\n")], None).is_err());
}

#[test]
fn most_rules_that_an_edit_takes_are_read() {
    let rule = |n: usize| json!({ "id": format!("rule-{n}"), "remote": "10.0.0.0/8" });
    let with = |count: usize| -> Plan {
        let rules: Vec<Value> = (1..=count).map(rule).collect();
        serde_json::from_value(json!({
            "version": 1, "security_groups": [{ "id": "sg-1", "name": "", "inbound": rules }],
        }))
        .unwrap()
    };
    let mut history = History::new(Plan::default());
    assert!(history.record(&[Edit::Open(Box::new(with(MOST_THINGS)))], None).is_err());
    history.record(&[Edit::Open(Box::new(with(MOST_THINGS - 1)))], None).unwrap();
    comes_back(history.plan());
}
