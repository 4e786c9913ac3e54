//! Single terms: the words of the console's columns and of the planner's own verdicts.

use crate::engine::report::{Level, Purpose, Severity, Verdict};
use crate::plan::{Action, Direction, ElementId, Field, LoadBalancerKind};

/// The word for a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectionText(pub Direction);

/// The word for an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionText(pub Action);

/// The word for a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerdictText(pub Verdict);

/// The word for what a flow is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PurposeText(pub Purpose);

/// The word for how grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeverityText(pub Severity);

/// The word for how much a change is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelText(pub Level);

/// The word for the kind of a drawn thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ElementKindText(pub ElementId);

/// The word for the kind of a load balancer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadBalancerKindText(pub LoadBalancerKind);

/// The label of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldText(pub Field);

area!(terms::direction, DirectionText);
area!(terms::action, ActionText);
area!(terms::verdict, VerdictText);
area!(terms::purpose, PurposeText);
area!(terms::severity, SeverityText);
area!(terms::level, LevelText);
area!(terms::element_kind, ElementKindText);
area!(terms::load_balancer_kind, LoadBalancerKindText);
area!(terms::field, FieldText);
