//! A plan that the page's address names, and how far its opening got.

use std::rc::Rc;

use crate::format::forward_compatibility::{NotUnderstood, Opened};
use crate::format::link::address::{Address, PlanSource};
use crate::page::Access;
use crate::view::persistence::OwnPlan;

/// A plan that the page's address names.
#[derive(Clone, PartialEq)]
pub(crate) struct Visit {
    /// What stands behind the `#`, as it came, so that it can be passed on as it is.
    pub(crate) fragment: String,
    /// Where the plan comes from.
    pub(crate) source: PlanSource,
    /// How far it got.
    pub(crate) stage: VisitStage,
}

/// How far the opening of a shared plan got.
#[derive(Clone, PartialEq)]
pub(crate) enum VisitStage {
    /// It is on its way; the visitor's own plan is shown meanwhile.
    Loading,
    /// It cannot be opened; the visitor's own plan is shown.
    Failed(String),
    /// It is shown.
    Shown {
        /// The visitor's own plan.
        own: Box<OwnPlan>,
        /// What the visitor may do.
        access: Access,
        /// What a newer program wrote that is not shown.
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

    /// Whether nothing may be changed.
    pub(crate) fn is_locked(&self) -> bool {
        match self.stage {
            VisitStage::Shown { access, ref newer, .. } => {
                access != Access::Interactive || newer.is_some()
            }
            VisitStage::Loading | VisitStage::Failed(_) => false,
        }
    }

    /// What a newer program wrote that is not shown.
    pub(crate) fn newer(&self) -> Option<&Rc<NotUnderstood>> {
        match &self.stage {
            VisitStage::Shown { newer, .. } => newer.as_ref(),
            VisitStage::Loading | VisitStage::Failed(_) => None,
        }
    }
}

/// What comes of following an address.
pub(crate) struct Arrival {
    /// What stands behind the `#`.
    pub(crate) fragment: String,
    /// What it asks for.
    pub(crate) address: Address,
    /// The plan, or why there is none; nothing while it is on its way.
    pub(crate) opened: Option<Result<Opened, String>>,
    /// Whether it was waited for; the visitor may have gone elsewhere meanwhile.
    pub(crate) is_late: bool,
}
