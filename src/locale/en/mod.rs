//! English.

mod grammar;

pub(super) mod amount;
pub(super) mod answer;
pub(super) mod audit;
pub(super) mod board;
pub(super) mod change_row;
pub(super) mod clause;
pub(super) mod commands;
pub(super) mod compare;
pub(super) mod draft;
pub(super) mod embed;
pub(super) mod export;
pub(super) mod finding;
pub(super) mod flow;
pub(super) mod general;
pub(super) mod guards;
pub(super) mod inspector;
pub(super) mod keeping;
pub(super) mod library;
mod limits;
pub(super) mod merge;
pub(super) mod notice;
pub(super) mod panel;
pub(super) mod pending;
pub(super) mod plan_problem;
pub(super) mod proof_dialog;
pub(super) mod reading;
pub(super) mod reason;
pub(super) mod share;
pub(super) mod shell;
pub(super) mod steps;
pub(super) mod terms;
pub(super) mod trace;
pub(super) mod verify;
pub(super) mod when;
