//! Security groups: rules by priority, a deny before an allow of the same priority, and what no
//! rule matches is denied.
//!
//! Where a network interface wears several groups, the vendor's pages disagree: one has the
//! groups looked at in their sequence and only inside a group by priority, another has the rules
//! of all groups combined into one list. Unless a plan chooses one, both readings are compiled,
//! and where they give different verdicts on a packet the decision says so.

use super::AddressGroups;
use super::decide::Decision;
use super::flavor;
use super::match_list::{Fields, MatchList, MatchRule};
use super::partition::{Piece, Pieces, meeting, partition};
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of};
use crate::plan::{
    Action, Cidr, Direction, Flavor, IpType, Ports, Remote, RuleId, SecurityGroup, SecurityGroupId,
    SecurityGroupRule, SeveralSecurityGroups,
};

/// The security groups of one network interface, compiled for one direction.
#[derive(Debug)]
pub(crate) struct SecurityGroups {
    /// The rules in the reading that is followed; where that is neither, the groups in their
    /// sequence, each by priority.
    first: MatchList,
    /// The rules of all groups as one list, where neither reading is followed. None where there
    /// is one group, since both readings are then the same.
    other: Option<MatchList>,
}

impl SecurityGroups {
    /// Compiles groups in the sequence in which an interface wears them.
    pub(crate) fn of(
        groups: &[&SecurityGroup],
        flavor: Flavor,
        direction: Direction,
        addresses: &AddressGroups,
        reading: SeveralSecurityGroups,
    ) -> Self {
        Self::facing(groups, flavor, direction, addresses, &[], reading)
    }

    /// Compiles groups for packets whose far end is a server that wears groups of its own: rules
    /// that name one of these match.
    pub(crate) fn facing(
        groups: &[&SecurityGroup],
        flavor: Flavor,
        direction: Direction,
        addresses: &AddressGroups,
        far: &[SecurityGroupId],
        reading: SeveralSecurityGroups,
    ) -> Self {
        let (in_sequence, combined) = readings(groups, flavor, direction);
        let (first, other) = match reading {
            SeveralSecurityGroups::Unsure => (in_sequence, combined),
            SeveralSecurityGroups::InSequence => (in_sequence, None),
            SeveralSecurityGroups::Combined => (combined.unwrap_or(in_sequence), None),
        };
        Self {
            first: compile(&first, direction, addresses, far),
            other: other.map(|rules| compile(&rules, direction, addresses, far)),
        }
    }

    /// The list that has the groups in their sequence.
    pub(crate) fn in_sequence(&self) -> &MatchList {
        &self.first
    }

    /// The one list of all groups' rules, where there are several groups.
    pub(crate) fn combined(&self) -> Option<&MatchList> {
        self.other.as_ref()
    }

    /// Says what becomes of packets. Those on which the two readings disagree make a part of
    /// their own.
    pub(crate) fn decide(&self, packets: &PacketBox) -> Decision {
        self.decide_all(&PacketSet::of(*packets))
    }

    /// As [`Self::decide`], for packets in many boxes.
    pub(crate) fn decide_all(&self, packets: &PacketSet) -> Decision {
        let Some(combined) = &self.other else { return self.first.decide_all(packets) };
        let Pieces { pieces, halved } = self.first.pieces(packets);
        let mut agreed = Pieces { pieces: Vec::with_capacity(pieces.len()), halved };
        let mut disputed = vec![];
        let rules = packets.boxes().iter().map(|own| combined.meeting(own)).collect::<Vec<_>>();
        for piece in pieces {
            let passes = self.first.passes(piece.rule);
            let mut other = Pieces::default();
            let own =
                packets.boxes().iter().zip(&rules).find(|(own, _)| own.covers(&piece.packets));
            let met = own.map(|(_, rules)| meeting(&piece.packets, rules)).unwrap_or_default();
            partition(&piece.packets, met, &mut other);
            let agrees = |own: &Piece| combined.passes(own.rule) == passes;
            if other.pieces.iter().all(agrees) {
                agreed.pieces.push(piece);
                continue;
            }
            for own in other.pieces {
                match agrees(&own) {
                    true => agreed.pieces.push(Piece { rule: piece.rule, ..own }),
                    false => disputed.push(own.packets),
                }
            }
        }
        // What one rule decides is cut by the rules of the other reading.
        agreed.halved |= !disputed.is_empty();
        self.first.decision(agreed).with_disputed(PacketSet::of_disjoint(disputed).joined())
    }

    /// The denies that decide on some of these packets in either reading.
    pub(crate) fn denies(&self, packets: &PacketBox) -> Vec<RuleId> {
        let lists = [Some(&self.first), self.other.as_ref()];
        let mut denies = vec![];
        for list in lists.into_iter().flatten() {
            for id in list.decide(packets).denying_rules() {
                if !denies.contains(&id) {
                    denies.push(id);
                }
            }
        }
        denies
    }
}

/// The rules in force, in the order in which they are looked at: groups in their sequence, and,
/// where there are several, the rules of all groups as one list.
pub(crate) fn readings<'a>(
    groups: &[&'a SecurityGroup],
    flavor: Flavor,
    direction: Direction,
) -> (Vec<&'a SecurityGroupRule>, Option<Vec<&'a SecurityGroupRule>>) {
    let mut sequence = vec![];
    for group in groups {
        let mut rules = enabled(group, direction).collect::<Vec<_>>();
        in_order(&mut rules);
        sequence.extend(rules);
    }
    let combined = (groups.len() > 1).then(|| {
        let mut rules = sequence.clone();
        in_order(&mut rules);
        flavor::understood(rules, flavor)
    });
    (flavor::understood(sequence, flavor), combined)
}

fn enabled(
    group: &SecurityGroup,
    direction: Direction,
) -> impl Iterator<Item = &SecurityGroupRule> {
    group.rules(direction).iter().filter(|rule| rule.enabled)
}

/// Puts rules into the order of matching.
fn in_order(rules: &mut [&SecurityGroupRule]) {
    rules.sort_by_key(|rule| (rule.priority.number(), rule.action == Action::Allow));
}

fn compile(
    rules: &[&SecurityGroupRule],
    direction: Direction,
    addresses: &AddressGroups,
    far: &[SecurityGroupId],
) -> MatchList {
    let rules = rules.iter().map(|rule| MatchRule {
        id: rule.id,
        action: rule.action,
        boxes: boxes_facing(rule, direction, addresses, far),
    });
    MatchList::of(rules.collect())
}

/// The packets a rule matches where the far end wears no security group.
pub(crate) fn boxes(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
) -> Vec<PacketBox> {
    boxes_facing(rule, direction, addresses, &[])
}

/// The packets a rule matches where the far end wears some security groups.
fn boxes_facing(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
    far: &[SecurityGroupId],
) -> Vec<PacketBox> {
    let remote = remote(rule.remote, rule.ip_type, addresses, far);
    let any = [addresses_of(Cidr::any(rule.ip_type))];
    let (sources, destinations) = match direction {
        Direction::Inbound => (remote.as_slice(), any.as_slice()),
        Direction::Outbound => (any.as_slice(), remote.as_slice()),
    };
    Fields {
        ip_type: rule.ip_type,
        protocol: rule.protocol,
        sources,
        source_ports: &Ports::all(),
        destinations,
        ports: &rule.ports,
    }
    .boxes()
}

/// The addresses at the other end. A security group stands for the interfaces that wear it: for
/// every address that the packets can have there where the far end does, else for none. A load
/// balancer's interfaces wear none that counts.
fn remote(
    remote: Remote,
    ip_type: IpType,
    addresses: &AddressGroups,
    far: &[SecurityGroupId],
) -> Vec<Interval<u128>> {
    match remote {
        Remote::Cidr(cidr) if cidr.ip_type() == ip_type => vec![addresses_of(cidr)],
        Remote::SecurityGroup(id) if far.contains(&id) => vec![addresses_of(Cidr::any(ip_type))],
        Remote::Cidr(_) | Remote::SecurityGroup(_) => vec![],
        Remote::AddressGroup(id) => addresses.addresses(id, ip_type).to_vec(),
    }
}
