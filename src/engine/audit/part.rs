//! The rules of one security group or network ACL in one direction, compiled to be looked at rule
//! by rule.

use super::list::with_port_0;
use crate::engine::packet::{PacketBox, Tree};
use crate::engine::policy::{
    AddressGroups, Order, has_scattered_ports, network_acl, ranked, security_group_rule_boxes,
};
use crate::plan::quick::QuickMap;
use crate::plan::{
    Action, Cidr, Direction, Flavor, NetworkAclRule, Remote, RuleId, SecurityGroupId,
    SecurityGroupRule,
};

/// A rule of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listed {
    pub(super) id: RuleId,
    pub(super) action: Action,
    /// The group that the far end has to wear.
    pub(super) remote: Option<SecurityGroupId>,
}

/// Rules in the order in which they are looked at, with what they match.
#[derive(Debug, Default)]
pub(super) struct Part {
    rules: Vec<Listed>,
    /// How each rule stands to those of other groups.
    orders: Vec<Order>,
    /// What the rules match, rule by rule.
    tree: Tree,
    /// For each box, the place of its rule and the rule's order.
    owners: Vec<(usize, Order)>,
    /// For each rule, where its boxes begin.
    starts: Vec<usize>,
    /// The first place of each rule.
    places: QuickMap<RuleId, usize>,
    /// The places of the rules that name a group.
    pub(super) named: Vec<usize>,
    /// The rule from which on a Kunpeng flavor knows none.
    pub(super) scattered: Option<usize>,
}

impl Part {
    /// The rules of a security group as a flavor knows them; those that a Kunpeng flavor does not
    /// know are in it, since what that is depends on the groups beside it.
    pub(super) fn of_group(
        rules: &[SecurityGroupRule],
        direction: Direction,
        flavor: Flavor,
        addresses: &AddressGroups,
    ) -> Self {
        let mut part = Self::default();
        let mut all = vec![];
        for (order, rule) in ranked(rules, flavor) {
            let (boxes, remote) = boxes(rule, direction, addresses);
            if part.scattered.is_none() && has_scattered_ports(rule) {
                part.scattered = Some(part.rules.len());
            }
            part.push(Listed { id: rule.id, action: rule.action, remote }, order, boxes, &mut all);
        }
        part.tree = Tree::of(all);
        part
    }

    /// The rules of a network ACL.
    pub(super) fn of_acl(rules: &[NetworkAclRule], addresses: &AddressGroups) -> Self {
        let mut part = Self::default();
        let mut all = vec![];
        for rule in network_acl(rules, addresses).rules() {
            let listed = Listed { id: rule.id, action: rule.action, remote: None };
            let boxes = rule.boxes.iter().copied().map(with_port_0).collect();
            part.push(listed, Order::default(), boxes, &mut all);
        }
        part.tree = Tree::of(all);
        part
    }

    fn push(
        &mut self,
        rule: Listed,
        order: Order,
        boxes: Vec<PacketBox>,
        all: &mut Vec<PacketBox>,
    ) {
        let place = self.rules.len();
        self.places.entry(rule.id).or_insert(place);
        if rule.remote.is_some() {
            self.named.push(place);
        }
        self.starts.push(all.len());
        self.owners.extend(boxes.iter().map(|_| (place, order)));
        self.orders.push(order);
        self.rules.push(rule);
        all.extend(boxes);
    }

    /// The first place of a rule.
    pub(super) fn place(&self, rule: RuleId) -> Option<usize> {
        self.places.get(&rule).copied()
    }

    /// The rule at a place.
    pub(super) fn rule(&self, place: usize) -> Option<Listed> {
        self.rules.get(place).copied()
    }

    /// How the rule at a place stands to those of other groups.
    pub(super) fn order(&self, place: usize) -> Order {
        self.orders.get(place).copied().unwrap_or_default()
    }

    /// Where the boxes of the rule at a place begin.
    pub(super) fn start(&self, place: usize) -> usize {
        self.starts.get(place).copied().unwrap_or(self.owners.len())
    }

    /// The place of the rule that has a box, and the rule's order.
    pub(super) fn owner(&self, number: usize) -> (usize, Order) {
        self.owners.get(number).copied().unwrap_or((self.rules.len(), Order::default()))
    }

    /// How many boxes are of rules in or before an order, or only before it.
    pub(super) fn boxes_up_to(&self, order: Order, with_equal: bool) -> usize {
        self.owners.partition_point(|(_, own)| *own < order || (with_equal && *own == order))
    }

    /// What the rule at a place matches.
    pub(super) fn boxes(&self, place: usize) -> &[PacketBox] {
        let range = self.start(place)..self.start(place.saturating_add(1));
        self.tree.boxes().get(range).unwrap_or_default()
    }

    /// What all rules match, rule by rule.
    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }
}

/// What a rule matches, of whoever wears the group that it names.
pub(super) fn boxes(
    rule: &SecurityGroupRule,
    direction: Direction,
    addresses: &AddressGroups,
) -> (Vec<PacketBox>, Option<SecurityGroupId>) {
    let (boxes, remote) = match rule.remote {
        Remote::SecurityGroup(group) => {
            let anyone = Remote::Cidr(Cidr::any(rule.ip_type));
            let rule = SecurityGroupRule { remote: anyone, ..rule.clone() };
            (security_group_rule_boxes(&rule, direction, addresses), Some(group))
        }
        Remote::Cidr(_) | Remote::AddressGroup(_) => {
            (security_group_rule_boxes(rule, direction, addresses), None)
        }
    };
    (boxes.into_iter().map(with_port_0).collect(), remote)
}
