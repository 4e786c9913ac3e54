//! Random plans, compared packet by packet.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use elb_rule_planner::engine::reach::{
    Access, Cell, Label, Purposes, Reach, ReachQuestion, Row, Senders, Source, Target, Traffic,
    question as question_of,
};
use elb_rule_planner::engine::report::ConnectionVerdict;
use elb_rule_planner::engine::trace::{HopStage, TraceEnd};
use elb_rule_planner::engine::{check, reach, trace};
use elb_rule_planner::plan::{
    Cidr, Connection, ConnectionKind, IpType, MemberTarget, Plan, Protocol, ServerId,
};
use proptest::prelude::*;
use proptest::sample::select;

use crate::connected_plans::with_connections;
use crate::end_locations::EndLocation;
use crate::one_sender::{Identity, label, receivers, senders};
use crate::plans::{Shown, plan};
use crate::share;
use crate::world::{
    BLOCKS, MESSAGE_KINDS, PORT_KINDS, PORTS, PROTOCOLS, Packet, addresses, entry_holds,
    messages_hold, ports_hold,
};

/// The number of random plans that the usual run tries.
const USUAL: u32 = 60;

/// The packets between two addresses.
pub(crate) fn packets(source: IpAddr, destination: IpAddr) -> Vec<Packet> {
    let mut all = vec![];
    for protocol in PROTOCOLS {
        let has_ports = matches!(protocol, 6 | 17);
        let ports: &[u16] = if has_ports { PORT_KINDS } else { &[0] };
        let messages = if matches!(protocol, 1 | 58) { MESSAGE_KINDS } else { &[(0, 0)] };
        let source_ports: &[u16] = if has_ports { &[80, 1000, 2000] } else { &[0] };
        for port in ports {
            for source_port in source_ports {
                all.extend(messages.iter().map(|message| Packet {
                    source,
                    destination,
                    protocol: *protocol,
                    source_port: *source_port,
                    port: *port,
                    message: *message,
                }));
            }
        }
    }
    all
}

pub(crate) fn holds(traffic: &Traffic, packet: &Packet) -> bool {
    let fits = |ports, port| !packet.has_ports() || ports_hold(ports, port);
    (traffic.protocol.first..=traffic.protocol.last).contains(&packet.protocol)
        && fits(&traffic.source_ports, packet.source_port)
        && fits(&traffic.ports, packet.port)
        && (traffic.icmp.is_empty()
            || traffic.icmp.iter().any(|it| messages_hold(Some(*it), packet)))
}

/// True if senders are someone at an address.
pub(crate) fn is_from(source: &Source, identity: &Identity, address: IpAddr) -> bool {
    let is_there = source.ip_type == IpType::of(address)
        && source.addresses.iter().any(|entry| entry_holds(*entry, address));
    is_there
        && match (&source.senders, identity) {
            (Senders::Outside, Identity::Outside) => true,
            (Senders::IpBackends(ids), Identity::Backend(id)) => ids.contains(id),
            (Senders::LoadBalancers(all), Identity::LoadBalancer(id, subnet)) => {
                all.iter().any(|it| it.load_balancer == *id && it.subnet == *subnet)
            }
            (Senders::Servers { interfaces, .. }, Identity::Server(server, number)) => {
                interfaces.iter().any(|it| {
                    (it.server, it.interface) == (*server, *number)
                        && it.addresses.contains(&address)
                })
            }
            (Senders::Unoccupied { subnets, .. }, Identity::Subnet(id)) => subnets.contains(id),
            (Senders::Unoccupied { vpcs, .. }, Identity::Vpc(id)) => vpcs.contains(id),
            _ => false,
        }
}

pub(crate) fn is_to(target: &Target, (server, number): (ServerId, u32), address: IpAddr) -> bool {
    target
        .interfaces
        .iter()
        .any(|it| (it.server, it.interface) == (server, number) && it.addresses.contains(&address))
}

/// The words of an answer about a packet: the label in the only cell that it can be in.
fn said(cell: &Cell, packet: &Packet) -> Result<Label, String> {
    let labels: Vec<Label> =
        cell.traffic.iter().filter(|it| holds(it, packet)).map(Traffic::label).collect();
    match labels.as_slice() {
        [] => Ok(Label::STOPPED),
        [only] => Ok(only.clone()),
        several => Err(format!("{packet:?} has several labels: {several:?}")),
    }
}

/// Everyone who has an address, by the addresses of a family.
type Everyone = BTreeMap<IpAddr, Vec<(Identity, EndLocation)>>;

fn compare(plan: &Plan, question: &ReachQuestion, answer: &Reach) -> Result<usize, String> {
    let report = check(plan);
    let mut compared = 0;
    for ip_type in IpType::BOTH {
        let everyone: Everyone =
            addresses(ip_type).into_iter().map(|it| (it, senders(plan, it))).collect();
        for destination in addresses(ip_type) {
            let servers = receivers(plan, destination);
            let mut reached: Vec<ServerId> = vec![];
            for (id, to) in &servers {
                let columns: Vec<u32> = (0..)
                    .zip(&answer.targets)
                    .filter(|(_, target)| is_to(target, *id, destination))
                    .map(|(number, _)| number)
                    .collect();
                let is_asked = is_asked_to(plan, question, id.0, destination)
                    && (!is_member(question) || !reached.contains(&id.0));
                reached.push(id.0);
                if columns.len() != usize::from(is_asked) {
                    return Err(format!("{id:?} at {destination} is in {columns:?}"));
                }
                let [column] = columns.as_slice() else { continue };
                for (source, those) in &everyone {
                    for (identity, from) in those {
                        let rows: Vec<&Row> = answer
                            .rows
                            .iter()
                            .filter(|row| is_from(&row.source, identity, *source))
                            .collect();
                        let is_asked = is_asked_from(plan, question, identity, *source);
                        if rows.len() != usize::from(is_asked) {
                            return Err(format!(
                                "{identity:?} at {source} is in {} rows",
                                rows.len()
                            ));
                        }
                        let [row] = rows.as_slice() else { continue };
                        let cell = row.cell(*column).ok_or("there is no cell")?;
                        let is_itself =
                            matches!(identity, Identity::Server(server, _) if *server == id.0);
                        if cell.itself && !is_itself {
                            return Err(format!("{identity:?} is not {id:?}"));
                        }
                        if cell.itself {
                            continue;
                        }
                        for packet in packets(*source, destination) {
                            let expected = match fits(question, &packet) {
                                true => label(plan, &report, (identity, from), (*id, to), &packet),
                                false => Label::STOPPED,
                            };
                            let found = said(cell, &packet)?;
                            if found != expected {
                                return Err(format!(
                                    "{identity:?} to {id:?}, {packet:?}: {found:?}, not {expected:?}"
                                ));
                            }
                            compared += 1;
                        }
                    }
                }
            }
        }
    }
    Ok(compared)
}

fn is_member(question: &ReachQuestion) -> bool {
    question.to.is_some_and(|it| it.to_string().starts_with("member"))
}

fn is_asked_to(plan: &Plan, question: &ReachQuestion, server: ServerId, address: IpAddr) -> bool {
    match question.to {
        None => true,
        Some(TraceEnd::Server(id)) => id == server,
        Some(TraceEnd::Address(block)) => block.contains(address),
        Some(TraceEnd::Member(id)) => plan.members().any(|(_, member)| {
            let there = plan.servers.iter().find(|it| it.id == server);
            let reached = there.and_then(|it| it.reached_at(member.address, member.ip_type));
            member.id == id
                && member.target == MemberTarget::Server(server)
                && reached == Some(address)
        }),
        Some(_) => false,
    }
}

fn is_asked_from(
    plan: &Plan,
    question: &ReachQuestion,
    identity: &Identity,
    address: IpAddr,
) -> bool {
    match (question.from, identity) {
        (None, _) => true,
        (Some(TraceEnd::LoadBalancer(id)), Identity::LoadBalancer(own, _)) => id == *own,
        (Some(TraceEnd::Server(id)), Identity::Server(own, _)) => id == *own,
        (Some(TraceEnd::Address(_)), Identity::LoadBalancer(..) | Identity::Backend(_)) => false,
        (Some(TraceEnd::Address(block)), Identity::Vpc(vpc)) => {
            // An address that only an IP address backend gives to a VPC is no one's by itself.
            let own = plan.vpcs.iter().find(|it| it.id == *vpc);
            let is_inside = own.is_some_and(|it| it.cidrs().any(|it| it.contains(address)));
            block.contains(address) && is_inside
        }
        (Some(TraceEnd::Address(block)), _) => block.contains(address),
        _ => false,
    }
}

/// Checks whether several interfaces have an address.
fn has_several_owners(plan: &Plan, end: TraceEnd) -> bool {
    let TraceEnd::Address(block) = end else { return false };
    let interfaces = plan.servers.iter().flat_map(|it| it.all_interfaces());
    let addresses = interfaces.flat_map(|it| [it.address(IpType::IPv4), it.address(IpType::IPv6)]);
    addresses.flatten().filter(|it| Cidr::host(*it) == block).count() > 1
}

/// Checks whether two interfaces have one address. The report then looks at the first alone.
fn has_shared_addresses(plan: &Plan) -> bool {
    let interfaces = plan.servers.iter().flat_map(|it| it.all_interfaces());
    let mut addresses: Vec<IpAddr> =
        interfaces.flat_map(|it| it.addresses().collect::<Vec<_>>()).collect();
    addresses.sort_unstable();
    addresses.windows(2).any(|it| it[0] == it[1])
}

/// Checks whether the addresses of a source are somewhere else too: at another server, or in the
/// VPC that an IP address backend says its address is in.
fn is_ambiguous(plan: &Plan, source: &Source) -> bool {
    let is_here = |address| source.addresses.iter().any(|it| entry_holds(*it, address));
    let interfaces = plan.servers.iter().flat_map(|it| it.all_interfaces());
    let servers = interfaces.flat_map(|it| [it.address(IpType::IPv4), it.address(IpType::IPv6)]);
    let backends = plan.ip_backends.iter().filter(|it| it.vpc.is_some()).map(|it| it.address);
    servers.flatten().filter(|it| is_here(*it)).count() > 1 || backends.into_iter().any(is_here)
}

fn fits(question: &ReachQuestion, packet: &Packet) -> bool {
    let protocol = match question.protocol {
        Protocol::All => question.ports.is_all() || packet.has_ports(),
        Protocol::Icmp => packet.protocol == 1 && packet.source.is_ipv4(),
        Protocol::Icmpv6 => packet.protocol == 58 && !packet.source.is_ipv4(),
        other => other.number() == Some(packet.protocol),
    };
    protocol && (!packet.has_ports() || ports_hold(&question.ports, packet.port))
}

fn question() -> impl Strategy<Value = ReachQuestion> {
    let from = prop_oneof![
        2 => Just(None),
        2 => select(vec!["elb-1", "elb-2", "server-1", "server-2", "server-3"]).prop_map(Some),
        2 => select(BLOCKS.to_vec()).prop_map(Some),
    ];
    let to = prop_oneof![
        2 => Just(None),
        2 => select(vec!["server-1", "server-2", "member-1", "member-2", "member-3"])
            .prop_map(Some),
        2 => select(BLOCKS.to_vec()).prop_map(Some),
    ];
    let protocol = select(vec!["all", "all", "tcp", "udp", "icmp", "icmpv6", "47"]);
    let ports = prop_oneof![2 => Just(""), 2 => select(PORTS.to_vec())];
    (from, to, protocol, ports).prop_map(|(from, to, protocol, ports)| ReachQuestion {
        from: from.map(|it| it.parse().unwrap()),
        to: to.map(|it| it.parse().unwrap()),
        protocol: protocol.parse().unwrap(),
        ports: ports.parse().unwrap(),
    })
}

/// Random plans with random connections, of which now and then two are about the same.
pub(crate) fn connected() -> impl Strategy<Value = Shown> {
    let kinds = vec![None, Some(ConnectionKind::MustReach), Some(ConnectionKind::MustNotReach)];
    (with_connections(), select(kinds)).prop_map(|(Shown(mut plan), kind)| {
        let first = plan.connections[0].clone();
        let id = "connection-9".parse().unwrap();
        plan.connections.extend(kind.map(|kind| Connection { id, kind, ..first }));
        Shown(plan)
    })
}

/// Fails unless the answer agrees packet by packet, and reads back as it is written.
fn agrees(plan: &Plan) -> Result<(), TestCaseError> {
    let question = ReachQuestion::default();
    let answer = reach(plan, &check(plan), &question);
    compare(plan, &question, &answer).map_err(TestCaseError::fail)?;
    let text = serde_json::to_string(&answer).unwrap();
    prop_assert_eq!(serde_json::from_str::<Reach>(&text).unwrap(), answer);
    Ok(())
}

proptest! {
    #![proptest_config(share(USUAL, 5))]

    #[test]
    fn a_packet_gets_in_just_where_the_rules_let_it(Shown(plan) in plan()) {
        agrees(&plan)?;
    }

    #[test]
    fn a_packet_is_of_the_connections_that_its_ends_say(Shown(plan) in connected()) {
        agrees(&plan)?;
    }

    #[test]
    fn the_report_says_of_a_connection_what_its_cells_say(Shown(plan) in connected()) {
        let report = check(&plan);
        let answer = reach(&plan, &report, &ReachQuestion::default());
        let traffic = answer.rows.iter().flat_map(|row| &row.cells).flat_map(|it| it.traffic.iter());
        for traffic in traffic.filter(|_| !has_shared_addresses(&plan)) {
            let lists = [
                (&traffic.wishes.must_reach, Access::Stopped, ConnectionVerdict::Stopped),
                (&traffic.wishes.must_not_reach, Access::Open, ConnectionVerdict::GetsIn),
            ];
            for (list, access, verdict) in lists.into_iter().filter(|it| it.1 == traffic.access) {
                for id in list {
                    prop_assert_eq!(report.connection(*id).unwrap().verdict, verdict, "{} {:?}", id, access);
                }
            }
        }
    }

    #[test]
    fn the_trace_that_explains_a_cell_says_what_it_says(Shown(plan) in plan()) {
        let answer = reach(&plan, &check(&plan), &ReachQuestion::default());
        for row in &answer.rows {
            for cell in row.cells.iter().filter(|it| !it.itself) {
                let target = &answer.targets[usize::try_from(cell.target).unwrap()];
                let Some(asked) = question_of(&plan, &row.source, target) else {
                    prop_assert!(is_ambiguous(&plan, &row.source), "{:?}", row.source);
                    continue;
                };
                // An address may be that of two interfaces, and then stands for one of them.
                let is_exempt = cell.traffic.iter().any(|it| it.past_rules != Purposes::NONE);
                if has_several_owners(&plan, asked.from) || has_several_owners(&plan, asked.to) || is_exempt {
                    continue;
                }
                let trace = trace(&plan, &asked);
                // Who reaches what is a question of rules; only the trace looks at routes.
                let mut hops = trace.paths.iter().flat_map(|path| &path.hops);
                if hops.any(|hop| hop.stage == HopStage::Routes) {
                    continue;
                }
                let has = |access: &[Access]| cell.traffic.iter().any(|it| access.contains(&it.access));
                let in_parts = [Access::Open, Access::RepliesIfStateful, Access::WithoutReplies];
                prop_assert_eq!(!trace.passes.is_empty(), has(&in_parts), "{:?}", asked);
                let unclear = [Access::ReadingsDiffer, Access::Unknown];
                prop_assert_eq!(!trace.unclear.is_empty(), has(&unclear), "{:?}", asked);
                prop_assert_eq!(trace.loses_replies(), has(&[Access::WithoutReplies]), "{:?}", asked);
            }
        }
    }

    #[test]
    fn a_narrower_question_has_a_part_of_the_answer(Shown(plan) in connected(), question in question()) {
        let answer = reach(&plan, &check(&plan), &question);
        compare(&plan, &question, &answer).map_err(TestCaseError::fail)?;
    }
}

/// The features of an answer that a test has to come across.
fn features(answer: &Reach, seen: &mut BTreeSet<String>) {
    for row in &answer.rows {
        let kind = format!("{:?}", row.source.senders);
        seen.insert(kind.split(['(', ' ']).next().unwrap().to_owned());
        if let Some(name) = row.source.known_as {
            seen.insert(format!("{name:?}").split('(').next().unwrap().to_owned());
        }
        for cell in &row.cells {
            seen.extend(cell.itself.then(|| "itself".to_owned()));
            seen.extend(cell.needs_route.then(|| "needs route".to_owned()));
            for traffic in &*cell.traffic {
                seen.insert(format!("{:?}", traffic.access));
                let marks = [("past rules", traffic.past_rules), ("required", traffic.required)];
                let marks = marks.into_iter().filter(|(_, it)| *it != Purposes::NONE);
                seen.extend(marks.map(|(name, _)| name.to_owned()));
                let label = traffic.label();
                let is_lost = traffic.access == Access::Stopped && label.lacks_required();
                for (name, is_so) in [
                    ("lacks required", is_lost && !label.wishes.must_reach()),
                    ("lacks a wish", is_lost && label.required == Purposes::NONE),
                    ("fulfils a wish", label.wishes.must_reach() && !label.lacks_required()),
                    ("breaks a wish", label.breaks_a_wish()),
                    ("several wishes", label.wishes.must_reach.len() > 1),
                    ("a wish and its contrary", label.breaks_a_wish() && label.wishes.must_reach()),
                ] {
                    seen.extend(is_so.then(|| name.to_owned()));
                }
                if !traffic.source_ports.is_all() {
                    seen.insert("source ports".to_owned());
                }
            }
        }
    }
    if answer.targets.iter().any(|it| it.interfaces.len() > 1) {
        seen.insert("alike".to_owned());
    }
    if answer.targets.iter().any(|it| !it.groups.is_empty()) {
        seen.insert("named".to_owned());
    }
}

#[test]
fn random_plans_have_every_kind_of_answer() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..300 {
        let Shown(plan) = connected().new_tree(&mut runner).unwrap().current();
        features(&reach(&plan, &check(&plan), &ReachQuestion::default()), &mut seen);
    }
    for feature in [
        "Outside",
        "IpBackends",
        "LoadBalancers",
        "Servers",
        "Unoccupied",
        "AddressGroup",
        "Block",
        "Rest",
        "Open",
        "RepliesIfStateful",
        "WithoutReplies",
        "ReadingsDiffer",
        "Unknown",
        "Stopped",
        "itself",
        "needs route",
        "past rules",
        "required",
        "lacks required",
        "lacks a wish",
        "fulfils a wish",
        "breaks a wish",
        "several wishes",
        "a wish and its contrary",
        "source ports",
        "alike",
        "named",
    ] {
        assert!(seen.contains(feature), "no random plan leads to `{feature}`: {seen:?}");
    }
}

#[test]
fn a_member_is_of_a_connection_in_the_family_in_which_it_is_reached() {
    let mut plan = serde_json::json!({
        "version": 1, "name": "",
        "vpcs": [{ "id": "vpc-1", "cidr": "10.0.0.0/24", "ipv6_cidr": "fd00::/64" }],
        "subnets": [
            { "id": "subnet-1", "vpc": "vpc-1", "cidr": "10.0.0.0/30", "ipv6_cidr": "fd00::/126" },
        ],
        "security_groups": [{ "id": "sg-1" }],
        "backend_server_groups": [{
            "id": "bsg-1", "vpc": "vpc-1", "protocol": "TCP",
            "health_check": { "enabled": false, "protocol": "TCP" },
            "members": [{ "id": "member-1", "target": "server-2", "port": 80, "type": "IPv6" }],
        }],
        "servers": [
            { "id": "server-1", "subnet": "subnet-1", "ipv4": "10.0.0.1", "ipv6": "fd00::1",
              "security_groups": ["sg-1"] },
            { "id": "server-2", "subnet": "subnet-1", "ipv4": "10.0.0.2", "ipv6": "fd00::2" },
        ],
        "connections": [
            { "id": "connection-1", "kind": "must_reach", "from": "sg-1", "to": "bsg-1" },
        ],
    });
    for kind in ["vpcs", "subnets", "security_groups", "backend_server_groups", "servers"] {
        for drawn in plan[kind].as_array_mut().unwrap() {
            drawn["name"] = "".into();
            drawn["position"] = serde_json::json!([0, 0]);
        }
    }
    let plan: Plan = serde_json::from_value(plan).unwrap();
    let question = ReachQuestion::default();
    let answer = reach(&plan, &check(&plan), &question);
    assert!(compare(&plan, &question, &answer).unwrap() > 0);
    let wished = answer.rows.iter().filter(|row| {
        row.cells.iter().any(|cell| cell.traffic.iter().any(|it| it.wishes.must_reach()))
    });
    assert_eq!(wished.map(|row| row.source.ip_type).collect::<Vec<_>>(), [IpType::IPv6]);
}
