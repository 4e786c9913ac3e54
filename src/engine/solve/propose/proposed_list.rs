//! The rules to add to one list: from what is missing there to rules.

use std::rc::Rc;

use super::describe::description;
use super::gather::{OnLeg, Row, Width, rows};
use super::merge::merged;
use super::proposal_cache::ListNeeds;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, ports};
use crate::engine::report::{Change, ChangeId, ChangeKind, LegFlows, RulePlace};
use crate::engine::solve::decide::missing_slots::Key;
use crate::engine::solve::filters::filter_cache::CompiledFilter;
use crate::plan::{
    AclAddress, Action, NetworkAclRule, PortRange, Ports, Priority, Remote, RuleId, RuleSource,
    SecurityGroupRule,
};

/// The rules to add to one list, with what they follow from.
pub(super) struct ProposedList<'n, 'a> {
    pub(super) asked: ListNeeds<'n, 'a>,
    pub(super) changes: Rc<[Change]>,
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
        alternatives: vec![],
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
