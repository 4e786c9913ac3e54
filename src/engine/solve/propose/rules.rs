//! The rules that let pass what is missing, each in the list in which it takes effect.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::describe::description;
use super::gather::{OnLeg, Row, Width, rows};
use super::merge::merged;
use super::missing::Missing;
use super::proposal_cache::{ListNeeds, ProposalCache};
use super::spared::spare;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, ports};
use crate::engine::report::{Change, ChangeId, ChangeKind, LegFlows, RulePlace};
use crate::engine::requirements::FilterRef;
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::filters::filter_cache::CompiledFilter;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::{
    AclAddress, Action, NetworkAclRule, Plan, PortRange, Ports, Priority, Remote, RuleId,
    RulePorts, RuleSource, SecurityGroupRule, set_of,
};

/// The rules to add to one list, with what they follow from.
pub(super) struct ProposedList<'n, 'a> {
    pub(super) asked: ListNeeds<'n, 'a>,
    pub(super) changes: Rc<[Change]>,
}

/// The rules to add, grouped by security group and network ACL, inbound ones first. They have no
/// numbers yet.
pub(crate) struct NewRules(Vec<Rc<[Change]>>);

impl NewRules {
    /// The rules that let pass what is missing.
    pub(crate) fn of(
        missing: Missing,
        index: &Index,
        policies: &mut Policies,
        proposed: &ProposalCache,
    ) -> Self {
        let needs = missing.sorted(index, policies);
        let style = proposed.style(index.plan);
        let lists = needs.chunk_by(|((one, _), _), ((other, _), _)| one.list() == other.list());
        let lists = lists.filter_map(|needs| {
            let ((key, _), _) = needs.first()?;
            let acl = match key.place {
                RulePlace::SecurityGroup(_) => None,
                RulePlace::NetworkAcl(acl) => {
                    Some(policies.filter(&FilterRef::NetworkAcl(Some(acl)), key.direction))
                }
            };
            // No need to ask every server if it makes no difference.
            let apart = style.ports == RulePorts::Merged && takes_ports_apart(index, key.place);
            let asked = ListNeeds { style, takes_ports_apart: apart, acl, needs };
            let new = || changes_of(list_rows(&asked, index), &asked, index);
            let changes = proposed.changes(key.list(), &asked, new);
            Some(ProposedList { asked, changes })
        });
        let mut lists = lists.collect::<Vec<_>>();
        spare(&mut lists, index, policies);
        Self(lists.into_iter().map(|list| list.changes).collect())
    }

    /// The changes, each with a number that no rule of a plan has.
    pub(crate) fn numbered(&self, plan: &Plan) -> impl Iterator<Item = (RuleId, &Change)> {
        let mut numbers = FreeNumbers::of(plan);
        self.0.iter().flat_map(|list| list.iter()).map(move |change| (numbers.take(), change))
    }

    /// The changes with their numbers.
    pub(crate) fn changes(&self, plan: &Plan) -> Vec<Change> {
        self.numbered(plan).map(|(number, change)| with_number(change.clone(), number)).collect()
    }
}

/// The rows of one list.
pub(super) fn list_rows(asked: &ListNeeds, index: &Index) -> Vec<(Key, Row)> {
    let settings = &index.plan.settings;
    let width = match settings.rule_source {
        RuleSource::BackendSubnet => Width::Exact,
        RuleSource::Vpc => Width::Named,
    };
    let rows = asked.needs.iter().flat_map(|((key, remote), needs)| {
        let rows = rows(needs, *remote, key.are_answers(), key.ports_of(), width);
        rows.into_iter().map(|row| (key.of_any_leg(), row))
    });
    merged(rows.collect(), settings, asked.takes_ports_apart)
}

/// The rules to add to one list, which have no numbers yet.
pub(super) fn changes_of(rows: Vec<(Key, Row)>, asked: &ListNeeds, index: &Index) -> Vec<Change> {
    let change = |(key, row): (Key, Row)| {
        let described = description(index.plan, &row.legs, key.direction);
        match key.place {
            RulePlace::SecurityGroup(_) => security_group_rule(&key, &row, described),
            RulePlace::NetworkAcl(_) => {
                let above = asked.acl.as_ref().and_then(|acl| first_deny(acl, &row));
                network_acl_rule(&key, &row, above, described)
            }
        }
    };
    rows.into_iter().map(change).collect()
}

/// Numbers that no rule of a plan has.
struct FreeNumbers<'a> {
    plan: &'a Plan,
    highest: Option<RuleId>,
    next: RuleId,
    /// The numbers that are taken, once those above the highest one are used up.
    taken: Option<BTreeSet<RuleId>>,
    given: Vec<RuleId>,
}

impl<'a> FreeNumbers<'a> {
    fn of(plan: &'a Plan) -> Self {
        let highest = plan.rule_ids().max();
        let after = highest.map_or(Some(1), |highest| highest.0.checked_add(1));
        let next = after.map_or_else(|| plan.next_rule_id(), RuleId);
        Self { plan, highest, next, taken: None, given: vec![] }
    }

    fn take(&mut self) -> RuleId {
        let after = |id: RuleId| RuleId(id.0.checked_add(1).unwrap_or(1));
        let free = self.next;
        self.next = after(free);
        self.given.push(free);
        self.highest = self.highest.max(Some(free));
        if Some(self.next) <= self.highest {
            let Self { plan, given, .. } = self;
            let all = || set_of(plan.rule_ids().chain(given.iter().copied()));
            let taken = self.taken.get_or_insert_with(all);
            taken.insert(free);
            while taken.contains(&self.next) {
                self.next = after(self.next);
            }
        }
        free
    }
}

/// A change with a number for the rule that it adds.
fn with_number(mut change: Change, number: RuleId) -> Change {
    change.kind.set_added_rule(number);
    change.remedy = change.kind.clone().into_edit(change.place).into_iter().collect();
    change
}

/// Checks whether rules of a list may name ports that are apart. Some flavors of servers ignore
/// such rules of security groups.
pub(crate) fn takes_ports_apart(index: &Index, place: RulePlace) -> bool {
    match place {
        RulePlace::NetworkAcl(_) => true,
        RulePlace::SecurityGroup(group) => index.is_on_standard_flavors(group),
    }
}

/// Stands in a rule to add until it has a number.
const UNNUMBERED: RuleId = RuleId(0);

/// A change, which gets its number once the order of all is known.
fn change(key: &Key, row: &Row, kind: ChangeKind) -> Change {
    let are_answers = |it: &&OnLeg| it.leg.is_answer(key.direction) == key.are_answers();
    let like_it = row.legs.iter().find(are_answers);
    let several = row.legs.iter().filter(|_| row.legs.len() > 1);
    Change {
        id: ChangeId(0),
        place: key.place,
        level: row.level,
        leg: like_it.map_or(key.leg, |it| it.leg),
        legs: several.map(|it| LegFlows { leg: it.leg, flows: it.flows.clone() }).collect(),
        kind,
        flows: row.flows(),
        clauses: row.clauses.clone(),
        stopped_by: row.stopped_by.clone(),
        near_misses: vec![],
        remedy: vec![],
    }
}

fn named_ports(key: &Key, row: &Row) -> Ports {
    let single = || match row.ports.as_slice() {
        [only] => ports(*only),
        several => several.iter().flat_map(|it| ports(*it).ranges().to_vec()).collect(),
    };
    if key.protocol.has_ports() { single() } else { Ports::all() }
}

fn security_group_rule(key: &Key, row: &Row, description: String) -> Change {
    let rule = SecurityGroupRule {
        id: UNNUMBERED,
        priority: Priority::FIRST,
        action: Action::Allow,
        ip_type: key.ip_type,
        protocol: key.protocol,
        ports: named_ports(key, row),
        icmp: None,
        remote: Remote::Cidr(row.remote),
        enabled: true,
        description,
    };
    let direction = key.direction;
    change(key, row, ChangeKind::AddSecurityGroupRule { direction, rule })
}

fn network_acl_rule(key: &Key, row: &Row, above: Option<RuleId>, description: String) -> Change {
    let remote = AclAddress::Cidr(row.remote);
    let local = AclAddress::Cidr(key.local.unwrap_or(row.remote));
    let any_port = match key.protocol.has_ports() {
        true => Ports::from(PortRange::ALL),
        false => Ports::all(),
    };
    let direction = key.direction;
    let ports = named_ports(key, row);
    let (source, source_ports, destination, destination_ports) = match key.are_answers() {
        false => (remote, any_port, local, ports),
        true => (local, ports, remote, any_port),
    };
    let rule = NetworkAclRule {
        id: UNNUMBERED,
        action: Action::Allow,
        ip_type: key.ip_type,
        protocol: key.protocol,
        source,
        source_ports,
        destination,
        destination_ports,
        enabled: true,
        description,
    };
    // The position is counted once the order of all changes is known.
    let kind = ChangeKind::AddNetworkAclRule { direction, rule, position: 0, above };
    change(key, row, kind)
}

/// Finds the first deny of a network ACL that stops some of the packets of a row. The first deny
/// that matches a stopped packet decides on it.
fn first_deny(acl: &CompiledFilter, row: &Row) -> Option<RuleId> {
    let list = acl.list()?;
    let stops = |action: Action, boxes: &[PacketBox]| {
        action == Action::Deny
            && boxes.iter().any(|own| row.missing.iter().any(|(_, packets)| own.meets(packets)))
    };
    list.rules().iter().find(|rule| stops(rule.action, &rule.boxes)).map(|rule| rule.id)
}
