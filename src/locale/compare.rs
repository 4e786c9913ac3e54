//! The steps of a change, in words.

use crate::engine::compare::{
    Addition, AnyRule, Aspect, ChangePlan, Difference, DifferenceKind, KeepsSending, KeptRule,
    Leftover, OwnRule, OwnRuleKind, RemovableRule, Value,
};
use crate::engine::report::Flow;
use crate::engine::trace::Parcel;
use crate::plan::{Direction, Plan, SubjectId};

use super::names::{PlaceName, RuleName, SubjectName, name};
use super::reason::FlowsName;
use super::tally::Unsettled;
use super::upgrade::AwaitedUpgrades;

/// The labels of a change and of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum CompareText {
    Title,
    Remember,
    RememberAgain,
    Forget,
    Remembered,
    NotRemembered,
    /// The summary of the steps.
    Headline {
        to_add: usize,
        to_keep: usize,
        differences: usize,
        to_remove: usize,
    },
    /// The purpose of the steps.
    Consequence {
        is_empty: bool,
    },
    /// The heading of what comes before the change, at a place or in general.
    Before(Option<String>),
    /// The heading of what must not go, at a place or in general.
    Keep(Option<String>),
    TheChange,
    /// The heading of what comes after it.
    After(Option<String>),
    /// A remark that today's state lacks a rule as well.
    LackingToday,
    Proof {
        holds: bool,
        stopped_today: usize,
        in_doubt: usize,
        /// The things whose rules are not known.
        not_known: Vec<String>,
    },
    Markdown,
}

/// Something that differs, as a thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DifferenceText {
    pub(super) subject: SubjectName,
    pub(super) kind: DifferenceName,
}

/// The difference between two states of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DifferenceName {
    Added,
    Removed,
    Changed(Vec<(Aspect, ValueName, ValueName)>),
}

/// A value, things by their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ValueName {
    Text(String),
    Flag(bool),
    Names(Vec<String>),
}

/// A rule that differs, as a thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRuleText {
    pub(super) direction: Direction,
    pub(super) kind: OwnRuleName,
    pub(super) awaited: AwaitedUpgrades,
}

/// The fate of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OwnRuleName {
    Added(Option<RuleName>),
    Removed {
        rule: Option<RuleName>,
        /// Tells whether another rule of the list says the same by then: it moves.
        moves: bool,
    },
    Lowered {
        rule: Option<RuleName>,
        to: String,
    },
}

/// A rule that must not go, as a thing to leave alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptText {
    pub(super) direction: Direction,
    pub(super) rule: Option<RuleName>,
}

/// The flows that need a rule that must not go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptReasonText {
    pub(super) direction: Direction,
    pub(super) flows: FlowsName,
}

/// A remark that a rule to add takes the place of wider ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplacesText {
    pub(super) place: PlaceName,
    pub(super) rules: Vec<RuleName>,
}

/// A rule that can go, as a thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispensableText {
    pub(super) direction: Direction,
    pub(super) rule: Option<RuleName>,
}

/// The reason a rule can go, and the rest of what it lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispensableReasonText {
    pub(super) direction: Direction,
    pub(super) flows: FlowsName,
    pub(super) also: Vec<Parcel>,
    pub(super) awaited: AwaitedUpgrades,
}

/// The packets that a needed rule still lets pass though nothing needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftoverText {
    pub(super) rule: Option<RuleName>,
    pub(super) packets: Vec<Parcel>,
    pub(super) awaited: AwaitedUpgrades,
}

/// A remark that a load balancer goes on sending from a subnet that it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeepsSendingText {
    pub(super) load_balancer: String,
    pub(super) subnets: Vec<String>,
}

impl CompareText {
    /// The summary of the steps.
    #[must_use]
    pub fn headline(steps: &ChangePlan) -> Self {
        Self::Headline {
            to_add: steps.additions.len().saturating_add(steps.opened.len()),
            to_keep: steps.kept.len(),
            differences: steps.differences.len(),
            to_remove: steps.removals.len().saturating_add(steps.closed.len()),
        }
    }

    /// The proof about the states on the way.
    #[must_use]
    pub fn proof(steps: &ChangePlan) -> Self {
        Self::Proof {
            holds: steps.proof.holds(),
            stopped_today: steps.proof.stopped_today,
            in_doubt: Unsettled::of(&steps.report).in_doubt,
            not_known: not_known(steps),
        }
    }
}

/// The names of the things whose rules are not known in one of the states.
fn not_known(steps: &ChangePlan) -> Vec<String> {
    let named = |id: &SubjectId| match (steps.target.element_of(*id), steps.before.element_of(*id))
    {
        (Some(id), _) => Some(name(&steps.target, id)),
        (None, id) => id.map(|id| name(&steps.before, id)),
    };
    steps.not_known.iter().filter_map(named).collect()
}

impl DifferenceText {
    /// Something that differs. What is gone has its name in the state before.
    #[must_use]
    pub fn of(difference: &Difference, steps: &ChangePlan) -> Self {
        let plan = match difference.kind {
            DifferenceKind::Removed => &steps.before,
            DifferenceKind::Added | DifferenceKind::Changed(_) => &steps.target,
        };
        let kind = match &difference.kind {
            DifferenceKind::Added => DifferenceName::Added,
            DifferenceKind::Removed => DifferenceName::Removed,
            DifferenceKind::Changed(fields) => DifferenceName::Changed(
                fields
                    .iter()
                    .map(|it| {
                        let before = ValueName::of(&it.before, &steps.before);
                        (it.aspect, before, ValueName::of(&it.after, &steps.target))
                    })
                    .collect(),
            ),
        };
        Self { subject: SubjectName::of(difference.subject, plan), kind }
    }
}

impl ValueName {
    fn of(value: &Value, plan: &Plan) -> Self {
        match value {
            Value::Text(text) => Self::Text(text.clone()),
            Value::Flag(is_on) => Self::Flag(*is_on),
            Value::Things(ids) => Self::Names(
                ids.iter()
                    .map(|id| match SubjectName::of(*id, plan) {
                        SubjectName::Named(name) => name,
                        SubjectName::Rule(_) => id.to_string(),
                    })
                    .collect(),
            ),
        }
    }
}

impl OwnRuleText {
    /// A rule that differs.
    #[must_use]
    pub fn of(own: &OwnRule, steps: &ChangePlan) -> Self {
        let kind = match &own.kind {
            OwnRuleKind::Added(rule) => {
                let named = RuleName::of(rule.id(), &steps.target);
                OwnRuleName::Added(match rule {
                    // It may come with another priority than it was drawn with.
                    AnyRule::SecurityGroup(rule) => {
                        named.map(|it| RuleName { priority: Some(rule.priority), ..it })
                    }
                    AnyRule::NetworkAcl(_) => named,
                })
            }
            OwnRuleKind::Removed(rule) => OwnRuleName::Removed {
                rule: RuleName::of(rule.id(), &steps.before),
                moves: steps.comes(own.place, own.direction, rule),
            },
            OwnRuleKind::Lowered { before, after } => {
                let lowered = RuleName::of(after.id(), &steps.target);
                let to = lowered.and_then(|it| it.priority).map(|it| it.to_string());
                OwnRuleName::Lowered {
                    rule: RuleName::of(before.id(), &steps.before),
                    to: to.unwrap_or_default(),
                }
            }
        };
        let awaited = AwaitedUpgrades::of(&own.after_upgrades, steps);
        Self { direction: own.direction, kind, awaited }
    }
}

impl KeptText {
    /// A rule that must not go.
    #[must_use]
    pub fn of(kept: &KeptRule, steps: &ChangePlan) -> Self {
        Self { direction: kept.direction, rule: RuleName::of(kept.rule, &steps.before) }
    }
}

impl KeptReasonText {
    /// The flows that need it.
    #[must_use]
    pub fn of(kept: &KeptRule, steps: &ChangePlan) -> Self {
        let flows: Vec<&Flow> = kept.flows.iter().filter_map(|id| steps.report.flow(*id)).collect();
        Self { direction: kept.direction, flows: FlowsName::of(&flows, &steps.target) }
    }
}

impl ReplacesText {
    /// The wider rules whose place a rule to add takes; nothing where there are none.
    #[must_use]
    pub fn of(addition: &Addition, steps: &ChangePlan) -> Option<Self> {
        let rules = addition.replaces.iter().filter_map(|id| RuleName::of(*id, &steps.before));
        let rules = rules.collect::<Vec<_>>();
        let place = PlaceName::of(addition.change.place, &steps.target);
        (!rules.is_empty()).then_some(Self { place, rules })
    }
}

impl DispensableText {
    /// A rule that can go.
    #[must_use]
    pub fn of(removal: &RemovableRule, steps: &ChangePlan) -> Self {
        Self { direction: removal.direction, rule: RuleName::of(removal.rule, &steps.target) }
    }
}

impl DispensableReasonText {
    /// The reason a rule can go.
    #[must_use]
    pub fn of(removal: &RemovableRule, steps: &ChangePlan) -> Self {
        let flows: Vec<&Flow> =
            removal.flows.iter().filter_map(|id| steps.today.flow(*id)).collect();
        Self {
            direction: removal.direction,
            flows: FlowsName::of(&flows, &steps.before),
            also: removal.also.clone(),
            awaited: AwaitedUpgrades::of(&removal.after_upgrades, steps),
        }
    }
}

impl LeftoverText {
    /// The packets that a rule still lets pass.
    #[must_use]
    pub fn of(leftover: &Leftover, steps: &ChangePlan) -> Self {
        let rule = RuleName::of(leftover.rule, &steps.target);
        let awaited = AwaitedUpgrades::of(&leftover.after_upgrades, steps);
        Self { rule, packets: leftover.packets.clone(), awaited }
    }
}

impl KeepsSendingText {
    /// A load balancer that leaves a subnet.
    #[must_use]
    pub fn of(keeps: &KeepsSending, plan: &Plan) -> Self {
        Self {
            load_balancer: name(plan, keeps.load_balancer),
            subnets: keeps.subnets.iter().map(|id| name(plan, *id)).collect(),
        }
    }
}

area!(compare::label, CompareText);
prose!(compare::difference, DifferenceText);
prose!(compare::own_rule, OwnRuleText);
prose!(compare::kept, KeptText);
prose!(compare::kept_reason, KeptReasonText);
prose!(compare::replaces, ReplacesText);
prose!(compare::removal, DispensableText);
prose!(compare::removal_reason, DispensableReasonText);
prose!(compare::leftover, LeftoverText);
prose!(compare::keeps_sending, KeepsSendingText);
