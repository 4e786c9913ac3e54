//! The state of the page: the plan with its history, the engine's answer to it, and what is only
//! about looking. Components get it with [`use_store`] and send it actions.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use yew::prelude::*;

pub(crate) use super::action::Action;
use super::asking::Draft;
use super::auditing::Auditing;
use super::cloud::CloudNews;
use super::field::{Drafts, Home, Unfinished};
use super::keeping::Keeping;
use super::shared::Visit;
use super::working::Pending;
use crate::command::{CommandStep, Dialog, ViewChange};
use crate::edit::History;
use crate::engine::{
    self,
    report::{Audit, ChangeId, Report},
    trace::Trace,
};
pub(crate) use crate::format::link::address::Tab;
use crate::format::link::address::{Options, View};
use crate::layout::Amount;
use crate::library::Operation;
use crate::plan::{ElementId, Plan};
use crate::platform;

/// The store, as components get it.
pub(crate) type Store = UseReducerHandle<State>;

/// The store of the page.
///
/// # Panics
/// Never: the page's root provides it. Outside of the page a state without a plan is made.
#[hook]
pub(crate) fn use_store() -> Store {
    let fallback = use_reducer(|| State::new(Plan::default()));
    use_context::<Store>().unwrap_or(fallback)
}

/// The state of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The plan that is shown, and its undo steps.
    pub(crate) history: History,
    /// What is known of keeping it.
    pub(crate) keeping: Keeping,
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
    pub(crate) awaited: Option<Pending>,
    /// The audit of the existing rules, worked out when somebody looks at it.
    auditing: Auditing,
    /// How many audits were worked out after the plan was drawn.
    audits: u32,
    /// The number of the plan that is shown: an edit makes no other one.
    pub(crate) shown: u32,
    /// Whether rules differ from those that the cloud is known to have, found out when asked.
    pub(super) waiting: Rc<OnceCell<bool>>,
    /// How long the engine took to answer, in milliseconds.
    pub(crate) answered_in: f64,
    /// What is selected on the board, in the order in which it was chosen.
    pub(crate) selection: Rc<Vec<ElementId>>,
    /// The question of the trace, as far as it is put together.
    pub(crate) draft: Rc<Draft>,
    /// The answer to it, made anew with every edit and every letter of the question.
    pub(crate) traced: Option<Rc<Trace>>,
    /// What was typed into fields and is not in the plan.
    pub(crate) drafts: Drafts,
    /// The fields with such drafts.
    pub(crate) unfinished: Rc<Vec<Unfinished>>,
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
    pub(crate) dialog: Option<Opened>,
    /// How many dialogs have been opened.
    openings: u32,
    /// The latest wish about the board's view, with its number, so that the same wish twice is
    /// two wishes.
    pub(crate) view_change: (u32, Option<ViewChange>),
}

/// A dialog that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Opened {
    /// Which one.
    pub(crate) dialog: Dialog,
    /// The number of this opening: the same dialog opened twice is two of them.
    pub(crate) number: u32,
}

/// What the whole page shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// The board with its columns.
    #[default]
    Board,
    /// The plans that are kept.
    Plans,
}

/// What narrow screens show of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    /// What can be added, and the outline.
    Sidebar,
    /// The board.
    Board,
    /// The answer.
    Answer,
}

/// A message that an action leaves behind.
#[derive(Clone, PartialEq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    /// Whether something went wrong.
    pub(crate) is_error: bool,
    /// What can be done about it at once.
    pub(crate) action: Option<NoticeAction>,
}

/// What a message offers to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoticeAction {
    /// Takes back the step of which the message tells. Once another step was made or taken back,
    /// the message is gone.
    Undo,
}

impl Notice {
    /// Something went wrong.
    pub(crate) fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: true, action: None }
    }

    /// Something was done.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_error: false, action: None }
    }
}

impl State {
    /// The state that shows a plan and keeps nothing.
    pub(crate) fn new(plan: Plan) -> Self {
        Self::with(History::new(plan), Keeping::none())
    }

    /// The state that shows a plan.
    pub(crate) fn with(history: History, keeping: Keeping) -> Self {
        let engine = Engine::default();
        let mut history = history;
        history.cloud_mut().open_at(platform::time_ms());
        let (report, answered_in, pending) = engine.answer_soon(history.plan());
        Self {
            auditing: Auditing::new(history.plan().clone(), report.clone()),
            history,
            keeping,
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
            drafts: Drafts::default(),
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
    pub(super) fn auditing(&self) -> &Auditing {
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
        self.drafts = Drafts::default();
        *self = self.clone().settle();
        self.look(ViewChange::Fit);
    }

    /// Shows all of a plan that came back by undo or redo.
    fn stepped(&mut self, opens: bool) {
        if opens {
            self.shown = self.shown.wrapping_add(1);
            self.drafts = Drafts::default();
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
        self.auditing = Auditing::new(self.plan().clone(), self.report.clone());
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
    fn tell_drafts(&mut self) {
        self.unfinished = Rc::new(self.drafts.unfinished());
    }

    /// Shows the form that has a field, which then takes the focus. A page within another one has
    /// all its fields in sight.
    fn show_field(&mut self, field: &Unfinished) {
        self.drafts.want(field.id.clone());
        self.field_wishes = self.field_wishes.wrapping_add(1);
        if self.options.view != View::Full {
            return;
        }
        self.pane = Pane::Answer;
        self.tab = if field.home == Home::Question { Tab::Trace } else { Tab::Selection };
        if field.home != Home::Question {
            self.selection = Rc::new(field.home.element(self.plan()).into_iter().collect());
        }
    }

    /// Works out an answer that was put off.
    fn work_out(&mut self) {
        if self.awaited.take().is_some() {
            (self.report, self.answered_in) = self.engine.answer(self.plan());
            self.auditing = Auditing::new(self.plan().clone(), self.report.clone());
        }
    }

    fn ask(&mut self, draft: Draft) {
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

/// The engine of a page, which all its states share.
#[derive(Clone, Default)]
struct Engine(Rc<RefCell<engine::Engine>>);

impl PartialEq for Engine {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Engine {
    /// The answer to a plan, with how long it took, in milliseconds. One that takes long is put
    /// off, and an empty one stands in its place.
    fn answer_soon(&self, plan: &Plan) -> (Rc<Report>, f64, Option<Pending>) {
        if let Some(pending) = Pending::of(Amount::of(plan)) {
            return (Rc::new(engine::check(&Plan::default())), 0.0, Some(pending));
        }
        let (report, time) = self.answer(plan);
        (report, time, None)
    }

    /// The answer to a plan, and how long it took, in milliseconds.
    fn answer(&self, plan: &Plan) -> (Rc<Report>, f64) {
        let started = platform::now();
        let report = Rc::new(self.0.borrow_mut().check(plan));
        (report, platform::now() - started)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Edit { .. }
            | Action::Take(_)
            | Action::Tell { .. }
            | Action::Undo
            | Action::Redo
                if self.is_locked() =>
            {
                next.refuse();
            }
            Action::Hear(CloudNews::Made) if self.is_locked() => next.refuse(),
            Action::Hear(news) => next.hear(news),
            Action::Refuse => next.refuse(),
            Action::Arrive(arrival) => next.arrive(*arrival),
            Action::Dress(options) => next.options = Rc::new(options),
            Action::Leave => next.leave(),
            Action::Adopt => next.adopt(),
            Action::Begin(plan, origin) => next.begin_plan(*plan, origin),
            Action::Resume(loaded) => next.resume_plan(*loaded),
            Action::HearKeeper(heard) => next = next.hear_keeper(heard),
            Action::Visit(page) => {
                next.page = page;
                next.dialog = None;
            }
            Action::Edit { edits, topic, select } => {
                next.change(edits, topic.as_deref(), select);
            }
            Action::Take(CommandStep { edits, select, said }) => {
                let language = self.options.language.unwrap_or_default();
                next.tell(edits, select, said.map(|said| said.text(language).into_owned()));
            }
            Action::Tell { edits, text } => next.tell(edits, None, Some(text)),
            Action::Undo => {
                let opens = next.history.undoes_opening();
                if next.history.undo() {
                    next.note(self.plan(), Operation::Undo);
                }
                next = next.settle();
                next.stepped(opens);
            }
            Action::Redo => {
                let opens = next.history.redoes_opening();
                if next.history.redo() {
                    next.note(self.plan(), Operation::Redo);
                }
                next = next.settle();
                next.stepped(opens);
            }
            Action::Select(ids) => next.select(ids),
            Action::Drafted => next.tell_drafts(),
            Action::ShowField(field) => next.show_field(&field),
            Action::Seal => {
                next.history.seal();
                next.seals = next.seals.wrapping_add(1);
            }
            Action::Highlight(change) => next.highlight = change,
            Action::Ask(draft) => next.ask(draft),
            Action::Remember(is_kept) => {
                next.remembered = is_kept.then(|| self.plan().clone());
                if let Some(kept) = &mut next.keeping.kept {
                    kept.is_wanted = true;
                }
                next.tab = Tab::Change;
                next.pane = Pane::Answer;
            }
            Action::Audited => next.audits = next.audits.wrapping_add(1),
            Action::WorkSoon => next.awaited = next.awaited.and(Some(Pending::Soon)),
            Action::WorkOut => next.work_out(),
            Action::Say(notice) => next.notice = notice,
            Action::Show(tab) => {
                next.tab = tab;
                next.pane = Pane::Answer;
            }
            Action::Turn(pane) => next.pane = pane,
            Action::Open(dialog) => {
                // What was said before has nothing to do with the dialog.
                next.notice = None;
                next.openings = next.openings.wrapping_add(1);
                next.dialog = Some(Opened { dialog, number: next.openings });
            }
            Action::Close => next.dialog = None,
            Action::Closed(number) => {
                next.dialog = next.dialog.filter(|opened| opened.number != number);
            }
            Action::View(change) => {
                next.look(change);
                next.pane = Pane::Board;
            }
        }
        Rc::new(next)
    }
}
