//! What components ask the store to do.

use super::cloud_news::CloudNews;
use super::field_drafts::UnfinishedField;
use super::notice::Notice;
use super::page::{Page, Pane};
use super::trace_draft::TraceDraft;
use super::visit::Arrival;
use crate::command::{CommandStep, Dialog, ViewChange};
use crate::edit::Edit;
use crate::engine::report::ChangeId;
use crate::library::Origin;
use crate::page::{Options, Tab};
use crate::plan::{ElementId, Plan};
use crate::view::persistence::{KeeperNews, LoadedPlan};

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
    /// Makes a step and says what it did, with a button that takes it back.
    Take(CommandStep),
    /// Makes edits as one step and says what they did in a sentence, with a button that takes them
    /// back.
    Tell {
        /// The edits.
        edits: Vec<Edit>,
        /// The sentence.
        text: String,
    },
    /// Says that nothing may be changed.
    Refuse,
    /// Follows the page's address.
    Arrive(Box<Arrival>),
    /// Goes back from a shared plan to the visitor's own.
    Leave,
    /// Keeps the shared plan as one more plan of the visitor's.
    Adopt,
    /// Shows a plan that is new among the visitor's plans.
    Begin(Box<Plan>, Origin),
    /// Shows one of the visitor's plans.
    Resume(Box<LoadedPlan>),
    /// Hears what became of keeping the plans.
    HearKeeper(KeeperNews),
    /// Shows the board, or the plans.
    Visit(Page),
    /// Takes over how the page around this one is dressed: theme and language.
    SetAppearance(Options),
    /// Takes the last step back.
    Undo,
    /// Makes the last step again.
    Redo,
    /// Selects drawn things.
    Select(Vec<ElementId>),
    /// Hears that a draft in a field has come, changed or gone.
    Drafted,
    /// Shows a field with a draft and moves the focus there.
    ShowField(UnfinishedField),
    /// Ends the step that is being typed.
    Seal,
    /// Lights up the path of a change, or none.
    Highlight(Option<ChangeId>),
    /// Puts a question about packets together.
    Ask(TraceDraft),
    /// Remembers the plan as the state before a change and shows the steps from there, or
    /// forgets it.
    Remember(bool),
    /// Hears what the cloud has.
    Hear(CloudNews),
    /// Shows the audit, which is worked out.
    Audited,
    /// Works the answer out, which takes a while.
    WorkOut,
    /// Says that the answer is on its way, and then works it out.
    WorkSoon,
    /// Says something.
    Say(Option<Notice>),
    /// Shows a tab of the answer.
    Show(Tab),
    /// Shows a part of the page on a narrow screen.
    ShowPane(Pane),
    /// Opens a dialog.
    Open(Dialog),
    /// Closes the dialog that is open, if any.
    Close,
    /// Hears that the dialog of an opening was closed, which may be long gone: a browser says so
    /// later.
    Closed(u32),
    /// Changes the board's view.
    View(ViewChange),
}

impl Action {
    /// Edits as one step, with the selection left as it is.
    pub(crate) fn edit(edits: Vec<Edit>) -> Self {
        Self::Edit { edits, topic: None, select: None }
    }

    /// One edit while something is typed or dragged.
    pub(crate) fn typed(edit: Edit, topic: impl Into<String>) -> Self {
        Self::Edit { edits: vec![edit], topic: Some(topic.into()), select: None }
    }

    /// Says that something went wrong.
    pub(crate) fn fail(text: impl Into<String>) -> Self {
        Self::Say(Some(Notice::error(text)))
    }

    /// Says that something was done.
    pub(crate) fn say(text: impl Into<String>) -> Self {
        Self::Say(Some(Notice::plain(text)))
    }
}
