//! No two rules of a report say the same, and none says a part of what another does.
//!
//! One thing is meant to stay: a rule that is required within one that is only recommended. Who
//! makes the required changes alone needs it.

use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{Change, ChangeKind};
use elb_rule_planner::plan::{AclAddress, Cidr, Ports, Remote};
use proptest::prelude::*;

use crate::{config, plans};

/// The match of an added rule: the family and protocol by their names, the blocks of its ends, the
/// ports of its ends. Every port that is named is one of `from..=to`.
struct RuleMatch {
    fields: String,
    blocks: Vec<Cidr>,
    ports: Vec<Vec<(u16, u16)>>,
}

fn ranges(ports: &Ports) -> Vec<(u16, u16)> {
    let named: Vec<_> = ports.ranges().iter().map(|it| (it.first, it.last)).collect();
    if named.is_empty() { vec![(1, u16::MAX)] } else { named }
}

fn rule_match(change: &Change) -> Option<RuleMatch> {
    let list = (change.place, change.kind.direction());
    match &change.kind {
        ChangeKind::AddSecurityGroupRule { rule, .. } => {
            let Remote::Cidr(block) = rule.remote else { panic!("{rule:?} names no block") };
            Some(RuleMatch {
                fields: format!("{list:?} {:?} {:?}", rule.ip_type, rule.protocol),
                blocks: vec![block],
                ports: vec![ranges(&rule.ports)],
            })
        }
        ChangeKind::AddNetworkAclRule { rule, .. } => {
            let (AclAddress::Cidr(source), AclAddress::Cidr(destination)) =
                (rule.source, rule.destination)
            else {
                panic!("{rule:?} does not name two blocks")
            };
            Some(RuleMatch {
                fields: format!("{list:?} {:?} {:?}", rule.ip_type, rule.protocol),
                blocks: vec![source, destination],
                ports: vec![ranges(&rule.source_ports), ranges(&rule.destination_ports)],
            })
        }
        ChangeKind::LowerPriority { .. } => None,
    }
}

/// True if every port of some ranges is one of others.
fn are_within(narrow: &[(u16, u16)], wide: &[(u16, u16)]) -> bool {
    narrow.iter().all(|(first, last)| {
        (*first..=*last).all(|port| wide.iter().any(|(low, high)| *low <= port && port <= *high))
    })
}

impl RuleMatch {
    fn is_within(&self, wide: &Self) -> bool {
        self.fields == wide.fields
            && self
                .blocks
                .iter()
                .zip(&wide.blocks)
                .all(|(own, wide)| wide.net().contains(&own.net()))
            && self.ports.iter().zip(&wide.ports).all(|(own, wide)| are_within(own, wide))
    }

    /// True if two rules that do not differ in their blocks have ports that overlap or lie side by
    /// side at one end, and the same ones at the other.
    fn is_beside(&self, other: &Self) -> bool {
        let apart =
            |(one, other): (&Vec<_>, &Vec<_>)| !(are_within(one, other) && are_within(other, one));
        let ends: Vec<_> = self.ports.iter().zip(&other.ports).filter(|it| apart(*it)).collect();
        let [(one, two)] = ends.as_slice() else { return false };
        self.fields == other.fields
            && self.blocks == other.blocks
            && one.iter().any(|(low, high)| {
                two.iter().any(|(first, last)| {
                    u32::from(*first) <= u32::from(*high) + 1
                        && u32::from(*low) <= u32::from(*last) + 1
                })
            })
    }
}

/// The overlap of two added rules of one report, which there should not be.
pub(crate) fn overlaps(changes: &[Change]) -> Result<usize, String> {
    let said: Vec<_> = changes.iter().filter_map(|it| Some((it, rule_match(it)?))).collect();
    let mut pairs = 0;
    for (at, (one, own)) in said.iter().enumerate() {
        for (other, others) in said.iter().skip(at + 1) {
            pairs += 1;
            let is_meant = |narrow: &Change, wide: &Change| narrow.level < wide.level;
            let held = |narrow: &RuleMatch, wide: &RuleMatch, levels: bool| {
                narrow.is_within(wide) && !levels
            };
            if held(own, others, is_meant(one, other)) || held(others, own, is_meant(other, one)) {
                return Err(format!("{one:#?}\nsays a part of, or all, or more than\n{other:#?}"));
            }
            if one.level == other.level && own.is_beside(others) {
                return Err(format!("{one:#?}\nhas ports next to those of\n{other:#?}"));
            }
        }
    }
    Ok(pairs)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_added_rule_says_what_another_does(plans::Shown(plan) in plans::plan()) {
        overlaps(&check(&plan).changes).map_err(TestCaseError::fail)?;
    }
}
