//! Required − allowed = missing, filter by filter.

use std::borrow::Cow;
use std::rc::Rc;

use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of, number_of, packets};
use crate::engine::policy::{
    AddressGroups, Decision, MatchList, SecurityGroups, network_acl, security_group_rule_boxes,
};
use crate::engine::quick::QuickMap;
use crate::engine::report::{Layer, Outcome, Part, Verdict};
use crate::engine::requirements::{Crossed, Crossing, Passage, Requirement};
use crate::plan::{
    Cidr, Direction, Flavor, IpType, NetworkAclId, RuleId, SecurityGroup, SecurityGroupId,
    SecurityGroupRule,
};

/// The compiled rules of a plan, and the answers already given.
pub(crate) struct Policies<'a> {
    index: &'a Index<'a>,
    addresses: Rc<AddressGroups>,
    /// A rule that is looked past, as if the plan did not have it.
    left_out: Option<RuleId>,
    worn: QuickMap<Vec<SecurityGroupId>, Worn>,
    acls: QuickMap<(NetworkAclId, Direction), Rc<MatchList>>,
}

/// Security groups as some servers wear them.
#[derive(Default)]
struct Worn {
    compiled: QuickMap<(Flavor, Direction), Rc<SecurityGroups>>,
    answers: QuickMap<(Flavor, Direction, PacketBox), Rc<Decision>>,
}

/// A crossing with what becomes of its packets.
pub(crate) struct Judged<'a> {
    pub(crate) crossing: &'a Crossing,
    pub(crate) decision: Option<Rc<Decision>>,
    pub(crate) missing: PacketSet,
}

impl<'a> Policies<'a> {
    pub(crate) fn of(index: &'a Index<'a>) -> Self {
        Self::new(index, Rc::new(AddressGroups::of(index.plan)), None)
    }

    /// The policies of the same plan without a rule.
    pub(crate) fn without(&self, rule: RuleId) -> Self {
        Self::new(self.index, self.addresses.clone(), Some(rule))
    }

    fn new(index: &'a Index<'a>, addresses: Rc<AddressGroups>, left_out: Option<RuleId>) -> Self {
        Self { index, addresses, left_out, worn: QuickMap::default(), acls: QuickMap::default() }
    }

    /// Judges every crossing of a requirement.
    pub(crate) fn judge<'r>(&mut self, requirement: &'r Requirement) -> Vec<Judged<'r>> {
        requirement.crossings.iter().map(|crossing| self.judge_crossing(crossing)).collect()
    }

    fn judge_crossing<'r>(&mut self, crossing: &'r Crossing) -> Judged<'r> {
        let decision = match crossing.passage {
            Passage::Packets { packets, .. } => {
                Some(self.decide(&crossing.filter, crossing.direction, packets))
            }
            Passage::NotFiltered(_) | Passage::Unknown => None,
        };
        let missing = decision.as_ref().map(|decision| decision.missing()).unwrap_or_default();
        Judged { crossing, decision, missing }
    }

    /// What becomes of packets at a filter. Servers that wear the same groups and are reached
    /// over the same ports are one question; at a network ACL each has its own address.
    pub(super) fn decide(
        &mut self,
        filter: &Crossed,
        direction: Direction,
        packets: PacketBox,
    ) -> Rc<Decision> {
        match filter {
            Crossed::SecurityGroups(ids, flavor) => {
                let packets = seen_by(filter, direction, packets);
                let question = (*flavor, direction, packets);
                let known = self.worn.get(ids).and_then(|worn| worn.answers.get(&question));
                if let Some(known) = known {
                    return known.clone();
                }
                let decision = Rc::new(self.groups(ids, *flavor, direction).decide(&packets));
                if let Some(worn) = self.worn.get_mut(ids) {
                    worn.answers.insert(question, decision.clone());
                }
                decision
            }
            Crossed::NetworkAcl(acl) => Rc::new(self.acl(*acl, direction).decide(&packets)),
        }
    }

    /// The denies of the groups that decide on some packets in either reading.
    pub(super) fn denies(
        &mut self,
        groups: &[SecurityGroupId],
        flavor: Flavor,
        direction: Direction,
        packets: &PacketBox,
    ) -> Vec<RuleId> {
        self.groups(groups, flavor, direction).denies(packets)
    }

    /// Whether two rules of security groups match a packet in common.
    pub(super) fn meet(
        &self,
        one: &SecurityGroupRule,
        other: &SecurityGroupRule,
        direction: Direction,
    ) -> bool {
        let others = security_group_rule_boxes(other, direction, &self.addresses);
        security_group_rule_boxes(one, direction, &self.addresses)
            .iter()
            .any(|own| others.iter().any(|packets| own.intersect(packets).is_some()))
    }

    /// The plan whose rules these are.
    pub(super) fn index(&self) -> &'a Index<'a> {
        self.index
    }

    /// The plan's IP address groups.
    pub(super) fn addresses(&self) -> &AddressGroups {
        &self.addresses
    }

    pub(super) fn groups(
        &mut self,
        ids: &[SecurityGroupId],
        flavor: Flavor,
        direction: Direction,
    ) -> Rc<SecurityGroups> {
        let known = self.worn.get(ids).and_then(|worn| worn.compiled.get(&(flavor, direction)));
        if let Some(known) = known {
            return known.clone();
        }
        let groups = ids.iter().filter_map(|id| self.index.security_group(*id));
        let groups =
            groups.map(|group| without(group, direction, self.left_out)).collect::<Vec<_>>();
        let groups = groups.iter().map(|group| &**group).collect::<Vec<_>>();
        let compiled = Rc::new(SecurityGroups::of(&groups, flavor, direction, &self.addresses));
        let worn = self.worn.entry(ids.to_vec()).or_default();
        worn.compiled.insert((flavor, direction), compiled.clone());
        compiled
    }

    pub(super) fn acl(&mut self, id: Option<NetworkAclId>, direction: Direction) -> Rc<MatchList> {
        let Some((id, acl)) = id.and_then(|id| Some((id, self.index.network_acl(id)?))) else {
            return Rc::default();
        };
        if let Some(known) = self.acls.get(&(id, direction)) {
            return known.clone();
        }
        let compiled = match self.left_out {
            Some(rule) if acl.rules(direction).iter().any(|it| it.id == rule) => {
                let mut acl = acl.clone();
                acl.rules_mut(direction).retain(|it| it.id != rule);
                network_acl(&acl, direction, &self.addresses)
            }
            _ => network_acl(acl, direction, &self.addresses),
        };
        let compiled = Rc::new(compiled);
        self.acls.insert((id, direction), compiled.clone());
        compiled
    }
}

/// Packets as a filter tells them apart.
pub(super) fn seen_by(filter: &Crossed, direction: Direction, packets: PacketBox) -> PacketBox {
    match filter {
        Crossed::SecurityGroups(..) => without_local_end(packets, direction),
        Crossed::NetworkAcl(_) => packets,
    }
}

/// A group without a rule, where it has that rule.
fn without(
    group: &SecurityGroup,
    direction: Direction,
    rule: Option<RuleId>,
) -> Cow<'_, SecurityGroup> {
    match rule {
        Some(rule) if group.rules(direction).iter().any(|it| it.id == rule) => {
            let mut group = group.clone();
            group.rules_mut(direction).retain(|it| it.id != rule);
            Cow::Owned(group)
        }
        _ => Cow::Borrowed(group),
    }
}

/// A security group does not look at the server's own address, so the question is the same for
/// all servers that wear it.
pub(crate) fn without_local_end(packets: PacketBox, direction: Direction) -> PacketBox {
    let any = addresses_of(Cidr::any(packets.ip_type));
    match direction {
        Direction::Inbound => PacketBox { destination: any, ..packets },
        Direction::Outbound => PacketBox { source: any, ..packets },
    }
}

/// Puts the server's own address back, for the report.
fn with_local_end(set: &PacketSet, crossing: &Crossing) -> PacketSet {
    let Passage::Packets { packets, .. } = crossing.passage else { return set.clone() };
    set.in_box(&packets)
}

impl Judged<'_> {
    /// The layer as the report shows it.
    pub(super) fn layer(&self) -> Layer {
        let outcome = match (&self.crossing.passage, &self.decision) {
            (Passage::NotFiltered(why), _) => Outcome::NotFiltered(*why),
            (Passage::Packets { .. }, Some(decision)) => Outcome::Filtered {
                parts: decision
                    .parts
                    .iter()
                    .map(|part| Part {
                        packets: packets(&with_local_end(&part.packets, self.crossing)),
                        decided_by: part.by,
                        passes: part.passes,
                    })
                    .collect(),
            },
            (Passage::Unknown | Passage::Packets { .. }, _) => Outcome::Unknown,
        };
        let filter = self.crossing.filter.shown();
        Layer { filter, direction: self.crossing.direction, level: self.crossing.level, outcome }
    }

    /// What this layer alone makes of the flow.
    fn verdict(&self) -> Verdict {
        match self.crossing.passage {
            Passage::NotFiltered(_) => Verdict::Exempt,
            Passage::Unknown => Verdict::Attention,
            Passage::Packets { .. } if self.missing.is_empty() => Verdict::Open,
            // Answers pass a stateful filter by themselves.
            Passage::Packets { .. } if self.crossing.direction == Direction::Outbound => {
                Verdict::Open
            }
            Passage::Packets { .. } => {
                let only_disputed = self.decision.as_ref().is_some_and(|decision| {
                    decision.stopped_by().all(|by| by == crate::engine::report::Decider::Ambiguous)
                });
                if only_disputed { Verdict::Attention } else { Verdict::Blocked }
            }
        }
    }
}

/// What all layers make of a flow: the gravest word counts, and a flow that no layer looks at is
/// exempt only where that is the rule for it; else it is open.
pub(crate) fn verdict(requirement: &Requirement, judged: &[Judged]) -> Verdict {
    let gravest = judged.iter().map(Judged::verdict).max().unwrap_or(Verdict::Attention);
    let exempt = requirement.crossings.iter().all(|crossing| {
        matches!(
            crossing.passage,
            Passage::NotFiltered(crate::engine::report::WhyNotFiltered::Layer4)
        )
    });
    match gravest {
        Verdict::Exempt if !exempt => Verdict::Open,
        other => other,
    }
}

/// The packets from any client to a member over the ports of a flow.
pub(super) fn from_anywhere(requirement: &Requirement, member: std::net::IpAddr) -> PacketBox {
    let port = requirement.ports.only().map_or(Interval::ALL, Interval::single);
    let ip_type = IpType::of(member);
    PacketBox {
        destination: Interval::single(number_of(member)),
        protocol: crate::engine::packet::protocols_of(requirement.protocol),
        ports: port,
        ..PacketBox::all(ip_type)
    }
}
