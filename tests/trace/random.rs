//! Random questions about random plans, compared packet by packet; and the flows of reports, which
//! the trace has to judge as the report does.

use std::collections::BTreeSet;

use elb_rule_planner::engine::report::{Layer, Leg, Level, Outcome, Purpose, Verdict};
use elb_rule_planner::engine::trace::{
    Fate, Hop, HopBypass, HopDecider, HopPart, Parcel, Path, Question, Trace, TraceEnd,
    TraceVerdict,
};
use elb_rule_planner::engine::{check, trace};
use elb_rule_planner::plan::{IpType, Plan};
use proptest::prelude::*;
use proptest::sample::select;

use crate::config::config;
use crate::end_locations::{EndLocation, end_locations, near, receiving_locations};
use crate::one_packet::{is_asked, layers};
use crate::plans::{Shown, plan};
use crate::world::{
    BLOCKS, MESSAGE_KINDS, MESSAGES, PORT_KINDS, PORTS, PROTOCOLS, Packet, addresses, entry_holds,
    messages_hold, ports_hold,
};

/// The number of random plans that the usual run tries.
const USUAL: u32 = 500;

fn question() -> impl Strategy<Value = Question> {
    let from = prop_oneof![
        6 => select(vec!["elb-1", "elb-1", "elb-2"]),
        3 => select(vec!["server-1", "server-2", "server-3", "ip-1"]),
        3 => select(BLOCKS.to_vec()),
    ];
    let to = prop_oneof![
        3 => select(vec!["server-1", "server-2", "server-3", "ip-1", "ip-2"]),
        3 => (1..7_u8).prop_map(|number| match number {
            1 => "member-1", 2 => "member-2", 3 => "member-3", 4 => "member-4", 5 => "member-5",
            _ => "elb-1",
        }),
        2 => select(vec!["elb-1", "elb-2"]),
        3 => select(BLOCKS.to_vec()),
        1 => select(vec!["100.125.7.0/24", "224.0.0.0/24", "169.254.169.254", "255.255.255.255"]),
    ];
    let only = prop_oneof![8 => Just(None), 1 => select(BLOCKS.to_vec()).prop_map(Some)];
    let protocol = select(vec!["all", "tcp", "tcp", "udp", "icmp", "icmp", "icmpv6", "47", "1"]);
    let icmp = prop_oneof![1 => Just(None), 1 => select(MESSAGES.to_vec()).prop_map(Some)];
    let purpose = prop_oneof![3 => Just(Purpose::Traffic), 1 => Just(Purpose::HealthCheck)];
    let ports = prop_oneof![2 => Just(""), 3 => select(PORTS.to_vec())];
    let source_ports = select(vec!["", "", "", "80", "1-1023"]);
    (from, to, only, (protocol, icmp), ports, source_ports, purpose).prop_map(
        |(from, to, only, (protocol, icmp), ports, source_ports, purpose)| {
            let read = |text: &str| text.parse().unwrap();
            Question {
                from_address: only.map(|it| it.parse().unwrap()),
                protocol: protocol.parse().unwrap(),
                icmp: icmp.map(|it| it.parse().unwrap()),
                ports: read(ports),
                source_ports: read(source_ports),
                purpose,
                ..Question::all(from.parse().unwrap(), to.parse().unwrap())
            }
        },
    )
}

fn holds(parcel: &Parcel, packet: &Packet) -> bool {
    let fits = |ports, port| !packet.has_ports() || ports_hold(ports, port);
    entry_holds(parcel.source, packet.source)
        && entry_holds(parcel.destination, packet.destination)
        && (parcel.protocol.first..=parcel.protocol.last).contains(&packet.protocol)
        && messages_hold(parcel.icmp, packet)
        && fits(&parcel.source_ports, packet.source_port)
        && fits(&parcel.ports, packet.port)
}

fn any_holds(parcels: &[Parcel], packet: &Packet) -> bool {
    parcels.iter().any(|parcel| holds(parcel, packet))
}

/// The packets of the small world, and those to the addresses that are never filtered.
fn packets(ip_type: IpType) -> Vec<Packet> {
    let mut destinations = addresses(ip_type);
    if ip_type == IpType::IPv4 {
        let reserved = ["255.255.255.255", "224.0.0.5", "169.254.169.254"];
        destinations.extend(reserved.iter().map(|it| it.parse::<std::net::IpAddr>().unwrap()));
    }
    let mut all = vec![];
    for source in addresses(ip_type) {
        for destination in &destinations {
            for protocol in PROTOCOLS {
                let of = |source_port, port, message| Packet {
                    source,
                    destination: *destination,
                    protocol: *protocol,
                    source_port,
                    port,
                    message,
                };
                match protocol {
                    6 | 17 => all.extend(PORT_KINDS.iter().flat_map(|port| {
                        [80, 1000, 2000].map(|source_port| of(source_port, *port, (0, 0)))
                    })),
                    1 | 58 => all.extend(MESSAGE_KINDS.iter().map(|it| of(0, 0, *it))),
                    _ => all.push(of(0, 0, (0, 0))),
                }
            }
        }
    }
    all
}

/// The verdict of the counted layers on a packet together.
fn fate_of(
    layers: &[((elb_rule_planner::engine::trace::HopStage, HopDecider, Fate), bool)],
) -> Fate {
    let counted = || layers.iter().filter(|(_, counts)| *counts).map(|((_, _, fate), _)| *fate);
    if counted().any(|fate| fate == Fate::Stopped) {
        Fate::Stopped
    } else if counted().any(|fate| fate == Fate::Unclear) {
        Fate::Unclear
    } else {
        Fate::Passes
    }
}

fn path_says(path: &Path, packet: &Packet) -> Vec<Fate> {
    [(&path.passes, Fate::Passes), (&path.stopped, Fate::Stopped), (&path.unclear, Fate::Unclear)]
        .into_iter()
        .filter(|(parcels, _)| any_holds(parcels, packet))
        .map(|(_, fate)| fate)
        .collect()
}

fn compare(plan: &Plan, question: &Question, answer: &Trace) -> Result<usize, String> {
    let mut compared = 0;
    for packet in IpType::BOTH.into_iter().flat_map(packets) {
        let mut location_pairs: Vec<(EndLocation, EndLocation)> = vec![];
        if is_asked(question, &packet) {
            for from in end_locations(plan, question.from, packet.source, None) {
                for to in receiving_locations(
                    plan,
                    question.to,
                    packet.destination,
                    near(plan, question, &from),
                ) {
                    location_pairs.push((from.clone(), to));
                }
            }
        }
        let mut paths: Vec<&Path> =
            answer.paths.iter().filter(|path| !path_says(path, &packet).is_empty()).collect();
        if location_pairs.len() != paths.len() {
            return Err(format!(
                "{packet:?}: {} pairs of locations, not {}",
                location_pairs.len(),
                paths.len()
            ));
        }
        for (from, to) in location_pairs {
            let expected = layers(plan, question, (&from, &to), &packet);
            let found = paths.iter().position(|path| {
                path_says(path, &packet) == [fate_of(&expected)]
                    && hops_say(path, &packet) == Some(expected.clone())
            });
            let Some(at) = found else {
                let said: Vec<_> = paths.iter().map(|path| hops_say(path, &packet)).collect();
                return Err(format!("{packet:?}: expected {expected:?}, found {said:?}"));
            };
            paths.remove(at);
            compared += 1;
        }
    }
    Ok(compared)
}

type LayerVerdicts = Vec<((elb_rule_planner::engine::trace::HopStage, HopDecider, Fate), bool)>;

/// The statement of each hop about a packet; none if a hop says nothing, or two things.
fn hops_say(path: &Path, packet: &Packet) -> Option<LayerVerdicts> {
    // A route that nobody doubts is listed beside one that is in doubt, for other packets.
    let is_listed = |hop: &&Hop| {
        let here = hop.parts.iter().find(|part| any_holds(&part.packets, packet));
        here.is_none_or(|part| part.decided_by != HopDecider::Routed)
    };
    path.hops
        .iter()
        .filter(is_listed)
        .map(|hop| {
            let parts: Vec<&HopPart> =
                hop.parts.iter().filter(|part| any_holds(&part.packets, packet)).collect();
            match parts.as_slice() {
                [part] => Some(((hop.stage, part.decided_by, part.fate), hop.counts)),
                _ => None,
            }
        })
        .collect()
}

/// True if a filter stops some of a flow.
fn stops(layer: &Layer) -> bool {
    match &layer.outcome {
        Outcome::Filtered { parts } => parts.iter().any(|part| !part.passes),
        Outcome::NotFiltered(_) | Outcome::Unknown => false,
    }
}

proptest! {
    #![proptest_config(config(USUAL))]

    #[test]
    fn the_trace_agrees_packet_by_packet(Shown(plan) in plan(), question in question()) {
        let answer = trace(&plan, &question);
        compare(&plan, &question, &answer).map_err(TestCaseError::fail)?;
        let text = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<Trace>(&text).unwrap(), answer);
    }

    #[test]
    fn a_flow_is_judged_as_the_report_judges_it(Shown(plan) in plan()) {
        let report = check(&plan);
        for flow in &report.flows {
            let question = Question::about(flow);
            // Packets of clients may leave a server of the plan, whose rules the report does not
            // ask. Answers, and what clients send to a listener, are not on the way that is asked
            // about.
            let is_elsewhere = |layer: &Layer| {
                let is_there = layer.leg == Leg::FromClients || layer.leg.is_answer(layer.direction);
                is_there && stops(layer) && layer.level == Level::Required
            };
            // What only a listener to come or a member of weight 0 would get is not sent yet: the load
            // balancer's own network ACL stops it without that being held against it.
            let rests = flow.purpose == Purpose::Traffic
                && plan.members().any(|(_, it)| it.id == flow.member && it.weight == 0);
            let at_balancer = |it: &Layer| it.leg == Leg::FromLoadBalancer && stops(it);
            if flow.listeners.is_empty() || rests && flow.layers.iter().any(at_balancer) {
                continue;
            }
            if matches!(question.from, TraceEnd::Address(_)) || flow.layers.iter().any(is_elsewhere) {
                continue;
            }
            let answer = trace(&plan, &question);
            let also_filtered = report.flows.iter().any(|other| {
                other.verdict != Verdict::Exempt
                    && (other.member, other.load_balancer, other.purpose)
                        == (flow.member, flow.load_balancer, flow.purpose)
            });
            // Two subnets with one block, or a balancer without a source, are no one's flow.
            match flow.verdict {
                Verdict::Exempt if also_filtered || answer.paths.is_empty() => {}
                Verdict::Exempt | Verdict::Open => {
                    prop_assert_eq!(answer.verdict, TraceVerdict::Wholly, "{:?}", flow)
                }
                Verdict::Blocked => prop_assert!(!answer.stopped.is_empty(), "{:?}", flow),
                Verdict::Attention if flow.destination.is_none() => {
                    prop_assert_eq!(answer.verdict, TraceVerdict::Nothing, "{:?}", flow)
                }
                Verdict::Attention => {
                    prop_assert!(!answer.unclear.is_empty(), "{:?}", flow);
                    prop_assert!(answer.stopped.is_empty(), "{:?}", flow);
                }
            }
        }
    }
}

#[test]
fn random_questions_reach_every_kind_of_answer() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..12_000 {
        let Shown(plan) = plan().new_tree(&mut runner).unwrap().current();
        let answer = trace(&plan, &question().new_tree(&mut runner).unwrap().current());
        seen.insert(format!("{:?}", answer.verdict));
        for path in &answer.paths {
            seen.insert(format!("{:?}", path.replies.verdict));
            seen.extend(path.notes.iter().map(|note| {
                let name = format!("{note:?}");
                name.split('(').next().unwrap().to_owned()
            }));
            for hop in &path.hops {
                seen.insert(format!("{:?}", hop.stage));
                seen.extend(hop.parts.iter().map(|part| match part.decided_by {
                    HopDecider::NotFiltered(why) => format!("NotFiltered({why:?})"),
                    other => format!("{other:?}").split('(').next().unwrap().to_owned(),
                }));
            }
        }
    }
    for why in [
        HopBypass::NoNetworkAcl,
        HopBypass::NetworkAclDisabled,
        HopBypass::SameSubnet,
        HopBypass::ReservedDestination,
        HopBypass::Layer4,
    ] {
        let name = format!("NotFiltered({why:?})");
        assert!(seen.contains(&name), "no random question leads to `{name}`");
    }
    for kind in [
        "Wholly",
        "InPart",
        "NotAtAll",
        "Unclear",
        "Nothing",
        "Pass",
        "IfStateful",
        "NeedsRoute",
        "BeyondThePlan",
        "UnknownSender",
        "NotForwarded",
        "NotProbed",
        "AlsoForwardedPastRules",
        "Rule",
        "DefaultDeny",
        "Ambiguous",
        "Unknown",
        "SourceSecurityGroups",
        "SourceNetworkAcl",
        "DestinationNetworkAcl",
        "DestinationSecurityGroups",
        "Listeners",
        "Listener",
        "AccessControl",
        "OwnMember",
        "NoListener",
        "Routes",
        "Routed",
        "NoRoute",
        "RouteInDoubt",
    ] {
        assert!(seen.contains(kind), "no random question leads to `{kind}`: {seen:?}");
    }
}
