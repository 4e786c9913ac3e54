//! Lists of rules on their way from one state to another.
//!
//! Two rules are the same where they say the same, whatever their ids and descriptions: what
//! counts is what is in the console. A rule that changes is a new one beside the old one, so that
//! for a while both are there.

use super::change_plan::{AnyRule, OwnRuleKind, Spot};
use crate::plan::{Action, NetworkAclRule, RuleId, SecurityGroupRule};

/// The number of pairs of rules up to which it is looked for which of them stay in their order.
const LONG: usize = 4_000_000;

/// A rule of either kind of list.
pub(super) trait Rule: Clone + PartialEq {
    fn id(&self) -> RuleId;
    fn with_id(&self, id: RuleId) -> Self;
    /// The rule, switched on.
    fn on(&self) -> Self;
    /// The rule with what does not count taken out of it.
    fn bare(&self) -> Self;
    fn action(&self) -> Action;
    fn is_enabled(&self) -> bool;
    fn any(&self) -> AnyRule;
    /// Whether it is another deny with a lower priority alone.
    fn lowers(&self, before: &Self) -> bool;
    /// Whether the place in the list counts.
    const IS_ORDERED: bool;
}

impl Rule for SecurityGroupRule {
    fn id(&self) -> RuleId {
        self.id
    }
    fn with_id(&self, id: RuleId) -> Self {
        Self { id, ..self.clone() }
    }
    fn on(&self) -> Self {
        Self { enabled: true, ..self.clone() }
    }
    fn bare(&self) -> Self {
        Self { id: RuleId(0), description: String::new(), ..self.clone() }
    }
    fn action(&self) -> Action {
        self.action
    }
    fn is_enabled(&self) -> bool {
        self.enabled
    }
    fn any(&self) -> AnyRule {
        AnyRule::SecurityGroup(self.clone())
    }
    fn lowers(&self, before: &Self) -> bool {
        self.action == Action::Deny
            && self.priority > before.priority
            && Self { priority: before.priority, ..self.bare() } == before.bare()
    }
    const IS_ORDERED: bool = false;
}

impl Rule for NetworkAclRule {
    fn id(&self) -> RuleId {
        self.id
    }
    fn with_id(&self, id: RuleId) -> Self {
        Self { id, ..self.clone() }
    }
    fn on(&self) -> Self {
        Self { enabled: true, ..self.clone() }
    }
    fn bare(&self) -> Self {
        Self { id: RuleId(0), description: String::new(), ..self.clone() }
    }
    fn action(&self) -> Action {
        self.action
    }
    fn is_enabled(&self) -> bool {
        self.enabled
    }
    fn any(&self) -> AnyRule {
        AnyRule::NetworkAcl(self.clone())
    }
    fn lowers(&self, _: &Self) -> bool {
        false
    }
    const IS_ORDERED: bool = true;
}

/// How one list becomes another.
pub(super) struct Moves<R> {
    /// The list once everything that opens is done, and nothing that may close.
    pub(super) open: Vec<R>,
    /// Where the proposed rules went, one after the other.
    pub(super) spots: Vec<(RuleId, Spot)>,
    pub(super) opening: Vec<OwnRuleKind>,
    pub(super) closing: Vec<OwnRuleKind>,
}

/// Works out how one list becomes another. Denies that are taken away are an opening; where that
/// is not needed in time they wait for the end, so that nothing is open for longer than it is.
/// What is proposed is added before what was drawn, in the order in which it is proposed.
pub(super) fn moves<R: Rule>(
    before: &[R],
    after: &[R],
    proposed: &[RuleId],
    denies_go_first: bool,
) -> Moves<R> {
    let (only_before, only_after) = only(before, after);
    let after = in_force(after);
    let mut moves =
        Moves { open: before.to_vec(), spots: vec![], opening: vec![], closing: vec![] };
    for new in proposed.iter().filter_map(|id| only_after.iter().find(|it| it.id() == *id)) {
        let at = place(&moves.open, &after, new, &only_before);
        let below = moves.open.iter().skip(at);
        let above = below.clone().find(|it| before.contains(it)).map(Rule::id);
        moves.spots.push((new.id(), Spot { position: at.saturating_add(1), above }));
        moves.open.insert(at, new.clone());
        moves.opening.push(OwnRuleKind::Added(new.any()));
    }
    let mut lowered: Vec<R> = vec![];
    for old in &only_before {
        let lower = only_after.iter().find(|new| new.lowers(old) && !lowered.contains(*new));
        match (old.action(), lower) {
            (_, Some(lower)) => {
                replace(&mut moves.open, old, lower);
                lowered.push(lower.clone());
                let (before, after) = (old.any(), lower.any());
                moves.opening.push(OwnRuleKind::Lowered { before, after });
            }
            (Action::Deny, None) if denies_go_first => {
                moves.open.retain(|it| it != old);
                moves.opening.push(OwnRuleKind::Removed(old.any()));
            }
            (_, None) => moves.closing.push(OwnRuleKind::Removed(old.any())),
        }
    }
    let is_to_do = |new: &&R| !lowered.contains(new) && !proposed.contains(&new.id());
    for new in only_after.iter().filter(is_to_do) {
        match new.action() {
            Action::Allow => {
                let at = place(&moves.open, &after, new, &only_before);
                moves.open.insert(at, new.clone());
                moves.opening.push(OwnRuleKind::Added(new.any()));
            }
            // A new deny comes before anything is taken away, which it may be there to replace.
            Action::Deny => moves.closing.insert(0, OwnRuleKind::Added(new.any())),
        }
    }
    moves
}

/// The rules of a list that are switched on.
fn in_force<R: Rule>(list: &[R]) -> Vec<R> {
    list.iter().filter(|it| it.is_enabled()).cloned().collect()
}

/// The rules in force that only one of two lists has in force: those of the first, and those of the
/// second. Where the place counts, a rule that passes another one is taken away and added.
pub(super) fn only<R: Rule>(before: &[R], after: &[R]) -> (Vec<R>, Vec<R>) {
    let (before, after) = (in_force(before), in_force(after));
    let bare = |list: &[R]| list.iter().map(Rule::bare).collect::<Vec<_>>();
    let (old, new) = (bare(&before), bare(&after));
    let stay = match R::IS_ORDERED {
        true => in_order(&old, &new).unwrap_or_else(|| in_any_order(&old, &new)),
        false => in_any_order(&old, &new),
    };
    let rest = |list: Vec<R>, stays: &dyn Fn(usize) -> bool| {
        let rest = list.into_iter().enumerate().filter(|(at, _)| !stays(*at));
        rest.map(|(_, rule)| rule).collect()
    };
    (
        rest(before, &|at| stay.iter().any(|(old, _)| *old == at)),
        rest(after, &|at| stay.iter().any(|(_, new)| *new == at)),
    )
}

/// The places of equal things in two lists, in pairs.
fn in_any_order<R: PartialEq>(before: &[R], after: &[R]) -> Vec<(usize, usize)> {
    let mut left = (0..after.len()).collect::<Vec<_>>();
    let mut pairs = vec![];
    for (at, rule) in before.iter().enumerate() {
        if let Some(found) = left.iter().position(|new| after.get(*new) == Some(rule)) {
            pairs.push((at, left.remove(found)));
        }
    }
    pairs
}

/// The places of equal things in two lists, in pairs of which none passes another, and as many as
/// there can be. Nothing where the lists are too long to tell.
fn in_order<R: PartialEq>(before: &[R], after: &[R]) -> Option<Vec<(usize, usize)>> {
    let first = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (before.get(first..)?, after.get(first..)?);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let old = old.get(..old.len().saturating_sub(last))?;
    let new = new.get(..new.len().saturating_sub(last))?;
    if old.len().saturating_mul(new.len()) > LONG {
        return None;
    }
    // How many pairs there can be from one place on, for each place in the other list.
    let mut counts = vec![vec![0_u32; new.len().saturating_add(1)]];
    for rule in old.iter().rev() {
        let below = counts.last()?;
        let mut row = vec![0];
        for (at, other) in new.iter().enumerate().rev() {
            row.push(match rule == other {
                true => below.get(at.saturating_add(1))?.saturating_add(1),
                false => (*below.get(at)?).max(*row.last()?),
            });
        }
        row.reverse();
        counts.push(row);
    }
    counts.reverse();
    let mut pairs = (0..first).map(|at| (at, at)).collect::<Vec<_>>();
    let mut next = 0_usize;
    for ((at, rule), (row, below)) in
        old.iter().enumerate().zip(counts.iter().zip(counts.iter().skip(1)))
    {
        // It has a partner where without it there would be fewer pairs.
        if row.get(next)? > below.get(next)? {
            let partner = new.iter().skip(next).position(|it| it == rule)?.saturating_add(next);
            pairs.push((first.saturating_add(at), first.saturating_add(partner)));
            next = partner.saturating_add(1);
        }
    }
    let ends =
        (1..=last).map(|at| (before.len().saturating_sub(at), after.len().saturating_sub(at)));
    pairs.extend(ends);
    Some(pairs)
}

fn replace<R: Rule>(list: &mut [R], old: &R, new: &R) {
    if let Some(found) = list.iter_mut().find(|it| *it == old) {
        *found = new.clone();
    }
}

/// Where a new rule goes in a list: above the first rule that it has below it at the end; where
/// none of those is there, as high as the rules above it allow. Rules that go are no landmarks,
/// since others may take their place.
fn place<R: Rule>(list: &[R], after: &[R], new: &R, going: &[R]) -> usize {
    if !R::IS_ORDERED {
        return list.len();
    }
    let stays = |it: &R| !going.contains(it);
    let below = after.iter().skip_while(|it| *it != new).skip(1);
    let known = |rule: &R| list.iter().position(|it| it.bare() == rule.bare() && stays(it));
    below.filter_map(known).next().unwrap_or_else(|| {
        let above = after.iter().take_while(|it| *it != new);
        let known = |rule: &R| list.iter().rposition(|it| it.bare() == rule.bare() && stays(it));
        above.filter_map(known).max().map_or(0, |at| at.saturating_add(1))
    })
}

/// The highest place for a rule of one list in another: right below those that it has above it.
pub(super) fn under<R: Rule>(list: &[R], origin: &[R], rule: &R) -> usize {
    let above = origin.iter().take_while(|it| *it != rule).map(Rule::bare);
    let known = above.filter_map(|own| list.iter().rposition(|it| it.bare() == own));
    known.max().map_or(0, |at| at.saturating_add(1))
}
