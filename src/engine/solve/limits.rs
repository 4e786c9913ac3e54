//! Limits of lists of rules, those that are refused and those that void rules in silence.

use std::collections::BTreeMap;

use crate::engine::index::Index;
use crate::engine::policy::{has_scattered_ports, security_group_readings};
use crate::engine::report::{Change, Finding, FindingKind, Place, Severity};
use crate::plan::{
    Direction, Flavor, IpType, MAX_PORT_GROUPS, PortRange, Ports, Remote, RuleId, SecurityGroup,
    SecurityGroupId, SecurityGroupRule, ServerId, SubjectId,
};

/// The most rules of one security group (VPC quota).
const SECURITY_GROUP_QUOTA: usize = 50;

/// From how many rules of one direction on a network ACL slows traffic down, and how many it
/// holds (VPC user guide, network ACL overview and adding a network ACL rule).
const NETWORK_ACL_QUOTAS: [usize; 2] = [100, 20];

/// How many rules of a security group that name a security group, an IP address group or ports
/// that are not in a row take effect in one direction and family (VPC user guide, notes and
/// constraints of security groups).
const SPECIAL_RULES: usize = 120;

/// Everything that limits have to say.
pub(super) fn findings(index: &Index, changes: &[Change]) -> Vec<Finding> {
    let mut findings = vec![];
    let mut add = |severity, subject: SubjectId, kind| {
        findings.push(Finding { severity, subject: Some(subject), kind, clauses: vec![] });
    };
    let added = |place: Place, direction: Option<Direction>| {
        let here = changes.iter().filter(|it| it.place == place && it.kind.adds_rule());
        here.filter(|it| direction.is_none_or(|wanted| wanted == it.kind.direction())).count()
    };
    for group in &index.plan.security_groups {
        let place = Place::SecurityGroup(group.id);
        let own = group.inbound.len().saturating_add(group.outbound.len());
        let rules = own.saturating_add(added(place, None));
        let limit = SECURITY_GROUP_QUOTA;
        if rules > limit {
            let merges = merges(index, group, rules.saturating_sub(limit));
            let kind = FindingKind::Quota { place, direction: None, rules, limit, merges };
            add(Severity::Warning, group.id.into(), kind);
        } else if is_near(rules, limit) {
            let kind = FindingKind::NearQuota { place, direction: None, rules, limit };
            add(Severity::Info, group.id.into(), kind);
        }
        for kind in special_rules(group) {
            add(Severity::Warning, group.id.into(), kind);
        }
    }
    for acl in &index.plan.network_acls {
        let place = Place::NetworkAcl(acl.id);
        for direction in Direction::BOTH {
            let rules = acl.rules(direction).len().saturating_add(added(place, Some(direction)));
            let direction = Some(direction);
            let past = NETWORK_ACL_QUOTAS.into_iter().find(|limit| rules > *limit);
            let near = NETWORK_ACL_QUOTAS.into_iter().find(|limit| is_near(rules, *limit));
            if let Some(limit) = past {
                let merges = vec![];
                let kind = FindingKind::Quota { place, direction, rules, limit, merges };
                add(Severity::Warning, acl.id.into(), kind);
            }
            if let Some(limit) = near {
                let kind = FindingKind::NearQuota { place, direction, rules, limit };
                add(Severity::Info, acl.id.into(), kind);
            }
        }
    }
    for (servers, kind) in ignored_rules(index) {
        if let Some(server) = servers.first() {
            add(Severity::Warning, (*server).into(), kind);
        }
    }
    findings
}

/// Whether the next few rules would pass a limit: nine tenths of it are there, and a rule more
/// would be one of the last ones to fit.
fn is_near(rules: usize, limit: usize) -> bool {
    rules < limit && rules.saturating_mul(10) >= limit.saturating_mul(9)
}

/// Rules of a security group that can be made one each, as few as spare a number of rules;
/// nothing where that many cannot be spared. They differ in their ports alone, and the order of
/// rules of the same priority and action does not matter.
fn merges(index: &Index, group: &SecurityGroup, spare: usize) -> Vec<Vec<RuleId>> {
    let is_standard = index
        .plan
        .servers
        .iter()
        .filter(|server| server.security_groups.contains(&group.id))
        .all(|server| server.flavor.is_standard());
    let mut alike: Vec<(SecurityGroupRule, Direction, Vec<&SecurityGroupRule>)> = vec![];
    for direction in Direction::BOTH {
        let rules = group.rules(direction).iter();
        for rule in rules.filter(|it| it.protocol.has_ports() && !it.ports.is_all()) {
            let key = without_ports(rule);
            match alike.iter_mut().find(|(known, way, _)| *way == direction && *known == key) {
                Some((_, _, rules)) => rules.push(rule),
                None => alike.push((key, direction, vec![rule])),
            }
        }
    }
    let mut found = alike
        .iter()
        .filter(|(_, _, rules)| rules.len() > 1 && fits_one(rules, is_standard))
        .map(|(_, _, rules)| rules.iter().map(|rule| rule.id).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    found.sort_by_key(|rules| std::cmp::Reverse(rules.len()));
    let mut spared: usize = 0;
    found.retain(|rules| {
        let is_needed = spared < spare;
        if is_needed {
            spared = spared.saturating_add(rules.len()).saturating_sub(1);
        }
        is_needed
    });
    if spared >= spare { found } else { vec![] }
}

fn without_ports(rule: &SecurityGroupRule) -> SecurityGroupRule {
    SecurityGroupRule {
        id: RuleId(0),
        ports: Ports::all(),
        description: String::new(),
        ..rule.clone()
    }
}

/// Whether one rule can name the ports of some rules: in a row, or, where every flavor
/// understands that, in as many groups as a rule holds.
fn fits_one(rules: &[&SecurityGroupRule], is_standard: bool) -> bool {
    let mut ranges = rules.iter().flat_map(|it| it.ports.ranges()).copied().collect::<Vec<_>>();
    ranges.sort_unstable();
    let mut joined: Vec<PortRange> = vec![];
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(range.last);
            }
            _ => joined.push(range),
        }
    }
    joined.len() == 1 || is_standard && joined.len() <= MAX_PORT_GROUPS
}

/// Families and directions in which a group has more special rules than take effect. A rule that
/// is special in two ways counts twice.
fn special_rules(group: &SecurityGroup) -> Vec<FindingKind> {
    let mut kinds = vec![];
    for direction in Direction::BOTH {
        let (in_order, _) = security_group_readings(&[group], Flavor::Standard, direction);
        for ip_type in IpType::BOTH {
            let mut count: usize = 0;
            let mut beyond = vec![];
            for rule in in_order.iter().filter(|rule| rule.ip_type == ip_type) {
                let cost = usize::from(!matches!(rule.remote, Remote::Cidr(_)))
                    .saturating_add(usize::from(has_scattered_ports(rule)));
                count = count.saturating_add(cost);
                if cost > 0 && count > SPECIAL_RULES {
                    beyond.push(rule.id);
                }
            }
            if !beyond.is_empty() {
                kinds.push(FindingKind::TooManySpecialRules {
                    security_group: group.id,
                    direction,
                    ip_type,
                    rules: count,
                    limit: SPECIAL_RULES,
                    beyond,
                });
            }
        }
    }
    kinds
}

/// The rules that take no effect on the flavors of servers, for each way to wear groups.
fn ignored_rules(index: &Index) -> Vec<(Vec<ServerId>, FindingKind)> {
    let mut alike: BTreeMap<(Flavor, Vec<SecurityGroupId>), Vec<ServerId>> = BTreeMap::new();
    for server in index.plan.servers.iter().filter(|it| !it.flavor.is_standard()) {
        let key = (server.flavor, server.security_groups.clone());
        alike.entry(key).or_default().push(server.id);
    }
    let mut kinds = vec![];
    for ((flavor, ids), servers) in alike {
        let groups = ids.iter().filter_map(|id| index.security_group(*id)).collect::<Vec<_>>();
        let mut rules: Vec<RuleId> = vec![];
        for direction in Direction::BOTH {
            let (all, _) = security_group_readings(&groups, Flavor::Standard, direction);
            let (in_sequence, combined) = security_group_readings(&groups, flavor, direction);
            let combined = combined.unwrap_or_else(|| in_sequence.clone());
            let is_listed = |list: &[&SecurityGroupRule], id| list.iter().any(|it| it.id == id);
            let ignored = all
                .iter()
                .map(|rule| rule.id)
                .filter(|id| !is_listed(&in_sequence, *id) || !is_listed(&combined, *id));
            rules.extend(ignored);
        }
        if !rules.is_empty() {
            kinds.push((servers.clone(), FindingKind::RulesIgnored { flavor, servers, rules }));
        }
    }
    kinds
}
