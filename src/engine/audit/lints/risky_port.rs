//! Ports that are often attacked and that everyone reaches: by what gets in past the security groups and
//! the network ACL of a server, not by what a rule says alone.
//!
//! Where rules are not known, or the readings of several security groups disagree, nothing is said.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::risky_services::RISKY_SERVICES;
use crate::engine::index::Index;
use crate::engine::packet::{
    Interval, PacketBox, PacketSet, addresses_of, number_of, protocols_of,
};
use crate::engine::report::{Decider, LintKind, LintNote, RiskyService};
use crate::engine::requirements::FilterRef;
use crate::engine::solve::{FilterCache, Policies};
use crate::plan::{
    Action, Direction, Flavor, Interface, IpType, Plan, Protocol, Remote, RuleId, SecurityGroupId,
    Server, ServerId,
};

/// The ports and the servers that a rule opens.
#[derive(Default)]
struct Opened {
    ports: FxHashSet<u16>,
    servers: Vec<ServerId>,
}

/// The packets to a port that a rule for everyone lets in to the servers with some security groups.
struct Opening {
    rule: RuleId,
    port: u16,
    ip_type: IpType,
    packets: PacketSet,
}

/// The notes on rules that let everyone in, in the plan's order.
pub(super) fn notes(plan: &Plan) -> Vec<LintNote> {
    let for_anyone = for_anyone(plan);
    if for_anyone.is_empty() {
        return vec![];
    }
    let index = Index::of(plan);
    let cache = FilterCache::default();
    let policies = Policies::of(&index, &cache);
    let sought = for_anyone.iter().copied().collect::<FxHashSet<_>>();
    let mut search = Search { index: &index, policies, sought, openings: FxHashMap::default() };
    let mut opened: FxHashMap<RuleId, Opened> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for server in plan.servers.iter().filter(|it| seen.insert(it.id)) {
        for interface in server.all_interfaces() {
            for (rule, port) in search.at(server, &interface) {
                let own = opened.entry(rule).or_default();
                own.ports.insert(port);
                if own.servers.last() != Some(&server.id) {
                    own.servers.push(server.id);
                }
            }
        }
    }
    let kind = |Opened { ports, servers }| {
        let services = RISKY_SERVICES.iter().filter(|(port, _)| ports.contains(port));
        let services =
            services.map(|(port, name)| RiskyService { name: (*name).to_owned(), port: *port });
        LintKind::RiskyPort { services: services.collect(), servers }
    };
    let notes = for_anyone.into_iter().filter_map(|rule| Some((rule, opened.remove(&rule)?)));
    notes.map(|(rule, opened)| LintNote::about(rule, kind(opened))).collect()
}

/// The allows whose source is every address of a family.
fn for_anyone(plan: &Plan) -> Vec<RuleId> {
    let rules = plan.security_groups.iter().flat_map(|group| &group.inbound);
    let for_anyone = rules.filter(|rule| {
        let is_any = matches!(rule.remote, Remote::Cidr(block) if block.is_any());
        is_any && rule.enabled && rule.action == Action::Allow
    });
    for_anyone.map(|rule| rule.id).collect()
}

struct Search<'a> {
    index: &'a Index<'a>,
    policies: Policies<'a>,
    sought: FxHashSet<RuleId>,
    openings: FxHashMap<(Vec<SecurityGroupId>, Flavor), Rc<[Opening]>>,
}

impl Search<'_> {
    /// The rules that open a port at an interface, each with the port.
    fn at(&mut self, server: &Server, interface: &Interface) -> Vec<(RuleId, u16)> {
        let groups = interface.security_groups;
        let Some(subnet) = self.index.subnet(interface.subnet) else { return vec![] };
        let is_known = self.index.knows_rules_of(groups) && self.index.knows_acl_of(subnet);
        if !is_known || !interface.port_security {
            return vec![];
        }
        let acl = subnet.network_acl.and_then(|id| self.index.network_acl(id));
        let acl = acl.filter(|it| it.enabled).map(|it| it.id);
        let mut found = vec![];
        for opening in self.openings_of(groups, server.flavor).iter() {
            let Some(address) = interface.address(opening.ip_type) else { continue };
            let mut packets = opening.packets.within(&[PacketBox {
                destination: Interval::single(number_of(address)),
                ..PacketBox::all(opening.ip_type)
            }]);
            if let Some(block) = subnet.cidr_of(opening.ip_type) {
                let source = addresses_of(block);
                packets.remove(&PacketBox { source, ..PacketBox::all(opening.ip_type) });
            }
            let gets_in = match acl {
                None => !packets.is_empty(),
                Some(acl) => {
                    let filter = FilterRef::NetworkAcl(Some(acl));
                    packets.boxes().iter().any(|own| {
                        let decision = self.policies.decide(&filter, Direction::Inbound, *own);
                        decision.parts.iter().any(|it| it.passes)
                    })
                }
            };
            if gets_in {
                found.push((opening.rule, opening.port));
            }
        }
        found
    }

    /// The packets that rules for everyone let in past some security groups.
    fn openings_of(&mut self, groups: &[SecurityGroupId], flavor: Flavor) -> Rc<[Opening]> {
        let is_there = |id: &&SecurityGroupId| self.index.security_group(**id).is_some();
        let key = (groups.iter().filter(is_there).copied().collect::<Vec<_>>(), flavor);
        if let Some(known) = self.openings.get(&key) {
            return known.clone();
        }
        let filter = FilterRef::SecurityGroups(key.0.as_slice().into(), flavor, None);
        let mut openings = vec![];
        for ip_type in IpType::BOTH {
            for (port, _) in RISKY_SERVICES.iter().copied() {
                let asked = PacketBox {
                    protocol: protocols_of(Protocol::Tcp),
                    ports: Interval::single(port),
                    ..PacketBox::all(ip_type)
                };
                let decision = self.policies.decide(&filter, Direction::Inbound, asked);
                for part in decision.parts.iter().filter(|part| part.passes) {
                    if let Decider::Rule(rule) = part.by
                        && self.sought.contains(&rule)
                    {
                        let packets = part.packets.clone();
                        openings.push(Opening { rule, port, ip_type, packets });
                    }
                }
            }
        }
        let openings = Rc::<[Opening]>::from(openings);
        self.openings.insert(key, openings.clone());
        openings
    }
}
