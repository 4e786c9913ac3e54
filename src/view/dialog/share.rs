//! Sharing: the plan as a link, with what becomes of it on its way.

use web_sys::HtmlTextAreaElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::Frame;
use super::qr::code;
use crate::format::link::address::{
    Access, Address, Options, PlanSource, Pointed, Tab, Theme, View,
};
use crate::format::link::length::{LinkLength, QR};
use crate::format::link::{encode, snippet::Snippet};
use crate::locale::{CommandText, ShareText, ShellText};
use crate::platform::{self, base_address};
use crate::view::commands::use_run_command;
use crate::view::field::{SelectField, Toggle};
use crate::view::parts::{Icon, arrows, name_of, say, shell, tab_button, use_language};
use crate::view::state::{Action, use_store};

/// What was chosen in the dialog.
#[derive(Debug, Clone, PartialEq, Default)]
struct Choice {
    access: Access,
    points: bool,
    tab: Option<Tab>,
    view: View,
    theme: Option<Theme>,
    snippet: Snippet,
}

/// The share dialog.
#[component]
pub(super) fn Share() -> Html {
    let store = use_store();
    let language = use_language();
    let give = use_run_command();
    let choice = use_state_eq(Choice::default);
    let area = use_node_ref();
    let text = |text: ShareText| say(text.text(language));
    // What came by a link and was not changed is passed on as it came: a newer program may have
    // made it.
    let passed_on = store.visit.as_deref().filter(|it| it.is_locked()).map(|it| it.source.clone());
    let link = use_memo(store.plan().clone(), |plan| encode(plan));
    let pointed = match store.highlight {
        Some(change) => vec![Pointed::Change(change)],
        None => store.selection.iter().map(|id| Pointed::Element(*id)).collect(),
    };
    let has_pointed = !pointed.is_empty();
    let address = Address {
        plan: Some(passed_on.unwrap_or_else(|| PlanSource::Link((*link).clone()))),
        options: Options {
            view: choice.view,
            access: choice.access,
            selection: if choice.points { pointed } else { vec![] },
            language: None,
            theme: choice.theme,
            tab: choice.tab,
        },
    };
    let title = match store.plan().name.trim() {
        "" => text(ShareText::Untitled).to_string(),
        name => name.to_owned(),
    };
    let base = base_address();
    let whole = Snippet::Link.text(&base, &address, &title);
    let shown = choice.snippet.text(&base, &address, &title);
    let length = whole.chars().count();
    let reach = LinkLength::of(length);
    let (class, gets) = match reach {
        LinkLength::Anywhere => ("open", ShareText::GetsAnywhere(length)),
        LinkLength::Mail => ("open", ShareText::GetsByMail(length)),
        LinkLength::Cut => ("attention", ShareText::GetsCut(length)),
        LinkLength::File => ("blocked", ShareText::GetsAsFile(length)),
    };
    // Every choice is one of a short list; the first is what happens where nothing is said.
    let pick = |id: &'static str,
                label: ShareText,
                value: usize,
                names: Vec<AttrValue>,
                set: fn(&mut Choice, usize)| {
        let on_change = {
            let choice = choice.clone();
            Callback::from(move |value: usize| {
                let mut next = (*choice).clone();
                set(&mut next, value);
                choice.set(next);
            })
        };
        let options = names.into_iter().enumerate().collect::<Vec<_>>();
        html! {
            <SelectField<usize> {id} label={text(label)} {value} {options} {on_change} />
        }
    };
    let place = |found: Option<usize>| found.map_or(0, |at| at.saturating_add(1));
    let tab_names = [
        ShellText::RulesToAdd,
        ShellText::Selection,
        ShellText::ExistingRules,
        ShellText::Trace,
        ShellText::Change,
    ];
    let tab_names = tab_names.map(|it| shell(it, language));
    let access = pick(
        "share-access",
        ShareText::Access,
        place_of(Access::ALL, choice.access),
        vec![
            text(ShareText::AccessOpen),
            text(ShareText::AccessReadOnly),
            text(ShareText::AccessInteractive),
        ],
        |it, at| it.access = Access::ALL.get(at).copied().unwrap_or_default(),
    );
    let view = pick(
        "share-view",
        ShareText::View,
        place_of(View::ALL, choice.view),
        vec![
            text(ShareText::ViewFull),
            text(ShareText::ViewBoard),
            text(ShareText::ViewRules),
            text(ShareText::ViewBoth),
        ],
        |it, at| it.view = View::ALL.get(at).copied().unwrap_or_default(),
    );
    let tab = pick(
        "share-tab",
        ShareText::Tab,
        place(choice.tab.map(|it| place_of(Tab::ALL, it))),
        std::iter::once(text(ShareText::AsUsual)).chain(tab_names).collect(),
        |it, at| it.tab = at.checked_sub(1).and_then(|at| Tab::ALL.get(at).copied()),
    );
    let theme = pick(
        "share-theme",
        ShareText::Theme,
        place(choice.theme.map(|it| place_of(Theme::ALL, it))),
        vec![text(ShareText::AsReader), text(ShareText::ThemeLight), text(ShareText::ThemeDark)],
        |it, at| it.theme = at.checked_sub(1).and_then(|at| Theme::ALL.get(at).copied()),
    );
    let on_points = {
        let choice = choice.clone();
        move |points| choice.set(Choice { points, ..(*choice).clone() })
    };
    let on_copy = {
        let (store, shown, area) = (store.clone(), shown.clone(), area.clone());
        move |_: MouseEvent| {
            let (store, shown, area) = (store.clone(), shown.clone(), area.clone());
            spawn_local(async move {
                let said = match platform::copy(&shown).await {
                    Ok(()) => Action::say(ShareText::Copied.text(language)),
                    Err(()) => {
                        if let Some(area) = area.cast::<HtmlTextAreaElement>() {
                            drop(area.focus());
                            area.select();
                        }
                        Action::fail(ShareText::CopyByHand.text(language))
                    }
                };
                store.dispatch(said);
            });
        }
    };
    let save = move |_: MouseEvent| give.emit(CommandText::SaveFile);
    let is_file_first = reach == LinkLength::File;
    html! {
        <Frame title={name_of(CommandText::Share, language)} class="share">
            <div class="share-options">
                { access }
                { view }
                { tab }
                { theme }
            </div>
            if has_pointed {
                <Toggle id="share-points" label={text(ShareText::Points)} is_on={choice.points} on_change={on_points} />
            }
            <div
                class="tabs"
                role="tablist"
                onkeydown={arrows()}
                aria-label={text(ShareText::As)}
            >
                { for Snippet::ALL.iter().map(|snippet| {
                    let choice = choice.clone();
                    let snippet = *snippet;
                    let is_chosen = snippet == choice.snippet;
                    let onclick =
                        Callback::from(move |_| choice.set(Choice { snippet, ..(*choice).clone() }));
                    tab_button(text(name_of_snippet(snippet)), is_chosen, onclick)
                }) }
            </div>
            <div class="share-link">
                <textarea
                    ref={area}
                    id="share-text"
                    class="mono"
                    readonly=true
                    rows="6"
                    spellcheck="false"
                    aria-label={text(name_of_snippet(choice.snippet))}
                    value={shown}
                />
                if length < QR {
                    { code(&whole, text(ShareText::QrCode)) }
                }
            </div>
            <p class={classes!("link-length", class)} role="status">{ text(gets) }</p>
            <p class="muted">{ text(ShareText::Private) }</p>
            <div class="row end">
                <button type="button" class={if is_file_first { "button primary" } else { "button" }} onclick={save}>
                    { Icon::Download.svg() }{ name_of(CommandText::SaveFile, language) }
                </button>
                <button type="button" class={if is_file_first { "button" } else { "button primary" }} onclick={on_copy}>
                    { Icon::Copy.svg() }{ text(ShareText::Copy) }
                </button>
            </div>
        </Frame>
    }
}

fn name_of_snippet(snippet: Snippet) -> ShareText {
    match snippet {
        Snippet::Link => ShareText::AsLink,
        Snippet::Markdown => ShareText::AsMarkdown,
        Snippet::Frame => ShareText::AsFrame,
        Snippet::Element => ShareText::AsElement,
    }
}

fn place_of<T: PartialEq>(all: &[T], value: T) -> usize {
    all.iter().position(|it| *it == value).unwrap_or_default()
}
