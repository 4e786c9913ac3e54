//! Security groups and network ACLs from their definitions: what each rule decides.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use biodivine_lib_bdd::Bdd;
use elb_rule_planner::engine::report::{Decider, Filter};
use elb_rule_planner::plan::{
    AclAddress, Action, AddressGroupId, Direction, IpType, NetworkAclRule, Plan, Ports, Protocol,
    Remote, RuleId, SecurityGroupRule,
};

use crate::bits::{Bits, End};

/// The fate of packets at a filter.
pub(crate) struct Decided {
    /// The packets on which each rule, the default deny or a disagreement decides.
    pub(crate) parts: BTreeMap<Decider, (Bdd, bool)>,
    /// The packets that do not pass for certain.
    pub(crate) missing: Bdd,
}

/// The rules of a plan as sets of packets of one family.
pub(crate) struct Rules<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) bits: &'a Bits,
    known: RefCell<HashMap<(RuleId, Direction), Bdd>>,
}

/// A rule of a list in the order in which it is looked at.
struct ListedRule {
    id: RuleId,
    allows: bool,
    matches: Bdd,
}

impl<'a> Rules<'a> {
    pub(crate) fn of(plan: &'a Plan, bits: &'a Bits) -> Self {
        Self { plan, bits, known: RefCell::default() }
    }

    fn address_group(&self, end: End, id: AddressGroupId) -> Bdd {
        let nothing = self.bits.nothing();
        match self.plan.address_groups.iter().find(|group| group.id == id) {
            Some(group) if group.ip_type == self.bits.ip_type => group
                .addresses
                .iter()
                .fold(nothing, |set, entry| set.or(&self.bits.entry(end, *entry))),
            _ => nothing,
        }
    }

    /// Ports count only where the protocol has ports.
    fn ports(&self, end: End, protocol: Protocol, ports: &Ports) -> Bdd {
        match protocol {
            Protocol::Tcp | Protocol::Udp | Protocol::Number(6 | 17) => self.bits.ports(end, ports),
            _ => self.bits.everything(),
        }
    }

    /// An ICMP type counts only where the protocol is ICMP; without a code all of the type count.
    fn messages(&self, rule: &SecurityGroupRule) -> Bdd {
        match (rule.protocol, rule.icmp) {
            (Protocol::Icmp | Protocol::Icmpv6 | Protocol::Number(1 | 58), Some(it)) => {
                let (first, last) = (it.code.unwrap_or(0), it.code.unwrap_or(255));
                self.bits.messages((it.icmp_type, first), (it.icmp_type, last))
            }
            _ => self.bits.everything(),
        }
    }

    /// The packets that a rule of a security group matches. The far end is never in a security
    /// group.
    pub(crate) fn group_rule(&self, rule: &SecurityGroupRule, direction: Direction) -> Bdd {
        let far = match direction {
            Direction::Inbound => End::Source,
            Direction::Outbound => End::Destination,
        };
        let remote = match rule.remote {
            _ if rule.ip_type != self.bits.ip_type => self.bits.nothing(),
            Remote::Cidr(block) => self.bits.block(far, block),
            Remote::AddressGroup(id) => self.address_group(far, id),
            Remote::SecurityGroup(_) => self.bits.nothing(),
        };
        self.bits
            .protocol(rule.protocol)
            .and(&self.ports(End::Destination, rule.protocol, &rule.ports))
            .and(&self.messages(rule))
            .and(&remote)
    }

    /// The packets that a rule of a network ACL matches.
    pub(crate) fn acl_rule(&self, rule: &NetworkAclRule) -> Bdd {
        if rule.ip_type != self.bits.ip_type {
            return self.bits.nothing();
        }
        let address = |end, address| match address {
            AclAddress::Cidr(block) => self.bits.block(end, block),
            AclAddress::AddressGroup(id) => self.address_group(end, id),
        };
        self.bits
            .protocol(rule.protocol)
            .and(&self.ports(End::Source, rule.protocol, &rule.source_ports))
            .and(&self.ports(End::Destination, rule.protocol, &rule.destination_ports))
            .and(&address(End::Source, rule.source))
            .and(&address(End::Destination, rule.destination))
    }

    fn once(&self, id: RuleId, direction: Direction, matches: impl Fn() -> Bdd) -> Bdd {
        self.known.borrow_mut().entry((id, direction)).or_insert_with(matches).clone()
    }

    /// The fate of packets at a filter.
    pub(crate) fn decide(&self, filter: &Filter, direction: Direction, packets: &Bdd) -> Decided {
        match filter {
            Filter::NetworkAcl(id) => {
                let acl = self.plan.network_acls.iter().find(|acl| Some(acl.id) == *id).unwrap();
                let rules = match direction {
                    Direction::Inbound => &acl.inbound,
                    Direction::Outbound => &acl.outbound,
                };
                let enabled = rules.iter().filter(|rule| rule.enabled);
                let listed = enabled.map(|rule| ListedRule {
                    id: rule.id,
                    allows: rule.action == Action::Allow,
                    matches: self.once(rule.id, direction, || self.acl_rule(rule)),
                });
                self.first_match(listed, packets)
            }
            Filter::SecurityGroups(ids) => {
                let mut groups: Vec<Vec<&SecurityGroupRule>> = vec![];
                for id in ids.iter() {
                    let found = self.plan.security_groups.iter().find(|group| group.id == *id);
                    let rules = found.into_iter().flat_map(|group| match direction {
                        Direction::Inbound => &group.inbound,
                        Direction::Outbound => &group.outbound,
                    });
                    groups.push(in_order(rules.filter(|rule| rule.enabled).collect()));
                }
                let one_by_one = groups.iter().flatten().copied().collect::<Vec<_>>();
                let sequence = self.by_priority(&one_by_one, direction, packets);
                let together = self.by_priority(&in_order(one_by_one), direction, packets);
                self.both_readings(sequence, &together)
            }
        }
    }

    fn by_priority(
        &self,
        rules: &[&SecurityGroupRule],
        direction: Direction,
        packets: &Bdd,
    ) -> Decided {
        let listed = rules.iter().map(|rule| ListedRule {
            id: rule.id,
            allows: rule.action == Action::Allow,
            matches: self.once(rule.id, direction, || self.group_rule(rule, direction)),
        });
        self.first_match(listed, packets)
    }

    fn first_match(&self, rules: impl Iterator<Item = ListedRule>, packets: &Bdd) -> Decided {
        let mut left = packets.clone();
        let mut missing = self.bits.nothing();
        let mut parts = BTreeMap::new();
        for rule in rules {
            let taken = left.and(&rule.matches);
            if taken.is_false() {
                continue;
            }
            left = left.and_not(&taken);
            if !rule.allows {
                missing = missing.or(&taken);
            }
            parts.insert(Decider::Rule(rule.id), (taken, rule.allows));
        }
        missing = missing.or(&left);
        if !left.is_false() {
            parts.insert(Decider::DefaultDeny, (left, false));
        }
        Decided { parts, missing }
    }

    /// If the readings give different verdicts, neither decides.
    fn both_readings(&self, sequence: Decided, together: &Decided) -> Decided {
        let disputed = sequence.missing.xor(&together.missing);
        let mut parts: BTreeMap<_, _> = sequence
            .parts
            .into_iter()
            .map(|(by, (packets, passes))| (by, (packets.and_not(&disputed), passes)))
            .filter(|(_, (packets, _))| !packets.is_false())
            .collect();
        let missing = sequence.missing.or(&disputed);
        if !disputed.is_false() {
            parts.insert(Decider::Ambiguous, (disputed, false));
        }
        Decided { parts, missing }
    }
}

/// By priority, a deny before an allow, and of the same kind the one that is listed first.
fn in_order(mut rules: Vec<&SecurityGroupRule>) -> Vec<&SecurityGroupRule> {
    rules.sort_by_key(|rule| 2 * rule.priority.number() + u8::from(rule.action == Action::Allow));
    rules
}

/// The bits of both families.
pub(crate) fn both() -> [Bits; 2] {
    IpType::BOTH.map(Bits::of)
}
