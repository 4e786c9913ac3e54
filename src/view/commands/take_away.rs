//! Taking texts out of the page: onto the clipboard, and as files.

use yew::platform::spawn_local;

use crate::format::{Format, plan as plan_file};
use crate::locale::{Language, ShellText};
use crate::plan::Plan;
use crate::platform;
use crate::view::state::{Action, Store, taken};

/// Puts a text on the clipboard and says in a notice whether that worked.
pub(crate) fn copy(store: &Store, language: Language, text: String) {
    copy_then(store, language, text, |_| {});
}

/// As [`copy`], and remembers that an export was taken.
pub(crate) fn copy_export(
    store: &Store,
    language: Language,
    format: &'static Format,
    text: String,
) {
    copy_then(store, language, text, |store| taken(store, format.id));
}

/// As [`copy`], and does something more once the text is on the clipboard.
fn copy_then(store: &Store, language: Language, text: String, then: impl FnOnce(&Store) + 'static) {
    let store = store.clone();
    spawn_local(async move {
        match platform::copy(&text).await {
            Ok(()) => {
                then(&store);
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
    if offer(store, language, name, format.media_type, text) {
        taken(store, format.id);
    }
}

/// Offers a file to download, with a notice if that fails.
pub(crate) fn download(
    store: &Store,
    language: Language,
    name: &str,
    media_type: &str,
    text: &str,
) {
    offer(store, language, name, media_type, text);
}

/// As [`download`]; true if the browser took the file.
fn offer(store: &Store, language: Language, name: &str, media_type: &str, text: &str) -> bool {
    let is_taken = platform::download(name, media_type, text).is_ok();
    if !is_taken {
        store.dispatch(Action::fail(ShellText::SaveFailed.text(language)));
    }
    is_taken
}

pub(super) fn save(store: &Store, language: Language) {
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
    let stem = platform::lower_case(&platform::hyphenated(name));
    if stem.is_empty() { "plan".to_owned() } else { stem.chars().take(60).collect() }
}
