//! The visit of a shared plan, which the page's address names.

use std::rc::Rc;

use crate::format::forward_compatibility::{NotUnderstood, Opened};
use crate::format::link::address::{Address, PlanSource};
use crate::page::Access;
use crate::view::persistence::OwnPlan;

/// The visit of a shared plan.
#[derive(Clone, PartialEq)]
pub(crate) struct Visit {
    /// The part of the address behind the `#`, unchanged, so that it can be passed on.
    pub(crate) fragment: String,
    /// The source of the plan.
    pub(crate) source: PlanSource,
    /// The stage of opening it.
    pub(crate) stage: VisitStage,
}

/// The stages of opening a shared plan.
#[derive(Clone, PartialEq)]
pub(crate) enum VisitStage {
    /// It is being loaded; the visitor's own plan is shown meanwhile.
    Loading,
    /// It cannot be opened; the visitor's own plan is shown.
    Failed(String),
    /// It is shown.
    Shown {
        /// The visitor's own plan.
        own: Box<OwnPlan>,
        /// The access that the visitor has.
        access: Access,
        /// The parts by a newer program that are not understood.
        newer: Option<Rc<NotUnderstood>>,
    },
}

impl Visit {
    /// The visitor's own plan, while another one is shown.
    pub(crate) fn own(&self) -> Option<&OwnPlan> {
        match &self.stage {
            VisitStage::Shown { own, .. } => Some(own),
            VisitStage::Loading | VisitStage::Failed(_) => None,
        }
    }

    /// The visit with another state of the visitor's own plan.
    pub(crate) fn with_own(&self, own: OwnPlan) -> Self {
        let mut visit = self.clone();
        if let VisitStage::Shown { own: old, .. } = &mut visit.stage {
            **old = own;
        }
        visit
    }

    /// True if nothing may be changed.
    pub(crate) fn is_locked(&self) -> bool {
        match self.stage {
            VisitStage::Shown { access, ref newer, .. } => {
                access != Access::Interactive || newer.is_some()
            }
            VisitStage::Loading | VisitStage::Failed(_) => false,
        }
    }

    /// The parts by a newer program that are not understood.
    pub(crate) fn newer(&self) -> Option<&Rc<NotUnderstood>> {
        match &self.stage {
            VisitStage::Shown { newer, .. } => newer.as_ref(),
            VisitStage::Loading | VisitStage::Failed(_) => None,
        }
    }
}

/// The result of following an address.
pub(crate) struct Arrival {
    /// The part of the address behind the `#`.
    pub(crate) fragment: String,
    /// The address.
    pub(crate) address: Address,
    /// The plan, or the reason why there is none; nothing while it is being loaded.
    pub(crate) opened: Option<Result<Opened, String>>,
    /// True if the plan had to be loaded first; the visitor may have gone elsewhere meanwhile.
    pub(crate) is_late: bool,
}
