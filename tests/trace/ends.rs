//! Ends of a question: their places, what is sent there, and what comes back.

use elb_rule_planner::engine::report::{Purpose, Verdict};
use elb_rule_planner::engine::trace::{Question, ReplyVerdict, Trace, TraceEnd, TraceNote};
use elb_rule_planner::engine::{check, trace};
use elb_rule_planner::plan::{Cidr, Plan};
use serde_json::{Value, json};

use crate::cases::plan;

/// The plan of the cases, changed as JSON.
pub(crate) fn changed(change: impl FnOnce(&mut Value)) -> Plan {
    let mut value = serde_json::to_value(plan()).unwrap();
    change(&mut value);
    serde_json::from_value(value).unwrap()
}

pub(crate) fn question(from: &str, to: &str, ports: &str) -> Question {
    Question {
        protocol: "tcp".parse().unwrap(),
        ports: ports.parse().unwrap(),
        ..Question::all(from.parse().unwrap(), to.parse().unwrap())
    }
}

/// The ends of the paths of an answer.
fn ends(answer: &Trace) -> Vec<Value> {
    answer.paths.iter().map(|path| serde_json::to_value(&path.to.what).unwrap()).collect()
}

#[test]
fn an_address_is_where_the_plan_has_it() {
    let end = |to| ends(&trace(&plan(), &question("elb-1", to, "80")));
    assert_eq!(end("10.0.2.11"), [json!({ "servers": ["server-1"] })]);
    assert_eq!(end("10.0.2.99"), [json!({ "subnet": "subnet-2" })]);
    assert_eq!(end("10.0.200.1"), [json!({ "vpc": "vpc-1" })], "in none of its subnets");
    assert_eq!(end("192.168.1.1"), [json!({ "ip_backend": "ip-1" })]);
    assert_eq!(end("192.0.2.1"), [json!("outside")]);
}

#[test]
fn of_two_vpcs_with_the_same_addresses_the_one_at_the_other_end_is_meant() {
    let plan = changed(|value| {
        value["vpcs"][1]["cidr"] = json!("10.0.0.0/16");
        value["subnets"][2]["cidr"] = json!("10.0.2.0/24");
        value["servers"][3]["ipv4"] = json!("10.0.2.11");
    });
    let at = |from| ends(&trace(&plan, &question(from, "10.0.2.11", "80")));
    assert_eq!(at("server-2"), [json!({ "servers": ["server-1"] })]);
    assert_eq!(at("server-4"), [json!({ "servers": ["server-4"] })]);
}

#[test]
fn a_member_is_at_the_interface_whose_address_it_uses() {
    let plan = changed(|value| {
        value["servers"][0]["interfaces"] =
            json!([{ "subnet": "subnet-1", "ipv4": "10.0.1.11", "security_groups": ["sg-2"] }]);
        value["backend_server_groups"][0]["members"][0]["address"] = json!("10.0.1.11");
    });
    let answer = trace(&plan, &question("elb-1", "member-1", "80"));
    let [path] = answer.paths.as_slice() else { panic!("{answer:#?}") };
    assert_eq!(json!(path.to.addresses), json!(["10.0.1.11/32"]));
}

/// The ports over which packets of a question are said not to be forwarded.
fn not_forwarded(plan: &Plan, question: &Question) -> Vec<String> {
    let answer = trace(plan, question);
    let notes = answer.paths.iter().flat_map(|path| &path.notes);
    let ports = notes.filter_map(|note| match note {
        TraceNote::NotForwarded(parcels) => Some(parcels.iter().map(|it| it.ports.to_string())),
        _ => None,
    });
    ports.flatten().collect()
}

#[test]
fn what_goes_to_one_member_is_not_forwarded_to_another() {
    // A second member on the same server, over another port.
    let plan = changed(|value| {
        let members = value["backend_server_groups"][0]["members"].as_array_mut().unwrap();
        members.push(json!({ "id": "member-3", "target": "server-1", "port": 90 }));
    });
    let ports = |to| not_forwarded(&plan, &question("elb-1", to, "80,90"));
    assert_eq!(ports("member-1"), ["90"]);
    assert_eq!(ports("member-3"), ["80"]);
    assert_eq!(ports("server-1"), [""; 0], "it gets both");
    // Nothing goes to a server that is no member.
    assert_eq!(ports("server-2"), ["80", "90"]);
    assert_eq!(trace(&plan, &question("elb-1", "server-2", "80")).stopped.len(), 1);
}

#[test]
fn replies_are_the_packets_with_both_ends_turned_around() {
    let verdict = |rule: Value| {
        let plan = changed(|value| value["network_acls"][0]["outbound"] = json!([rule]));
        let asked = Question {
            source_ports: "1024-2047".parse().unwrap(),
            purpose: Purpose::HealthCheck,
            from_address: Some("10.0.1.7".parse::<Cidr>().unwrap()),
            ..question("elb-1", "server-1", "80")
        };
        let replies = &trace(&plan, &asked).paths[0].replies;
        // The load balancer's own subnet has no network ACL, which could be asked.
        assert_eq!(replies.hops.len(), 1);
        replies.verdict
    };
    let exact = json!({
        "id": "rule-9", "protocol": "tcp", "source": "10.0.2.11/32", "source_ports": "80",
        "destination": "10.0.1.7/32", "destination_ports": "1024-2047",
    });
    assert_eq!(verdict(exact.clone()), ReplyVerdict::Pass);
    for (field, other) in [
        ("source", "10.0.2.12/32"),
        ("source_ports", "81"),
        ("destination", "10.0.1.8/32"),
        ("destination_ports", "1024-2046"),
    ] {
        let mut rule = exact.clone();
        rule[field] = json!(other);
        assert_eq!(verdict(rule), ReplyVerdict::IfStateful, "{field}");
    }
}

#[test]
fn the_network_acl_of_the_load_balancers_own_subnet_stops_replies_where_the_plan_says_so() {
    let verdict = |choice: &str| {
        let plan = changed(|value| {
            value["network_acls"]
                .as_array_mut()
                .unwrap()
                .push(json!({ "id": "acl-2", "name": "lb" }));
            value["subnets"][0]["network_acl"] = json!("acl-2");
            value["settings"]["load_balancer_acl"] = json!(choice);
            let out = json!({
                "id": "rule-20", "protocol": "tcp", "source": "0.0.0.0/0",
                "destination": "0.0.0.0/0",
            });
            value["network_acls"][1]["outbound"] = json!([out]);
        });
        let asked =
            Question { purpose: Purpose::HealthCheck, ..question("elb-1", "server-1", "80") };
        trace(&plan, &asked).paths[0].replies.verdict
    };
    assert_eq!(verdict("ignore"), ReplyVerdict::Pass);
    assert_eq!(verdict("apply"), ReplyVerdict::IfStateful);
}

#[test]
fn a_sender_is_unknown_where_the_plan_does_not_say_what_it_wears() {
    let is_unknown = |from| {
        let answer = trace(&plan(), &question(from, "server-1", "80"));
        answer.paths.iter().any(|path| path.notes.contains(&TraceNote::UnknownSender))
    };
    assert!(is_unknown("10.0.1.77"));
    for known in ["server-3", "server-5", "elb-1", "192.0.2.1"] {
        assert!(!is_unknown(known), "{known}");
    }
}

#[test]
fn a_flow_is_asked_about_as_it_is_sent() {
    let report = check(&plan());
    let to_server =
        report.flows.iter().filter(|flow| flow.destination.is_some_and(|it| it.is_ipv4()));
    for flow in to_server {
        let asked = Question::about(flow);
        assert_eq!((asked.purpose, asked.protocol), (flow.purpose, flow.protocol));
        assert_eq!((&asked.ports, asked.to), (&flow.ports, TraceEnd::Member(flow.member)));
        // Forwarded layer 4 traffic has the clients' addresses, all else those of the block.
        assert_eq!(asked.from, TraceEnd::LoadBalancer(flow.load_balancer));
        let is_exempt = flow.verdict == Verdict::Exempt;
        assert_eq!(asked.from_address, (!is_exempt).then_some(flow.source.cidr));
    }
    let purposes = report.flows.iter().map(|flow| flow.purpose).collect::<Vec<_>>();
    assert!(purposes.contains(&Purpose::Traffic) && purposes.contains(&Purpose::HealthCheck));
}
