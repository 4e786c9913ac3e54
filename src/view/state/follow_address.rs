//! Showing the plan that the page's address names, and going back to the visitor's own.

use std::rc::Rc;

use super::cloud_news::CloudNews;
use super::own_part::OwnPart;
use super::page::{Page, Pane};
use super::page_state::State;
use super::visit::{Arrival, Visit, VisitStage};
use crate::command::ViewChange;
use crate::edit::History;
use crate::format::forward_compatibility::Opened;
use crate::format::link::address::unknown_view;
use crate::layout::placed;
use crate::locale::{EmbedText, ShareText};
use crate::page::{Options, Pointed, Tab};

impl State {
    /// Follows an address.
    pub(crate) fn arrive(&mut self, arrival: Arrival) {
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
                self.end_visit();
                VisitStage::Loading
            }
            Some(Err(why)) => {
                self.end_visit();
                VisitStage::Failed(why)
            }
            Some(Ok(Opened { plan, newer })) => {
                let shown = self.visit.take().and_then(|visit| visit.own().cloned());
                let own = shown.unwrap_or_else(|| self.put_own_aside());
                self.turn_to(History::new(placed(plan)));
                VisitStage::Shown { own: Box::new(own), access, newer: newer.map(Rc::new) }
            }
        };
        let unknown = unknown_view(&fragment);
        self.visit = Some(Rc::new(Visit { fragment, source, stage }));
        self.page = Page::Board;
        self.point();
        if let Some(found) = unknown {
            self.fail(EmbedText::UnknownView(found).text(self.language()));
        }
    }

    /// Goes back to the visitor's own plan.
    pub(super) fn leave(&mut self) {
        self.end_visit();
        self.options = Rc::new(Options::default());
    }

    /// Ends a visit, and shows the visitor's own plan again.
    fn end_visit(&mut self) {
        let visit = self.visit.take();
        if let Some(own) = visit.and_then(|it| it.own().cloned()) {
            self.resume_own(own);
        }
    }

    /// Makes the shared plan one more plan of the visitor's.
    pub(super) fn adopt(&mut self) {
        if !self.is_visiting() {
            return;
        }
        let cloud = Box::new(self.cloud().clone());
        let language = self.language();
        // The view and the selection stay: it is the same plan.
        self.keep_shared();
        self.options = Rc::new(Options::default());
        // The states of the cloud stay those since the shared plan was opened.
        self.hear(CloudNews::Known(cloud));
        self.say(ShareText::Adopted.text(language));
    }

    /// Says in a notice that nothing may be changed.
    pub(super) fn refuse(&mut self) {
        self.say(ShareText::Locked.text(self.language()));
    }

    /// True if the address points at something.
    pub(crate) fn is_pointed_at(&self, what: Pointed) -> bool {
        self.is_visiting() && self.options.selection.contains(&what)
    }

    /// Selects and shows what the address points at.
    fn point(&mut self) {
        let options = self.options.clone();
        let mut drawn = vec![];
        for pointed in &options.selection {
            match *pointed {
                Pointed::Element(id) => drawn.push(id),
                Pointed::Change(id) => {
                    let mut known = self.report.changes.iter().map(|it| it.id);
                    self.highlight = OwnPart(known.find(|it| *it == id));
                }
                Pointed::Finding(number) => {
                    let finding = number.checked_sub(1).and_then(|it| self.report.findings.get(it));
                    let subject = finding.and_then(|it| it.subject);
                    drawn.extend(subject.and_then(|it| self.plan().element_of(it)));
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
