//! The state of the page: the plan with its history, the engine's answer to it, and what is shown
//! of them.

use std::cell::OnceCell;
use std::rc::Rc;

use super::asked::Asked;
use super::audit_run::AuditInProgress;
use super::awaited::AwaitedAnswer;
use super::engine::{Answer, Engine};
use super::field_drafts::{FieldDrafts, UnfinishedField};
use super::field_home::FieldHome;
use super::notice::Notice;
use super::own_part::OwnPart;
use super::page::{OpenedDialog, Page, Pane};
use super::sought::Sought;
use super::trace_draft::{TraceDraft, Tracer};
use super::visit::Visit;
use crate::command::ViewChange;
use crate::edit::History;
use crate::engine::{
    report::{ChangeId, Report},
    trace::Trace,
};
use crate::page::{Options, Tab, View};
use crate::plan::{ElementId, Plan};
use crate::platform::{self, Worker};
use crate::view::persistence::Persistence;

/// The state of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The plan that is shown, with its undo steps.
    pub(crate) history: History,
    /// The persistence of the plan. It changes twice with every edit, and is seen in few places.
    pub(crate) persistence: OwnPart<Persistence>,
    /// The number of steps of typing that have ended.
    pub(super) seals: u32,
    /// The engine, which remembers what the next answer is likely to need.
    pub(super) engine: Engine,
    /// The plan that the page's address names, which is shown in the place of the visitor's own.
    pub(crate) visit: Option<Rc<Visit>>,
    /// The options in the page's address: how it wants the plan to be shown.
    pub(crate) options: Rc<Options>,
    /// The engine's answer to the plan, renewed with every edit.
    pub(crate) report: Rc<Report>,
    /// The delay of an answer that takes long; the report is then that of an empty plan, or that of
    /// the plan before the last edits.
    pub(crate) awaited: Option<AwaitedAnswer>,
    /// The answer that is awaited, if somebody could not wait for it.
    pub(super) hurried: OwnPart<Rc<OnceCell<Rc<Report>>>>,
    /// The number of the shown plan for which the report was made.
    pub(super) answered: u32,
    /// True if a worker beside the page can answer.
    pub(super) has_worker: bool,
    /// The audit of the existing rules, worked out once somebody looks at it.
    pub(super) auditing: AuditInProgress,
    /// The number of audits that were worked out after the plan was drawn.
    pub(super) audits: u32,
    /// The number of the shown plan, which stays the same through edits.
    pub(crate) shown: u32,
    /// True if rules differ from those that the cloud is known to have; found out on demand.
    pub(super) waiting: Rc<OnceCell<bool>>,
    /// The time that the engine took to answer, in milliseconds.
    pub(crate) answered_in: f64,
    /// The selected elements, in the order in which they were chosen.
    pub(crate) selection: Rc<Vec<ElementId>>,
    /// The question of the trace, as far as it is put together.
    pub(crate) draft: Rc<TraceDraft>,
    /// The function that answers it. There is one such function, so a state differs by the answer and
    /// not by this.
    pub(super) tracer: OwnPart<Tracer>,
    /// The answer to it, renewed with every edit and every letter of the question.
    pub(crate) traced: Option<Rc<Trace>>,
    /// The drafts in fields, which are not in the plan.
    pub(crate) drafts: FieldDrafts,
    /// The fields with such drafts.
    pub(crate) unfinished: Rc<Vec<UnfinishedField>>,
    /// The number of times that a field was asked to show itself.
    pub(crate) field_wishes: u32,
    /// The state from which a change is planned.
    pub(crate) remembered: Option<Rc<Plan>>,
    /// The change whose path is lit up on the board.
    pub(crate) highlight: OwnPart<Option<ChangeId>>,
    /// The thing on the board whose reason is asked for.
    pub(crate) asked: OwnPart<Option<Asked>>,
    /// Something of the answer's column that is to come into sight.
    pub(crate) sought: Option<Sought>,
    /// The notice of the last action, for the live region and the notice bar.
    pub(crate) notice: Option<Notice>,
    /// The page that is shown: the board or the library page.
    pub(crate) page: Page,
    /// The tab of the answer's column.
    pub(crate) tab: Tab,
    /// The part of the page that narrow screens show.
    pub(crate) pane: Pane,
    /// True if the panel who reaches what is shown below the board.
    pub(crate) shows_reach: bool,
    /// The dialog that is open.
    pub(crate) dialog: Option<OpenedDialog>,
    /// The number of dialogs that have been opened.
    pub(super) openings: u32,
    /// The latest change of the board's view, with a number that tells two equal changes apart.
    pub(crate) view_change: (u32, Option<ViewChange>),
}

impl State {
    /// The state that shows a plan and stores nothing.
    pub(crate) fn new(plan: Plan) -> Self {
        Self::with(History::new(plan), Persistence::none())
    }

    /// The state that shows a plan.
    pub(crate) fn with(history: History, persistence: Persistence) -> Self {
        let engine = Engine::default();
        let mut history = history;
        history.cloud_mut().open_at(platform::time_ms());
        let Answer { report, time, awaited } = engine.answer_first(history.plan());
        Self {
            auditing: AuditInProgress::new(history.plan().clone(), report.clone()),
            history,
            persistence: OwnPart(persistence),
            seals: 0,
            engine,
            awaited,
            hurried: OwnPart::default(),
            answered: 0,
            has_worker: false,
            audits: 0,
            shown: 0,
            visit: None,
            options: Rc::default(),
            report,
            waiting: Rc::default(),
            answered_in: time,
            selection: Rc::default(),
            draft: Rc::default(),
            tracer: OwnPart::default(),
            traced: None,
            drafts: FieldDrafts::default(),
            unfinished: Rc::default(),
            field_wishes: 0,
            remembered: None,
            highlight: OwnPart(None),
            asked: OwnPart(None),
            sought: None,
            notice: None,
            page: Page::default(),
            tab: Tab::Rules,
            pane: Pane::Board,
            shows_reach: false,
            dialog: None,
            openings: 0,
            view_change: (0, None),
        }
    }

    /// The state of a page that has a worker beside it, where there can be one.
    pub(crate) fn with_worker(self) -> Self {
        Self { has_worker: Worker::is_possible(), ..self }
    }

    /// The plan as it stands.
    pub(crate) fn plan(&self) -> &Rc<Plan> {
        self.history.plan()
    }

    /// True if a shared plan is shown.
    pub(crate) fn is_visiting(&self) -> bool {
        self.visit.as_ref().is_some_and(|visit| visit.own().is_some())
    }

    /// True if nothing may be changed.
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
        self.asked = OwnPart(None);
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

    /// Answers the plan anew and drops whatever the plan no longer has.
    pub(super) fn settle(mut self) -> Self {
        // The step that a notice offers to take back is no longer the last one.
        self.notice = self.notice.filter(|notice| notice.action.is_none());
        self.history.cloud_mut().open_at(platform::time_ms());
        self.waiting = Rc::default();
        self.renew();
        let plan = self.plan().clone();
        let had_selection = !self.selection.is_empty();
        if self.selection.iter().any(|id| plan.name_of(*id).is_none()) {
            let kept = self.selection.iter().copied().filter(|id| plan.name_of(*id).is_some());
            self.selection = Rc::new(kept.collect());
        }
        // The form of the plan, which stands there while nothing is selected, stays.
        if self.tab == Tab::Selection && self.selection.is_empty() && had_selection {
            self.tab = Tab::Rules;
        }
        self.highlight = OwnPart(None);
        self.drafts.keep_those_of(&plan);
        self.tell_drafts();
        let draft = self.draft.as_ref().clone().kept(&plan);
        self.ask(draft);
        self
    }

    /// Updates the list of fields with drafts.
    pub(super) fn tell_drafts(&mut self) {
        self.unfinished = Rc::new(self.drafts.unfinished());
    }

    /// Shows the form that has a field, which then takes the focus. An embedded page has all its
    /// fields in sight.
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

    pub(super) fn ask(&mut self, draft: TraceDraft) {
        let asked = draft.question();
        let traced = asked.and_then(|question| self.tracer.0.answer(self.plan(), &question));
        self.traced = traced.map(Rc::new);
        self.draft = Rc::new(draft);
    }

    /// Shows what is sought. It takes the focus once it is drawn.
    pub(super) fn seek(&mut self, sought: Option<Sought>) {
        self.sought = sought;
        let Some(sought) = sought else { return };
        self.asked = OwnPart(None);
        self.page = Page::Board;
        self.pane = Pane::Answer;
        self.tab = match sought {
            Sought::Change(_) => Tab::Rules,
            Sought::Settings => {
                self.selection = Rc::default();
                Tab::Selection
            }
        };
    }

    pub(super) fn select(&mut self, ids: Vec<ElementId>) {
        self.tab = match (self.tab, ids.is_empty()) {
            (Tab::Selection, true) => Tab::Rules,
            (tab, _) => tab,
        };
        self.selection = Rc::new(ids);
    }
}
