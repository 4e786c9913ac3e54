//! Each problem as a small change of a plan that has none.

use serde_json::{Value, json};

use crate::plan::Plan;

/// A plan without problems: two subnets, a dual-stack server, a load balancer and its group.
fn sound() -> Value {
    json!({
        "version": 1,
        "vpcs": [
            { "id": "vpc-1", "name": "a", "cidr": "10.0.0.0/16", "secondary_cidrs": ["10.1.0.0/16"] },
            { "id": "vpc-2", "name": "b", "cidr": "10.0.0.0/16" },
        ],
        "subnets": [
            { "id": "subnet-1", "name": "front", "vpc": "vpc-1", "cidr": "10.0.1.0/24", "ipv6_cidr": "2001:db8:1::/64" },
            { "id": "subnet-2", "name": "back", "vpc": "vpc-1", "cidr": "10.1.2.0/24", "ipv6_cidr": "2001:db8:2::/64" },
            { "id": "subnet-3", "name": "far", "vpc": "vpc-2", "cidr": "10.0.1.0/24" },
        ],
        "security_groups": [{ "id": "sg-1", "name": "web", "inbound": [
            { "id": "rule-1", "protocol": "tcp", "ports": "80", "remote": "10.0.1.0/24" },
            { "id": "rule-2", "protocol": "tcp", "remote": "ipg-1" },
        ] }],
        "network_acls": [{ "id": "acl-1", "name": "edge", "inbound": [
            { "id": "rule-3", "protocol": "udp", "source": "ipg-1", "destination": "10.1.2.0/24" },
        ] }],
        "address_groups": [{ "id": "ipg-1", "name": "office", "addresses": ["10.9.0.1-10.9.0.5"] }],
        "load_balancers": [{ "id": "elb-1", "name": "lb", "subnet": "subnet-1", "listeners": [
            { "id": "listener-1", "protocol": "TCP", "ports": "80", "backend_server_group": "bsg-1" },
            { "id": "listener-2", "protocol": "UDP", "ports": "80" },
        ] }],
        "backend_server_groups": [{
            "id": "bsg-1", "name": "web", "vpc": "vpc-1", "protocol": "TCP",
            "members": [
                { "id": "member-1", "target": "server-1", "port": 8080 },
                { "id": "member-2", "target": "server-1", "port": 8081 },
            ],
        }],
        "servers": [
            { "id": "server-1", "name": "s1", "subnet": "subnet-2", "ipv4": "10.1.2.10", "ipv6": "2001:db8:2::10", "security_groups": ["sg-1"] },
            { "id": "server-2", "name": "s2", "subnet": "subnet-3", "ipv4": "10.0.1.10", "security_groups": ["sg-1"] },
        ],
        "ip_backends": [{ "id": "ip-1", "name": "old", "address": "192.168.1.1" }],
    })
}

/// The fields that change, and the problems that there are then.
type Case = (Vec<(&'static str, Value)>, &'static [&'static str]);

/// The problems of a plan in short: `subject field kind`.
fn problems(plan: Value) -> Vec<String> {
    let plan: Plan = serde_json::from_value(plan).unwrap();
    let word = |value: Value| match value {
        Value::String(word) => word,
        Value::Object(fields) => fields.keys().next().unwrap().clone(),
        other => panic!("neither a word nor an object: {other}"),
    };
    plan.problems()
        .into_iter()
        .map(|it| {
            let (field, kind) = (serde_json::to_value(it.field), serde_json::to_value(it.kind));
            format!("{} {} {}", it.subject, word(field.unwrap()), word(kind.unwrap()))
        })
        .collect()
}

/// Sets a field, or appends to a list where the pointer ends in `/-`.
fn set(plan: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match plan.pointer_mut(parent).unwrap() {
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        parent => parent[key] = value,
    }
}

#[test]
fn a_sound_plan_has_no_problems() {
    assert_eq!(problems(sound()), [""; 0]);
    assert_eq!(Plan::default().problems(), []);
}

/// A problem of a server says at which of its network interfaces it is.
#[test]
fn a_problem_of_a_server_is_at_its_interface() {
    let cases = [
        (json!({ "subnet": "subnet-2", "ipv4": "10.8.0.1", "security_groups": ["sg-1"] }), "Ipv4"),
        (json!({ "subnet": "subnet-2", "ipv4": "10.1.2.0", "security_groups": ["sg-1"] }), "Ipv4"),
        (json!({ "subnet": "subnet-2", "security_groups": ["sg-9"] }), "SecurityGroups"),
        (json!({ "subnet": "subnet-2" }), "SecurityGroups"),
        (json!({ "subnet": "subnet-9", "security_groups": ["sg-1"] }), "Subnet"),
        (json!({ "subnet": "subnet-3", "security_groups": ["sg-1"] }), "Subnet"),
    ];
    for (interface, field) in cases {
        let mut value = sound();
        value["servers"][0]["interfaces"] = json!([interface]);
        let plan: Plan = serde_json::from_value(value).unwrap();
        let server = &plan.servers[0];
        let problems = plan.problems();
        let [problem] = problems.as_slice() else { panic!("{interface}: {problems:?}") };
        assert_eq!(format!("{:?}", problem.field), field, "{interface}");
        assert!(problem.is_at(&server.interfaces[0].interface(), server, &plan), "{interface}");
        assert!(!problem.is_at(&server.primary(), server, &plan), "{interface}");
    }
}

#[test]
fn each_problem_is_found_where_it_is() {
    let member = "/backend_server_groups/0/members/0";
    let ip_member = json!({ "id": "member-3", "target": "ip-1", "port": 80 });
    let cases: Vec<Case> = vec![
        // Ids and references.
        (vec![("/security_groups/0/inbound/1/id", json!("rule-3"))], &["rule-3 id duplicate_id"]),
        (vec![("/subnets/0/network_acl", json!("acl-9"))], &["subnet-1 network_acl dangling"]),
        (vec![("/subnets/2/vpc", json!("vpc-9"))], &["subnet-3 vpc dangling"]),
        (vec![("/servers/1/subnet", json!("subnet-9"))], &["server-2 subnet dangling"]),
        (
            vec![("/servers/1/security_groups", json!(["sg-9"]))],
            &["server-2 security_groups dangling"],
        ),
        (vec![("/ip_backends/0/vpc", json!("vpc-9"))], &["ip-1 vpc dangling"]),
        (vec![("/load_balancers/0/subnet", json!("subnet-9"))], &["elb-1 subnet dangling"]),
        (
            vec![("/load_balancers/0/backend_subnets", json!(["subnet-9"]))],
            &["elb-1 backend_subnets dangling"],
        ),
        (
            vec![("/load_balancers/0/previous_backend_subnets", json!(["subnet-9"]))],
            &["elb-1 previous_backend_subnets dangling"],
        ),
        (
            vec![("/load_balancers/0/listeners/1/backend_server_group", json!("bsg-9"))],
            &["listener-2 backend_server_group dangling"],
        ),
        (
            vec![(member, json!({ "id": "member-1", "target": "server-9", "port": 1 }))],
            &["member-1 target dangling"],
        ),
        (vec![("/security_groups/0/inbound/0/remote", json!("sg-9"))], &["rule-1 remote dangling"]),
        (vec![("/network_acls/0/inbound/0/source", json!("ipg-9"))], &["rule-3 source dangling"]),
        // Blocks and addresses.
        (
            vec![("/vpcs/0/secondary_cidrs/-", json!("10.0.128.0/17"))],
            &["vpc-1 secondary_cidrs overlap"],
        ),
        (
            vec![("/subnets/1/cidr", json!("10.0.1.0/25"))],
            &["subnet-2 cidr overlap", "server-1 ipv4 outside_subnet"],
        ),
        (vec![("/subnets/0/cidr", json!("10.2.0.0/24"))], &["subnet-1 cidr outside_vpc"]),
        (vec![("/servers/0/ipv4", json!("10.0.1.10"))], &["server-1 ipv4 outside_subnet"]),
        (vec![("/servers/0/ipv4", json!("10.1.2.255"))], &["server-1 ipv4 reserved_address"]),
        (vec![("/servers/0/ipv6", json!("2001:db8:2::"))], &["server-1 ipv6 reserved_address"]),
        (vec![("/servers/1/ipv6", json!("2001:db8::1"))], &["server-2 ipv6 subnet_without_ipv6"]),
        (
            vec![("/servers/1/subnet", json!("subnet-2")), ("/servers/1/ipv4", json!("10.1.2.10"))],
            &["server-2 ipv4 duplicate_address"],
        ),
        (vec![("/servers/1/ipv4", json!(null))], &["server-2 ipv4 no_address"]),
        (
            vec![("/servers/1/security_groups", json!([]))],
            &["server-2 security_groups no_security_group"],
        ),
        (vec![("/ip_backends/0/address", json!("8.8.8.8"))], &["ip-1 address not_a_private_ipv4"]),
        // Load balancers and listeners.
        (
            vec![("/load_balancers/0/backend_subnets", json!(["subnet-3"]))],
            &["elb-1 backend_subnets backend_subnet_in_other_vpc"],
        ),
        (
            vec![("/load_balancers/0/listeners/1/ports", json!(""))],
            &["listener-2 ports listener_without_port"],
        ),
        (
            vec![("/load_balancers/0/listeners/1/protocol", json!("HTTP"))],
            &["listener-2 ports port_taken"],
        ),
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({ "id": "listener-3", "protocol": "QUIC", "ports": "70-90" }),
            )],
            &["listener-3 ports too_many_ports", "listener-2 ports port_taken"],
        ),
        // Tests of what listeners, groups and members cannot do.
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({ "id": "listener-3", "protocol": "IP", "ports": "70" }),
            )],
            &["listener-3 protocol not_supported"],
        ),
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({ "id": "listener-3", "protocol": "UDP", "ports": "4789" }),
            )],
            &["listener-3 ports port_not_allowed"],
        ),
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({ "id": "listener-3", "protocol": "HTTP", "ports": "70", "nat64": true }),
            )],
            &["listener-3 nat64 option_needs_layer4"],
        ),
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({
                    "id": "listener-3", "protocol": "TLS", "ports": "70",
                    "policies": [{ "backend_server_group": "bsg-9" }],
                }),
            )],
            &["listener-3 policies policies_need_layer7"],
        ),
        (
            vec![(
                "/load_balancers/0/listeners/-",
                json!({
                    "id": "listener-3", "protocol": "HTTP", "ports": "70",
                    "policies": [{ "backend_server_group": "bsg-9" }],
                }),
            )],
            &["listener-3 policies dangling"],
        ),
        (
            vec![("/backend_server_groups/0/members/0/address", json!("10.9.9.9"))],
            &["member-1 address not_an_address_of_server"],
        ),
        (
            vec![("/load_balancers/0/listeners/0/protocol", json!("HTTP"))],
            &["listener-1 backend_server_group listener_group_mismatch"],
        ),
        (
            vec![
                ("/load_balancers/0/kind", json!("shared")),
                ("/load_balancers/0/backend_subnets", json!(["subnet-1"])),
            ],
            &["elb-1 backend_subnets shared_cannot"],
        ),
        (
            vec![
                ("/load_balancers/0/kind", json!("shared")),
                ("/load_balancers/0/ip_as_backend", json!(true)),
            ],
            &["elb-1 ip_as_backend shared_cannot"],
        ),
        (
            vec![
                ("/load_balancers/0/kind", json!("shared")),
                ("/load_balancers/0/listeners/1/protocol", json!("QUIC")),
            ],
            &["listener-2 protocol shared_cannot"],
        ),
        // Groups and members.
        (
            vec![(
                "/backend_server_groups/0/health_check",
                json!({ "enabled": true, "protocol": "UDP" }),
            )],
            &["bsg-1 health_check_protocol health_check_mismatch"],
        ),
        (
            vec![(
                "/backend_server_groups/0/health_check",
                json!({ "enabled": false, "protocol": "UDP" }),
            )],
            &[],
        ),
        (
            vec![("/backend_server_groups/0/members/0/port", json!(null))],
            &["member-1 port member_without_port"],
        ),
        (
            vec![("/backend_server_groups/0/members/1/port", json!(8080))],
            &["member-2 target duplicate_member"],
        ),
        (
            vec![("/backend_server_groups/0/members/0/target", json!("server-2"))],
            &["member-1 target server_in_other_vpc"],
        ),
        (
            vec![
                ("/servers/0/ipv4", json!(null)),
                ("/backend_server_groups/0/members/0/type", json!("IPv6")),
            ],
            &["member-2 type member_without_address"],
        ),
        (
            vec![
                ("/subnets/0/ipv6_cidr", json!(null)),
                ("/backend_server_groups/0/members/0/type", json!("IPv6")),
            ],
            &["member-1 type backend_subnet_without_ipv6"],
        ),
        (
            vec![
                ("/load_balancers/0/listeners/0/protocol", json!("HTTP")),
                ("/backend_server_groups/0/protocol", json!("HTTP")),
                ("/backend_server_groups/0/members/0/type", json!("IPv6")),
            ],
            &["member-1 type layer7_needs_ipv4"],
        ),
        (
            vec![("/backend_server_groups/0/members/-", ip_member.clone())],
            &["member-3 target needs_ip_as_backend"],
        ),
        (
            vec![
                ("/backend_server_groups/0/members/-", ip_member.clone()),
                ("/load_balancers/0/ip_as_backend", json!(true)),
            ],
            &[],
        ),
        (
            vec![
                ("/backend_server_groups/0/members/-", ip_member),
                ("/load_balancers/0/kind", json!("shared")),
            ],
            &["member-3 target shared_cannot"],
        ),
        // Rules.
        (
            vec![("/security_groups/0/inbound/0/type", json!("IPv6"))],
            &["rule-1 remote type_mismatch"],
        ),
        (
            vec![("/security_groups/0/inbound/1/type", json!("IPv6"))],
            &["rule-2 remote type_mismatch"],
        ),
        (
            vec![("/network_acls/0/inbound/0/destination", json!("::/0"))],
            &["rule-3 destination type_mismatch"],
        ),
        (
            vec![("/address_groups/0/addresses/-", json!("2001:db8::1"))],
            &["ipg-1 addresses type_mismatch"],
        ),
        (
            vec![("/network_acls/0/inbound/0/protocol", json!("icmpv6"))],
            &["rule-3 protocol protocol_mismatch"],
        ),
        (
            vec![("/security_groups/0/inbound/0/protocol", json!("icmp"))],
            &["rule-1 ports protocol_mismatch"],
        ),
        (
            vec![("/security_groups/0/inbound/0/icmp", json!("8/0"))],
            &["rule-1 icmp protocol_mismatch"],
        ),
        // Connections.
        (connected("server-1", "subnet-3", "tcp"), &[]),
        (connected("sg-1", "sg-1", "tcp"), &[]),
        (connected("server-1", "server-1", "tcp"), &["connection-1 to same_end"]),
        (connected("10.9.9.9", "10.9.9.9", "tcp"), &["connection-1 to same_end"]),
        (connected("10.9.0.0/16", "10.9.0.0/16", "tcp"), &[]),
        (connected("::/0", "subnet-3", "tcp"), &["connection-1 to ends_of_other_families"]),
        (
            connected("0.0.0.0/0", "server-1", "icmpv6"),
            &["connection-1 protocol protocol_mismatch"],
        ),
        (connected("server-9", "server-1", "tcp"), &["connection-1 from dangling"]),
    ];
    for (changes, expected) in cases {
        let mut plan = sound();
        let title = format!("{changes:?}");
        for (pointer, value) in changes {
            set(&mut plan, pointer, value);
        }
        assert_eq!(problems(plan), expected, "{title}");
    }
}

/// A change that adds a connection between two ends.
fn connected(from: &str, to: &str, protocol: &str) -> Vec<(&'static str, Value)> {
    let connection = json!({
        "id": "connection-1", "kind": "must_reach", "from": from, "to": to, "protocol": protocol,
    });
    vec![("/connections", json!([connection]))]
}

#[test]
fn a_connection_has_the_same_problems_before_it_is_in_the_plan() {
    let mut with = sound();
    for (pointer, value) in connected("::/0", "subnet-3", "icmp") {
        set(&mut with, pointer, value);
    }
    let with = serde_json::from_value::<Plan>(with).unwrap();
    let without = serde_json::from_value::<Plan>(sound()).unwrap();
    assert_eq!(with.problems().len(), 1);
    assert_eq!(without.problems_of_connection(&with.connections[0]), with.problems());
}

#[test]
fn ten_thousand_members_are_looked_over_at_once() {
    let mut plan = sound();
    let members: Vec<_> = (1..=10_000)
        .map(|n| json!({ "id": format!("member-{n}"), "target": "server-1", "port": n }))
        .collect();
    set(&mut plan, "/backend_server_groups/0/members", json!(members));
    assert_eq!(problems(plan), [""; 0]);
}
