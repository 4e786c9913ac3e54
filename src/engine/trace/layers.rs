//! The filters on a path, and their decisions on the packets.

use std::rc::Rc;

use super::answer::{Fate, Hop, HopBypass, HopDecider, HopFilter, HopPart, HopStage, PathEndKind};
use super::near_misses::Unmatched;
use super::packets::parcels;
use super::zone::{Guard, Zone};
use crate::engine::index::Index;
use crate::engine::packet::{PacketSet, never_filtered};
use crate::engine::policy::{AddressGroups, Decision, GroupRules, SecurityGroups, network_acl};
use crate::engine::report::{Decider, NearMiss};
use crate::plan::{Direction, LoadBalancerAcl, RuleId, Settings, Subnet};

/// A layer with the exact packets.
pub(in crate::engine) struct JudgedHop {
    pub(super) stage: HopStage,
    pub(super) filter: HopFilter,
    pub(super) direction: Direction,
    pub(super) counts: bool,
    pub(in crate::engine) parts: Vec<JudgedPart>,
    /// Rules that look as if they were meant for what no rule lets pass.
    pub(super) near_misses: Vec<NearMiss>,
}

/// The packets that one thing decides on.
pub(in crate::engine) struct JudgedPart {
    pub(in crate::engine) packets: PacketSet,
    pub(in crate::engine) by: HopDecider,
    pub(in crate::engine) fate: Fate,
}

impl JudgedHop {
    /// The packets of one fate.
    pub(super) fn with_fate(&self, fate: Fate) -> PacketSet {
        let mut set = PacketSet::default();
        for part in self.parts.iter().filter(|part| part.fate == fate) {
            set.extend(&part.packets);
        }
        set
    }

    /// The rules that let some packets pass.
    pub(in crate::engine) fn rules_passing(&self, packets: &PacketSet) -> Vec<RuleId> {
        let meets = |part: &PacketSet| {
            part.boxes().iter().any(|own| packets.boxes().iter().any(|it| it.meets(own)))
        };
        let passing = self.parts.iter().filter(|part| part.fate == Fate::Passes);
        let rules = passing.filter_map(|part| match part.by {
            HopDecider::Rule(rule) if meets(&part.packets) => Some(rule),
            _ => None,
        });
        rules.collect()
    }

    /// Checks whether the filter looks at any of the packets.
    pub(super) fn is_filtered(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part.by, HopDecider::NotFiltered(_)))
    }

    /// The layer as the answer shows it.
    pub(super) fn hop(&self) -> Hop {
        let part = |part: &JudgedPart| HopPart {
            packets: parcels(&part.packets),
            decided_by: part.by,
            fate: part.fate,
            near_misses: match part.by {
                HopDecider::DefaultDeny => self.near_misses.clone(),
                _ => vec![],
            },
        };
        Hop {
            stage: self.stage,
            filter: self.filter.clone(),
            direction: self.direction,
            counts: self.counts,
            parts: self.parts.iter().map(part).collect(),
        }
    }
}

/// The rules of a plan, and the packets over which none of them has a say.
pub(in crate::engine) struct Layers<'a> {
    pub(in crate::engine) index: &'a Index<'a>,
    pub(in crate::engine) addresses: AddressGroups,
}

impl<'a> Layers<'a> {
    pub(in crate::engine) fn of(index: &'a Index<'a>) -> Self {
        Self { index, addresses: AddressGroups::of(&index.plan.address_groups) }
    }

    /// The packets of some parts that no rule lets pass.
    fn unmatched(
        &self,
        (direction, are_answers): (Direction, bool),
        parts: &[JudgedPart],
    ) -> Unmatched<'_> {
        let by_nothing = parts.iter().filter(|part| part.by == HopDecider::DefaultDeny);
        let packets = by_nothing.flat_map(|part| part.packets.boxes()).copied().collect();
        Unmatched { packets, addresses: &self.addresses, direction, are_answers }
    }

    /// Checks whether what the network ACL of a zone stops counts as stopped. The network ACL of a
    /// load balancer's own subnet counts if the plan says so.
    pub(super) fn counts(&self, zone: &Zone) -> bool {
        network_acl_counts(&self.index.plan.settings, &zone.kind)
    }

    /// The security groups of a zone, passed by packets from or to another one; none where the
    /// zone has none that count.
    pub(in crate::engine) fn security_groups(
        &self,
        near: &Zone,
        far: &Zone,
        direction: Direction,
        packets: &PacketSet,
        exempt: &PacketSet,
    ) -> Option<JudgedHop> {
        let (mut parts, mut near_misses) = (vec![], vec![]);
        let rest = take_unfiltered(packets, exempt, HopBypass::Layer4, &mut parts);
        let groups = match &near.guard {
            Guard::Nothing => return None,
            Guard::Unknown => {
                not_known(rest, &mut parts);
                vec![]
            }
            Guard::Worn(ids, _) if !self.index.knows_rules_of(ids) => {
                not_known(rest, &mut parts);
                ids.clone()
            }
            Guard::Worn(ids, flavor) => {
                let attached = ids.iter().filter_map(|id| self.index.security_group(*id));
                let reading = self.index.plan.settings.several_security_groups;
                let (addresses, far) = (&self.addresses, far.group_ids());
                let compiled = attached.map(|group| {
                    let rules = group.rules(direction);
                    Rc::new(GroupRules::of(rules, *flavor, direction, addresses, far))
                });
                let compiled = SecurityGroups::of(compiled.collect(), reading);
                decided(compiled.decide_all(&rest), &mut parts);
                near_misses =
                    self.unmatched((direction, false), &parts).in_groups(self.index, ids, far);
                ids.clone()
            }
        };
        let stage = match direction {
            Direction::Outbound => HopStage::SourceSecurityGroups,
            Direction::Inbound => HopStage::DestinationSecurityGroups,
        };
        let filter = HopFilter::SecurityGroups(groups.into());
        Some(JudgedHop { stage, filter, direction, counts: true, parts, near_misses })
    }

    /// The network ACL of a subnet.
    pub(in crate::engine) fn network_acl(
        &self,
        subnet: &Subnet,
        is_crossed: bool,
        (stage, direction): (HopStage, Direction),
        packets: &PacketSet,
        exempt: &PacketSet,
    ) -> JudgedHop {
        let acl = subnet.network_acl.and_then(|id| self.index.network_acl(id));
        let (mut parts, mut near_misses) = (vec![], vec![]);
        let rest = take_unfiltered(packets, exempt, HopBypass::Layer4, &mut parts);
        let hop = |parts, near_misses| {
            let filter = HopFilter::NetworkAcl(acl.map(|acl| acl.id));
            JudgedHop { stage, filter, direction, counts: true, parts, near_misses }
        };
        let free = match acl {
            None if !subnet.may_have_other_acl() => Some(HopBypass::NoNetworkAcl),
            Some(acl) if !acl.enabled => Some(HopBypass::NetworkAclDisabled),
            _ if !is_crossed => Some(HopBypass::SameSubnet),
            _ => None,
        };
        match (free, acl) {
            (Some(why), _) => {
                take_unfiltered(&rest, &rest, why, &mut parts);
            }
            (None, acl) => {
                let mut reserved = PacketSet::default();
                for packets in never_filtered() {
                    reserved.insert(packets);
                }
                let rest =
                    take_unfiltered(&rest, &reserved, HopBypass::ReservedDestination, &mut parts);
                let known = acl.filter(|it| it.rules_known);
                let Some(acl) = known else {
                    not_known(rest, &mut parts);
                    return hop(parts, near_misses);
                };
                let rules = network_acl(acl.rules(direction), &self.addresses);
                decided(rules.decide_all(&rest), &mut parts);
                let are_answers = matches!(
                    (stage, direction),
                    (HopStage::SourceNetworkAcl, Direction::Inbound)
                        | (HopStage::DestinationNetworkAcl, Direction::Outbound)
                );
                near_misses = self.unmatched((direction, are_answers), &parts).in_acl(acl);
            }
        }
        hop(parts, near_misses)
    }
}

/// Checks whether what the network ACL of an end stops counts as stopped.
pub(in crate::engine) fn network_acl_counts(settings: &Settings, end: &PathEndKind) -> bool {
    let applies = settings.load_balancer_acl == LoadBalancerAcl::Apply;
    applies || !matches!(end, PathEndKind::LoadBalancer { .. })
}

/// Takes up the packets of which the plan does not say what lets them pass.
fn not_known(packets: PacketSet, parts: &mut Vec<JudgedPart>) {
    if !packets.is_empty() {
        parts.push(JudgedPart { packets, by: HopDecider::Unknown, fate: Fate::Unclear });
    }
}

/// Takes up what a layer does not look at, and answers with what it does look at.
fn take_unfiltered(
    packets: &PacketSet,
    free: &PacketSet,
    why: HopBypass,
    parts: &mut Vec<JudgedPart>,
) -> PacketSet {
    let mut rest = packets.clone();
    let mut taken = PacketSet::default();
    for free in free.boxes() {
        taken.extend(&rest.split_off(free));
    }
    if !taken.is_empty() {
        parts.push(JudgedPart {
            packets: taken,
            by: HopDecider::NotFiltered(why),
            fate: Fate::Passes,
        });
    }
    rest
}

fn decided(decision: Decision, parts: &mut Vec<JudgedPart>) {
    parts.extend(decision.parts.into_iter().map(|part| {
        let (by, fate) = match (part.by, part.passes) {
            (Decider::Rule(id), true) => (HopDecider::Rule(id), Fate::Passes),
            (Decider::Rule(id), false) => (HopDecider::Rule(id), Fate::Stopped),
            (Decider::DefaultDeny, _) => (HopDecider::DefaultDeny, Fate::Stopped),
            (Decider::Ambiguous, _) => (HopDecider::Ambiguous, Fate::Unclear),
        };
        JudgedPart { packets: part.packets, by, fate }
    }));
}
