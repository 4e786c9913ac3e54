//! Everything that a person can tell the planner to do, as one table.
//!
//! [`COMMANDS`] feeds the palette, the toolbar, the keyboard shortcuts and the command palette.
//! A command reads the plan and the selection and answers with an [`Effect`]; it touches neither
//! the page nor the browser.

mod add;
mod command_step;
mod connect;
mod copy;
mod draft;
mod drawn_kind;
mod free_block;
mod gesture;
mod relocate;
#[cfg(test)]
mod relocate_tests;
mod remove;
mod renumber;
mod shortcut;
mod table;

pub use add::{Addition, Spot, add};
pub use command_step::CommandStep;
pub use connect::{LineEnd, connect, join, joinable, targets};
pub use copy::copy;
pub use drawn_kind::DrawnKind;
pub use gesture::{Line, carry, drag, home_of_carried, home_of_dragged, line};
pub use relocate::{relocate, relocate_interface};
pub use remove::remove;
pub use renumber::renumber;
pub use shortcut::Shortcut;
pub use table::{COMMANDS, by_shortcut, command};

use crate::engine::report::Report;
use crate::locale::CommandText;
use crate::page::{HandbookPage, Tab};
use crate::plan::{ConnectionId, ElementId, Plan};

/// Something that a person can tell the planner to do.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name, which also identifies it.
    pub name: CommandText,
    /// The keys that give it, if any.
    pub shortcut: Option<Shortcut>,
    /// Tells whether it changes the plan, or puts another in its place.
    pub edits: bool,
    /// Tells whether it makes sense now, where it is allowed.
    pub is_enabled: fn(&Context<'_>) -> bool,
    /// The operation.
    pub run: fn(&Context<'_>) -> Effect,
}

impl Command {
    /// Tells whether it makes sense now, and may be given.
    #[must_use]
    pub fn can_run(&self, context: &Context<'_>) -> bool {
        !(self.edits && context.is_locked) && (self.is_enabled)(context)
    }
}

/// The things that a command can look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The engine's answer to it.
    pub report: &'a Report,
    /// Tells whether the report is that of an earlier state of the plan, since the next one is
    /// still being worked out.
    pub is_report_old: bool,
    /// The selection.
    pub selection: &'a [ElementId],
    /// Tells whether rules differ from those that the cloud is known to have.
    pub has_waiting: bool,
    /// Tells whether nothing may be changed, because the plan is somebody else's.
    pub is_locked: bool,
    /// Tells whether the page's address names a plan, shown or not.
    pub is_shared: bool,
    /// Tells whether a shared plan is shown that can become the visitor's own.
    pub can_adopt: bool,
    /// Tells whether there is a step to undo.
    pub can_undo: bool,
    /// Tells whether there is a step to redo.
    pub can_redo: bool,
    /// Tells whether the documentation is beside the planner.
    pub has_documentation: bool,
}

/// The work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// A change of the plan.
    Edit(CommandStep),
    /// A plan that is new, beside those that are there.
    NewPlan,
    /// The plans that are kept.
    ShowPlans,
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// Another selection.
    Select(Vec<ElementId>),
    /// Another view of the board.
    View(ViewChange),
    /// A dialog.
    Open(Dialog),
    /// A tab of the answer's column.
    Show(Tab),
    /// The panel who reaches what, shown or hidden.
    ToggleReach,
    /// The plan as it is, to be remembered as the state before a change.
    Remember,
    /// A file of the user's, to open.
    ChooseFile,
    /// The plan as a file.
    SaveFile,
    /// The console steps, on the clipboard.
    CopyConsoleSteps,
    /// A shared plan becomes the visitor's own.
    Adopt,
    /// The visitor's own plan in the place of a shared one.
    Leave,
    /// The next theme.
    ChangeTheme,
    /// The reason of what comes to something drawn.
    Explain(ElementId),
    /// The settings of the plan.
    ShowSettings,
    /// A page of the documentation.
    Read(HandbookPage),
}

/// A change of the board's view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewChange {
    /// Closer.
    ZoomIn,
    /// Farther.
    ZoomOut,
    /// One board unit is one pixel.
    To100,
    /// All that is selected.
    FitSelection,
    /// All of the plan.
    Fit,
    /// This thing, without a change of the zoom.
    Reveal(ElementId),
}

/// A dialog of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    /// The rules in every format.
    Export,
    /// The plan as a link.
    Share,
    /// The samples.
    Samples,
    /// The command palette.
    Search,
    /// The keyboard shortcuts.
    Shortcuts,
    /// The pages that can be read.
    Help,
    /// The dialog that says what the proof shows and how to check it.
    Proof,
    /// The connections of one's own, to add what must reach.
    MustReach,
    /// The same, to add what must not.
    MustNotReach,
    /// A connection of one's own, to change it.
    EditConnection(ConnectionId),
}
