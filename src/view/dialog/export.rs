//! The export dialog: the rules in every format, with a preview, from a chosen state of the cloud.

use std::rc::Rc;

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::edit::Since;
use crate::format::{FORMATS, Format};
use crate::locale::{AnswerText, PendingText};
use crate::view::commands::{copy_export, download_export, file_stem};
use crate::view::parts::{Button, ButtonLook, Icon, arrows, say, tab_button, use_language};
use crate::view::state::{Action, CloudNews, name_of_state, use_store};

/// The most characters that the preview shows; the copy and the file are complete.
const PREVIEW: usize = 250_000;

/// The export dialog.
#[component]
pub(super) fn Export() -> Html {
    let store = use_store();
    let language = use_language();
    let chosen = use_state(|| 0_usize);
    // An export taken here does not change the states to choose from while the dialog is open.
    let cloud = use_state(|| Rc::new(store.cloud().clone()));
    let since = use_state(|| None::<Since>);
    let from = since.unwrap_or_else(|| cloud.usual());
    let pending = {
        let state = cloud.state(from).map(|it| it.plan.clone());
        let store = store.clone();
        use_memo((state, store.plan().clone()), move |(state, plan)| {
            let report = store.settled_report();
            crate::engine::pending(state.as_ref().unwrap_or(plan), plan, &report)
        })
    };
    let count = pending.count(store.plan());
    let Some(format) = FORMATS.get(*chosen).or_else(|| FORMATS.first()) else { return html! {} };
    let text = format.pending(&pending, language);
    let shown = text.chars().take(PREVIEW).collect::<String>();
    let is_cut = shown.len() < text.len();
    let options = FORMATS.iter().enumerate().map(|(index, it)| option(index, it, &chosen));
    let options = options.collect::<Vec<_>>();
    let on_copy = {
        let (store, text) = (store.clone(), text.clone());
        move |_| copy_export(&store, language, format, text.clone())
    };
    let on_download = {
        let store = store.clone();
        let name = format!("{}-{}.{}", file_stem(store.plan()), format.id, format.extension);
        move |_| download_export(&store, language, format, &name, &text)
    };
    let on_made = {
        let (store, since) = (store.clone(), since.clone());
        move |_: MouseEvent| {
            store.dispatch(Action::Hear(CloudNews::Made));
            since.set(None);
        }
    };
    // Once all changes are said to be made, the export begins from that state.
    {
        let (cloud, made) = (cloud.clone(), store.cloud().made.clone());
        let states = store.cloud().clone();
        use_effect_with(made, move |made| {
            if cloud.made != *made {
                cloud.set(Rc::new(states));
            }
        });
    }
    let has_choice = store.waits() || cloud.choices().len() > 2;
    let can_be_made = !store.is_locked() && from == cloud.usual() && count.all() > 0;
    let said = |text: PendingText| say(text.text(language));
    let states = cloud.choices().into_iter().map(|it| {
        let since = since.clone();
        let onclick = Callback::from(move |_| since.set(Some(it)));
        tab_button(name_of_state(&cloud, it, language).into(), it == from, onclick)
    });
    let beside = html! {
        <>
            <span class="muted export-count" role="status">{ said(PendingText::Count(count)) }</span>
            <span class="space" />
            if has_choice {
                <div class="export-from">
                    <span class="muted" id="export-from">{ said(PendingText::From) }</span>
                    <div
                        class="tabs"
                        role="tablist"
                        onkeydown={arrows()}
                        aria-labelledby="export-from"
                    >
                        { for states }
                    </div>
                </div>
            }
        </>
    };
    html! {
        <DialogFrame {beside}>
            <div
                class="tabs"
                role="tablist"
                onkeydown={arrows()}
                aria-label={say(AnswerText::Format.text(language))}
            >
                { for options.into_iter().map(|(index, label, onclick)| {
                    tab_button(say(label.text(language)), index == *chosen, onclick)
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
            if can_be_made {
                <p class="muted export-hint">{ said(PendingText::MakeMadeHint) }</p>
            }
            <div class="row end">
                if can_be_made {
                    <Button label={said(PendingText::MakeMade)} edits=true onclick={on_made} />
                    <span class="space" />
                }
                <Button
                    label={say(AnswerText::Download.text(language))}
                    icon={Icon::Download}
                    onclick={on_download}
                />
                <Button
                    label={say(AnswerText::Copy.text(language))}
                    icon={Icon::Copy}
                    look={ButtonLook::Primary}
                    onclick={on_copy}
                />
            </div>
        </DialogFrame>
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
