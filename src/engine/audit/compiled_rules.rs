//! The rules of one security group or network ACL in one direction, compiled to be looked at rule
//! by rule.

use rustc_hash::FxHashMap;

use crate::engine::packet::{PacketBox, Tree};
use crate::engine::policy::{AddressGroups, Order, network_acl, ranked, security_group_rule_boxes};
use crate::engine::solve::with_port_0;
use crate::plan::{
    Action, Cidr, Direction, Flavor, NetworkAclRule, Remote, RuleId, SecurityGroupId,
    SecurityGroupRule,
};

/// A rule of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct CompiledRule {
    pub(super) id: RuleId,
    pub(super) action: Action,
    /// The group that the far end has to have.
    pub(super) remote: Option<SecurityGroupId>,
}

/// Rules in the order in which they are looked at, with what they match.
#[derive(Debug, Default)]
pub(super) struct CompiledRules {
    rules: Vec<CompiledRule>,
    /// The order of each rule among those of other groups.
    orders: Vec<Order>,
    /// The boxes that the rules match, rule by rule.
    tree: Tree,
    /// For each box, the index of its rule and the rule's order.
    owners: Vec<(usize, Order)>,
    /// For each rule, where its boxes begin.
    starts: Vec<usize>,
    /// The first index of each rule.
    indexes: FxHashMap<RuleId, usize>,
    /// The indexes of the rules that name a group.
    pub(super) named: Vec<usize>,
    /// The rule from which on a Kunpeng flavor knows none.
    pub(super) scattered: Option<usize>,
}

impl CompiledRules {
    /// The rules of a security group as a flavor knows them; those that a Kunpeng flavor does not
    /// know are in it, since what that is depends on the groups beside it.
    pub(super) fn of_group(
        rules: &[SecurityGroupRule],
        direction: Direction,
        flavor: Flavor,
        addresses: &AddressGroups,
    ) -> Self {
        let mut compiled = Self::default();
        let mut all = vec![];
        for (order, rule) in ranked(rules, flavor) {
            let (boxes, remote) = boxes(rule, direction, addresses);
            if compiled.scattered.is_none() && rule.has_scattered_ports() {
                compiled.scattered = Some(compiled.rules.len());
            }
            compiled.push(
                CompiledRule { id: rule.id, action: rule.action, remote },
                order,
                boxes,
                &mut all,
            );
        }
        compiled.tree = Tree::of(all);
        compiled
    }

    /// The rules of a network ACL.
    pub(super) fn of_acl(rules: &[NetworkAclRule], addresses: &AddressGroups) -> Self {
        let mut compiled = Self::default();
        let mut all = vec![];
        for rule in network_acl(rules, addresses).rules() {
            let listed = CompiledRule { id: rule.id, action: rule.action, remote: None };
            let boxes = rule.boxes.iter().copied().map(with_port_0).collect();
            compiled.push(listed, Order::default(), boxes, &mut all);
        }
        compiled.tree = Tree::of(all);
        compiled
    }

    fn push(
        &mut self,
        rule: CompiledRule,
        order: Order,
        boxes: Vec<PacketBox>,
        all: &mut Vec<PacketBox>,
    ) {
        let index = self.rules.len();
        self.indexes.entry(rule.id).or_insert(index);
        if rule.remote.is_some() {
            self.named.push(index);
        }
        self.starts.push(all.len());
        self.owners.extend(boxes.iter().map(|_| (index, order)));
        self.orders.push(order);
        self.rules.push(rule);
        all.extend(boxes);
    }

    /// The first index of a rule.
    pub(super) fn index(&self, rule: RuleId) -> Option<usize> {
        self.indexes.get(&rule).copied()
    }

    /// The rule at an index.
    pub(super) fn rule(&self, index: usize) -> Option<CompiledRule> {
        self.rules.get(index).copied()
    }

    /// The order of the rule at an index among those of other groups.
    pub(super) fn order(&self, index: usize) -> Order {
        self.orders.get(index).copied().unwrap_or_default()
    }

    /// The first box of the rule at an index.
    pub(super) fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or(self.owners.len())
    }

    /// The index of the rule that has a box, and the rule's order.
    pub(super) fn owner(&self, number: usize) -> (usize, Order) {
        self.owners.get(number).copied().unwrap_or((self.rules.len(), Order::default()))
    }

    /// The number of boxes of rules in or before an order, or only before it.
    pub(super) fn boxes_up_to(&self, order: Order, with_equal: bool) -> usize {
        self.owners.partition_point(|(_, own)| *own < order || (with_equal && *own == order))
    }

    /// The boxes that the rule at an index matches.
    pub(super) fn boxes(&self, index: usize) -> &[PacketBox] {
        let range = self.start(index)..self.start(index.saturating_add(1));
        self.tree.boxes().get(range).unwrap_or_default()
    }

    /// The boxes that all rules match, rule by rule.
    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }
}

/// The boxes that a rule matches, and the security group that it names, which the far end has to
/// have.
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
