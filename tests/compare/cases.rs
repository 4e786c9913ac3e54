//! Changes with steps that were worked out by hand.

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::compare::{Aspect, ChangePlan, DifferenceKind, OwnRuleKind, Value};
use elb_rule_planner::engine::report::{ChangeKind, RulePlace};
use elb_rule_planner::engine::{check, compare};
use elb_rule_planner::plan::{
    BackendProtocol, Direction, HealthCheckProtocol, LoadBalancerId, Plan, SubnetId,
};
use serde_json::json;

/// A load balancer over HTTP and two servers in another subnet behind a network ACL. Everything
/// that has to flow passes, and one rule lets in the administrators.
pub(crate) fn plan() -> Plan {
    serde_json::from_value(json!({
        "version": 1,
        "settings": { "network_acl_state": "stateful" },
        "vpcs": [{ "id": "vpc-1", "name": "shop", "cidr": "10.0.0.0/16" }],
        "subnets": [
            { "id": "subnet-1", "name": "lb", "vpc": "vpc-1", "cidr": "10.0.1.0/24" },
            { "id": "subnet-2", "name": "web", "vpc": "vpc-1", "cidr": "10.0.2.0/24",
              "network_acl": "acl-1" },
            { "id": "subnet-3", "name": "lb-new", "vpc": "vpc-1", "cidr": "10.0.3.0/24" },
        ],
        "security_groups": [
            { "id": "sg-1", "name": "web",
              "inbound": [
                { "id": "rule-1", "protocol": "tcp", "ports": "8080", "remote": "10.0.1.0/24" },
                { "id": "rule-2", "protocol": "tcp", "ports": "8081", "remote": "10.0.1.0/24" },
                { "id": "rule-3", "protocol": "tcp", "ports": "22", "remote": "10.0.9.0/24" },
              ],
              "outbound": [{ "id": "rule-4", "remote": "0.0.0.0/0" }] },
        ],
        "network_acls": [
            { "id": "acl-1", "name": "web",
              "inbound": [
                { "id": "rule-5", "protocol": "tcp", "source": "10.0.0.0/16",
                  "destination": "10.0.2.0/24", "destination_ports": "8081" },
                { "id": "rule-6", "protocol": "tcp", "source": "10.0.1.0/24",
                  "destination": "10.0.2.0/24", "destination_ports": "8080" },
                { "id": "rule-7", "action": "deny", "protocol": "all", "source": "0.0.0.0/0",
                  "destination": "0.0.0.0/0" },
              ] },
        ],
        "load_balancers": [
            { "id": "elb-1", "name": "shop", "subnet": "subnet-1", "listeners": [
                { "id": "listener-1", "protocol": "HTTP", "ports": "80",
                  "backend_server_group": "bsg-1" },
            ] },
        ],
        "backend_server_groups": [
            { "id": "bsg-1", "name": "web", "vpc": "vpc-1", "protocol": "HTTP",
              "health_check": { "enabled": true, "protocol": "HTTP", "port": 8081 },
              "members": [
                { "id": "member-1", "target": "server-1", "port": 8080 },
              ] },
        ],
        "servers": [
            { "id": "server-1", "name": "web-1", "subnet": "subnet-2", "ipv4": "10.0.2.11",
              "security_groups": ["sg-1"] },
            { "id": "server-2", "name": "web-2", "subnet": "subnet-2", "ipv4": "10.0.2.12",
              "security_groups": ["sg-1"] },
        ],
    }))
    .unwrap()
}

pub(crate) fn changed(change: impl FnOnce(&mut Plan)) -> ChangePlan {
    let before = plan();
    assert_eq!(check(&before).changes, [], "the plan begins with nothing missing");
    let mut after = before.clone();
    change(&mut after);
    let steps = compare(&before, &after);
    assert!(steps.proof.holds(), "{:?}", steps.proof);
    // Once all is done, nothing is missing, and what was said to be removable is not missed.
    let mut end = transact(&steps.target, &steps.report.remedy()).unwrap();
    assert_eq!(check(&end).summary.blocked_flows, 0);
    for removal in &steps.removals {
        for list in [Direction::Inbound, Direction::Outbound] {
            end.security_groups[0].rules_mut(list).retain(|rule| rule.id != removal.rule);
            end.network_acls[0].rules_mut(list).retain(|rule| rule.id != removal.rule);
        }
    }
    assert_eq!(check(&end).summary.blocked_flows, 0);
    steps
}

/// The rules to add, each as the place, the other end and the ports.
pub(crate) fn added(steps: &ChangePlan) -> Vec<String> {
    let mut added: Vec<String> = steps
        .additions
        .iter()
        .map(|addition| match &addition.change.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => {
                format!("sg {} {} {}", rule.protocol, rule.remote, rule.ports)
            }
            ChangeKind::AddNetworkAclRule { rule, position, .. } => format!(
                "acl {} {} {} at {position}",
                rule.protocol, rule.source, rule.destination_ports
            ),
            ChangeKind::LowerPriority { rule, .. } => format!("lower {rule}"),
        })
        .collect();
    added.sort();
    added
}

pub(crate) fn removed(steps: &ChangePlan) -> Vec<u32> {
    steps.removals.iter().map(|it| it.rule.0).collect()
}

#[test]
fn a_rule_that_a_server_of_before_cannot_read_is_added_in_parts() {
    let mut before = serde_json::to_value(plan()).unwrap();
    before["settings"]["rule_ports"] = json!("merged");
    before["servers"][1]["flavor"] = json!("kunpeng");
    let before: Plan = serde_json::from_value(before).unwrap();
    let ports = |flavor: &str| {
        let mut after = serde_json::to_value(&before).unwrap();
        after["servers"][1]["flavor"] = json!(flavor);
        after["backend_server_groups"][0]["members"][0]["port"] = json!(9000);
        after["backend_server_groups"][0]["health_check"]["port"] = json!(9100);
        let steps = compare(&before, &serde_json::from_value(after).unwrap());
        assert!(steps.proof.holds(), "{:?}", steps.proof);
        let added = steps.additions.iter().filter_map(|it| match &it.change.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => Some(rule.ports.to_string()),
            _ => None,
        });
        added.collect::<Vec<_>>()
    };
    assert_eq!(ports("kunpeng"), ["9000", "9100"]);
    assert_eq!(ports("standard"), ["9000", "9100"], "the rules are there before the flavor is");
}

#[test]
fn two_states_that_are_alike_leave_nothing_to_do() {
    let steps = changed(|plan| plan.vpcs[0].position.x += 40);
    assert!(steps.is_empty(), "{steps:#?}");
    // Not even where the plan lacks rules: that is no change.
    let mut lacking = plan();
    lacking.security_groups[0].inbound.clear();
    assert!(compare(&lacking, &lacking).is_empty());
}

#[test]
fn another_backend_subnet_needs_rules_and_the_old_ones_stay() {
    let steps = changed(|plan| plan.load_balancers[0].subnet = SubnetId(3));
    assert_eq!(
        added(&steps),
        ["acl tcp 10.0.3.0/24 8080 at 3", "sg tcp 10.0.3.0/24 8080-8081"],
        "the network ACL lets the health check in from everywhere"
    );
    assert_eq!(removed(&steps), [0_u32; 0], "the load balancer goes on sending from there");
    assert_eq!(steps.keeps_sending.len(), 1);
    assert_eq!(steps.keeps_sending[0].subnets, [SubnetId(1)]);
    assert_eq!(steps.target.load_balancers[0].previous_backend_subnets, [SubnetId(1)]);
}

#[test]
fn a_load_balancer_that_is_created_anew_frees_the_old_subnet() {
    let steps = changed(|plan| {
        plan.load_balancers[0].subnet = SubnetId(3);
        plan.load_balancers[0].id = LoadBalancerId(2);
    });
    assert_eq!(steps.keeps_sending, []);
    assert_eq!(removed(&steps), [1, 2, 6], "rule 5 lets the new subnet in too");
}

#[test]
fn another_port_of_the_health_check_frees_the_old_port() {
    let steps = changed(|plan| {
        plan.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    });
    assert_eq!(added(&steps), ["acl tcp 10.0.1.0/24 9000 at 3", "sg tcp 10.0.1.0/24 9000"]);
    assert_eq!(removed(&steps), [2, 5]);
    let [sg, acl] = steps.removals.as_slice() else { panic!("{:?}", steps.removals) };
    assert_eq!(sg.also, [], "it lets in nothing else");
    assert_eq!(sg.flows.len(), 1);
    assert_eq!(acl.place, RulePlace::NetworkAcl(elb_rule_planner::plan::NetworkAclId(1)));
    let also = serde_json::to_value(&acl.also).unwrap();
    let sources: Vec<_> = also.as_array().unwrap().iter().map(|it| it["source"].clone()).collect();
    assert_eq!(sources, ["10.0.0.0/24", "10.0.2.0-10.0.255.255"]);
    let DifferenceKind::Changed(fields) = &steps.differences[0].kind else { panic!() };
    assert_eq!(fields[0].aspect, Aspect::HealthCheckPort);
    assert_eq!(fields[0].before, Value::Text("8081".to_owned()));
    assert_eq!(fields[0].after, Value::Text("9000".to_owned()));
}

#[test]
fn from_tcp_to_udp_everything_is_new_but_what_stays_exempt() {
    let steps = changed(|plan| {
        plan.load_balancers[0].listeners[0].protocol =
            elb_rule_planner::plan::ListenerProtocol::Udp;
        let group = &mut plan.backend_server_groups[0];
        group.protocol = BackendProtocol::Udp;
        group.health_check.protocol = HealthCheckProtocol::Udp;
        group.health_check.port = None;
    });
    assert_eq!(
        added(&steps),
        [
            "acl icmp 10.0.1.0/24  at 4",
            "acl udp 10.0.1.0/24 8080 at 3",
            "sg icmp 10.0.1.0/24 ",
            "sg udp 10.0.1.0/24 8080",
        ]
    );
    assert_eq!(removed(&steps), [1, 2, 5, 6]);
    // A rule for other people's traffic is no one's to remove.
    assert!(!removed(&steps).contains(&3));
}

#[test]
fn a_member_more_behind_the_same_rules_needs_none() {
    let steps = changed(|plan| {
        let mut member = plan.backend_server_groups[0].members[0].clone();
        member.id.0 = 2;
        member.target = elb_rule_planner::plan::ServerId(2).into();
        plan.backend_server_groups[0].members.push(member);
    });
    assert_eq!(added(&steps), [] as [&str; 0]);
    assert_eq!(removed(&steps), [0_u32; 0]);
    assert_eq!(steps.differences.len(), 1);
}

#[test]
fn the_last_member_takes_its_rules_with_it() {
    let steps = changed(|plan| plan.backend_server_groups[0].members.clear());
    assert_eq!(added(&steps), [] as [&str; 0]);
    assert_eq!(removed(&steps), [1, 2, 5, 6]);
}

#[test]
fn a_rule_that_someone_else_needs_stays() {
    let steps = changed(|plan| {
        // A second group keeps the old port in use.
        let mut other = plan.backend_server_groups[0].clone();
        other.id.0 = 2;
        other.members[0].id.0 = 2;
        other.members[0].target = elb_rule_planner::plan::ServerId(2).into();
        plan.backend_server_groups.push(other);
        let mut listener = plan.load_balancers[0].listeners[0].clone();
        listener.id.0 = 2;
        listener.ports = "81".parse().unwrap();
        listener.backend_server_group = Some(elb_rule_planner::plan::BackendServerGroupId(2));
        plan.load_balancers[0].listeners.push(listener);
        plan.backend_server_groups[0].members[0].port = 9090.try_into().ok();
    });
    assert_eq!(removed(&steps), [0_u32; 0]);
    assert_eq!(added(&steps).len(), 2);
}

#[test]
fn ones_own_rules_come_first_where_they_open_and_last_where_they_close() {
    let steps = changed(|plan| {
        let inbound = &mut plan.security_groups[0].inbound;
        inbound.retain(|rule| rule.id.0 != 3);
        let mut open = inbound[0].clone();
        open.id.0 = 20;
        open.ports = "443".parse().unwrap();
        inbound.push(open);
        // The network ACL's last deny goes, and a narrow one comes.
        let acl = &mut plan.network_acls[0].inbound;
        let mut deny = acl.pop().unwrap();
        deny.id.0 = 21;
        deny.source = "10.0.66.0/24".parse().unwrap();
        acl.insert(0, deny);
    });
    let (opened, closed) = crate::steps::own(&steps);
    assert_eq!(opened, ["add rule-20"]);
    assert_eq!(closed, ["remove rule-3", "add rule-21", "remove rule-7"]);
    assert_eq!(steps.additions, []);
}

#[test]
fn a_deny_in_the_way_goes_first() {
    let mut before = plan();
    let mut deny = before.network_acls[0].inbound[2].clone();
    deny.id.0 = 30;
    deny.source = "10.0.3.0/24".parse().unwrap();
    before.network_acls[0].inbound.insert(0, deny);
    let mut after = before.clone();
    after.network_acls[0].inbound.remove(0);
    after.network_acls[0].inbound[1].source = "10.0.0.0/16".parse().unwrap();
    after.load_balancers[0].subnet = SubnetId(3);
    let steps = compare(&before, &after);
    assert!(steps.proof.holds(), "{:?}", steps.proof);
    let first = &steps.opened[0].kind;
    assert!(matches!(first, OwnRuleKind::Removed(rule) if rule.id().0 == 30), "{first:?}");
}
