//! The output of `reach` and of `compare --traffic`, and their exit codes.

use std::path::{Path, PathBuf};

use elb_rule_planner::engine::reach::{Reach, TrafficChange};
use elb_rule_planner::engine::{check, reach, traffic_change};
use elb_rule_planner::format::plan::read;
use elb_rule_planner::plan::{Action, Plan, Ports, Protocol, Remote};

use crate::{err, file, out, path, run};

const SHOP: &str = "static/samples/shop.json";

fn plan(sample: &str) -> Plan {
    read(&std::fs::read_to_string(path(sample)).unwrap()).unwrap()
}

/// A plan of its own file.
fn kept(name: &str, plan: &Plan) -> PathBuf {
    file(name, &serde_json::to_string(plan).unwrap())
}

#[test]
fn it_is_said_server_by_server_who_gets_in_and_with_what() {
    let output = run(&["reach", SHOP, "--to", "web-1"]);
    assert_eq!(err(&output), "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        out(&output),
        "Who reaches what: Shop, production\n\n\
         To: web-1\n  \
           From elb-shop (10.0.1.0/24 in subnet-lb): TCP 8080-8081 (stopped, required)\n  \
           From web (web-1, web-2): all\n  \
           From 10.0.250.0/24 (no server there, in vpc-shop): TCP 22\n  \
           Nothing else gets in.\n"
    );
    let with = out(&run(&["reach", SHOP, "--to", "web-1", "--with-changes"]));
    assert!(with.starts_with("Who reaches what with the rules to add: Shop"), "{with}");
    assert!(with.contains("From elb-shop (10.0.1.0/24 in subnet-lb): TCP 8080-8081 (required)\n"));
    // The block of the load balancer is let in, whoever has its addresses.
    assert!(with.contains("From 10.0.1.0/24 (no server there, in subnet-lb): TCP 8080-8081\n"));
}

/// The shop with connections of one's own: one that is open, one that is stopped, and one that keeps out
/// what gets in.
fn connected() -> Plan {
    let mut plan = plan("shop");
    let own = serde_json::json!([
        { "id": "connection-1", "kind": "must_reach", "from": "bsg-1", "to": "sg-3", "protocol": "icmp" },
        { "id": "connection-2", "kind": "must_reach", "from": "bsg-1", "to": "bsg-3", "protocol": "udp",
          "ports": "53" },
        { "id": "connection-3", "kind": "must_not_reach", "from": "10.0.250.0/24", "to": "sg-1" },
    ]);
    plan.connections = serde_json::from_value(own).unwrap();
    plan
}

#[test]
fn connections_of_ones_own_stand_in_the_cells_that_they_are_about() {
    let file = kept("reach-connected.json", &connected());
    let of = |more: &[&str]| out(&run(&[&["reach", file.to_str().unwrap()], more].concat()));
    let text = of(&["--from", "web-1", "--to", "dns-1"]);
    assert!(
        text.contains("From web-1: ICMP (for your own connection); UDP 53 (stopped, for your own connection)\n"),
        "{text}"
    );
    let text = of(&["--from", "10.0.250.0/24", "--to", "web-1"]);
    assert!(text.contains(": TCP 22 (must not get in)\n"), "{text}");
    let table = of(&["--format", "markdown"]);
    assert!(table.contains("| TCP 22 (must not get in) | TCP 5222 | ICMP |"), "{table}");
    // The packets of the load balancer are those of no connection.
    assert!(
        table.contains(
            "| **elb-shop** 10.0.1.0/24 in subnet-lb | TCP 8080-8081 (stopped, required) |"
        )
    );
    assert!(of(&["--format", "svg"]).contains(">TCP 22 (must not get in)</text>"));
    let document: serde_json::Value =
        serde_json::from_str(&of(&["--from", "web-1", "--to", "dns-1", "--format", "json"]))
            .unwrap();
    let traffic = &document["reach"]["rows"][0]["cells"][0]["traffic"];
    assert_eq!(traffic[0]["must_reach"], serde_json::json!(["connection-1"]));
    assert_eq!(traffic[1]["must_reach"], serde_json::json!(["connection-2"]));
    assert_eq!(traffic[1]["access"], "stopped");
    // With the rules to add, both get in.
    let text = of(&["--from", "web-1", "--to", "dns-1", "--with-changes"]);
    assert!(text.contains("From web-1: ICMP; UDP 53 (for your own connection)\n"), "{text}");
}

#[test]
fn the_other_way_round_it_is_said_from_where_a_port_is_open() {
    let of = |option: &str| out(&run(&["reach", SHOP, option, "5222", "--protocol", "tcp"]));
    let text = of("--ports");
    assert_eq!(of("--port"), text);
    assert_eq!(of("--to-port"), text);
    assert!(text.contains("To: chat (chat-1)\n"), "{text}");
    assert!(!text.contains("ICMP"), "{text}");
    assert!(text.contains("From web (web-1, web-2): TCP 5222\n"), "{text}");
}

#[test]
fn it_ends_by_whether_something_gets_in() {
    let code = |more: &[&str]| {
        let output = run(&[&["reach", SHOP], more].concat());
        assert_eq!(err(&output), "", "{more:?}");
        output.status.code()
    };
    assert_eq!(code(&["--from", "web-1", "--to", "db-1"]), Some(0));
    assert_eq!(code(&["--from", "chat-1", "--to", "db-1"]), Some(1));
    assert_eq!(code(&["--from", "0.0.0.0/0", "--to", "db-1", "--port", "22"]), Some(1));
    assert_eq!(code(&["--from", "10.0.250.0/24", "--to", "web-1", "--port", "22"]), Some(0));
}

#[test]
fn the_matrix_is_a_table_in_markdown_and_a_picture() {
    let table = out(&run(&["reach", SHOP, "--from", "10.0.250.0/24", "--format", "markdown"]));
    assert_eq!(
        table,
        "# Who reaches what: Shop, production\n\n\
         | From ↓ To → | **web** web-1, web-2 | **chat** chat-1 | **dns** dns-1, dns-2 | \
         **sg-db** db-1, db-2 |\n\
         | --- | --- | --- | --- | --- |\n\
         | **10.0.250.0/24** no server there, in vpc-shop | TCP 22 | TCP 5222 | ICMP | nothing |\n"
    );
    let picture = out(&run(&["reach", SHOP, "--format", "svg"]));
    assert!(picture.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(picture.ends_with("</svg>\n"));
    assert!(picture.contains(">TCP 8080-8081 (stopped, required)</text>"), "{picture}");
}

#[test]
fn an_answer_in_json_is_the_engines() {
    let text = out(&run(&["reach", SHOP, "--to", "10.0.2.0/24", "--format", "json"]));
    let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let said = document.as_object_mut().unwrap().remove("reach").unwrap();
    let said: Reach = serde_json::from_value(said).unwrap();
    let plan = plan("shop");
    assert_eq!(reach(&plan, &check(&plan), &said.question), said);
    assert_eq!(document["with_changes"], false);
}

#[test]
fn what_cannot_be_asked_is_said_with_what_to_do() {
    let fails = |arguments: &[&str], message: &str| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(message), "{}", err(&output));
    };
    fails(&["reach"], "there is no plan; name a file behind `reach`");
    fails(
        &["reach", SHOP, "--to", "elb-1"],
        "`elb-1` is no server, and `reach` answers for servers",
    );
    fails(&["reach", SHOP, "--purpose", "traffic"], "`--purpose` is an option of `trace`");
    fails(&["reach", SHOP, "--format", "csv"], "the formats are text, markdown, json, svg");
    fails(&["reach", SHOP, "--traffic"], "`--traffic` is an option of `compare`");
    fails(&["check", SHOP, "--with-changes"], "`--with-changes` is an option of `reach`");
    fails(&["check", SHOP, "--to", "web-1"], "`--to` is an option of `trace` and `reach`");
    fails(&["reach", SHOP, "--protocol", "icmp", "--port", "8"], "`icmp` has no ports");
    fails(
        &["compare", SHOP, SHOP, "--traffic", "--format", "svg"],
        "there is no format `svg`; the formats are text, markdown, json",
    );
}

/// Compares two plans by what gets in.
fn compared(before: &Path, after: &Path) -> (Option<i32>, String) {
    let paths = [before.to_str().unwrap(), after.to_str().unwrap()];
    let output = run(&["compare", "--traffic", paths[0], paths[1]]);
    assert_eq!(err(&output), "");
    (output.status.code(), out(&output))
}

#[test]
fn a_change_that_changes_no_traffic_ends_with_0() {
    let mut other = plan("all-open");
    let same = kept("traffic-same.json", &other);
    other.name = "Another".to_owned();
    let (code, text) = compared(&same, &kept("traffic-renamed.json", &other));
    assert_eq!(code, Some(0));
    assert_eq!(
        text,
        "What the change opens and closes: Another\n\n\
         The change opens nothing and closes nothing.\n"
    );
}

#[test]
fn something_new_that_is_open_ends_with_3() {
    let mut plan = plan("all-open");
    let before = kept("traffic-before.json", &plan);
    let group = plan.security_groups.first_mut().unwrap();
    let mut rule = group.inbound.first().unwrap().clone();
    rule.id = "rule-9000".parse().unwrap();
    rule.protocol = Protocol::Tcp;
    rule.ports = Ports::single(22);
    rule.remote = Remote::Cidr("10.3.2.0/24".parse().unwrap());
    group.inbound.push(rule);
    let after = kept("traffic-more.json", &plan);
    let (code, text) = compared(&before, &after);
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("The change opens something that nothing requires.\n"), "{text}");
    assert!(
        text.contains("- TCP 22 from web, mqtt (web-1, web-2, mqtt-1) to web is new.\n"),
        "{text}"
    );
    // The other way round it closes what nobody needs.
    let (code, text) = compared(&after, &before);
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("no longer gets in.\n"), "{text}");
}

#[test]
fn something_required_that_is_closed_ends_with_1_whatever_else_is_opened() {
    let mut plan = plan("all-open");
    let before = kept("traffic-open.json", &plan);
    for group in &mut plan.security_groups {
        group.inbound.retain(|rule| rule.action != Action::Allow);
    }
    let mut open = plan.security_groups[0].outbound[0].clone();
    open.id = "rule-9000".parse().unwrap();
    open.ports = Ports::single(22);
    open.protocol = Protocol::Tcp;
    open.remote = Remote::Cidr("10.3.2.0/24".parse().unwrap());
    plan.security_groups[0].inbound.push(open);
    let after = kept("traffic-closed.json", &plan);
    let (code, text) = compared(&before, &after);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("The change closes something that is required.\n"), "{text}");
    assert!(text.contains("to web no longer gets in, and is\n  required.\n"), "{text}");
    assert!(text.contains("stopped (forwarded traffic exempt) now. It is required."), "{text}");
    assert!(text.contains("\nOpen, and not required\n"), "{text}");
    let paths = [before.to_str().unwrap(), after.to_str().unwrap()];
    for format in ["markdown", "json"] {
        let output = run(&["compare", paths[0], paths[1], "--traffic", "--format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}");
    }
    let json = out(&run(&["compare", paths[0], paths[1], "--traffic", "--format", "json"]));
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    let said: TrafficChange = serde_json::from_value(document["traffic_change"].clone()).unwrap();
    let states = paths.map(|path| read(&std::fs::read_to_string(path).unwrap()).unwrap());
    let [old, new] = [&states[0], &states[1]].map(check);
    assert_eq!(traffic_change((&states[0], &old), (&states[1], &new)), said);
}

#[test]
fn a_change_is_judged_by_connections_of_ones_own_too() {
    let open = connected();
    let mut closed = open.clone();
    let mut rule = closed.security_groups[0].inbound[0].clone();
    closed.security_groups[2].inbound.retain(|rule| rule.protocol != Protocol::Icmp);
    let (before, after) = (kept("wish-open.json", &open), kept("wish-closed.json", &closed));
    let (code, text) = compared(&before, &after);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("\nRequired, and closed\n"), "{text}");
    assert!(text.contains("is required. Your own\n  connection asks for it.\n"), "{text}");

    let mut wide = open.clone();
    rule.id = "rule-9000".parse().unwrap();
    rule.protocol = Protocol::Tcp;
    rule.ports = Ports::single(23);
    rule.remote = Remote::Cidr("10.0.250.0/24".parse().unwrap());
    wide.security_groups[0].inbound.push(rule);
    let (code, text) = compared(&before, &kept("wish-wide.json", &wide));
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("The change opens something that must not get in.\n"), "{text}");
    assert!(text.contains("\nOpen, and must not be\n"), "{text}");
    assert!(text.contains("It must not get\n  in, by your own connection.\n"), "{text}");
}
