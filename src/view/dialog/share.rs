//! The share dialog: the plan as a link, with its length and what that means for sending it.

use web_sys::HtmlTextAreaElement;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::frame::DialogFrame;
use super::qr::code;
use crate::format::link::address::{Address, PlanSource};
use crate::format::link::length::{LinkLength, QR};
use crate::format::link::{encode, snippet::Snippet};
use crate::locale::{CommandText, Language, ShareText, ShellText};
use crate::page::{Access, Options, Pointed, Tab, Theme, View};
use crate::platform::{self, base_address};
use crate::view::commands::use_run_command;
use crate::view::field::{SelectField, Toggle};
use crate::view::parts::{
    Button, ButtonLook, Icon, arrows, name_of, say, shell, tab_button, use_language,
};
use crate::view::state::{Action, use_store};

/// The choices made in the dialog.
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
    let run_command = use_run_command();
    let choice = use_state_eq(Choice::default);
    let area = use_node_ref();
    let text = |text: ShareText| say(text.text(language));
    // A plan that came by a link and was not changed is passed on as it came, since a newer program
    // may have made it.
    let passed_on = store.visit.as_deref().filter(|it| it.is_locked()).map(|it| it.source.clone());
    let link = use_memo(store.plan().clone(), |plan| encode(plan));
    let pointed = match store.highlight.0 {
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
    let picking = Picking { choice: &choice, language };
    let access = picking.pick(
        "share-access",
        ShareText::Access,
        choice.access,
        vec![
            (Access::Open, ShareText::AccessOpen),
            (Access::ReadOnly, ShareText::AccessReadOnly),
            (Access::Interactive, ShareText::AccessInteractive),
        ],
        |it, access| it.access = access,
    );
    let view = picking.pick(
        "share-view",
        ShareText::View,
        choice.view,
        vec![
            (View::Full, ShareText::ViewFull),
            (View::Board, ShareText::ViewBoard),
            (View::Rules, ShareText::ViewRules),
            (View::Both, ShareText::ViewBoth),
        ],
        |it, view| it.view = view,
    );
    let named = |tab: Tab| (Some(tab), name_of_tab(tab, language));
    let tab = picking.pick_named(
        "share-tab",
        ShareText::Tab,
        choice.tab,
        std::iter::once((None, text(ShareText::AsUsual)))
            .chain(Tab::ALL.iter().copied().map(named))
            .collect(),
        |it, tab| it.tab = tab,
    );
    let theme = picking.pick(
        "share-theme",
        ShareText::Theme,
        choice.theme,
        vec![
            (None, ShareText::AsReader),
            (Some(Theme::Light), ShareText::ThemeLight),
            (Some(Theme::Dark), ShareText::ThemeDark),
        ],
        |it, theme| it.theme = theme,
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
    let save = move |_: MouseEvent| run_command.emit(CommandText::SaveFile);
    let is_file_first = reach == LinkLength::File;
    let first_if = |is_first| if is_first { ButtonLook::Primary } else { ButtonLook::Plain };
    html! {
        <DialogFrame>
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
                <Button
                    label={name_of(CommandText::SaveFile, language)}
                    icon={Icon::Download}
                    look={first_if(is_file_first)}
                    onclick={save}
                />
                <Button
                    label={text(ShareText::Copy)}
                    icon={Icon::Copy}
                    look={first_if(!is_file_first)}
                    onclick={on_copy}
                />
            </div>
        </DialogFrame>
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

/// The name of a tab of the report.
fn name_of_tab(tab: Tab, language: Language) -> AttrValue {
    let text = match tab {
        Tab::Rules => ShellText::RulesToAdd,
        Tab::Selection => ShellText::Selection,
        Tab::Existing => ShellText::ExistingRules,
        Tab::Trace => ShellText::Trace,
        Tab::Change => ShellText::Change,
    };
    shell(text, language)
}

/// The lists of the dialog. The first entry of each is the default.
struct Picking<'a> {
    choice: &'a UseStateHandle<Choice>,
    language: Language,
}

impl Picking<'_> {
    /// A list of values with their names on the page.
    fn pick<T: PartialEq + Clone + 'static>(
        &self,
        id: &'static str,
        label: ShareText,
        value: T,
        options: Vec<(T, ShareText)>,
        set: fn(&mut Choice, T),
    ) -> Html {
        let name = |(value, text): (T, ShareText)| (value, say(text.text(self.language)));
        self.pick_named(id, label, value, options.into_iter().map(name).collect(), set)
    }

    fn pick_named<T: PartialEq + Clone + 'static>(
        &self,
        id: &'static str,
        label: ShareText,
        value: T,
        options: Vec<(T, AttrValue)>,
        set: fn(&mut Choice, T),
    ) -> Html {
        let choice = self.choice.clone();
        let on_change = Callback::from(move |value: T| {
            let mut next = (*choice).clone();
            set(&mut next, value);
            choice.set(next);
        });
        let label = say(label.text(self.language));
        html! { <SelectField<T> {id} {label} {value} {options} {on_change} /> }
    }
}
