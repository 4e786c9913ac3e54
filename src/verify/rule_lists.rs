//! The rules of a filter in the order in which they are looked at.
//!
//! A network ACL goes from top to bottom. A security group goes by priority, a deny before an
//! allow of the same priority. Of several security groups the vendor's pages give two readings:
//! one group behind the other in their sequence, or the rules of all of them as one list.

use std::collections::HashMap;
use std::rc::Rc;

use super::document::{
    Action, AddressGroup, Direction, Filter, Flavor, NetworkAcl, NetworkAclRule, Plan,
    SecurityGroup, SecurityGroupRule,
};
use super::notation::{Ports, Protocol, RuleEnd};
use super::space::{Family, Matcher, Span};

/// A rule in force.
#[derive(Clone)]
pub(super) struct ListedRule {
    pub(super) id: String,
    pub(super) allows: bool,
    pub(super) matcher: Matcher,
}

/// The rules of a filter in one direction.
#[derive(Default)]
pub(super) struct FilterRules {
    /// The rules in order, several groups in their sequence.
    pub(super) first: Vec<ListedRule>,
    /// The rules of several groups as one list.
    pub(super) combined: Option<Vec<ListedRule>>,
}

/// The rules of a plan.
pub(super) struct RuleLists<'a> {
    security_groups: HashMap<&'a str, &'a SecurityGroup>,
    network_acls: HashMap<&'a str, &'a NetworkAcl>,
    address_groups: HashMap<&'a str, &'a AddressGroup>,
    /// The reading of several security groups that the plan chooses.
    reading: &'a str,
    lists: HashMap<(Filter, Flavor, Vec<String>, Direction), Rc<FilterRules>>,
}

impl<'a> RuleLists<'a> {
    /// Reads a plan. Of two things with one id the first counts.
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            security_groups: plan
                .security_groups
                .iter()
                .rev()
                .map(|it| (it.id.as_str(), it))
                .collect(),
            network_acls: plan.network_acls.iter().rev().map(|it| (it.id.as_str(), it)).collect(),
            address_groups: plan
                .address_groups
                .iter()
                .rev()
                .map(|it| (it.id.as_str(), it))
                .collect(),
            reading: &plan.settings.several_security_groups,
            lists: HashMap::new(),
        }
    }

    /// The lists of a filter.
    pub(super) fn lists(
        &mut self,
        filter: &Filter,
        (flavor, others): (Flavor, &[String]),
        direction: Direction,
    ) -> Rc<FilterRules> {
        let key = (filter.clone(), flavor, others.to_vec(), direction);
        if let Some(known) = self.lists.get(&key) {
            return known.clone();
        }
        let lists = Rc::new(match filter {
            Filter::SecurityGroups(ids) => {
                self.of_security_groups(ids, (flavor, others), direction)
            }
            Filter::NetworkAcl(id) => {
                let acl = id.as_ref().and_then(|id| self.network_acls.get(id.as_str()));
                let rules = acl.map_or(&[][..], |acl| acl.rules(direction));
                let rules = rules.iter().filter(|rule| rule.enabled);
                FilterRules {
                    first: rules.map(|rule| self.of_network_acl(rule)).collect(),
                    combined: None,
                }
            }
        });
        self.lists.insert(key, lists.clone());
        lists
    }

    fn of_security_groups(
        &self,
        ids: &[String],
        (flavor, others): (Flavor, &[String]),
        direction: Direction,
    ) -> FilterRules {
        let order = |rule: &&SecurityGroupRule| (rule.priority, rule.action == Action::Allow);
        let mut first: Vec<&SecurityGroupRule> = vec![];
        for group in ids.iter().filter_map(|id| self.security_groups.get(id.as_str())) {
            let mut rules: Vec<_> =
                group.rules(direction).iter().filter(|rule| rule.enabled).collect();
            rules.sort_by_key(order);
            first.extend(rules);
        }
        let mut combined = first.clone();
        combined.sort_by_key(order);
        let rules = |list: Vec<&SecurityGroupRule>| {
            let mut list: Vec<(ListedRule, bool)> = list
                .into_iter()
                .map(|rule| {
                    let names_group = matches!(rule.remote, RuleEnd::AddressGroup(_));
                    (self.facing(rule, direction, others), names_group)
                })
                .collect();
            understood(&mut list, flavor);
            list.into_iter().map(|(rule, _)| rule).collect()
        };
        match self.reading {
            "in_sequence" => FilterRules { first: rules(first), combined: None },
            "combined" => FilterRules { first: rules(combined), combined: None },
            _ => FilterRules {
                first: rules(first),
                combined: (ids.len() > 1).then(|| rules(combined)),
            },
        }
    }

    /// A rule of a security group, as what it matches where the far end has no security group.
    pub(super) fn of_security_group(
        &self,
        rule: &SecurityGroupRule,
        direction: Direction,
    ) -> ListedRule {
        self.facing(rule, direction, &[])
    }

    /// A rule of a security group, as what it matches where the far end has some security groups.
    fn facing(
        &self,
        rule: &SecurityGroupRule,
        direction: Direction,
        others: &[String],
    ) -> ListedRule {
        // The server's own end is open, and ports are destination ports in both directions.
        let own = vec![Span::addresses(rule.family)];
        let remote = match &rule.remote {
            RuleEnd::SecurityGroup(id) if others.contains(id) => own.clone(),
            remote => self.addresses(remote, rule.family),
        };
        let (sources, destinations) = match direction {
            Direction::Inbound => (remote, own),
            Direction::Outbound => (own, remote),
        };
        let ports = [vec![Span::PORTS], ports_of(&rule.ports, rule.protocol)];
        let named = rule.protocol.is_icmp().then(|| rule.icmp.0.span());
        let wire = (rule.protocol, named.unwrap_or(Span::MESSAGES));
        rule_of(&rule.id, rule.action, rule.family, [sources, destinations], wire, ports)
    }

    /// A rule of a network ACL, as what it matches.
    pub(super) fn of_network_acl(&self, rule: &NetworkAclRule) -> ListedRule {
        let ends = [&rule.source, &rule.destination].map(|end| self.addresses(end, rule.family));
        let ports =
            [&rule.source_ports, &rule.destination_ports].map(|it| ports_of(it, rule.protocol));
        let wire = (rule.protocol, Span::MESSAGES);
        rule_of(&rule.id, rule.action, rule.family, ends, wire, ports)
    }

    /// The addresses at an end. A load balancer wears no security group that counts, so a group
    /// as an end holds none of its addresses; neither does what is of the other family.
    fn addresses(&self, end: &RuleEnd, family: Family) -> Vec<Span> {
        match end {
            RuleEnd::Addresses(addresses) if addresses.family == family => vec![addresses.span],
            RuleEnd::Addresses(_) | RuleEnd::SecurityGroup(_) => vec![],
            RuleEnd::AddressGroup(id) => {
                let group = self.address_groups.get(id.as_str()).filter(|it| it.family == family);
                let entries = group.map_or(&[][..], |group| &group.addresses);
                entries.iter().filter(|it| it.family == family).map(|it| it.span).collect()
            }
        }
    }
}

/// Leaves the rules of a list that take effect on a flavor (VPC user guide, adding a security
/// group rule). Ports that are not in a row and IP address groups have no effect on old x86
/// flavors; on Kunpeng flavors ports that are not in a row have none, nor have the rules behind
/// them. Each rule comes with whether it names an IP address group.
fn understood(list: &mut Vec<(ListedRule, bool)>, flavor: Flavor) {
    let is_scattered = |rule: &ListedRule| rule.matcher.stretches_of_ports() > 1;
    match flavor {
        Flavor::Standard => {}
        Flavor::OldX86 => list.retain(|(rule, names_group)| !is_scattered(rule) && !names_group),
        Flavor::Kunpeng => {
            let end = list.iter().position(|(rule, _)| is_scattered(rule));
            list.truncate(end.unwrap_or(list.len()));
        }
    }
}

/// Ports count only where the protocol has ports.
fn ports_of(ports: &Ports, protocol: Protocol) -> Vec<Span> {
    if protocol.has_ports() { ports.spans() } else { vec![Span::PORTS] }
}

fn rule_of(
    id: &str,
    action: Action,
    family: Family,
    [sources, destinations]: [Vec<Span>; 2],
    (protocol, messages): (Protocol, Span),
    [source_ports, ports]: [Vec<Span>; 2],
) -> ListedRule {
    let (protocol, messages) = (vec![protocol.span()], vec![messages]);
    let sides = [sources, destinations, protocol, source_ports, ports, messages];
    let matcher = Matcher::of(family, sides);
    ListedRule { id: id.to_owned(), allows: action == Action::Allow, matcher }
}
