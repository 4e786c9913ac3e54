//! Checks of the packets that added rules let pass: those that flows ask for, and the surplus.

use std::collections::HashSet;

use super::change_question::{ChangeQuestion, at_place};
use super::check_log::{CheckLog, TooMuch};
use super::discrepancy::{DocumentPart, Fault, Field};
use super::document::{Addition, Change, Kind, Packets};
use super::entry::Questions;
use super::partition::{cell, cells};
use super::rule_lists::{ListedRule, RuleLists};
use super::space::{Cell, count};
use super::stopped;

/// Checks what is said of every added rule. Returns how many reach further than flows ask for.
pub(super) fn check_additions(
    additions: &[Addition],
    changes: &[Change],
    questions: &Questions,
    rules: &RuleLists,
    log: &mut CheckLog,
) -> Result<usize, TooMuch> {
    let mut said = HashSet::new();
    let mut wide = 0_usize;
    for addition in additions {
        log.enter(DocumentPart::Addition(addition.change));
        let change = changes.iter().find(|it| it.id == addition.change);
        let rule = change.and_then(|change| Some((change, added(change, rules)?)));
        let (Some((change, rule)), true) = (rule, said.insert(addition.change)) else {
            log.add(Fault::NoAddition);
            continue;
        };
        let wanted = wanted(change, questions);
        // An added rule names one block, and one stretch of ports or several.
        let wholes = rule.matcher.cells();
        let asked = addition.asked.iter().flat_map(|it| &it.packets);
        let listed = cells(asked.chain(&addition.surplus), &wholes, log)?;
        let sum = count(listed.iter().map(|(cell, _)| cell));
        log.unless(sum == count(&wholes), || Fault::NotAllCovered);
        log.spend(listed.len(), wanted.len())?;
        for asked in &addition.asked {
            let of_flow: Vec<&Cell> =
                wanted.iter().filter(|it| it.0 == asked.flow).map(|it| &it.1).collect();
            for (cell, packets) in boxes(&asked.packets) {
                let is_asked = of_flow.iter().any(|it| it.holds(&cell));
                log.unless(is_asked, || Fault::NotAsked(asked.flow, packets.into()));
            }
        }
        for (cell, packets) in boxes(&addition.surplus) {
            let is_asked = wanted.iter().any(|(_, it)| it.shared(&cell).is_some());
            log.unless(!is_asked, || Fault::Asked(packets.into()));
        }
        wide = wide.saturating_add(usize::from(!addition.surplus.is_empty()));
    }
    for change in changes {
        log.enter(DocumentPart::Change(change.id));
        let adds = !matches!(change.kind, Kind::LowerPriority { .. });
        log.unless(!adds || said.contains(&change.id), || Fault::NoAddition);
        check_flows(change, questions, log);
        let matched = added(change, rules).map(|rule| rule.matcher.cells());
        stopped::check(change, changes, questions, matched.as_deref(), log);
    }
    Ok(wide)
}

/// The rule that a change adds, as what it matches; none where it adds none.
fn added(change: &Change, rules: &RuleLists) -> Option<ListedRule> {
    match &change.kind {
        Kind::AddSecurityGroupRule { direction, rule } => {
            Some(rules.of_security_group(rule, *direction))
        }
        Kind::AddNetworkAclRule { rule, .. } => Some(rules.of_network_acl(rule)),
        Kind::LowerPriority { .. } => None,
    }
}

/// Packets with their boxes; those that are no box are noted elsewhere.
fn boxes(packets: &[Packets]) -> impl Iterator<Item = (Cell, &Packets)> {
    packets.iter().filter_map(|packets| Some((cell(packets)?, packets)))
}

/// The packets that the flows of a change ask for at the filter that it changes, by flow.
fn wanted(change: &Change, questions: &Questions) -> Vec<(u32, Cell)> {
    at_place(change, questions).map(|it| (it.flow, it.packets)).collect()
}

/// Checks that every flow of a change is stopped at the filter that it changes, and the change is as
/// much needed as the flow that needs it most.
fn check_flows(change: &Change, questions: &Questions, log: &mut CheckLog) {
    let there: Vec<ChangeQuestion<'_>> = at_place(change, questions).collect();
    for flow in &change.flows {
        let is_there = there.iter().any(|it| it.flow == *flow);
        log.unless(is_there, || Fault::Unknown(flow.to_string()));
    }
    for own in &change.legs {
        for flow in &own.flows {
            let is_listed = change.flows.contains(flow);
            let there = questions.get(flow).into_iter().flatten();
            let is_there = there.clone().any(|it| it.crossing.leg == own.leg);
            log.unless(is_listed && is_there, || Fault::Unknown(flow.to_string()));
        }
    }
    if let Some(level) = there.iter().map(|it| it.crossing.level).min() {
        log.unless(level == change.level, || Fault::Differs {
            field: Field::Level,
            found: change.level.to_string(),
            wanted: level.to_string(),
        });
    }
}
