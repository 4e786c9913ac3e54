//! The audit of the shown plan, worked out between frames.
//!
//! The audit of a small plan is worked out at once, while the page is drawn. A large one waits until
//! nothing was edited for a moment; then it is worked out bit by bit, each about as long as half a
//! frame, and the page shows its progress.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::background::is_quick;
use crate::engine::report::{Audit, Report};
use crate::engine::{AuditProgress, AuditRun};
use crate::layout::questions;
use crate::plan::Plan;
use crate::platform;

/// The time that one bit of work may take, in milliseconds.
const BIT: f64 = 8.0;

/// The time that the audit of a large plan waits, in milliseconds.
const PAUSE: u32 = 150;

/// The audit of a plan, as far as it is worked out. All states of the page that show the plan
/// share it.
#[derive(Clone)]
pub(crate) struct AuditInProgress(Rc<Inner>);

struct Inner {
    run: RefCell<AuditRun<Rc<Plan>, Rc<Report>>>,
    found: RefCell<Option<Rc<Audit>>>,
    is_begun: Cell<bool>,
    is_stopped: Cell<bool>,
    pause: u32,
}

impl PartialEq for AuditInProgress {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl AuditInProgress {
    /// The audit of a plan, with nothing worked out yet.
    pub(super) fn new(plan: Rc<Plan>, report: Rc<Report>) -> Self {
        let (found, is_begun, is_stopped) = Default::default();
        let pause = if is_quick(questions(&plan)) { 0 } else { PAUSE };
        Self(Rc::new(Inner {
            run: RefCell::new(AuditRun::new(plan, report)),
            found,
            is_begun,
            is_stopped,
            pause,
        }))
    }

    /// The plan whose rules are looked at.
    pub(super) fn plan(&self) -> Rc<Plan> {
        self.0.run.borrow().plan().clone()
    }

    /// The time to wait before a bit of the work, in milliseconds, unless it has begun.
    pub(crate) fn pause(&self) -> u32 {
        self.0.pause
    }

    /// The audit; nothing until all of it is worked out. The first call does one bit of the work, if
    /// that is not to wait.
    pub(super) fn found(&self) -> Option<Rc<Audit>> {
        if self.0.pause == 0 && !self.0.is_begun.replace(true) {
            self.work();
        }
        self.0.found.borrow().clone()
    }

    /// Does a bit of the work; true if all of it is done.
    pub(crate) fn work(&self) -> bool {
        let started = platform::now();
        let mut found = self.0.found.borrow_mut();
        let mut run = self.0.run.borrow_mut();
        while found.is_none() && platform::now() - started < BIT {
            *found = run.step().map(Rc::new);
        }
        found.is_some()
    }

    /// True if all of it is worked out.
    pub(crate) fn is_done(&self) -> bool {
        self.0.found.borrow().is_some()
    }

    /// True if the visitor stopped the work.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.is_stopped.get()
    }

    /// Stops the work, or lets it go on.
    pub(crate) fn stop(&self, is_stopped: bool) {
        self.0.is_stopped.set(is_stopped);
    }

    /// The place that is looked at, and how far the work is.
    pub(crate) fn progress(&self) -> AuditProgress {
        self.0.run.borrow().progress()
    }
}
