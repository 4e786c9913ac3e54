//! Least privilege: what a rule that lets a load balancer in opens beyond that, and the tightest
//! rules in its place.
//!
//! The tightest rules stand where the rule stood, with its priority, and match just those of its
//! packets that flows need. So every other rule decides as before, and what the rule alone let in
//! is stopped again. Where the rule names ports that are apart, its tightest rules also take effect
//! on flavors that ignore it, and so do, on Kunpeng flavors, the rules behind it: those that its
//! removal revives.
//!
//! Only the first of them takes the rule's own place; the others come to the end of the group. There
//! a rule of the same priority that Kunpeng flavors cannot read may be before them, and then they
//! would take no effect. Such a rule is named instead.

use rustc_hash::FxHashSet;

use super::standing::Standing;
use super::subject::Subject;
use super::traffic;
use crate::edit::Edit;
use crate::engine::packet::{
    Interval, PacketBox, PacketSet, Tree, addresses_of, cidrs_of, ports, protocol_of, protocols_of,
};
use crate::engine::report::{IcmpRange, RuleFinding, RulePlace};
use crate::plan::{
    AclAddress, Action, Cidr, Direction, NetworkAclRule, Protocol, Remote, RuleId,
    SecurityGroupRule, set_of,
};

/// Says that a rule lets in more than the load balancers need. `other` is what changes without
/// the rule and is not needed, `needed` what flows need of its list, and `rows` what the guide's rows
/// for them let in.
pub(super) fn finding(
    subject: &Subject,
    standing: &Standing,
    other: &PacketSet,
    (needed, rows): (&Tree, &Tree),
) -> Option<RuleFinding> {
    let lets_in = subject.place_lists.direction == Direction::Inbound
        && standing.action == Action::Allow
        && standing.remote.is_none()
        && standing.decides.boxes().iter().any(|it| needed.next(it, 0).is_some());
    let other = other.minus_tree(rows);
    if !lets_in || other.is_empty() {
        return None;
    }
    let own = &standing.boxes;
    let wanted = wanted(rows, own);
    let is = |side: fn(&PacketBox) -> bool| own.iter().any(side);
    let remedy = remedy(subject, &wanted)?;
    let adds_rules = remedy.len() > 1;
    let gap = subject.place_lists.gap_behind(subject.rule).filter(|_| adds_rules);
    Some(RuleFinding::Broad {
        surplus: traffic::of(&other),
        any_source: is(|it| it.source == addresses_of(Cidr::any(it.ip_type))),
        all_ports: is(|it| it.ports == Interval::ALL && knows_ports(it.protocol)),
        all_protocols: is(|it| it.protocol == Interval::ALL),
        remedy: if gap.is_none() { remedy } else { vec![] },
        gap,
    })
}

/// The needed ones of some packets.
fn wanted(needed: &Tree, packets: &[PacketBox]) -> Vec<PacketBox> {
    let met = set_of(packets.iter().flat_map(|it| needed.meeting(it)));
    let met = met.into_iter().filter_map(|place| needed.boxes().get(place)).copied();
    PacketSet::of_disjoint(met.collect()).within(packets).merged()
}

/// Checks whether TCP or UDP is among some protocols.
fn knows_ports(protocol: Interval<u8>) -> bool {
    [Protocol::Tcp, Protocol::Udp].into_iter().any(|it| protocol.covers(protocols_of(it)))
}

/// The edits that put rules for some packets in the place of a rule. The first one takes its id.
fn remedy(subject: &Subject, wanted: &[PacketBox]) -> Option<Vec<Edit>> {
    let Subject { plan, rule_index, place_lists, .. } = *subject;
    let (taken, next) = rule_index.rule_ids(plan);
    let mut ids =
        Ids { taken, given: FxHashSet::default(), next: *next, first: Some(subject.rule) };
    let (direction, place) = (place_lists.direction, place_lists.index_of(subject.rule)?);
    match place_lists.place {
        RulePlace::SecurityGroup(id) => {
            let rule = rule_index.group(plan, id)?.rules(direction).get(place)?;
            let tight = wanted.iter().flat_map(|packets| {
                let sources = cidrs_of(packets.ip_type, packets.source);
                sources.into_iter().map(move |source| SecurityGroupRule {
                    protocol: protocol_of(packets.protocol),
                    icmp: packets.icmp().and_then(IcmpRange::kind),
                    ports: packets.named_ports(),
                    remote: Remote::Cidr(source),
                    ..rule.clone()
                })
            });
            let edit = |rule| Edit::PutSecurityGroupRule { security_group: id, direction, rule };
            Some(tight.map(|rule| edit(SecurityGroupRule { id: ids.next(), ..rule })).collect())
        }
        RulePlace::NetworkAcl(id) => {
            let rule = rule_index.acl(plan, id)?.rules(direction).get(place)?;
            let tight = wanted.iter().flat_map(|packets| {
                let ends =
                    cidrs_of(packets.ip_type, packets.source).into_iter().flat_map(|source| {
                        let destinations = cidrs_of(packets.ip_type, packets.destination);
                        destinations.into_iter().map(move |destination| (source, destination))
                    });
                ends.map(move |(source, destination)| NetworkAclRule {
                    protocol: protocol_of(packets.protocol),
                    source: AclAddress::Cidr(source),
                    source_ports: ports(packets.source_ports),
                    destination: AclAddress::Cidr(destination),
                    destination_ports: packets.named_ports(),
                    ..rule.clone()
                })
            });
            let edit = |rule: NetworkAclRule| Edit::PutNetworkAclRule {
                network_acl: id,
                direction,
                above: (rule.id != subject.rule).then_some(subject.rule),
                rule,
            };
            Some(tight.map(|rule| edit(NetworkAclRule { id: ids.next(), ..rule })).collect())
        }
    }
}

/// The ids of the new rules: the old one first, then such as nothing has.
struct Ids<'a> {
    taken: &'a FxHashSet<RuleId>,
    given: FxHashSet<RuleId>,
    next: RuleId,
    first: Option<RuleId>,
}

impl Ids<'_> {
    fn next(&mut self) -> RuleId {
        if let Some(first) = self.first.take() {
            return first;
        }
        let id = self.next;
        self.given.insert(id);
        while self.taken.contains(&self.next) || self.given.contains(&self.next) {
            self.next = RuleId(self.next.0.checked_add(1).unwrap_or(1));
        }
        id
    }
}
