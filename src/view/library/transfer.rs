//! Exporting the whole library as a file.

use yew::platform::spawn_local;

use super::when::moment;
use crate::locale::{Language, LibraryText};
use crate::platform::time_ms;
use crate::view::commands::download;
use crate::view::parts::not_saved;
use crate::view::state::{Action, Store};

/// Offers the whole library as a file to download, and calls `done`.
pub(super) fn export(store: &Store, language: Language, done: impl FnOnce() + 'static) {
    let store = store.clone();
    spawn_local(async move {
        match store.persistence.keeper.take().await {
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
                let why = LibraryText::Why(not_saved(&error)).text(language).into_owned();
                store.dispatch(Action::fail(LibraryText::NotDone(why).text(language)));
            }
        }
    });
}
