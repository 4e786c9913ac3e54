//! Rules that miss by little, changed so that they match.

use super::trial::Trial;
use crate::edit::Edit;
use crate::engine::packet::addresses_of;
use crate::engine::report::{
    Alternative, AlternativeKind, ChangeKind, NearMiss, RulePlace, WhyItMisses,
};
use crate::plan::{AclAddress, NetworkAclRule, Plan, Ports, SecurityGroupRule};

/// Each near miss of the change that can be mended without a doubt of what is meant.
pub(super) fn mended(trial: &Trial) -> Vec<Alternative> {
    let mend = |miss: &NearMiss| {
        let remedy = vec![in_group(trial, miss).or_else(|| in_acl(trial, miss))?];
        Some(Alternative { kind: AlternativeKind::MendRule { rule: miss.rule }, remedy })
    };
    trial.change.near_misses.iter().filter_map(mend).collect()
}

fn in_group(trial: &Trial, miss: &NearMiss) -> Option<Edit> {
    let ChangeKind::AddSecurityGroupRule { direction, rule: added } = &trial.change.kind else {
        return None;
    };
    let direction = *direction;
    let rules = |plan: &Plan| {
        let lists = plan.security_groups.iter().map(|group| (group.id, group.rules(direction)));
        let mut found =
            lists.flat_map(|(id, rules)| rules.iter().map(move |rule| (id, rule.clone())));
        found.find(|(_, rule)| rule.id == miss.rule)
    };
    let (security_group, rule) = rules(trial.plan)?;
    let rule = match miss.why {
        WhyItMisses::SwitchedOff => SecurityGroupRule { enabled: true, ..rule },
        WhyItMisses::OtherAddresses => SecurityGroupRule { remote: added.remote, ..rule },
        _ => return None,
    };
    Some(Edit::PutSecurityGroupRule { security_group, direction, rule })
}

fn in_acl(trial: &Trial, miss: &NearMiss) -> Option<Edit> {
    let ChangeKind::AddNetworkAclRule { direction, rule: added, .. } = &trial.change.kind else {
        return None;
    };
    let RulePlace::NetworkAcl(network_acl) = trial.change.place else { return None };
    let direction = *direction;
    let acl = trial.plan.network_acls.iter().find(|acl| acl.id == network_acl)?;
    let rule = acl.rules(direction).iter().find(|rule| rule.id == miss.rule)?.clone();
    let rule = match miss.why {
        WhyItMisses::SwitchedOff => NetworkAclRule { enabled: true, ..rule },
        WhyItMisses::FarPorts if trial.change.is_for_answers() => {
            NetworkAclRule { destination_ports: Ports::all(), ..rule }
        }
        WhyItMisses::FarPorts => NetworkAclRule { source_ports: Ports::all(), ..rule },
        WhyItMisses::OtherAddresses => NetworkAclRule {
            source: wider(rule.source, added.source),
            destination: wider(rule.destination, added.destination),
            ..rule
        },
        _ => return None,
    };
    Some(Edit::PutNetworkAclRule { network_acl, direction, rule, above: None })
}

/// An end of a rule as it has to be: as it is, where it holds all that it has to.
fn wider(own: AclAddress, wanted: AclAddress) -> AclAddress {
    match (own, wanted) {
        (AclAddress::Cidr(block), AclAddress::Cidr(needed))
            if !addresses_of(block).covers(addresses_of(needed)) =>
        {
            wanted
        }
        _ => own,
    }
}
