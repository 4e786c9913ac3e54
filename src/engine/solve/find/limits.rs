//! Findings about the limits of lists of rules: those beyond which rules are refused, and those
//! beyond which rules take no effect.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::sources::rules_with_merged_ports;
use crate::engine::index::Index;
use crate::engine::policy::security_group_readings;
use crate::engine::report::{Change, Finding, FindingKind, RulePlace, Severity};
use crate::engine::solve::propose::rules::takes_ports_apart;
use crate::plan::{
    Direction, Flavor, IpType, MAX_PORT_GROUPS, PortRange, Ports, Remote, RuleId, SecurityGroup,
    SecurityGroupId, SecurityGroupRule, ServerId, SubjectId,
};

/// The most rules of one security group (VPC quota).
const SECURITY_GROUP_QUOTA: usize = 50;

/// The number of rules of one direction from which on a network ACL slows traffic down, and the
/// number that it holds (VPC user guide, network ACL overview and adding a network ACL rule).
const NETWORK_ACL_QUOTAS: [usize; 2] = [100, 20];

/// The number of rules of a security group that name a security group, an IP address group or ports
/// that are not in a row and take effect in one direction and family (VPC user guide, notes and
/// constraints of security groups).
const SPECIAL_RULES: usize = 120;

/// Returns the findings about limits.
pub(crate) fn findings(index: &Index, changes: &[Change]) -> Vec<Finding> {
    let mut findings = vec![];
    let mut add = |severity, subject: SubjectId, kind| {
        findings.push(Finding {
            severity,
            subject: Some(subject),
            kind,
            clauses: vec![],
            sources: None,
        });
    };
    let mut added_rules: FxHashMap<_, Vec<&Change>> = FxHashMap::default();
    for change in changes.iter().filter(|it| it.kind.adds_rule()) {
        added_rules.entry((change.place, change.kind.direction())).or_default().push(change);
    }
    let added_rules = &added_rules;
    let added = |place: RulePlace, direction: Option<Direction>| {
        let directions =
            Direction::BOTH.into_iter().filter(move |it| direction.is_none_or(|own| own == *it));
        directions.filter_map(move |it| added_rules.get(&(place, it))).flatten().copied()
    };
    let fits = |place: RulePlace, direction: Option<Direction>, own: usize, limit: usize| {
        let merged = || rules_with_merged_ports(added(place, direction));
        takes_ports_apart(index, place) && own.saturating_add(merged()) <= limit
    };
    for group in &index.plan.security_groups {
        let place = RulePlace::SecurityGroup(group.id);
        let own = group.inbound.len().saturating_add(group.outbound.len());
        let rules = own.saturating_add(added(place, None).count());
        let limit = SECURITY_GROUP_QUOTA;
        if rules > limit {
            let merges = merges(index, group, rules.saturating_sub(limit));
            let merged_ports_fit = fits(place, None, own, limit);
            let kind = FindingKind::Quota {
                place,
                direction: None,
                rules,
                limit,
                merges,
                merged_ports_fit,
            };
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
        let place = RulePlace::NetworkAcl(acl.id);
        for direction in Direction::BOTH {
            let present = acl.rules(direction).len();
            let rules = present.saturating_add(added(place, Some(direction)).count());
            let direction = Some(direction);
            let past = NETWORK_ACL_QUOTAS.into_iter().find(|limit| rules > *limit);
            let near = NETWORK_ACL_QUOTAS.into_iter().find(|limit| is_near(rules, *limit));
            if let Some(limit) = past {
                let (merges, own) = (vec![], present);
                let merged_ports_fit = fits(place, direction, own, limit);
                let kind =
                    FindingKind::Quota { place, direction, rules, limit, merges, merged_ports_fit };
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

/// Checks whether a list is close to a limit: it has nine tenths of the rules, and the next one may
/// be one of the last to fit.
fn is_near(rules: usize, limit: usize) -> bool {
    rules < limit && rules.saturating_mul(10) >= limit.saturating_mul(9)
}

/// Rules of a security group that can be made one each, as few as spare a number of rules;
/// nothing where that many cannot be spared. They differ in their ports alone, and the order of
/// rules of the same priority and action does not matter.
fn merges(index: &Index, group: &SecurityGroup, spare: usize) -> Vec<Vec<RuleId>> {
    let is_standard = index.is_on_standard_flavors(group.id);
    let mut alike: Vec<(SecurityGroupRule, Direction, Vec<&SecurityGroupRule>)> = vec![];
    for direction in Direction::BOTH {
        let rules = group.rules(direction).iter();
        for rule in rules.filter(|it| it.protocol.has_ports() && !it.ports.is_all()) {
            let key = without_ports(rule);
            match alike.iter_mut().find(|(known, own, _)| *own == direction && *known == key) {
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
    crate::plan::sort_list(&mut found, |one, other| other.len().cmp(&one.len()));
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

/// Checks whether one rule can name the ports of some rules: in a row, or, if every flavor
/// understands that, in as many groups as a rule holds.
fn fits_one(rules: &[&SecurityGroupRule], is_standard: bool) -> bool {
    let mut ranges = rules.iter().flat_map(|it| it.ports.ranges()).copied().collect::<Vec<_>>();
    crate::plan::sort_list(&mut ranges, Ord::cmp);
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

/// Families and directions in which a group has more special rules than take effect. A rule that is
/// special for two reasons counts twice.
fn special_rules(group: &SecurityGroup) -> Vec<FindingKind> {
    let cost = |rule: &SecurityGroupRule| {
        usize::from(!matches!(rule.remote, Remote::Cidr(_)))
            .saturating_add(usize::from(rule.has_scattered_ports()))
    };
    let mut kinds = vec![];
    for direction in Direction::BOTH {
        // Few lists have so many, and only those have to be put in order.
        if group.rules(direction).iter().map(cost).sum::<usize>() <= SPECIAL_RULES {
            continue;
        }
        let (in_order, _) = security_group_readings(&[group], Flavor::Standard, direction);
        for ip_type in IpType::BOTH {
            let mut count: usize = 0;
            let mut beyond = vec![];
            for rule in in_order.iter().filter(|rule| rule.ip_type == ip_type) {
                let cost = cost(rule);
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

/// The rules that take no effect on the flavors of servers, for each combination of groups.
fn ignored_rules(index: &Index) -> Vec<(Vec<ServerId>, FindingKind)> {
    let mut alike: BTreeMap<(Flavor, Vec<SecurityGroupId>), Vec<ServerId>> = BTreeMap::new();
    for server in index.plan.servers.iter().filter(|it| !it.flavor.is_standard()) {
        for interface in server.all_interfaces() {
            let servers = alike.entry((server.flavor, interface.security_groups.to_vec()));
            let servers = servers.or_default();
            if servers.last() != Some(&server.id) {
                servers.push(server.id);
            }
        }
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::plan::Plan;

    fn kinds(plan: Value) -> Vec<FindingKind> {
        let plan: Plan = serde_json::from_value(plan).unwrap();
        findings(&Index::of(&plan), &[]).into_iter().map(|it| it.kind).collect()
    }

    fn group(inbound: Vec<Value>) -> Value {
        json!({
            "version": 1,
            "security_groups": [
                { "id": "sg-1", "name": "a", "inbound": inbound },
                { "id": "sg-2", "name": "b" },
            ],
            "servers": [
                { "id": "server-1", "name": "s", "subnet": "subnet-1", "security_groups": ["sg-1"] },
            ],
        })
    }

    fn tcp(id: usize, ports: &str, remote: &str) -> Value {
        json!({ "id": format!("rule-{id}"), "protocol": "tcp", "ports": ports, "remote": remote })
    }

    /// Rules with nothing in common.
    fn others(from: usize, to: usize) -> Vec<Value> {
        (from..=to).map(|id| tcp(id, "22", &format!("10.9.0.{id}/32"))).collect()
    }

    #[test]
    fn a_quota_is_told_before_it_is_hit_and_when_it_is() {
        assert_eq!(kinds(group(others(1, 44))), []);
        let near = kinds(group(others(1, 45)));
        assert!(matches!(near.as_slice(), [FindingKind::NearQuota { rules: 45, limit: 50, .. }]));
        assert_eq!(kinds(group(others(1, 50))), []);
        let past = kinds(group(others(1, 51)));
        assert!(matches!(
            past.as_slice(),
            [FindingKind::Quota { rules: 51, limit: 50, merges, .. }] if merges.is_empty()
        ));
        let acl = |rules: usize| {
            let rules = (1..=rules).map(|id| {
                json!({ "id": format!("rule-{id}"), "source": "10.0.0.0/8", "destination": "10.0.0.0/8" })
            });
            let rules = rules.collect::<Vec<_>>();
            let acl = json!({ "id": "acl-1", "name": "a", "inbound": rules });
            kinds(json!({ "version": 1, "network_acls": [acl] }))
        };
        let limit = |kinds: &[FindingKind]| {
            let limits = kinds.iter().map(|it| match it {
                FindingKind::Quota { limit, .. } => (true, *limit),
                FindingKind::NearQuota { limit, .. } => (false, *limit),
                _ => (true, 0),
            });
            limits.collect::<Vec<_>>()
        };
        assert_eq!(limit(&acl(17)), []);
        assert_eq!(limit(&acl(18)), [(false, 20)]);
        assert_eq!(limit(&acl(20)), []);
        assert_eq!(limit(&acl(21)), [(true, 20)]);
        assert_eq!(limit(&acl(95)), [(true, 20), (false, 100)]);
        assert_eq!(limit(&acl(101)), [(true, 100)]);
    }

    #[test]
    fn a_merge_is_named_where_it_makes_the_list_fit() {
        let merges = |plan: Value| match kinds(plan).remove(0) {
            FindingKind::Quota { merges, .. } => merges,
            other => vec![vec![RuleId(json!(other).to_string().len() as u32)]],
        };
        let mut rules = others(1, 49);
        rules.extend([tcp(50, "80", "10.1.0.0/16"), tcp(51, "90", "10.1.0.0/16")]);
        let pair = vec![vec![RuleId(50), RuleId(51)]];
        assert_eq!(merges(group(rules.clone())), pair);
        // Ports that are not in a row cannot be merged on a Kunpeng flavor; a row can.
        let mut plan = group(rules.clone());
        plan["servers"][0]["flavor"] = json!("kunpeng");
        assert_eq!(merges(plan.clone()), Vec::<Vec<RuleId>>::new());
        plan["security_groups"][0]["inbound"][50]["ports"] = json!("81-90");
        assert_eq!(merges(plan), pair);
        // No more is named than is needed, and what a rule is called does not count.
        let mut two = others(1, 47);
        two.extend([tcp(50, "80", "10.1.0.0/16"), tcp(51, "90", "10.1.0.0/16")]);
        two.extend([tcp(52, "80", "10.2.0.0/16"), tcp(53, "90", "10.2.0.0/16")]);
        two[47]["description"] = json!("web");
        assert_eq!(merges(group(two)), pair);
        // Rules without ports have none to join.
        let mut pings = others(1, 49);
        let ping = |id| json!({ "id": id, "protocol": "icmp", "remote": "10.1.0.0/16" });
        pings.extend([ping("rule-50"), ping("rule-51")]);
        assert_eq!(merges(group(pings)), Vec::<Vec<RuleId>>::new());
        // A rule over all ports names none to join.
        let mut all = others(1, 49);
        all.extend([tcp(50, "", "10.1.0.0/16"), tcp(51, "90", "10.1.0.0/16")]);
        assert_eq!(merges(group(all)), Vec::<Vec<RuleId>>::new());
        // One merge too few is none.
        rules.push(tcp(52, "22", "10.9.0.52/32"));
        assert_eq!(merges(group(rules)), Vec::<Vec<RuleId>>::new());
    }

    #[test]
    fn special_rules_behind_the_limit_are_named_in_the_order_of_matching() {
        let special = |id: usize, priority: u8| {
            let mut rule = tcp(id, "80", "sg-2");
            rule["priority"] = json!(priority);
            rule
        };
        let beyond = |rules: Vec<Value>| {
            let kinds = kinds(group(rules));
            kinds.into_iter().find_map(|it| match it {
                FindingKind::TooManySpecialRules { beyond, rules, ip_type, .. } => {
                    assert_eq!(ip_type, IpType::IPv4);
                    Some((beyond, rules))
                }
                _ => None,
            })
        };
        let mut rules = (1..=120).map(|id| special(id, 5)).collect::<Vec<_>>();
        assert_eq!(beyond(rules.clone()), None);
        rules.insert(0, special(200, 9));
        assert_eq!(beyond(rules.clone()), Some((vec![RuleId(200)], 121)));
        // A rule that is not special takes effect behind any number of them.
        let mut plain = tcp(201, "80", "10.0.0.0/8");
        plain["priority"] = json!(10);
        rules.push(plain);
        assert_eq!(beyond(rules.clone()), Some((vec![RuleId(200)], 121)));
        // Rules that are switched off and rules of the other family do not count.
        rules[1]["enabled"] = json!(false);
        assert_eq!(beyond(rules.clone()), None);
        rules[1]["enabled"] = json!(true);
        rules[1]["type"] = json!("IPv6");
        assert_eq!(beyond(rules.clone()), None);
        // A rule that is special for two reasons counts twice.
        rules[2]["ports"] = json!("80,90");
        assert_eq!(beyond(rules), Some((vec![RuleId(200)], 121)));
    }

    #[test]
    fn rules_that_a_flavor_ignores_are_named() {
        let ignored = |flavor: &str| {
            let mut rules = vec![tcp(1, "81,80", "10.0.0.0/8"), tcp(2, "22,80", "10.0.0.0/8")];
            rules.extend([tcp(3, "80", "ipg-1"), tcp(4, "80", "10.0.0.0/8")]);
            let mut plan = group(rules);
            plan["servers"][0]["flavor"] = json!(flavor);
            let kinds = kinds(plan);
            kinds.into_iter().find_map(|it| match it {
                FindingKind::RulesIgnored { rules, servers, .. } => Some((rules, servers)),
                _ => None,
            })
        };
        let server = vec![ServerId(1)];
        assert_eq!(ignored("standard"), None);
        assert_eq!(ignored("old_x86"), Some((vec![RuleId(2), RuleId(3)], server.clone())));
        assert_eq!(ignored("kunpeng"), Some((vec![RuleId(2), RuleId(3), RuleId(4)], server)));
        // A rule that takes effect in one reading only is not to be relied on.
        let mut plan = group(vec![tcp(1, "22,80", "10.0.0.0/8")]);
        plan["security_groups"][0]["inbound"][0]["priority"] = json!(5);
        plan["security_groups"][1]["inbound"] = json!([tcp(2, "80", "10.0.0.0/8")]);
        plan["servers"][0]["security_groups"] = json!(["sg-1", "sg-2"]);
        plan["servers"][0]["flavor"] = json!("kunpeng");
        let FindingKind::RulesIgnored { rules, .. } = kinds(plan).remove(0) else { panic!() };
        assert_eq!(rules, [RuleId(1), RuleId(2)]);
    }
}
