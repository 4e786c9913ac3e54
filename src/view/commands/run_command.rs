//! Giving commands: what a command answers is carried out here.

use web_sys::{File, HtmlInputElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::command::{Context, Effect, ViewChange, command};
use crate::format::encoding::text_of;
use crate::format::link::address::Tab;
use crate::format::{Format, plan as plan_file};
use crate::library::{LibraryFile, Origin};
use crate::locale::{CommandText, Language, ShellText};
use crate::plan::Plan;
use crate::platform;
use crate::view::field::commit_all;
use crate::view::library::import;
use crate::view::parts::use_language;
use crate::view::state::{Action, Page, Store, taken, use_store};

/// The id of the hidden field that opens files.
pub(crate) const FILE_FIELD: &str = "open-file";

/// The longest file that the page reads, in bytes: the longest plan in any layout, or a report.
const LONGEST_FILE: u32 = 256 * 1024 * 1024;

/// What is told to change the theme.
#[derive(Clone, PartialEq)]
pub(crate) struct ThemeSwitch(pub(crate) Callback<()>);

/// Gives a command.
#[hook]
pub(crate) fn use_run_command() -> Callback<CommandText> {
    let store = use_store();
    let language = use_language();
    let theme = use_context::<ThemeSwitch>();
    Callback::from(move |name| give(name, &store, language, theme.as_ref()))
}

/// Whether a command makes sense now.
pub(crate) fn is_enabled(name: CommandText, store: &Store) -> bool {
    command(name).is_some_and(|command| command.can_run(&context(store)))
}

fn context(store: &Store) -> Context<'_> {
    Context {
        plan: store.plan(),
        report: &store.report,
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
    }
}

fn give(name: CommandText, store: &Store, language: Language, theme: Option<&ThemeSwitch>) {
    let Some(command) = command(name) else { return };
    // The command goes by what was typed until now.
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
        Effect::Show(tab) => store.dispatch(Action::Show(match tab {
            CommandText::ShowSelection => Tab::Selection,
            CommandText::ShowExisting => Tab::Existing,
            CommandText::ShowTrace => Tab::Trace,
            CommandText::ShowChange => Tab::Change,
            _ => Tab::Rules,
        })),
        Effect::Remember => store.dispatch(Action::Remember(true)),
        Effect::ChooseFile => platform::click(FILE_FIELD),
        Effect::SaveFile => save(store, language),
        Effect::CopyConsoleSteps => {
            if let Some(format) = Format::by_id("console") {
                let pending = store.pending(store.cloud().usual());
                copy_export(store, language, format, format.pending(&pending, language));
            }
        }
        Effect::Adopt => store.dispatch(Action::Adopt),
        Effect::Leave => store.dispatch(Action::Leave),
        Effect::ChangeTheme => {
            if let Some(ThemeSwitch(next)) = theme {
                next.emit(());
            }
        }
    }
}

/// Puts a text on the clipboard and says how that went.
pub(crate) fn copy(store: &Store, language: Language, text: String) {
    let store = store.clone();
    spawn_local(async move {
        store.dispatch(match platform::copy(&text).await {
            Ok(()) => Action::say(ShellText::Copied.text(language)),
            Err(()) => Action::fail(ShellText::CopyFailed.text(language)),
        });
    });
}

/// As [`copy`], and remembers that an export was taken.
pub(crate) fn copy_export(
    store: &Store,
    language: Language,
    format: &'static Format,
    text: String,
) {
    let store = store.clone();
    spawn_local(async move {
        match platform::copy(&text).await {
            Ok(()) => {
                taken(&store, format.id);
                store.dispatch(Action::say(ShellText::Copied.text(language)));
            }
            Err(()) => store.dispatch(Action::fail(ShellText::CopyFailed.text(language))),
        }
    });
}

/// As [`download`], and remembers that an export was taken.
pub(crate) fn download_export(
    store: &Store,
    language: Language,
    format: &'static Format,
    name: &str,
    text: &str,
) {
    match platform::download(name, format.media_type, text) {
        Ok(()) => taken(store, format.id),
        Err(_) => store.dispatch(Action::fail(ShellText::SaveFailed.text(language))),
    }
}

/// Offers a file and says where that failed.
pub(crate) fn download(
    store: &Store,
    language: Language,
    name: &str,
    media_type: &str,
    text: &str,
) {
    if platform::download(name, media_type, text).is_err() {
        store.dispatch(Action::fail(ShellText::SaveFailed.text(language)));
    }
}

fn save(store: &Store, language: Language) {
    let name = format!("{}.json", file_stem(store.plan()));
    let text = plan_file::write(store.plan());
    download(store, language, &name, "application/json", &text);
}

/// The plan's name as the name of a file.
pub(crate) fn file_stem(plan: &Plan) -> String {
    stem_of(&plan.name)
}

/// The name of a plan as the name of a file.
pub(crate) fn stem_of(name: &str) -> String {
    let words = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>();
    let stem = words.join("-").to_lowercase();
    if stem.is_empty() { "plan".to_owned() } else { stem.chars().take(60).collect() }
}

/// Opens the file that was chosen in a field, and empties the field so that the same file can be
/// chosen again.
pub(crate) fn open_chosen(store: &Store, language: Language, field: &HtmlInputElement) {
    if let Some(file) = field.files().and_then(|files| files.get(0)) {
        open_file(store, language, file);
    }
    field.set_value("");
}

/// Opens a file as a plan of its own, or brings in the plans of one that is a library. A file that
/// cannot be read changes nothing.
pub(crate) fn open_file(store: &Store, language: Language, file: File) {
    let store = store.clone();
    spawn_local(async move {
        let name = file.name();
        let text = read(file, language).await;
        if let Some(library) = text.as_ref().ok().filter(|text| LibraryFile::is_one(text)) {
            import(&store, language, name, library).await;
            return;
        }
        if store.is_locked() {
            store.dispatch(Action::Refuse);
            return;
        }
        let read = text.and_then(|text| {
            plan_file::read(&text).map_err(|error| error.text(language).into_owned())
        });
        match read {
            Ok(plan) => {
                open(&store, plan, Origin::File(name.clone()));
                store.dispatch(Action::say(ShellText::FileOpened(name).text(language)));
            }
            Err(why) => {
                let text = ShellText::FileFailed { file: name, why };
                store.dispatch(Action::fail(text.text(language)));
            }
        }
    });
}

/// The text of a file. A file that is too long is not read at all, since its bytes would take the
/// memory of the page.
async fn read(file: File, language: Language) -> Result<String, String> {
    let length = platform::length_of(&file);
    if length > f64::from(LONGEST_FILE) {
        let text = ShellText::FileTooLong { most: LONGEST_FILE };
        return Err(text.text(language).into_owned());
    }
    text_of(platform::read_bytes(file).await?).map_err(|error| error.text(language).into_owned())
}

/// Shows a plan that is new among the visitor's plans.
pub(crate) fn open(store: &Store, plan: Plan, origin: Origin) {
    store.dispatch(Action::Begin(Box::new(plan), origin));
}
