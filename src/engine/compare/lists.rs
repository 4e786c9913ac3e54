//! Lists of rules on their way from one state to another.
//!
//! Two rules are the same where they say the same, whatever their ids and descriptions: what
//! counts is what is in the console. A rule that changes is a new one beside the old one, so that
//! for a while both are there.

use super::change_plan::{AnyRule, OwnRuleKind};
use crate::plan::{Action, NetworkAclRule, RuleId, SecurityGroupRule};

/// A rule of either kind of list.
pub(super) trait Rule: Clone + PartialEq {
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
    pub(super) opening: Vec<OwnRuleKind>,
    pub(super) closing: Vec<OwnRuleKind>,
}

/// Works out how one list becomes another. Denies that are taken away are an opening; where that
/// is not needed in time they wait for the end, so that nothing is open for longer than it is.
pub(super) fn moves<R: Rule>(before: &[R], after: &[R], denies_go_first: bool) -> Moves<R> {
    let in_force = |list: &[R]| list.iter().filter(|it| it.is_enabled()).cloned().collect();
    let (before, after): (Vec<R>, Vec<R>) = (in_force(before), in_force(after));
    let (only_before, only_after) = (less(&before, &after), less(&after, &before));
    let mut moves = Moves { open: before.clone(), opening: vec![], closing: vec![] };
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
    for new in only_after.iter().filter(|new| !lowered.contains(*new)) {
        match new.action() {
            Action::Allow => {
                let at = place(&moves.open, &after, new);
                moves.open.insert(at, new.clone());
                moves.opening.push(OwnRuleKind::Added(new.any()));
            }
            // A new deny comes before anything is taken away, which it may be there to replace.
            Action::Deny => moves.closing.insert(0, OwnRuleKind::Added(new.any())),
        }
    }
    moves
}

/// The rules of a list that another one does not have.
fn less<R: Rule>(list: &[R], other: &[R]) -> Vec<R> {
    let mut left: Vec<R> = other.iter().map(Rule::bare).collect();
    let mut rest = vec![];
    for rule in list {
        match left.iter().position(|it| *it == rule.bare()) {
            Some(at) => drop(left.remove(at)),
            None => rest.push(rule.clone()),
        }
    }
    rest
}

fn replace<R: Rule>(list: &mut [R], old: &R, new: &R) {
    if let Some(found) = list.iter_mut().find(|it| *it == old) {
        *found = new.clone();
    }
}

/// Where a new rule goes in a list: above the first rule that it has below it at the end.
fn place<R: Rule>(list: &[R], after: &[R], new: &R) -> usize {
    if !R::IS_ORDERED {
        return list.len();
    }
    let below = after.iter().skip_while(|it| *it != new).skip(1);
    let known = |rule: &R| list.iter().position(|it| it.bare() == rule.bare());
    below.filter_map(known).next().unwrap_or(list.len())
}
