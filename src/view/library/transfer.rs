//! The whole library as a file: taking it away, and bringing one in.

use yew::platform::spawn_local;

use super::when::moment;
use crate::library::{LibraryFile, LibraryFileError};
use crate::locale::{Language, LibraryText};
use crate::platform::time_ms;
use crate::view::commands::download;
use crate::view::frame::reason;
use crate::view::state::{Action, Page, Store};

/// Offers the whole library as a file.
pub(super) fn export(store: &Store, language: Language, done: impl FnOnce() + 'static) {
    let store = store.clone();
    spawn_local(async move {
        match store.keeping.keeper.take().await {
            Ok(library) => {
                let now = moment(time_ms());
                let name = format!(
                    "elb-rule-planner-plans-{}-{:02}-{:02}.json",
                    now.year, now.month, now.day
                );
                download(&store, language, &name, "application/json", &library.write());
                let text = LibraryText::Exported(library.plans.len());
                store.dispatch(Action::say(text.text(language)));
                done();
            }
            Err(error) => {
                let why = LibraryText::Why(reason(&error)).text(language).into_owned();
                store.dispatch(Action::fail(LibraryText::NotDone(why).text(language)));
            }
        }
    });
}

/// Brings in the plans of a library that was read as a file, and shows the page of the plans.
pub(crate) async fn import(store: &Store, language: Language, file: String, text: &str) {
    let fail = |why: String| {
        let text = LibraryText::NotImported { file: file.clone(), why };
        store.dispatch(Action::fail(text.text(language)));
    };
    let library = match LibraryFile::read(text) {
        Ok(library) => library,
        Err(error) => {
            let why = match error {
                LibraryFileError::NotALibrary(why) => LibraryText::NotALibrary(why),
                LibraryFileError::OtherKind(found) => LibraryText::LibraryOf(found),
                LibraryFileError::Newer(found) => {
                    LibraryText::NewerLibrary { found, known: LibraryFile::VERSION }
                }
            };
            return fail(why.text(language).into_owned());
        }
    };
    match store.keeping.keeper.bring(&library).await {
        Ok(count) => {
            store.dispatch(Action::Visit(Page::Plans));
            let there = library.plans.len().saturating_sub(count);
            let text = LibraryText::Imported { count, there };
            store.dispatch(Action::say(text.text(language)));
        }
        Err(error) => fail(LibraryText::Why(reason(&error)).text(language).into_owned()),
    }
}
