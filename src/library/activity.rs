//! The activity of an entry: what it did, kept with it and put into words when it is shown.

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::edit::Edit;
use crate::plan::{Connection, ConnectionEnd, ElementId, Plan, RuleId};

/// An activity: what was done, and to what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The kind of operation.
    pub verb: Verb,
    /// The name of what it was done to, as it was then; of several the first one's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The number of things it was done to.
    #[serde(default, skip_serializing_if = "is_small")]
    pub count: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_small(count: &usize) -> bool {
    *count < 2
}

/// The kind of operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum Verb {
    Added,
    Changed,
    Removed,
    Moved,
    AddedRule,
    ChangedRule,
    RemovedRule,
    Renamed,
    Annotated,
    ChoseReadings,
    Opened,
    Undid,
    Redid,
    Exported,
    /// A newer program's word, or several kinds of things at once.
    #[default]
    #[serde(other)]
    Several,
}

impl Activity {
    /// The activity of an operation on a plan.
    #[must_use]
    pub fn of(plan: &Plan, operation: &Operation) -> Self {
        let plain = |verb| Self { verb, name: String::new(), count: 1 };
        match operation {
            Operation::Undo => plain(Verb::Undid),
            Operation::Redo => plain(Verb::Redid),
            Operation::Export(format) => Self { name: format.clone(), ..plain(Verb::Exported) },
            Operation::Edit { edits, .. } => Self::of_edits(plan, edits),
        }
    }

    fn of_edits(plan: &Plan, edits: &[Edit]) -> Self {
        let count = edits.len();
        let mut activities = edits.iter().map(|edit| of_edit(plan, edit));
        let Some((verb, name)) = activities.next() else { return Self::default() };
        let verb = if activities.all(|(other, _)| other == verb) { verb } else { Verb::Several };
        Self { verb, name: if verb == Verb::Several { String::new() } else { name }, count }
    }
}

fn of_edit(plan: &Plan, edit: &Edit) -> (Verb, String) {
    let name = |id: ElementId| plan.name_of(id).unwrap_or_default().to_owned();
    match edit {
        Edit::Open(other) => (Verb::Opened, other.name.clone()),
        Edit::Rename(name) => (Verb::Renamed, name.clone()),
        Edit::Annotate(_) => (Verb::Annotated, String::new()),
        Edit::Choose(_) => (Verb::ChoseReadings, String::new()),
        Edit::Put(element) => match plan.name_of(element.id()) {
            Some(name) => (Verb::Changed, name.to_owned()),
            None => (Verb::Added, element.name().to_owned()),
        },
        Edit::Remove(id) => (Verb::Removed, name(*id)),
        Edit::Move { element, .. } => (Verb::Moved, name(*element)),
        Edit::PutListener { load_balancer, .. } => (Verb::Changed, name((*load_balancer).into())),
        Edit::RemoveListener(id) => {
            let balancer = plan.listener(*id).map(|(balancer, _)| balancer.name.clone());
            (Verb::Changed, balancer.unwrap_or_default())
        }
        Edit::PutMember { group, .. } => (Verb::Changed, name((*group).into())),
        Edit::RemoveMember(id) => {
            let group = plan.member(*id).map(|(group, _)| group.name.clone());
            (Verb::Changed, group.unwrap_or_default())
        }
        Edit::PutSecurityGroupRule { security_group, rule, .. } => {
            (put_rule(plan, rule.id), name((*security_group).into()))
        }
        Edit::PutNetworkAclRule { network_acl, rule, .. } => {
            (put_rule(plan, rule.id), name((*network_acl).into()))
        }
        Edit::MoveNetworkAclRule { rule, .. } => (Verb::ChangedRule, holder(plan, *rule)),
        Edit::RemoveRule(rule) => (Verb::RemovedRule, holder(plan, *rule)),
        Edit::PutConnection(it) => match plan.connection(it.id) {
            Some(_) => (Verb::Changed, connection(plan, it)),
            None => (Verb::Added, connection(plan, it)),
        },
        Edit::RemoveConnection(id) => {
            let name = plan.connection(*id).map(|it| connection(plan, it));
            (Verb::Removed, name.unwrap_or_default())
        }
    }
}

/// The name of a connection; its ends where it has none.
fn connection(plan: &Plan, it: &Connection) -> String {
    if !it.name.trim().is_empty() {
        return it.name.clone();
    }
    let end = |end: ConnectionEnd| match end.element().and_then(|id| plan.name_of(id)) {
        Some(name) => name.to_owned(),
        None => end.to_string(),
    };
    format!("{} → {}", end(it.from), end(it.to))
}

fn put_rule(plan: &Plan, rule: RuleId) -> Verb {
    if plan.rule_ids().any(|id| id == rule) { Verb::ChangedRule } else { Verb::AddedRule }
}

/// The name of the security group or network ACL that has a rule.
fn holder(plan: &Plan, rule: RuleId) -> String {
    let holder = plan.element_of(rule.into());
    holder.and_then(|id| plan.name_of(id)).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(edits: Vec<Edit>) -> Operation {
        Operation::Edit { edits, topic: None }
    }

    #[test]
    fn a_deed_names_what_was_added_and_what_was_changed() {
        let mut plan = Plan::default();
        let text = r#"{"id": "vpc-1", "name": "shop", "cidr": "10.0.0.0/8"}"#;
        let vpc: crate::plan::Vpc = serde_json::from_str(text).unwrap();
        let put = edit(vec![Edit::Put(vpc.clone().into())]);
        let activity = Activity::of(&plan, &put);
        assert_eq!((activity.verb, &*activity.name, activity.count), (Verb::Added, "shop", 1));
        plan.vpcs.push(vpc.clone());
        assert_eq!(Activity::of(&plan, &put).verb, Verb::Changed);
        let both = edit(vec![Edit::Put(vpc.into()), Edit::Rename("x".to_owned())]);
        let activity = Activity::of(&plan, &both);
        assert_eq!((activity.verb, &*activity.name, activity.count), (Verb::Several, "", 2));
        assert_eq!(Activity::of(&plan, &Operation::Undo).verb, Verb::Undid);
    }

    #[test]
    fn a_word_of_a_newer_program_is_no_error() {
        let activity: Activity =
            serde_json::from_str(r#"{"verb": "teleported", "name": "x"}"#).unwrap();
        assert_eq!(activity.verb, Verb::Several);
    }
}
