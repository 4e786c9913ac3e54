//! Running commands: the effect that a command returns is carried out here.

use yew::platform::spawn_local;
use yew::prelude::*;

use super::open_file::{FILE_FIELD, open};
use super::take_away::{copy_export, save};
use crate::command::{Context, Effect, ViewChange, command};
use crate::format::Format;
use crate::library::Origin;
use crate::locale::{CommandText, Language};
use crate::page::Explained;
use crate::plan::Plan;
use crate::platform::{self, ThemeChoice};
use crate::view::field::commit_all;
use crate::view::parts::{ChunkError, chunk, handbook_address, use_language};
use crate::view::state::{Action, Asked, Page, Sought, Store, use_store};

/// The theme in force, and the callback that changes it.
#[derive(Clone, PartialEq)]
pub(crate) struct ThemeSwitch {
    pub(crate) theme: ThemeChoice,
    pub(crate) next: Callback<()>,
}

chunk! {
    /// Copies the steps for the console of the cloud.
    pub(crate) const CONSOLE_STEPS: Chunk<fn(&Store, Language)> = dialogs::console_steps(copy_console_steps);
}

fn copy_console_steps(store: &Store, language: Language) {
    if let Some(format) = Format::by_id("console") {
        let pending = store.pending(store.cloud().usual());
        copy_export(store, language, format, format.pending(&pending, language));
    }
}

/// Returns the callback that runs a command.
#[hook]
pub(crate) fn use_run_command() -> Callback<CommandText> {
    let store = use_store();
    let language = use_language();
    let theme = use_context::<ThemeSwitch>();
    Callback::from(move |name| run(name, &store, language, theme.as_ref()))
}

/// True if a command can be run now.
pub(crate) fn is_enabled(name: CommandText, store: &Store) -> bool {
    command(name).is_some_and(|command| command.can_run(&context(store)))
}

fn context(store: &Store) -> Context<'_> {
    Context {
        plan: store.plan(),
        report: &store.report,
        is_report_old: store.shows_old_answer(),
        selection: &store.selection,
        has_waiting: store.waits(),
        is_locked: store.is_locked(),
        is_shared: store.visit.is_some(),
        can_adopt: store
            .visit
            .as_deref()
            .is_some_and(|it| it.own().is_some() && it.newer().is_none()),
        can_undo: store.history.can_undo(),
        can_redo: store.history.can_redo(),
        has_documentation: platform::documentation().is_some(),
    }
}

fn run(name: CommandText, store: &Store, language: Language, theme: Option<&ThemeSwitch>) {
    let Some(command) = command(name) else { return };
    // The command has to see what was typed until now.
    commit_all(store);
    let context = context(store);
    if !command.can_run(&context) {
        return;
    }
    match (command.run)(&context) {
        Effect::Nothing => {}
        Effect::Edit(step) => {
            let reveal = match step.select.as_deref() {
                Some([id]) => Some(*id),
                _ => None,
            };
            store.dispatch(Action::Take(step));
            if name == CommandText::Tidy {
                store.dispatch(Action::View(ViewChange::Fit));
            } else if let Some(id) = reveal {
                store.dispatch(Action::View(ViewChange::Reveal(id)));
            }
        }
        Effect::NewPlan => open(store, Plan::default(), Origin::Empty),
        Effect::ShowPlans => store.dispatch(Action::Visit(Page::Plans)),
        Effect::Undo => store.dispatch(Action::Undo),
        Effect::Redo => store.dispatch(Action::Redo),
        Effect::Select(ids) => store.dispatch(Action::Select(ids)),
        Effect::View(change) => store.dispatch(Action::View(change)),
        Effect::Open(dialog) => store.dispatch(Action::Open(dialog)),
        Effect::Show(tab) => store.dispatch(Action::Show(tab)),
        Effect::ToggleReach => store.dispatch(Action::ToggleReach),
        Effect::Remember => store.dispatch(Action::Remember(true)),
        Effect::ChooseFile => platform::click(FILE_FIELD),
        Effect::SaveFile => save(store, language),
        Effect::CopyConsoleSteps => {
            let store = store.clone();
            spawn_local(async move {
                match CONSOLE_STEPS.entry().await {
                    Ok(copy) => copy(&store, language),
                    Err(ChunkError) => store.dispatch(Action::not_loaded(language)),
                }
            });
        }
        Effect::Adopt => store.dispatch(Action::Adopt),
        Effect::Leave => store.dispatch(Action::Leave),
        Effect::Explain(id) => {
            store.dispatch(Action::View(ViewChange::Reveal(id)));
            let about = Explained::Thing(id);
            store.dispatch(Action::Explain(Some(Asked::about(about, id))));
        }
        Effect::ShowSettings => store.dispatch(Action::Seek(Some(Sought::Settings))),
        Effect::Read(page) => {
            if let Some(address) = handbook_address(page) {
                platform::open_page(&address);
            }
        }
        Effect::ChangeTheme => {
            if let Some(ThemeSwitch { next, .. }) = theme {
                next.emit(());
            }
        }
    }
}
