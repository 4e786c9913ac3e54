//! Questions with answers that were worked out by hand, a row for each.

use elb_rule_planner::engine::report::Purpose;
use elb_rule_planner::engine::trace;
use elb_rule_planner::engine::trace::{
    HopBypass, HopDecider, Question, ReplyVerdict, Trace, TraceNote, TraceVerdict,
};
use elb_rule_planner::plan::{Plan, RuleId, SecurityGroupRule};
use serde_json::json;

/// A load balancer over TCP in one subnet; two servers in another one behind a network ACL, one
/// server with the load balancer, one in another VPC, and an address on premises.
pub(crate) fn plan() -> Plan {
    serde_json::from_value(json!({
        "version": 1,
        "settings": { "network_acl_state": "unsure" },
        "vpcs": [
            { "id": "vpc-1", "name": "one", "cidr": "10.0.0.0/16" },
            { "id": "vpc-2", "name": "two", "cidr": "10.9.0.0/16" },
        ],
        "subnets": [
            { "id": "subnet-1", "name": "lb", "vpc": "vpc-1", "cidr": "10.0.1.0/24" },
            { "id": "subnet-2", "name": "web", "vpc": "vpc-1", "cidr": "10.0.2.0/24",
              "network_acl": "acl-1" },
            { "id": "subnet-3", "name": "far", "vpc": "vpc-2", "cidr": "10.9.1.0/24" },
        ],
        "security_groups": [
            { "id": "sg-1", "name": "web",
              "inbound": [
                { "id": "rule-1", "protocol": "tcp", "ports": "80", "remote": "10.0.1.0/25" },
                { "id": "rule-2", "protocol": "tcp", "ports": "22", "remote": "sg-2" },
                { "id": "rule-3", "remote": "sg-1" },
              ],
              "outbound": [{ "id": "rule-4", "remote": "0.0.0.0/0" }] },
            { "id": "sg-2", "name": "admin",
              "outbound": [{ "id": "rule-5", "protocol": "tcp", "remote": "sg-1" }] },
            { "id": "sg-3", "name": "stern",
              "inbound": [{ "id": "rule-6", "action": "deny", "remote": "0.0.0.0/0" }] },
        ],
        "network_acls": [
            { "id": "acl-1", "name": "web",
              "inbound": [
                { "id": "rule-7", "action": "deny", "protocol": "tcp", "source": "0.0.0.0/0",
                  "destination": "10.0.2.11", "destination_ports": "8000-8999" },
                { "id": "rule-8", "source": "10.0.0.0/16", "destination": "0.0.0.0/0" },
              ],
              "outbound": [
                { "id": "rule-9", "protocol": "tcp", "source": "0.0.0.0/0",
                  "destination": "10.0.1.0/24" },
              ] },
        ],
        "load_balancers": [
            { "id": "elb-1", "name": "shop", "subnet": "subnet-1", "listeners": [
                { "id": "listener-1", "protocol": "TCP", "ports": "80",
                  "backend_server_group": "bsg-1" },
            ] },
        ],
        "backend_server_groups": [
            { "id": "bsg-1", "name": "web", "vpc": "vpc-1", "protocol": "TCP",
              "health_check": { "enabled": true, "protocol": "TCP", "port": 81 },
              "members": [
                { "id": "member-1", "target": "server-1", "port": 80 },
                { "id": "member-2", "target": "ip-1", "port": 80 },
              ] },
        ],
        "servers": [
            { "id": "server-1", "name": "web-1", "subnet": "subnet-2", "ipv4": "10.0.2.11",
              "security_groups": ["sg-1"] },
            { "id": "server-2", "name": "web-2", "subnet": "subnet-2", "ipv4": "10.0.2.12",
              "security_groups": ["sg-1", "sg-3"] },
            { "id": "server-3", "name": "admin", "subnet": "subnet-1", "ipv4": "10.0.1.9",
              "security_groups": ["sg-2"] },
            { "id": "server-4", "name": "far", "subnet": "subnet-3", "ipv4": "10.9.1.9",
              "security_groups": ["sg-1"] },
            { "id": "server-5", "name": "bare", "subnet": "subnet-1", "ipv4": "10.0.1.10" },
        ],
        "ip_backends": [{ "id": "ip-1", "name": "old", "address": "192.168.1.1" }],
    }))
    .unwrap()
}

/// A question as texts: from, to, protocol and ports, with its purpose.
type QuestionTexts = (&'static str, &'static str, &'static str, &'static str, Purpose);

fn ask((from, to, protocol, ports, purpose): QuestionTexts) -> Trace {
    let question = Question {
        protocol: protocol.parse().unwrap(),
        ports: ports.parse().unwrap(),
        purpose,
        ..Question::all(from.parse().unwrap(), to.parse().unwrap())
    };
    trace(&plan(), &question)
}

fn deciders(answer: &Trace) -> Vec<Vec<HopDecider>> {
    let hops = answer.paths.iter().flat_map(|path| &path.hops);
    hops.map(|hop| hop.parts.iter().map(|part| part.decided_by).collect()).collect()
}

const fn rule(number: u32) -> HopDecider {
    HopDecider::Rule(RuleId(number))
}

const fn free(why: HopBypass) -> HopDecider {
    HopDecider::NotFiltered(why)
}

#[test]
fn each_question_is_answered_with_the_rules_that_decide() {
    use Purpose::{HealthCheck, Traffic};
    use TraceVerdict::{InPart, NotAtAll, Nothing, Unclear, Wholly};
    let none = free(HopBypass::NoNetworkAcl);
    let table: Vec<(QuestionTexts, TraceVerdict, Vec<Vec<HopDecider>>)> = vec![
        // Forwarded layer 4 traffic passes whatever rules say, and its probe does not.
        (
            ("elb-1", "member-1", "tcp", "80", Traffic),
            Wholly,
            vec![vec![free(HopBypass::Layer4)]; 3],
        ),
        (
            ("elb-1", "member-1", "tcp", "81", HealthCheck),
            NotAtAll,
            vec![vec![none], vec![rule(8)], vec![HopDecider::DefaultDeny]],
        ),
        // Half of the backend subnet is let in.
        (
            ("elb-1", "server-1", "tcp", "80", HealthCheck),
            InPart,
            vec![vec![none], vec![rule(8)], vec![rule(1), HopDecider::DefaultDeny]],
        ),
        // A part of the ports is stopped at the subnet, all of them at the server.
        (
            ("elb-1", "server-1", "tcp", "7999-8000", HealthCheck),
            NotAtAll,
            vec![vec![none], vec![rule(7), rule(8)], vec![HopDecider::DefaultDeny]],
        ),
        // A rule that names a group looks at what the sender wears, at either end.
        (
            ("server-3", "server-1", "tcp", "22", Traffic),
            Wholly,
            vec![vec![rule(5)], vec![none], vec![rule(8)], vec![rule(2)]],
        ),
        (
            ("10.0.1.9", "server-1", "tcp", "22", Traffic),
            Wholly,
            vec![vec![rule(5)], vec![none], vec![rule(8)], vec![rule(2)]],
        ),
        (
            ("10.0.1.8", "server-1", "tcp", "22", Traffic),
            NotAtAll,
            vec![vec![none], vec![rule(8)], vec![HopDecider::DefaultDeny]],
        ),
        // Out to a group that only a part of the goal wears.
        (
            ("server-3", "10.0.1.10", "tcp", "22", Traffic),
            NotAtAll,
            vec![vec![HopDecider::DefaultDeny], vec![none], vec![HopDecider::Unknown]],
        ),
        // Within a subnet its network ACL does not count; two readings of two groups disagree.
        (
            ("server-1", "server-2", "udp", "53", Traffic),
            Unclear,
            vec![vec![rule(4)], vec![free(HopBypass::SameSubnet)], vec![HopDecider::Ambiguous]],
        ),
        // Out of a subnet, its network ACL counts outbound.
        (
            ("server-1", "server-4", "udp", "53", Traffic),
            NotAtAll,
            vec![vec![rule(4)], vec![HopDecider::DefaultDeny], vec![none], vec![rule(3)]],
        ),
        (
            ("server-1", "100.125.3.4", "udp", "53", Traffic),
            Wholly,
            vec![vec![rule(4)], vec![free(HopBypass::ReservedDestination)]],
        ),
        (
            ("server-1", "169.254.169.254", "tcp", "80-81", Traffic),
            InPart,
            vec![
                vec![rule(4)],
                vec![free(HopBypass::ReservedDestination), HopDecider::DefaultDeny],
            ],
        ),
        // Packets from the block of the cloud's services are filtered like all others.
        (
            ("100.125.3.4", "server-1", "tcp", "80", Traffic),
            NotAtAll,
            vec![vec![HopDecider::DefaultDeny], vec![HopDecider::DefaultDeny]],
        ),
        // A server of which no group is known, an address outside of the cloud, and one nowhere.
        (
            ("10.0.2.99", "server-5", "tcp", "80", Traffic),
            Unclear,
            vec![vec![rule(9)], vec![none], vec![HopDecider::Unknown]],
        ),
        (
            ("elb-1", "member-2", "tcp", "80", Traffic),
            Unclear,
            vec![vec![none], vec![HopDecider::Unknown]],
        ),
        (("elb-1", "192.0.2.1", "tcp", "80", Traffic), Wholly, vec![vec![none]]),
        // ICMP of the other family, and an end that the plan does not have.
        (("elb-1", "server-1", "icmpv6", "", HealthCheck), Nothing, vec![]),
        (("elb-9", "server-1", "tcp", "", Traffic), Nothing, vec![]),
    ];
    for (asked, verdict, expected) in table {
        let answer = ask(asked);
        assert_eq!(answer.verdict, verdict, "{asked:?}: {answer:#?}");
        assert_eq!(deciders(&answer), expected, "{asked:?}");
    }
}

#[test]
fn an_address_of_the_own_vpc_is_routed_to_as_the_plan_reads_the_sources() {
    let answer = |setting: &str, vpc: Option<&str>, to: &str| {
        let mut plan = serde_json::to_value(plan()).unwrap();
        plan["settings"]["ip_members_of_own_vpc"] = json!(setting);
        plan["load_balancers"][0]["ip_as_backend"] = json!(true);
        let address = if vpc == Some("vpc-2") { "10.9.1.9" } else { "10.0.2.12" };
        plan["ip_backends"][0] =
            json!({ "id": "ip-1", "name": "s", "address": address, "vpc": vpc });
        plan["servers"][1]["security_groups"] = json!(["sg-1"]);
        let question = Question {
            from_address: Some("10.0.1.0/25".parse().unwrap()),
            protocol: "tcp".parse().unwrap(),
            ports: "80".parse().unwrap(),
            ..Question::all("elb-1".parse().unwrap(), to.parse().unwrap())
        };
        trace(&serde_json::from_value(plan).unwrap(), &question)
    };
    let by = |answer: &Trace, by: HopDecider| deciders(answer).contains(&vec![by]);
    for vpc in [Some("vpc-1"), None] {
        // The member, its address, and the server that has it are the same packets.
        for to in ["member-2", "ip-1", "server-2", "10.0.2.12"] {
            let unsure = answer("unsure", vpc, to);
            assert_eq!(unsure.verdict, TraceVerdict::Unclear, "{to}");
            assert!(by(&unsure, HopDecider::RouteInDoubt), "{to}");
            let missing = answer("not_reached", vpc, to);
            assert_eq!(missing.verdict, TraceVerdict::NotAtAll, "{to}");
            assert!(by(&missing, HopDecider::NoRoute), "{to}");
            assert_eq!(answer("reached", vpc, to).verdict, TraceVerdict::Wholly, "{to}");
        }
        let server = answer("not_reached", vpc, "member-1");
        assert_eq!(server.verdict, TraceVerdict::Wholly);
    }
    // Another VPC is not the load balancer's own.
    assert_eq!(answer("not_reached", Some("vpc-2"), "ip-1").verdict, TraceVerdict::Wholly);
}

#[test]
fn what_passes_in_part_is_named_exactly() {
    let answer = ask(("elb-1", "server-1", "tcp", "80", Purpose::HealthCheck));
    let json = |parcels| serde_json::to_value(parcels).unwrap();
    let packets = |source: &str| json!([{ "source": source, "destination": "10.0.2.11/32", "protocol": "tcp", "ports": "80" }]);
    assert_eq!(json(&answer.passes), packets("10.0.1.0/25"));
    assert_eq!(json(&answer.stopped), packets("10.0.1.128/25"));
    assert!(answer.unclear.is_empty());
}

#[test]
fn an_icmp_message_is_decided_by_the_rules_for_its_type_and_code() {
    let mut plan = plan();
    let rule = |id: &str, action: &str, icmp: Option<&str>| {
        let fields = json!({
            "id": id, "action": action, "protocol": "icmp", "icmp": icmp, "remote": "10.0.1.0/24",
        });
        serde_json::from_value::<SecurityGroupRule>(fields).unwrap()
    };
    plan.security_groups[0].inbound = vec![
        rule("rule-31", "deny", Some("3/4")),
        rule("rule-32", "allow", Some("8/0")),
        rule("rule-33", "allow", Some("3")),
    ];
    let ask = |icmp: &str| {
        let question = Question {
            protocol: "icmp".parse().unwrap(),
            icmp: icmp.parse().ok(),
            ..Question::all("10.0.1.7".parse().unwrap(), "server-1".parse().unwrap())
        };
        trace(&plan, &question)
    };
    let answers = [
        ("8/0", Wholly, "icmp 8/0"),
        ("0/0", NotAtAll, ""),
        ("3/4", NotAtAll, ""),
        ("3", InPart, "icmp 3-3/3, icmp 3/5-3"),
        ("", InPart, "icmp 3-3/3, icmp 3/5-3, icmp 8/0"),
    ];
    use TraceVerdict::{InPart, NotAtAll, Wholly};
    for (icmp, verdict, passes) in answers {
        let answer = ask(icmp);
        assert_eq!(answer.verdict, verdict, "{icmp}");
        let said = answer.passes.iter().map(|it| format!("{} {}", it.protocol, it.icmp.unwrap()));
        assert_eq!(said.collect::<Vec<_>>().join(", "), passes, "{icmp}");
    }
    // An echo reply goes back, past a network ACL that lets out TCP alone.
    let replies = &ask("8/0").paths[0].replies;
    let back = &replies.hops[0].parts[0].packets[0];
    assert_eq!((replies.verdict, back.icmp), (ReplyVerdict::IfStateful, "0/0".parse().ok()));
}

#[test]
fn all_packets_are_shown_as_all_and_not_in_pieces() {
    let answer = ask(("10.9.1.77", "192.0.2.1", "all", "", Purpose::Traffic));
    assert_eq!(
        serde_json::to_value(&answer.passes).unwrap(),
        json!([{ "source": "10.9.1.77/32", "destination": "192.0.2.1/32", "protocol": "all" }])
    );
}

#[test]
fn a_block_is_cut_up_by_what_guards_its_addresses() {
    let answer = ask(("elb-1", "10.0.2.8/29", "tcp", "80", Purpose::HealthCheck));
    let ends: Vec<_> =
        answer.paths.iter().map(|path| serde_json::to_value(&path.to).unwrap()).collect();
    assert_eq!(
        ends,
        [
            json!({ "what": { "servers": ["server-1"] }, "addresses": ["10.0.2.11/32"] }),
            json!({ "what": { "servers": ["server-2"] }, "addresses": ["10.0.2.12/32"] }),
            json!({ "what": { "subnet": "subnet-2" },
                "addresses": ["10.0.2.8-10.0.2.10", "10.0.2.13-10.0.2.15"] }),
        ]
    );
}

#[test]
fn notes_say_what_the_rules_do_not() {
    let notes = |asked| ask(asked).paths.iter().flat_map(|it| it.notes.clone()).collect::<Vec<_>>();
    let has = |asked, wanted: fn(&TraceNote) -> bool| notes(asked).iter().any(wanted);
    let traffic = Purpose::Traffic;
    assert_eq!(notes(("elb-1", "member-1", "tcp", "80", traffic)), []);
    assert!(has(("elb-1", "member-1", "tcp", "80-81", traffic), |it| {
        let TraceNote::NotForwarded(parcels) = it else { return false };
        parcels.iter().all(|it| it.ports.only() == Some(81))
    }));
    assert!(has(("elb-1", "member-1", "udp", "81", Purpose::HealthCheck), |it| {
        matches!(it, TraceNote::NotProbed(_))
    }));
    let route = |it: &TraceNote| *it == TraceNote::NeedsRoute;
    assert!(has(("server-1", "server-4", "tcp", "80", traffic), route));
    assert!(has(("elb-1", "member-2", "tcp", "80", traffic), route));
    assert!(!has(("server-1", "server-3", "tcp", "80", traffic), route));
    let beyond = |it: &TraceNote| *it == TraceNote::BeyondThePlan;
    assert!(has(("server-1", "192.0.2.1", "tcp", "80", traffic), beyond));
    let unknown = |it: &TraceNote| *it == TraceNote::UnknownSender;
    assert!(has(("10.0.1.77", "server-1", "tcp", "80", traffic), unknown));
}

#[test]
fn replies_pass_where_filters_are_stateful_or_rules_let_them() {
    let verdict = |from, to, protocol, ports| {
        let answer = ask((from, to, protocol, ports, Purpose::HealthCheck));
        answer.paths[0].replies.verdict
    };
    // Rule 9 of the network ACL lets TCP out to the load balancer's subnet, and nothing else out.
    assert_eq!(verdict("elb-1", "server-1", "tcp", "80"), ReplyVerdict::Pass);
    assert_eq!(verdict("elb-1", "server-1", "tcp", "81"), ReplyVerdict::Nothing);
    // The request leaves for the services' block; the reply from there is filtered.
    let asked = ("server-1", "100.125.3.4", "tcp", "80", Purpose::Traffic);
    assert_eq!(ask(asked).paths[0].replies.verdict, ReplyVerdict::IfStateful);
    let mut stateful = plan();
    stateful.settings.network_acl_state = elb_rule_planner::plan::NetworkAclState::Stateful;
    let answer = trace(&stateful, &ask(asked).question);
    assert_eq!(answer.paths[0].replies.verdict, ReplyVerdict::Pass);
    assert!(answer.paths[0].replies.hops.is_empty());
}

#[test]
fn some_of_a_load_balancers_addresses_can_be_asked_about() {
    let mut question = ask(("elb-1", "server-1", "tcp", "80", Purpose::HealthCheck)).question;
    question.from_address = Some("10.0.1.7".parse().unwrap());
    assert_eq!(trace(&plan(), &question).verdict, TraceVerdict::Wholly);
    question.from_address = Some("10.0.1.200".parse().unwrap());
    assert_eq!(trace(&plan(), &question).verdict, TraceVerdict::NotAtAll);
    question.from_address = Some("10.0.7.1".parse().unwrap());
    assert_eq!(trace(&plan(), &question).verdict, TraceVerdict::Nothing);
}
