//! A list of rules while it becomes another one.
//!
//! Two rules of a list may say the same, one above a deny and one below it. So what a rule says does
//! not tell which one it is; the place that it has in the list at the end does.

use super::rule::ListRule;
use super::same_rules::staying_rules;

/// A list of rules while it becomes another one.
#[derive(Clone)]
pub(super) struct MovingList<R> {
    entries: Vec<Entry<R>>,
}

/// A rule of the list.
#[derive(Clone)]
struct Entry<R> {
    rule: R,
    /// Its place among the rules in force at the end; none if it is not one of them.
    place: Option<usize>,
}

impl<R: ListRule> MovingList<R> {
    /// A list at the beginning, given the rules in force at the end.
    pub(super) fn of(before: &[R], after: &[R]) -> Self {
        let in_force = before.iter().enumerate().filter(|(_, it)| it.is_enabled());
        let (indexes, rules): (Vec<_>, Vec<_>) = in_force.map(|(at, it)| (at, it.clone())).unzip();
        let entry = |rule: &R| Entry { rule: rule.clone(), place: None };
        let mut entries = before.iter().map(entry).collect::<Vec<_>>();
        for (old, new) in staying_rules(&rules, after) {
            let entry = indexes.get(old).and_then(|at| entries.get_mut(*at));
            entry.into_iter().for_each(|it| it.place = Some(new));
        }
        Self { entries }
    }

    /// The rules.
    pub(super) fn rules(&self) -> Vec<R> {
        self.entries.iter().map(|it| it.rule.clone()).collect()
    }

    /// The rules in force that go.
    pub(super) fn going(&self) -> Vec<R> {
        let going = self.entries.iter().filter(|it| it.place.is_none() && it.rule.is_enabled());
        going.map(|it| it.rule.clone()).collect()
    }

    /// Checks whether the list has the rule of a place at the end.
    pub(super) fn has(&self, place: usize) -> bool {
        self.entries.iter().any(|it| it.place == Some(place))
    }

    /// The rules from a position on, each with its place at the end.
    pub(super) fn from(&self, position: usize) -> impl Iterator<Item = (&R, Option<usize>)> {
        self.entries.iter().skip(position).map(|it| (&it.rule, it.place))
    }

    /// The position of a new rule, given its place at the end: above the first rule that it has below
    /// it then; if none of those is there, as high as the rules above it allow. Rules that go are no
    /// landmarks, since others may take their place.
    pub(super) fn position_of(&self, place: usize) -> usize {
        if !R::IS_ORDERED {
            return self.entries.len();
        }
        let known = || {
            let places = self.entries.iter().enumerate();
            places.filter_map(|(at, it)| Some((it.place?, at)))
        };
        let below = known().filter(|(own, _)| *own > place).min();
        let above = known().filter(|(own, _)| *own < place).map(|(_, at)| at).max();
        match (below, above) {
            (Some((_, at)), _) => at,
            (None, Some(at)) => at.saturating_add(1),
            (None, None) => 0,
        }
    }

    /// Puts a rule at a position, given its place at the end.
    pub(super) fn insert(&mut self, position: usize, rule: R, place: usize) {
        let position = position.min(self.entries.len());
        self.entries.insert(position, Entry { rule, place: Some(place) });
    }

    /// Puts a rule where another one is, given its place at the end.
    pub(super) fn replace(&mut self, old: &R, rule: R, place: usize) {
        if let Some(found) = self.entries.iter_mut().find(|it| it.rule == *old) {
            *found = Entry { rule, place: Some(place) };
        }
    }

    /// Takes a rule away.
    pub(super) fn remove(&mut self, rule: &R) {
        self.entries.retain(|it| it.rule != *rule);
    }
}
