//! Puts the engine's report beside what the definitions say.

use std::collections::BTreeSet;
use std::rc::Rc;

use elb_rule_planner::engine::report::{
    DecidedPart, Decider, Filter, Flow, Leg, Level, Outcome, Report, Verdict, WhyNotFiltered,
};
use elb_rule_planner::plan::{Direction, Plan, PortRange, Ports};

use crate::matching::{Ruling, at_network_acl, at_security_groups};
use crate::passed_filters::{Filtering, PassedFilter};
use crate::required_flows::{RequiredFlow, required_flows};
use crate::world::{Packet, entry_holds, messages_hold, ports_hold, protocol_is};

/// The number of packets that agreed, or the one on which the two sides part.
pub(crate) type Agreed = Result<usize, String>;

macro_rules! same {
    ($left:expr, $right:expr, $($what:tt)*) => {
        let (left, right) = (&$left, &$right);
        if left != right {
            return Err(format!("{}: engine {left:?}, judge {right:?}", format!($($what)*)));
        }
    };
}
pub(crate) use same;

pub(crate) fn rule_at(plan: &Plan, passed: &PassedFilter, packet: &Packet) -> Ruling {
    match &passed.filter {
        Filter::SecurityGroups(ids) => {
            at_security_groups(plan, (ids, passed.flavor), passed.direction, packet)
        }
        Filter::NetworkAcl(id) => {
            let acl = plan.network_acls.iter().find(|acl| Some(acl.id) == *id).unwrap();
            at_network_acl(plan, acl, passed.direction, packet)
        }
    }
}

fn holds(part: &DecidedPart, packet: &Packet) -> bool {
    part.packets.iter().any(|packets| {
        entry_holds(packets.source, packet.source)
            && entry_holds(packets.destination, packet.destination)
            && protocol_is(packets.protocol, packet.protocol)
            && messages_hold(packets.icmp, packet)
            && ports_hold(&packets.source_ports, packet.source_port)
            && ports_hold(&packets.ports, packet.port)
    })
}

/// The required flows of a plan, each with the flow of the report that answers it.
pub(crate) fn paired<'a>(
    plan: &Plan,
    report: &'a Report,
) -> Result<Vec<(RequiredFlow, &'a Flow)>, String> {
    let all = required_flows(plan);
    same!(report.flows.len(), all.len(), "the number of flows");
    let mut left: Vec<&Flow> = report.flows.iter().map(Rc::as_ref).collect();
    let mut pairs = vec![];
    for required in all {
        let is_it = |flow: &&Flow| {
            flow.purpose == required.purpose
                && flow.load_balancer == required.load_balancer
                && *flow.listeners == *required.listeners
                && flow.member == required.member
                && flow.ports == ports_of(&required)
                && flow.source.cidr == required.source.block
                && flow.source.subnet == required.source.subnet
                && flow.source.previous == required.source.previous
                && (flow.verdict == Verdict::Exempt) == required.is_exempt()
        };
        let Some(at) = left.iter().position(is_it) else {
            return Err(format!("no flow answers {required:?}; left are {left:?}"));
        };
        pairs.push((required, left.remove(at)));
    }
    Ok(pairs)
}

/// The ports of a required flow, as a flow of the report has them.
fn ports_of(required: &RequiredFlow) -> Ports {
    match required.ports {
        None | Some((1, u16::MAX)) => Ports::all(),
        Some((first, last)) => Ports::from(PortRange { first, last }),
    }
}

impl PassedFilter {
    /// The packets that it has to let pass.
    pub(crate) fn packets(&self) -> Vec<Packet> {
        match &self.filtering {
            Filtering::At(seen) => seen.packets(),
            Filtering::Not(_) | Filtering::Unknown => vec![],
        }
    }

    /// True if a filter that stops packets here stops the flow.
    fn stops_the_flow(&self) -> bool {
        let on_the_way_in = self.leg == Leg::Member && self.direction == Direction::Inbound;
        on_the_way_in || self.level == Level::Required
    }
}

/// Compares every flow, layer by layer, packet by packet.
pub(crate) fn flows(plan: &Plan, report: &Report) -> Agreed {
    let mut compared = 0;
    for (required, flow) in paired(plan, report)? {
        let what = format!("{:?} of {} from {}", flow.purpose, flow.member, flow.source.cidr);
        same!(flow.ip_type, required.ip_type, "type, {what}");
        same!(protocol_is(flow.protocol, required.protocol), true, "protocol, {what}");
        let ping = match required.protocol {
            1 => "8/0",
            58 => "128/0",
            _ => "",
        };
        let message = flow.icmp.map(|it| it.to_string()).unwrap_or_default();
        same!(message, ping, "ICMP message, {what}");
        same!(flow.layers.len(), required.filters.len(), "layers, {what}");
        let mut gravest = Verdict::Exempt;
        for (layer, passed) in flow.layers.iter().zip(&required.filters) {
            let what = format!("{what}, {:?} {:?}", passed.filter, passed.direction);
            same!(layer.filter, passed.filter, "filter, {what}");
            same!(layer.direction, passed.direction, "direction, {what}");
            same!(layer.leg, passed.leg, "leg, {what}");
            same!(layer.level, passed.level, "level, {what}");
            let (parts, seen) = match (&layer.outcome, &passed.filtering) {
                (Outcome::NotFiltered(own), Filtering::Not(why)) => {
                    same!(own, why, "why not filtered, {what}");
                    if *why == WhyNotFiltered::NoRoute {
                        gravest = Verdict::Blocked;
                    }
                    continue;
                }
                (Outcome::Unknown, Filtering::Unknown) => {
                    gravest = gravest.max(Verdict::Attention);
                    continue;
                }
                (Outcome::Filtered { parts }, Filtering::At(seen)) => (parts, seen),
                (outcome, filtering) => {
                    return Err(format!("{what}: engine {outcome:?}, {filtering:?}"));
                }
            };
            let mut stopped = BTreeSet::new();
            for packet in passed.packets() {
                let ruling = rule_at(plan, passed, &packet);
                let found: Vec<&DecidedPart> =
                    parts.iter().filter(|part| holds(part, &packet)).collect();
                let [part] = found.as_slice() else {
                    return Err(format!("{what}: {} parts hold {packet:?}", found.len()));
                };
                same!(
                    (part.decided_by, part.passes),
                    (ruling.by, ruling.passes),
                    "{what}, {packet:?}"
                );
                if !ruling.passes {
                    stopped.insert(ruling.by);
                }
                compared += 1;
                let outside =
                    Packet { source: packet.destination, destination: packet.source, ..packet };
                if !seen.holds(&outside) {
                    same!(
                        parts.iter().any(|part| holds(part, &outside)),
                        false,
                        "{what}: {outside:?}"
                    );
                }
            }
            gravest = gravest.max(match passed.stops_the_flow() {
                false => Verdict::Open,
                true if stopped.is_empty() => Verdict::Open,
                true if stopped.iter().all(|by| *by == Decider::Ambiguous) => Verdict::Attention,
                true => Verdict::Blocked,
            });
        }
        if gravest == Verdict::Exempt && !required.is_exempt() {
            gravest = Verdict::Open;
        }
        same!(flow.route_in_doubt, required.is_doubtful, "doubt about the route, {what}");
        if required.is_doubtful && gravest != Verdict::Blocked {
            gravest = Verdict::Attention;
        }
        same!(flow.verdict, gravest, "verdict, {what}");
    }
    Ok(compared)
}
