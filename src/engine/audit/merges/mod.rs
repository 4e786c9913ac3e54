//! The rules that can be one: the same but for their ports or for one block, and together exactly
//! one rule.
//!
//! In a security group rules of one priority and action may stand in any order. In a network ACL a
//! rule that moves must not pass one of the other action that shares packets with it. At the end
//! each list is asked anew about all that the rules match.

mod piece;
mod proof;

use std::collections::{HashMap, HashSet};

use super::known::Known;
use super::run::lists;
use crate::edit::{Edit, transact};
use crate::engine::packet::PacketBox;
use crate::engine::report::{Audit, Merge, RuleFinding, RulePlace};
use crate::plan::{Action, Direction, Plan, RuleId};
use piece::{Part, Piece, pieces};
use proof::Before;

/// A rule of a list in force.
struct Stands {
    rule: RuleId,
    action: Action,
    boxes: Vec<PacketBox>,
}

/// The rules of a list in force, in their order.
struct Listing {
    stands: Vec<Stands>,
    places: HashMap<RuleId, usize>,
}

impl Listing {
    fn of(stands: Vec<Stands>) -> Self {
        let places = stands.iter().enumerate().map(|(at, it)| (it.rule, at)).collect();
        Self { stands, places }
    }

    /// The places of rules, from 0 up, in their order.
    fn places(&self, rules: &[RuleId]) -> Vec<usize> {
        let mut places =
            rules.iter().filter_map(|id| self.places.get(id).copied()).collect::<Vec<_>>();
        places.sort_unstable();
        places
    }
}

/// The rules of a plan that can be one; `audit` is the plan's own, and rules that can go anyway, such
/// as `spared`, take no part. Whichever merges are made, every packet fares as before.
pub(super) fn merges(plan: &Plan, audit: &Audit, spared: &[RuleId]) -> Vec<Merge> {
    let known = Known::of(plan);
    let spared = spared.iter().copied().collect::<HashSet<RuleId>>();
    let is_idle = |it: &RuleFinding| {
        matches!(
            it,
            RuleFinding::NoEffect(_) | RuleFinding::Shadowed { .. } | RuleFinding::Redundant { .. }
        )
    };
    let in_use = audit.rules.iter().filter(|rule| !rule.findings.iter().any(is_idle));
    let in_use = in_use.map(|rule| rule.rule).filter(|id| !spared.contains(id));
    // An edit would change every rule with the id.
    let takes_part = in_use.filter(|id| !known.stands_twice(*id)).collect::<HashSet<RuleId>>();
    let mut merges = vec![];
    for (place, direction) in lists(plan) {
        let (list, mut pieces) = pieces(plan, place, direction, &known.addresses);
        pieces.retain(|it| it.rules.iter().all(|id| takes_part.contains(id)));
        let whole = joined(pieces, &list, matches!(place, RulePlace::NetworkAcl(_)));
        let found = whole.iter().filter(|it| it.rules.len() > 1);
        let found = found.filter_map(|it| merge(it, plan, place, direction, &list));
        merges.extend(proved(found.collect(), plan, &known, place, direction));
    }
    merges
}

/// Puts pieces together, two at a time, until no two are one any more.
fn joined(mut pieces: Vec<Piece>, list: &Listing, is_ordered: bool) -> Vec<Piece> {
    loop {
        let known = pieces.len();
        for part in Part::ALL {
            pieces = joined_in(pieces, part, list, is_ordered);
        }
        if pieces.len() == known {
            return pieces;
        }
    }
}

/// Puts neighbours together that differ in one part alone.
fn joined_in(pieces: Vec<Piece>, part: Part, list: &Listing, is_ordered: bool) -> Vec<Piece> {
    let mut alike: HashMap<Piece, usize> = HashMap::new();
    let mut groups: Vec<Vec<Piece>> = vec![];
    for piece in pieces {
        let at = *alike.entry(piece.without(part)).or_insert_with(|| {
            groups.push(vec![]);
            groups.len().saturating_sub(1)
        });
        if let Some(group) = groups.get_mut(at) {
            group.push(piece);
        }
    }
    let mut whole = vec![];
    for mut group in groups {
        group.sort_by(|one, other| one.order_in(part, other));
        let mut done: Vec<Piece> = vec![];
        for next in group {
            // A block has its other half next to it. Ports with gaps may go with ports further on.
            let near = if part.is_of_ports() { done.len() } else { 1 };
            let joins = done.iter_mut().rev().take(near).find_map(|own| {
                let both = own.and(&next, part)?;
                (!is_ordered || place_for(&both.rules, list).is_some()).then_some((own, both))
            });
            match joins {
                Some((own, both)) => *own = both,
                None => done.push(next),
            }
        }
        whole.extend(done);
    }
    // As the list has them, so that what is found first is first.
    whole.sort_by_key(|piece| list.places(&piece.rules).first().copied());
    whole
}

/// The rule in whose place all of some rules of a network ACL can stand, the first that there is.
fn place_for(rules: &[RuleId], list: &Listing) -> Option<RuleId> {
    let places = list.places(rules);
    let may_pass = |from: usize, to: usize| {
        let (first, last) = (from.min(to), from.max(to));
        let moved = list.stands.get(from);
        let between = list.stands.get(first..=last).unwrap_or_default().iter();
        between
            .filter(|it| !rules.contains(&it.rule))
            .all(|it| moved.is_some_and(|moved| it.action == moved.action || !shares(moved, it)))
    };
    let is_place = |to: &&usize| places.iter().all(|from| may_pass(*from, **to));
    let place = places.iter().find(is_place)?;
    list.stands.get(*place).map(|it| it.rule)
}

fn shares(one: &Stands, other: &Stands) -> bool {
    one.boxes.iter().any(|own| other.boxes.iter().any(|it| own.meets(it)))
}

/// The merge of a piece: the rule in whose place it stands takes it, and the others go.
fn merge(
    piece: &Piece,
    plan: &Plan,
    place: RulePlace,
    direction: Direction,
    list: &Listing,
) -> Option<Merge> {
    let places = list.places(&piece.rules);
    let rules = places.iter().filter_map(|at| list.stands.get(*at)).map(|it| it.rule);
    let rules = rules.collect::<Vec<_>>();
    let takes = match place {
        RulePlace::SecurityGroup(_) => *rules.first()?,
        RulePlace::NetworkAcl(_) => place_for(&rules, list)?,
    };
    let mut remedy = vec![piece.put(plan, place, direction, takes)?];
    remedy.extend(rules.iter().filter(|id| **id != takes).map(|id| Edit::RemoveRule(*id)));
    Some(Merge { place, direction, rules, remedy })
}

/// A plan with the rules of one place and nothing else.
fn alone(plan: &Plan, place: RulePlace) -> Plan {
    let mut own = Plan::default();
    match place {
        RulePlace::SecurityGroup(id) => {
            own.security_groups.extend(plan.security_group(id).cloned())
        }
        RulePlace::NetworkAcl(id) => own.network_acls.extend(plan.network_acl(id).cloned()),
    }
    own
}

/// The merges after which their list decides as before: each by itself, and all of them together.
fn proved(
    found: Vec<Merge>,
    plan: &Plan,
    known: &Known,
    place: RulePlace,
    direction: Direction,
) -> Vec<Merge> {
    if found.is_empty() {
        return found;
    }
    let before = Before::of(plan, known, place, direction);
    let own = alone(plan, place);
    let holds = |merges: &[&Merge]| {
        let edits = merges.iter().flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
        let rules = merges.iter().flat_map(|it| it.rules.clone()).collect::<Vec<_>>();
        transact(&own, &edits).is_ok_and(|merged| before.decides_alike(&merged, &rules))
    };
    let all = found.iter().collect::<Vec<_>>();
    if matches!(place, RulePlace::SecurityGroup(_)) && holds(&all) {
        return found;
    }
    let mut kept: Vec<&Merge> = vec![];
    for merge in &found {
        let with = kept.iter().copied().chain([merge]).collect::<Vec<_>>();
        if holds(&[merge]) && holds(&with) {
            kept = with;
        }
    }
    kept.into_iter().cloned().collect()
}
