//! Packets to a load balancer: its listeners, their access control, and its own members.

use elb_rule_planner::engine::trace;
use elb_rule_planner::engine::trace::{
    HopDecider, HopStage, Question, ReplyVerdict, Trace, TraceVerdict,
};
use elb_rule_planner::plan::{ListenerId, Plan};
use serde_json::{Value, json};

use crate::ends::{changed, question};

/// The verdict, and what the listeners say in the order of their parts.
fn said(answer: &Trace) -> (TraceVerdict, Vec<HopDecider>) {
    assert_eq!(answer.paths.len(), 1, "{answer:#?}");
    let path = &answer.paths[0];
    let last = path.hops.last().unwrap();
    assert_eq!(last.stage, HopStage::Listeners);
    (answer.verdict, last.parts.iter().map(|part| part.decided_by).collect())
}

fn with(listener: &Value) -> Plan {
    changed(|value| value["load_balancers"][0]["listeners"] = json!([listener]))
}

/// A listener as the plan of the cases has it, with some other fields.
fn listener(fields: Value) -> Value {
    let mut own = json!({
        "id": "listener-1", "protocol": "TCP", "ports": "80", "backend_server_group": "bsg-1",
    });
    own.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    own
}

const TAKEN: HopDecider = HopDecider::Listener(ListenerId(1));
const KEPT_OUT: HopDecider = HopDecider::AccessControl(ListenerId(1));
const OWN: HopDecider = HopDecider::OwnMember(ListenerId(1));

#[test]
fn only_what_a_listener_has_gets_in() {
    let plan = with(&listener(json!({})));
    let of = |ports| said(&trace(&plan, &question("192.0.2.1", "elb-1", ports)));
    assert_eq!(of("80"), (TraceVerdict::Wholly, vec![TAKEN]));
    assert_eq!(of("81"), (TraceVerdict::NotAtAll, vec![HopDecider::NoListener]));
    assert_eq!(of("80-81"), (TraceVerdict::InPart, vec![TAKEN, HopDecider::NoListener]));
    let udp = Question { protocol: "udp".parse().unwrap(), ..question("192.0.2.1", "elb-1", "80") };
    assert_eq!(said(&trace(&plan, &udp)), (TraceVerdict::NotAtAll, vec![HopDecider::NoListener]));
}

#[test]
fn access_control_decides_whatever_the_rules_say() {
    let of = |policy: &str, from| {
        let control = json!({ "policy": policy, "addresses": ["192.0.2.0/28", "10.0.2.12"] });
        let plan = with(&listener(json!({ "access_control": control })));
        said(&trace(&plan, &question(from, "elb-1", "80")))
    };
    assert_eq!(of("whitelist", "192.0.2.1"), (TraceVerdict::Wholly, vec![TAKEN]));
    assert_eq!(of("whitelist", "192.0.2.99"), (TraceVerdict::NotAtAll, vec![KEPT_OUT]));
    assert_eq!(of("blacklist", "192.0.2.1"), (TraceVerdict::NotAtAll, vec![KEPT_OUT]));
    assert_eq!(of("blacklist", "192.0.2.99"), (TraceVerdict::Wholly, vec![TAKEN]));
    let (verdict, by) = of("whitelist", "192.0.2.0/24");
    assert_eq!((verdict, by), (TraceVerdict::InPart, vec![KEPT_OUT, TAKEN]));
}

#[test]
fn a_member_does_not_reach_the_layer_4_listener_it_stands_behind() {
    let of = |plan: &Plan, from| said(&trace(plan, &question(from, "elb-1", "80")));
    let plan = with(&listener(json!({})));
    assert_eq!(of(&plan, "server-1"), (TraceVerdict::NotAtAll, vec![OWN]));
    assert_eq!(of(&plan, "ip-1"), (TraceVerdict::NotAtAll, vec![OWN]));
    assert_eq!(of(&plan, "server-2").1, [TAKEN]);
    // A layer 7 listener ends the connection, so its servers can be clients too.
    let plan = changed(|value| {
        value["load_balancers"][0]["listeners"] = json!([listener(json!({ "protocol": "HTTP" }))]);
        value["backend_server_groups"][0]["protocol"] = json!("HTTP");
    });
    assert_eq!(of(&plan, "server-1").1, [TAKEN]);
}

#[test]
fn a_load_balancer_gets_packets_where_it_works_and_not_where_it_sends_from() {
    let plan = changed(|value| {
        value["load_balancers"][0]["backend_subnets"] = json!(["subnet-2"]);
    });
    let answer = trace(&plan, &question("192.0.2.1", "elb-1", "80"));
    let to = json!(answer.paths[0].to);
    assert_eq!(to["what"]["load_balancer"]["subnet"], "subnet-1");
    assert_eq!(to["addresses"], json!(["10.0.1.0/24"]));
}

#[test]
fn replies_that_are_stopped_for_certain_are_told_apart() {
    let of = |choice: &str| {
        let plan = changed(|value| value["settings"]["network_acl_state"] = json!(choice));
        // Rule 9 of the network ACL lets TCP out to one subnet alone.
        let answer = trace(&plan, &question("10.0.3.9", "server-1", "80"));
        (answer.paths[0].replies.verdict, answer.loses_replies())
    };
    assert_eq!(of("stateful"), (ReplyVerdict::Nothing, false), "no rule lets it in");
    let of = |choice: &str| {
        let plan = changed(|value| {
            value["settings"]["network_acl_state"] = json!(choice);
            value["security_groups"][0]["inbound"][0]["remote"] = json!("10.0.0.0/8");
        });
        let answer = trace(&plan, &question("10.0.3.9", "server-1", "80"));
        (answer.verdict, answer.paths[0].replies.verdict, answer.loses_replies())
    };
    use TraceVerdict::Wholly;
    assert_eq!(of("stateful"), (Wholly, ReplyVerdict::Pass, false));
    assert_eq!(of("unsure"), (Wholly, ReplyVerdict::IfStateful, false));
    assert_eq!(of("stateless"), (Wholly, ReplyVerdict::Stopped, true));
}
