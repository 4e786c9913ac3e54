//! The rules in every format, with a preview.

use yew::prelude::*;

use super::Frame;
use crate::format::{FORMATS, Format};
use crate::locale::{AnswerText, CommandText};
use crate::view::give::{copy, download, file_stem};
use crate::view::icon::Icon;
use crate::view::store::use_store;
use crate::view::tabs::{arrows, tab};
use crate::view::text::{name_of, say, use_language};

/// The most characters that the preview shows; the copy and the file are whole.
const PREVIEW: usize = 250_000;

/// The export dialog.
#[component]
pub(super) fn Export() -> Html {
    let store = use_store();
    let language = use_language();
    let chosen = use_state(|| 0_usize);
    let Some(format) = FORMATS.get(*chosen).or_else(|| FORMATS.first()) else { return html! {} };
    let text = (format.write)(store.plan(), &store.settled_report(), language);
    let shown = text.chars().take(PREVIEW).collect::<String>();
    let is_cut = shown.len() < text.len();
    let options = FORMATS.iter().enumerate().map(|(index, it)| option(index, it, &chosen));
    let options = options.collect::<Vec<_>>();
    let on_copy = {
        let (store, text) = (store.clone(), text.clone());
        move |_| copy(&store, language, text.clone())
    };
    let on_download = {
        let store = store.clone();
        let name = format!("{}-{}.{}", file_stem(store.plan()), format.id, format.extension);
        let media_type = format.media_type;
        move |_| download(&store, language, &name, media_type, &text)
    };
    html! {
        <Frame title={name_of(CommandText::Export, language)} class="export">
            <div
                class="tabs"
                role="tablist"
                onkeydown={arrows()}
                aria-label={say(AnswerText::Format.text(language))}
            >
                { for options.into_iter().map(|(index, label, onclick)| {
                    tab(say(label.text(language)), index == *chosen, onclick)
                }) }
            </div>
            <pre
                class="preview"
                tabindex="0"
                aria-label={say(AnswerText::Preview.text(language))}
            >
                { shown }
                if is_cut {
                    { "\n…" }
                }
            </pre>
            <div class="row end">
                <button type="button" class="button" onclick={on_download}>
                    { Icon::Download.svg() }
                    { say(AnswerText::Download.text(language)) }
                </button>
                <button type="button" class="button primary" onclick={on_copy}>
                    { Icon::Copy.svg() }
                    { say(AnswerText::Copy.text(language)) }
                </button>
            </div>
        </Frame>
    }
}

fn option(
    index: usize,
    format: &'static Format,
    chosen: &UseStateHandle<usize>,
) -> (usize, crate::locale::FormatText, Callback<MouseEvent>) {
    let chosen = chosen.clone();
    (index, format.label, Callback::from(move |_| chosen.set(index)))
}
