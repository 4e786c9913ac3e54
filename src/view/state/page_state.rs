//! The state of the page: the plan with its history, the engine's answer to it, and what is only
//! about looking. Components get it with [`use_store`] and send it actions.

use std::cell::OnceCell;
use std::rc::Rc;

use super::audit_run::AuditInProgress;
use super::awaited::AwaitedAnswer;
use super::engine::Engine;
use super::field_drafts::{FieldDrafts, UnfinishedField};
use super::field_home::FieldHome;
use super::notice::Notice;
use super::page::{OpenedDialog, Page, Pane};
use super::trace_draft::TraceDraft;
use super::visit::Visit;
use crate::command::ViewChange;
use crate::edit::History;
use crate::engine::{
    self,
    report::{Audit, ChangeId, Report},
    trace::Trace,
};
use crate::page::{Options, Tab, View};
use crate::plan::{ElementId, Plan};
use crate::platform;
use crate::view::persistence::Persistence;

/// The state of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The plan that is shown, and its undo steps.
    pub(crate) history: History,
    /// What is known of persistence it.
    pub(crate) persistence: Persistence,
    /// How many steps of typing have been ended.
    pub(super) seals: u32,
    /// The engine, which keeps what the next answer is likely to need.
    engine: Engine,
    /// The plan that the page's address names, which is shown in the place of the visitor's own.
    pub(crate) visit: Option<Rc<Visit>>,
    /// How the page's address wants the plan to be shown.
    pub(crate) options: Rc<Options>,
    /// The engine's answer to the plan, made anew with every edit.
    pub(crate) report: Rc<Report>,
    /// Why there is no answer yet, where it takes long; the report is then that of an empty plan.
    pub(crate) awaited: Option<AwaitedAnswer>,
    /// The audit of the existing rules, worked out when somebody looks at it.
    auditing: AuditInProgress,
    /// How many audits were worked out after the plan was drawn.
    pub(super) audits: u32,
    /// The number of the plan that is shown: an edit makes no other one.
    pub(crate) shown: u32,
    /// Whether rules differ from those that the cloud is known to have, found out when asked.
    pub(super) waiting: Rc<OnceCell<bool>>,
    /// How long the engine took to answer, in milliseconds.
    pub(crate) answered_in: f64,
    /// What is selected on the board, in the order in which it was chosen.
    pub(crate) selection: Rc<Vec<ElementId>>,
    /// The question of the trace, as far as it is put together.
    pub(crate) draft: Rc<TraceDraft>,
    /// The answer to it, made anew with every edit and every letter of the question.
    pub(crate) traced: Option<Rc<Trace>>,
    /// What was typed into fields and is not in the plan.
    pub(crate) drafts: FieldDrafts,
    /// The fields with such drafts.
    pub(crate) unfinished: Rc<Vec<UnfinishedField>>,
    /// How often a field was asked to show itself.
    pub(crate) field_wishes: u32,
    /// The state from which a change is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
    /// The change whose path is lit up on the board.
    pub(crate) highlight: Option<ChangeId>,
    /// What the last action has to say, for the live region and the notice bar.
    pub(crate) notice: Option<Notice>,
    /// Whether the board is shown, or the plans.
    pub(crate) page: Page,
    /// The tab of the answer's column.
    pub(crate) tab: Tab,
    /// The part of the page that narrow screens show.
    pub(crate) pane: Pane,
    /// The dialog that is open.
    pub(crate) dialog: Option<OpenedDialog>,
    /// How many dialogs have been opened.
    pub(super) openings: u32,
    /// The latest wish about the board's view, with its number, so that the same wish twice is
    /// two wishes.
    pub(crate) view_change: (u32, Option<ViewChange>),
}

impl State {
    /// The state that shows a plan and keeps nothing.
    pub(crate) fn new(plan: Plan) -> Self {
        Self::with(History::new(plan), Persistence::none())
    }

    /// The state that shows a plan.
    pub(crate) fn with(history: History, persistence: Persistence) -> Self {
        let engine = Engine::default();
        let mut history = history;
        history.cloud_mut().open_at(platform::time_ms());
        let (report, answered_in, pending) = engine.answer_soon(history.plan());
        Self {
            auditing: AuditInProgress::new(history.plan().clone(), report.clone()),
            history,
            persistence,
            seals: 0,
            engine,
            awaited: pending,
            audits: 0,
            shown: 0,
            visit: None,
            options: Rc::default(),
            report,
            waiting: Rc::default(),
            answered_in,
            selection: Rc::default(),
            draft: Rc::default(),
            traced: None,
            drafts: FieldDrafts::default(),
            unfinished: Rc::default(),
            field_wishes: 0,
            remembered: None,
            highlight: None,
            notice: None,
            page: Page::default(),
            tab: Tab::Rules,
            pane: Pane::Board,
            dialog: None,
            openings: 0,
            view_change: (0, None),
        }
    }

    /// The plan as it stands.
    pub(crate) fn plan(&self) -> &Rc<Plan> {
        self.history.plan()
    }

    /// The audit of the existing rules; nothing as long as it is worked out.
    pub(crate) fn audit(&self) -> Option<Rc<Audit>> {
        self.awaited.is_none().then(|| self.auditing.found()).flatten()
    }

    /// The audit of the existing rules as far as it is worked out.
    pub(crate) fn auditing(&self) -> &AuditInProgress {
        &self.auditing
    }

    /// The answer to the plan, worked out now where it was not yet.
    pub(crate) fn settled_report(&self) -> Rc<Report> {
        match self.awaited {
            None => self.report.clone(),
            Some(_) => self.engine.answer(self.plan()).0,
        }
    }

    /// Whether a shared plan is shown.
    pub(crate) fn is_visiting(&self) -> bool {
        self.visit.as_ref().is_some_and(|visit| visit.own().is_some())
    }

    /// Whether nothing may be changed.
    pub(crate) fn is_locked(&self) -> bool {
        self.visit.as_ref().is_some_and(|visit| visit.is_locked())
    }

    /// Shows another plan, with nothing selected or remembered.
    pub(super) fn turn_to(&mut self, history: History) {
        self.history = history;
        self.shown = self.shown.wrapping_add(1);
        self.selection = Rc::default();
        self.remembered = None;
        self.dialog = None;
        self.notice = None;
        self.page = Page::Board;
        self.tab = Tab::Rules;
        self.draft = Rc::default();
        self.drafts = FieldDrafts::default();
        *self = self.clone().settle();
        self.look(ViewChange::Fit);
    }

    /// Shows all of a plan that came back by undo or redo.
    pub(crate) fn stepped(&mut self, opens: bool) {
        if opens {
            self.shown = self.shown.wrapping_add(1);
            self.drafts = FieldDrafts::default();
            self.tell_drafts();
            self.look(ViewChange::Fit);
        }
    }

    /// Changes the board's view.
    pub(super) fn look(&mut self, change: ViewChange) {
        self.view_change = (self.view_change.0.wrapping_add(1), Some(change));
    }

    /// Answers the plan anew and lets go of what is no longer there.
    pub(super) fn settle(mut self) -> Self {
        // What a message offers to take back is no longer the last step.
        self.notice = self.notice.filter(|notice| notice.action.is_none());
        self.history.cloud_mut().open_at(platform::time_ms());
        self.waiting = Rc::default();
        (self.report, self.answered_in, self.awaited) = self.engine.answer_soon(self.plan());
        self.auditing = AuditInProgress::new(self.plan().clone(), self.report.clone());
        let plan = self.plan().clone();
        if self.selection.iter().any(|id| plan.name_of(*id).is_none()) {
            let kept = self.selection.iter().copied().filter(|id| plan.name_of(*id).is_some());
            self.selection = Rc::new(kept.collect());
        }
        if self.tab == Tab::Selection && self.selection.is_empty() {
            self.tab = Tab::Rules;
        }
        self.highlight = None;
        self.drafts.keep_those_of(&plan);
        self.tell_drafts();
        let draft = self.draft.as_ref().clone().kept(&plan);
        self.ask(draft);
        self
    }

    /// Takes over which fields have drafts.
    pub(super) fn tell_drafts(&mut self) {
        self.unfinished = Rc::new(self.drafts.unfinished());
    }

    /// Shows the form that has a field, which then takes the focus. A page within another one has
    /// all its fields in sight.
    pub(super) fn show_field(&mut self, field: &UnfinishedField) {
        self.drafts.want(field.id.clone());
        self.field_wishes = self.field_wishes.wrapping_add(1);
        if self.options.view != View::Full {
            return;
        }
        self.pane = Pane::Answer;
        self.tab = if field.home == FieldHome::Question { Tab::Trace } else { Tab::Selection };
        if field.home != FieldHome::Question {
            self.selection = Rc::new(field.home.element(self.plan()).into_iter().collect());
        }
    }

    /// Works out an answer that was put off.
    pub(super) fn work_out(&mut self) {
        if self.awaited.take().is_some() {
            (self.report, self.answered_in) = self.engine.answer(self.plan());
            self.auditing = AuditInProgress::new(self.plan().clone(), self.report.clone());
        }
    }

    pub(super) fn ask(&mut self, draft: TraceDraft) {
        let traced = draft.question().map(|question| engine::trace(self.plan(), &question));
        self.traced = traced.map(Rc::new);
        self.draft = Rc::new(draft);
    }

    pub(super) fn select(&mut self, ids: Vec<ElementId>) {
        self.tab = match (self.tab, ids.is_empty()) {
            (Tab::Selection, true) => Tab::Rules,
            (tab, _) => tab,
        };
        self.selection = Rc::new(ids);
    }
}
