//! The lists in which the rules of a security group or a network ACL stand.

use super::list::{List, Listed, Standing, with_port_0};
use crate::engine::index::Index;
use crate::engine::packet::PacketBox;
use crate::engine::policy::{
    AddressGroups, has_scattered_ports, network_acl, security_group_readings,
    security_group_rule_boxes,
};
use crate::engine::report::Place;
use crate::plan::{
    Cidr, Direction, Flavor, Remote, RuleId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
};

/// Every list of one direction in which the rules of a place stand.
pub(super) struct Contexts<'a> {
    lists: Vec<List>,
    /// The groups that are worn together with the place's own, by flavor.
    worn: Vec<(Vec<&'a SecurityGroup>, Flavor)>,
    direction: Direction,
}

impl<'a> Contexts<'a> {
    /// The lists of a place. A security group that nobody wears is looked at alone.
    pub(super) fn of(
        index: &Index<'a>,
        place: Place,
        direction: Direction,
        addresses: &AddressGroups,
    ) -> Self {
        match place {
            Place::SecurityGroup(id) => {
                let worn = ways_to_wear(index, id);
                let mut lists = vec![];
                for (groups, flavor) in &worn {
                    let (in_sequence, combined) =
                        security_group_readings(groups, *flavor, direction);
                    for rules in [Some(in_sequence), combined].into_iter().flatten() {
                        let rules = rules.iter().map(|rule| listed(rule, direction, addresses));
                        lists.push(List { rules: rules.collect() });
                    }
                }
                Self { lists, worn, direction }
            }
            Place::NetworkAcl(id) => {
                let list = index.network_acl(id).map(|acl| {
                    let compiled = network_acl(acl.rules(direction), addresses);
                    let rules = compiled.rules().iter().map(|rule| Listed {
                        id: rule.id,
                        action: rule.action,
                        boxes: rule.boxes.iter().copied().map(with_port_0).collect(),
                        remote: None,
                    });
                    List { rules: rules.collect() }
                });
                Self { lists: list.into_iter().collect(), worn: vec![], direction }
            }
        }
    }

    /// The lists.
    pub(super) fn lists(&self) -> &[List] {
        &self.lists
    }

    /// How a rule stands in all lists that have it; nothing where none has.
    pub(super) fn standing(&self, rule: RuleId) -> Option<Standing> {
        let mut lists = self.lists.iter().filter_map(|list| list.standing(rule));
        let mut whole = lists.next()?;
        lists.for_each(|standing| whole.join(standing));
        Some(whole)
    }

    /// The flavor that keeps a rule from taking effect wherever it is worn.
    pub(super) fn ignored_on(&self, rule: RuleId) -> Option<Flavor> {
        let is_listed = self.lists.iter().any(|list| list.rules.iter().any(|it| it.id == rule));
        if is_listed { None } else { self.worn.first().map(|(_, flavor)| *flavor) }
    }

    /// The rules that take effect on Kunpeng flavors once a rule is gone.
    pub(super) fn revived_without(&self, rule: RuleId) -> Vec<RuleId> {
        let mut revived = vec![];
        for (groups, _) in self.worn.iter().filter(|(_, flavor)| *flavor == Flavor::Kunpeng) {
            let is_scattered = |it: &&SecurityGroupRule| it.id == rule && has_scattered_ports(it);
            let is_in_the_way = groups
                .iter()
                .any(|group| group.rules(self.direction).iter().any(|it| is_scattered(&it)));
            if !is_in_the_way {
                continue;
            }
            let without = groups.iter().map(|group| {
                let mut group = SecurityGroup::clone(group);
                group.rules_mut(self.direction).retain(|it| it.id != rule);
                group
            });
            let without = without.collect::<Vec<_>>();
            let before = security_group_readings(groups, Flavor::Kunpeng, self.direction);
            let refs = without.iter().collect::<Vec<_>>();
            let after = security_group_readings(&refs, Flavor::Kunpeng, self.direction);
            let known = before.0.iter().chain(before.1.iter().flatten()).map(|it| it.id);
            let known = known.collect::<Vec<_>>();
            for it in after.0.iter().chain(after.1.iter().flatten()) {
                if !known.contains(&it.id) && !revived.contains(&it.id) {
                    revived.push(it.id);
                }
            }
        }
        revived
    }
}

/// The lists of groups that servers wear together with a group, each once for each flavor.
fn ways_to_wear<'a>(
    index: &Index<'a>,
    id: SecurityGroupId,
) -> Vec<(Vec<&'a SecurityGroup>, Flavor)> {
    let mut ways: Vec<(Vec<SecurityGroupId>, Flavor)> = vec![];
    let interfaces = index
        .plan
        .servers
        .iter()
        .flat_map(|server| server.all_interfaces().map(move |interface| (server, interface)));
    for (server, interface) in interfaces.filter(|(_, it)| it.security_groups.contains(&id)) {
        let mut known: Vec<SecurityGroupId> = vec![];
        for group in interface.security_groups {
            if index.security_group(*group).is_some() && !known.contains(group) {
                known.push(*group);
            }
        }
        let way = (known, server.flavor);
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    if ways.is_empty() {
        ways.push((vec![id], Flavor::Standard));
    }
    ways.into_iter()
        .map(|(ids, flavor)| {
            (ids.into_iter().filter_map(|id| index.security_group(id)).collect(), flavor)
        })
        .collect()
}

fn listed(rule: &SecurityGroupRule, direction: Direction, addresses: &AddressGroups) -> Listed {
    let (boxes, remote) = boxes(rule, direction, addresses);
    Listed { id: rule.id, action: rule.action, boxes, remote }
}

/// What a rule matches, of whoever wears the group that it names.
pub(super) fn boxes(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
) -> (Vec<PacketBox>, Option<SecurityGroupId>) {
    let (rule, remote) = match rule.remote {
        Remote::SecurityGroup(group) => {
            let anyone = Remote::Cidr(Cidr::any(rule.ip_type));
            (SecurityGroupRule { remote: anyone, ..rule.clone() }, Some(group))
        }
        Remote::Cidr(_) | Remote::AddressGroup(_) => (rule.clone(), None),
    };
    let boxes = security_group_rule_boxes(&rule, direction, addresses);
    (boxes.into_iter().map(with_port_0).collect(), remote)
}
