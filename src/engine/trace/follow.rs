//! One path from a zone to another: its filters in order, and the packets that pass all of them.

use super::Question;
use super::answer::{
    Fate, HopStage, Path, PathEndKind, Replies, ReplyVerdict, TraceNote, TraceVerdict,
};
use super::forwarded::Forwarded;
use super::layers::{JudgedHop, Layers};
use super::listeners::listeners;
use super::packets::{asked, parcels};
use super::zone::{Guard, Zone};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::plan::{Direction, NetworkAclState, SubnetId, VpcId};

/// The packets of a path, by their fate.
#[derive(Default)]
pub(super) struct PacketOutcome {
    pub(super) passes: PacketSet,
    pub(super) stopped: PacketSet,
    pub(super) unclear: PacketSet,
}

impl PacketOutcome {
    /// The share of the packets that passes.
    pub(super) fn verdict(&self) -> TraceVerdict {
        let some = |set: &PacketSet| !set.is_empty();
        match (some(&self.passes), some(&self.stopped), some(&self.unclear)) {
            (false, false, false) => TraceVerdict::Nothing,
            (true, false, false) => TraceVerdict::Wholly,
            (false, true, false) => TraceVerdict::NotAtAll,
            (false, false, true) => TraceVerdict::Unclear,
            _ => TraceVerdict::InPart,
        }
    }

    fn of(packets: &PacketSet, hops: &[JudgedHop]) -> Self {
        let mut outcome = Self::default();
        for hop in hops.iter().filter(|hop| hop.counts) {
            outcome.stopped.extend(&hop.with_fate(Fate::Stopped));
            outcome.unclear.extend(&hop.with_fate(Fate::Unclear));
        }
        outcome.unclear = outcome.unclear.minus(&outcome.stopped);
        outcome.passes = packets.minus(&outcome.stopped).minus(&outcome.unclear);
        outcome
    }
}

/// Follows the packets from one zone to another; none where there are no such packets.
pub(super) fn follow(
    layers: &Layers,
    question: &Question,
    forwarded: Option<&Forwarded>,
    from: &Zone,
    to: &Zone,
) -> Option<(Path, PacketOutcome)> {
    let packets = asked(question, from, to);
    if packets.is_empty() {
        return None;
    }
    let exempt = forwarded.map(Forwarded::exempt).unwrap_or_default();
    let mut hops = hops(layers, from, to, &packets, &exempt);
    if let Some(routes) = forwarded.and_then(|it| it.routes(&packets)) {
        let at = hops.iter().position(|hop| hop.stage > HopStage::Routes).unwrap_or(hops.len());
        hops.insert(at, routes);
    }
    let outcome = PacketOutcome::of(&packets, &hops);
    let replies = replies(layers, from, to, &outcome.passes.minus(&exempt), &outcome.passes);
    let path = Path {
        from: from.path_end(),
        to: to.path_end(),
        verdict: outcome.verdict(),
        passes: parcels(&outcome.passes),
        stopped: parcels(&outcome.stopped),
        unclear: parcels(&outcome.unclear),
        hops: hops.iter().map(JudgedHop::hop).collect(),
        replies,
        notes: notes(from, to, &packets, forwarded),
    };
    Some((path, outcome))
}

/// Packets from one zone to another, with the filters that they meet.
pub(in crate::engine) struct Followed {
    pub(in crate::engine) passes: PacketSet,
    pub(in crate::engine) unclear: PacketSet,
    pub(in crate::engine) hops: Vec<JudgedHop>,
}

/// Follows the packets from one zone to another, but for some, past every filter; none where there
/// are no such packets.
pub(in crate::engine) fn followed(
    layers: &Layers,
    question: &Question,
    from: &Zone,
    to: &Zone,
    without: &[PacketBox],
) -> Option<Followed> {
    let mut packets = asked(question, from, to);
    without.iter().for_each(|own| packets.remove(own));
    if packets.is_empty() {
        return None;
    }
    let hops = hops(layers, from, to, &packets, &PacketSet::default());
    let PacketOutcome { passes, unclear, .. } = PacketOutcome::of(&packets, &hops);
    Some(Followed { passes, unclear, hops })
}

fn is_crossing(from: &Zone, to: &Zone) -> bool {
    crosses(from.subnet.map(|it| it.id), to.subnet.map(|it| it.id))
}

/// Checks whether packets cross the edges of subnets on their way.
pub(in crate::engine) fn crosses(from: Option<SubnetId>, to: Option<SubnetId>) -> bool {
    match (from, to) {
        (Some(one), Some(other)) => one != other,
        _ => true,
    }
}

/// Checks whether the security groups of what sends are asked. Those of an address do not matter if
/// something is known to come from it.
pub(in crate::engine) fn asks_sender(sender: &PathEndKind) -> bool {
    let is_bare =
        matches!(sender, PathEndKind::Subnet(_) | PathEndKind::Vpc(_) | PathEndKind::IpBackend(_));
    !is_bare
}

/// Checks whether packets need a route from one VPC to another, or out of the cloud.
pub(in crate::engine) fn needs_route(
    (from, from_vpc): (&PathEndKind, Option<VpcId>),
    (to, to_vpc): (&PathEndKind, Option<VpcId>),
) -> bool {
    let is_backend = |end: &PathEndKind| matches!(end, PathEndKind::IpBackend(_));
    match (from_vpc, to_vpc) {
        (Some(one), Some(other)) => one != other,
        _ => is_backend(from) || is_backend(to),
    }
}

fn hops(
    layers: &Layers,
    from: &Zone,
    to: &Zone,
    packets: &PacketSet,
    exempt: &PacketSet,
) -> Vec<JudgedHop> {
    let crosses = is_crossing(from, to);
    let mut hops = vec![];
    if asks_sender(&from.kind) {
        hops.extend(layers.security_groups(from, to, Direction::Outbound, packets, exempt));
    }
    if let (Some(subnet), true) = (from.subnet, crosses) {
        let check = (HopStage::SourceNetworkAcl, Direction::Outbound);
        let hop = layers.network_acl(subnet, true, check, packets, exempt);
        hops.push(JudgedHop { counts: layers.counts(from), ..hop });
    }
    if let Some(subnet) = to.subnet {
        let check = (HopStage::DestinationNetworkAcl, Direction::Inbound);
        let hop = layers.network_acl(subnet, crosses, check, packets, exempt);
        hops.push(JudgedHop { counts: layers.counts(to), ..hop });
    }
    hops.extend(layers.security_groups(to, from, Direction::Inbound, packets, exempt));
    if let PathEndKind::LoadBalancer { load_balancer, .. } = to.kind
        && let Some(balancer) = layers.index.plan.load_balancer(load_balancer)
    {
        hops.push(listeners(layers.index, balancer, to.ip_type, packets));
    }
    hops
}

/// The fate of the replies to what passes. Security groups are stateful; network ACLs are said to
/// be, so where the plan is unsure of it their rules are asked.
fn replies(
    layers: &Layers,
    from: &Zone,
    to: &Zone,
    filtered: &PacketSet,
    all: &PacketSet,
) -> Replies {
    if all.is_empty() {
        return Replies { verdict: ReplyVerdict::Nothing, hops: vec![] };
    }
    let stateful = layers.index.plan.settings.network_acl_state == NetworkAclState::Stateful;
    let mut hops = vec![];
    if !stateful && is_crossing(from, to) && !filtered.is_empty() {
        let mut back = PacketSet::default();
        for packets in filtered.boxes() {
            back.insert(packets.answers());
        }
        let nothing = PacketSet::default();
        let ends = [
            (to, HopStage::SourceNetworkAcl, Direction::Outbound),
            (from, HopStage::DestinationNetworkAcl, Direction::Inbound),
        ];
        for (zone, stage, direction) in ends {
            let Some(subnet) = zone.subnet else { continue };
            let hop = layers.network_acl(subnet, true, (stage, direction), &back, &nothing);
            hops.push(JudgedHop { counts: layers.counts(zone), ..hop });
        }
        hops.retain(JudgedHop::is_filtered);
    }
    let has = |hop: &JudgedHop, fate| hop.counts && !hop.with_fate(fate).is_empty();
    let is_stopped = hops.iter().any(|hop| has(hop, Fate::Stopped));
    let is_unclear = hops.iter().any(|hop| has(hop, Fate::Unclear));
    let state = layers.index.plan.settings.network_acl_state;
    let verdict = match (is_stopped, state) {
        (true, NetworkAclState::Stateless) => ReplyVerdict::Stopped,
        (true, _) => ReplyVerdict::IfStateful,
        (false, _) if is_unclear => ReplyVerdict::IfStateful,
        (false, _) => ReplyVerdict::Pass,
    };
    Replies { verdict, hops: hops.iter().map(JudgedHop::hop).collect() }
}

fn notes(
    from: &Zone,
    to: &Zone,
    packets: &PacketSet,
    forwarded: Option<&Forwarded>,
) -> Vec<TraceNote> {
    let mut notes = vec![];
    if needs_route((&from.kind, from.vpc), (&to.kind, to.vpc)) {
        notes.push(TraceNote::NeedsRoute);
    }
    if to.kind == PathEndKind::Outside {
        notes.push(TraceNote::BeyondThePlan);
    }
    let is_known = from.is_balancer() || matches!(from.kind, PathEndKind::Servers(_));
    if !is_known && from.guard != Guard::Nothing {
        notes.push(TraceNote::UnknownSender);
    }
    if let Some(forwarded) = forwarded {
        notes.extend(forwarded.notes(packets));
    }
    notes
}
