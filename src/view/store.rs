//! The state of the page: the plan with its history, the engine's answer to it, and what is only
//! about looking. Components get it as a context and send it actions.

use std::rc::Rc;

use yew::prelude::*;

use crate::edit::{Edit, History};
use crate::engine::{
    self,
    report::{ChangeId, Report},
};
use crate::plan::{ElementId, Plan};

/// The store, as components get it: `use_context::<Store>()`.
pub(crate) type Store = UseReducerHandle<State>;

/// The state of the page.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The plan and its undo steps.
    pub(crate) history: History,
    /// The engine's answer to the plan, made anew with every edit.
    pub(crate) report: Rc<Report>,
    /// What is selected on the board, in the order in which it was chosen.
    pub(crate) selection: Rc<Vec<ElementId>>,
    /// The change whose path is lit up on the board.
    pub(crate) highlight: Option<ChangeId>,
    /// What the last action has to say, for the live region and the notice bar.
    pub(crate) notice: Option<Notice>,
}

/// A message that an action leaves behind.
#[derive(Clone, PartialEq)]
pub(crate) struct Notice {
    /// The sentence.
    pub(crate) text: String,
    /// Whether something went wrong.
    pub(crate) is_error: bool,
}

/// What components ask the store to do.
pub(crate) enum Action {
    /// Applies edits as one step; steps in a row with the same topic become one.
    Edit {
        /// The edits.
        edits: Vec<Edit>,
        /// What they are about, such as `server-1.name` while a name is typed.
        topic: Option<String>,
        /// What to select afterwards; the selection stays where left out.
        select: Option<Vec<ElementId>>,
    },
    /// Takes the last step back.
    Undo,
    /// Makes the last step again.
    Redo,
    /// Selects drawn things.
    Select(Vec<ElementId>),
    /// Lights up the path of a change, or none.
    Highlight(Option<ChangeId>),
    /// Says something.
    Say(Option<Notice>),
}

impl State {
    /// The state that shows a plan.
    pub(crate) fn new(plan: Plan) -> Self {
        let report = Rc::new(engine::check(&plan));
        Self {
            history: History::new(plan),
            report,
            selection: Rc::default(),
            highlight: None,
            notice: None,
        }
    }

    /// The plan as it stands.
    pub(crate) fn plan(&self) -> &Rc<Plan> {
        self.history.plan()
    }

    /// Answers the plan anew and lets go of what is no longer there.
    fn settle(mut self) -> Self {
        self.report = Rc::new(engine::check(self.plan()));
        let plan = self.plan().clone();
        if self.selection.iter().any(|id| plan.name_of(*id).is_none()) {
            let kept = self.selection.iter().copied().filter(|id| plan.name_of(*id).is_some());
            self.selection = Rc::new(kept.collect());
        }
        self.highlight = None;
        self
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Edit { edits, topic, select } => {
                next.notice = None;
                if let Err(error) = next.history.record(&edits, topic.as_deref()) {
                    next.notice = Some(Notice { text: error.to_string(), is_error: true });
                    return Rc::new(next);
                }
                if let Some(select) = select {
                    next.selection = Rc::new(select);
                }
                next = next.settle();
            }
            Action::Undo => {
                next.history.undo();
                next = next.settle();
            }
            Action::Redo => {
                next.history.redo();
                next = next.settle();
            }
            Action::Select(ids) => next.selection = Rc::new(ids),
            Action::Highlight(change) => next.highlight = change,
            Action::Say(notice) => next.notice = notice,
        }
        Rc::new(next)
    }
}
