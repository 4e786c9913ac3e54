//! The actions that components send to the store.

use super::asked::Asked;
use super::cloud_news::CloudNews;
use super::field_drafts::UnfinishedField;
use super::notice::Notice;
use super::page::{Page, Pane};
use super::sought::Sought;
use super::trace_draft::{TraceDraft, Tracer};
use super::visit::Arrival;
use crate::background::Answered;
use crate::command::{CommandStep, Dialog, ViewChange};
use crate::edit::Edit;
use crate::engine::report::ChangeId;
use crate::library::Origin;
use crate::locale::{GeneralText, Language};
use crate::page::{Options, Tab};
use crate::plan::{ElementId, Plan};
use crate::view::persistence::{KeeperNews, LoadedPlan};

/// An action on the state of the page.
pub(crate) enum Action {
    /// Applies edits as one step; steps in a row with the same topic become one.
    Edit {
        /// The edits.
        edits: Vec<Edit>,
        /// The topic of the edits, such as `server-1.name` while a name is typed.
        topic: Option<String>,
        /// The elements to select afterwards; without it the selection stays.
        select: Option<Vec<ElementId>>,
    },
    /// Makes a step and says in a notice what it did, with a button that takes it back.
    Take(CommandStep),
    /// Makes edits as one step and shows a sentence about it, with a button that takes the step
    /// back.
    Tell {
        /// The edits.
        edits: Vec<Edit>,
        /// The sentence.
        text: String,
    },
    /// Says in a notice that nothing may be changed.
    Refuse,
    /// Follows the page's address.
    Arrive(Box<Arrival>),
    /// Goes back from a shared plan to the visitor's own.
    Leave,
    /// Makes the shared plan one more plan of the visitor's.
    Adopt,
    /// Shows a new plan, and adds it to the visitor's plans.
    Begin(Box<Plan>, Origin),
    /// Shows one of the visitor's plans.
    Resume(Box<LoadedPlan>),
    /// Takes over news of the keeper.
    HearKeeper(KeeperNews),
    /// Shows the board, or the library page.
    Visit(Page),
    /// Takes over the appearance of the page around this one: theme and language.
    SetAppearance(Options),
    /// Takes the last step back.
    Undo,
    /// Makes the last step again.
    Redo,
    /// Selects drawn elements.
    Select(Vec<ElementId>),
    /// Takes over that a draft in a field has come, changed or gone.
    Drafted,
    /// Shows a field with a draft and moves the focus there.
    ShowField(UnfinishedField),
    /// Ends the step that is being typed.
    Seal,
    /// Lights up the path of a change, or none.
    Highlight(Option<ChangeId>),
    /// Shows the reason of something on the board beside it, or no longer.
    Explain(Option<Asked>),
    /// Shows something of the answer's column, or takes over that it is shown.
    Seek(Option<Sought>),
    /// Changes the question of the trace, and answers it.
    Ask(TraceDraft, Tracer),
    /// Remembers the plan as the state before a change and shows the steps from there, or
    /// forgets it.
    Remember(bool),
    /// Takes over news of the cloud.
    Hear(CloudNews),
    /// Shows the audit that is now worked out.
    Audited,
    /// Works the answer out, which takes a while.
    WorkOut,
    /// Takes over an answer that the page's worker has worked out.
    TakeAnswer(Answered),
    /// Takes over that the page's worker cannot answer, so the page does by itself.
    LoseWorker,
    /// Says that the answer is being worked out, and then works it out.
    WorkSoon,
    /// Shows a notice, or takes it away.
    Say(Option<Notice>),
    /// Shows a tab of the answer.
    Show(Tab),
    /// Shows a part of the page on a narrow screen.
    ShowPane(Pane),
    /// Shows the panel who reaches what, or hides it.
    ToggleReach,
    /// Opens a dialog.
    Open(Dialog),
    /// Closes the dialog that is open, if any.
    Close,
    /// Takes over that the dialog of an opening was closed. Another one may be open by then, since
    /// a browser says so later.
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

    /// Says in a notice that something went wrong.
    pub(crate) fn fail(text: impl Into<String>) -> Self {
        Self::Say(Some(Notice::error(text)))
    }

    /// Says in a notice that the code for something could not be loaded.
    pub(crate) fn not_loaded(language: Language) -> Self {
        Self::fail(GeneralText::PartNotLoaded.text(language))
    }

    /// Says in a notice that something was done.
    pub(crate) fn say(text: impl Into<String>) -> Self {
        Self::Say(Some(Notice::plain(text)))
    }
}
