//! Plans that the page's address names: they are shown beside the visitor's own plan, which stays
//! as it is until he says otherwise.

mod banner;
mod follow;

pub(crate) use banner::Banner;
pub(crate) use follow::{arrival, arrived, use_address};

use std::rc::Rc;

use super::kept::{remembered, resumed};
use super::store::{Notice, Pane, State};
use crate::command::ViewChange;
use crate::edit::{Edit, History};
use crate::format::link::address::{Access, Address, Options, Pointed, Source, Tab};
use crate::format::newer::{Newer, Opened};
use crate::layout::placed;
use crate::locale::ShareText;
use crate::view::board::element_of;

/// A plan that the page's address names.
#[derive(Clone, PartialEq)]
pub(crate) struct Visit {
    /// What stands behind the `#`, as it came, so that it can be passed on as it is.
    pub(crate) fragment: String,
    /// Where the plan comes from.
    pub(crate) source: Source,
    /// How far it got.
    pub(crate) stage: Stage,
}

/// How far the opening of a shared plan got.
#[derive(Clone, PartialEq)]
pub(crate) enum Stage {
    /// It is on its way; the visitor's own plan is shown meanwhile.
    Loading,
    /// It cannot be opened; the visitor's own plan is shown.
    Failed(String),
    /// It is shown.
    Shown {
        /// The visitor's own plan.
        own: Box<History>,
        /// What the visitor may do.
        access: Access,
        /// What a newer program wrote that is not shown.
        newer: Option<Rc<Newer>>,
    },
}

impl Visit {
    /// The visitor's own plan, while another one is shown.
    pub(crate) fn own(&self) -> Option<&History> {
        match &self.stage {
            Stage::Shown { own, .. } => Some(own),
            Stage::Loading | Stage::Failed(_) => None,
        }
    }

    /// Whether nothing may be changed.
    pub(crate) fn is_locked(&self) -> bool {
        match self.stage {
            Stage::Shown { access, ref newer, .. } => {
                access != Access::Interactive || newer.is_some()
            }
            Stage::Loading | Stage::Failed(_) => false,
        }
    }

    /// What a newer program wrote that is not shown.
    pub(crate) fn newer(&self) -> Option<&Rc<Newer>> {
        match &self.stage {
            Stage::Shown { newer, .. } => newer.as_ref(),
            Stage::Loading | Stage::Failed(_) => None,
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

impl State {
    /// Follows an address.
    pub(super) fn arrive(&mut self, arrival: Arrival) {
        let Arrival { fragment, address, opened, is_late } = arrival;
        let is_awaited = self.visit.as_ref().is_some_and(|it| it.fragment == fragment);
        if is_late && !is_awaited {
            return;
        }
        let Some(source) = address.plan else {
            self.leave();
            self.options = Rc::new(address.options);
            self.point();
            return;
        };
        let access = address.options.access;
        self.options = Rc::new(address.options);
        let stage = match opened {
            None => {
                self.leave_for(None);
                Stage::Loading
            }
            Some(Err(why)) => {
                self.leave_for(None);
                Stage::Failed(why)
            }
            Some(Ok(Opened { plan, newer })) => {
                let own = Box::new(self.leave_for(Some(History::new(placed(plan)))));
                Stage::Shown { own, access, newer: newer.map(Rc::new) }
            }
        };
        self.visit = Some(Rc::new(Visit { fragment, source, stage }));
        self.point();
    }

    /// Goes back to the visitor's own plan.
    pub(super) fn leave(&mut self) {
        self.leave_for(None);
        self.options = Rc::new(Options::default());
    }

    /// Ends a visit, shows another plan where there is one, and gives the visitor's own back.
    fn leave_for(&mut self, next: Option<History>) -> History {
        let visit = self.visit.take();
        let own = visit.and_then(|it| it.own().cloned());
        match (own, next) {
            (Some(own), Some(next)) => {
                self.turn_to(next);
                own
            }
            (None, Some(next)) => {
                let own = self.history.clone();
                self.turn_to(next);
                own
            }
            (Some(own), None) => {
                self.turn_to(resumed(own));
                self.remembered = remembered();
                self.history.clone()
            }
            (None, None) => self.history.clone(),
        }
    }

    /// Makes the shared plan the visitor's own, as a step that can be undone.
    pub(super) fn adopt(&mut self) {
        let Some(own) = self.visit.as_ref().and_then(|visit| visit.own().cloned()) else { return };
        let mut own = resumed(own);
        let shared = Edit::Open(Box::new((**self.plan()).clone()));
        // Opening a plan does not fail.
        let _ = own.record(&[shared], None);
        let language = self.options.language.unwrap_or_default();
        let (selection, tab) = (self.selection.clone(), self.tab);
        self.visit = None;
        self.options = Rc::new(Options::default());
        // The view and the selection stay: it is the same plan.
        self.history = own;
        self.remembered = self.remembered.take().or_else(remembered);
        self.selection = selection;
        self.tab = tab;
        self.notice = Some(Notice::plain(ShareText::Adopted.text(language)));
    }

    /// Says that nothing may be changed.
    pub(super) fn refuse(&mut self) {
        let language = self.options.language.unwrap_or_default();
        self.notice = Some(Notice::plain(ShareText::Locked.text(language)));
    }

    /// Whether the address points at something.
    pub(crate) fn is_pointed_at(&self, what: Pointed) -> bool {
        self.is_visiting() && self.options.selection.contains(&what)
    }

    /// Selects what the address points at.
    fn point(&mut self) {
        let options = self.options.clone();
        let mut drawn = vec![];
        for pointed in &options.selection {
            match *pointed {
                Pointed::Element(id) => drawn.push(id),
                Pointed::Change(id) => {
                    self.highlight =
                        self.report.changes.iter().map(|it| it.id).find(|it| *it == id);
                }
                Pointed::Finding(number) => {
                    let finding = number.checked_sub(1).and_then(|it| self.report.findings.get(it));
                    let subject = finding.and_then(|it| it.subject);
                    drawn.extend(subject.and_then(|it| element_of(self.plan(), it)));
                }
            }
        }
        drawn.retain(|id| self.plan().name_of(*id).is_some());
        if let Some(id) = drawn.first() {
            self.look(ViewChange::Reveal(*id));
            self.select(drawn);
        }
        if let Some(tab) = options.tab {
            self.tab = match tab {
                Tab::Selection if self.selection.is_empty() => Tab::Rules,
                tab => tab,
            };
            self.pane = Pane::Answer;
        }
    }
}
