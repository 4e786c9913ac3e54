//! Opening files: plans, and whole libraries of plans.

use web_sys::{File, HtmlInputElement};
use yew::platform::spawn_local;

use crate::format::encoding::text_of;
use crate::format::plan as plan_file;
use crate::library::{LibraryFile, LibraryFileError, Origin};
use crate::locale::{Language, LibraryText, ShellText};
use crate::plan::Plan;
use crate::platform;
use crate::view::parts::{ChunkError, chunk, not_saved};
use crate::view::state::{Action, Page, Store};

/// The id of the hidden field that opens files.
pub(crate) const FILE_FIELD: &str = "open-file";

/// The longest file that the page reads, in bytes: the longest plan in any layout, or a report.
const LONGEST_FILE: u32 = 256 * 1024 * 1024;

/// Opens the file that was chosen in a field, and empties the field so that the same file can be
/// chosen again.
pub(crate) fn open_chosen(store: &Store, language: Language, field: &HtmlInputElement) {
    if let Some(file) = field.files().and_then(|files| files.get(0)) {
        open_file(store, language, file);
    }
    field.set_value("");
}

chunk! {
    /// Reads files.
    pub(crate) const FILES: Chunk<fn(Store, Language, File)> = dialogs::files(read_file);
}

/// Opens a file as a new plan, or adds the plans of a library file. A file that cannot be read
/// changes nothing.
pub(crate) fn open_file(store: &Store, language: Language, file: File) {
    let store = store.clone();
    spawn_local(async move {
        match FILES.entry().await {
            Ok(read_file) => read_file(store, language, file),
            Err(ChunkError) => store.dispatch(Action::not_loaded(language)),
        }
    });
}

fn read_file(store: Store, language: Language, file: File) {
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

/// Opens a plan as a new one of the visitor's plans.
pub(crate) fn open(store: &Store, plan: Plan, origin: Origin) {
    store.dispatch(Action::Begin(Box::new(plan), origin));
}

/// Adds the plans of a library file to the visitor's plans, and shows the library page.
async fn import(store: &Store, language: Language, file: String, text: &str) {
    let fail = |why: String| {
        let text = LibraryText::NotImported { file: file.clone(), why };
        store.dispatch(Action::fail(text.text(language)));
    };
    let library = match LibraryFile::read(text) {
        Ok(library) => library,
        Err(error) => {
            let why = match error {
                LibraryFileError::NotALibrary { line, column, invalid } => {
                    LibraryText::NotALibrary { line, column, invalid }
                }
                LibraryFileError::OtherKind(found) => LibraryText::LibraryOf(found),
                LibraryFileError::Newer(found) => {
                    LibraryText::NewerLibrary { found, known: LibraryFile::VERSION }
                }
            };
            return fail(why.text(language).into_owned());
        }
    };
    match store.persistence.keeper.bring(&library).await {
        Ok(count) => {
            store.dispatch(Action::Visit(Page::Plans));
            let there = library.plans.len().saturating_sub(count);
            let text = LibraryText::Imported { count, there };
            store.dispatch(Action::say(text.text(language)));
        }
        Err(error) => fail(LibraryText::Why(not_saved(&error)).text(language).into_owned()),
    }
}
