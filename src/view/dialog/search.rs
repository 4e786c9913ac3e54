//! The command palette: a search for commands and drawn things by typed words.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::frame::DialogFrame;
use crate::command::{COMMANDS, DrawnKind, ViewChange};
use crate::locale::{AnswerText, CommandText, CommandWords, ElementKindText, Language, ShellText};
use crate::plan::{ElementId, Plan};
use crate::platform::{focus, prefers_apple_keys};
use crate::view::commands::{is_enabled, use_run_command};
use crate::view::parts::{Icon, name_of, say, shell, use_language};
use crate::view::state::{Action, Store, use_store};

/// The id of the field, for the focus.
const FIELD: &str = "search-field";
const MOST: usize = 60;

/// A command or a thing that the search found.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Hit {
    Command(CommandText),
    Thing(ElementId),
}

/// The command palette.
#[component]
pub(super) fn Search() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let words = use_state(String::new);
    let at = use_state(|| 0_usize);
    use_effect_with((), |()| focus(FIELD));
    // The hits for the words in the field, and the place of the chosen one. They are worked out at
    // each key, since the last letter may not be drawn yet: Enter right after it must not run a hit
    // for the words before.
    let now = {
        let (store, words, at) = (store.clone(), words.clone(), at.clone());
        move || {
            let found = hits(&store, &words, language);
            let chosen = (*at).min(found.len().saturating_sub(1));
            (found, chosen)
        }
    };
    let (found, chosen) = now();
    let run = {
        let store = store.clone();
        Callback::from(move |hit: Hit| {
            store.dispatch(Action::Close);
            match hit {
                Hit::Command(name) => run_command.emit(name),
                Hit::Thing(id) => {
                    store.dispatch(Action::Select(vec![id]));
                    store.dispatch(Action::View(ViewChange::Reveal(id)));
                }
            }
        })
    };
    let oninput = {
        let (words, at) = (words.clone(), at.clone());
        move |event: InputEvent| {
            words.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        }
    };
    let onkeydown = {
        let (run, at, store) = (run.clone(), at.clone(), store.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            // Otherwise the first press would empty the field, and only the next would close the
            // dialog.
            "Escape" => {
                event.prevent_default();
                store.dispatch(Action::Close);
            }
            "ArrowDown" => {
                event.prevent_default();
                let (found, chosen) = now();
                at.set(chosen.saturating_add(1).min(found.len().saturating_sub(1)));
            }
            "ArrowUp" => {
                event.prevent_default();
                at.set(now().1.saturating_sub(1));
            }
            "Enter" => {
                event.prevent_default();
                let (found, chosen) = now();
                if let Some(hit) = found.get(chosen) {
                    run.emit(*hit);
                }
            }
            _ => {}
        }
    };
    let count = shell(ShellText::Found(found.len()), language);
    html! {
        <DialogFrame>
            <div class="field">
                <input
                    id={FIELD}
                    type="search"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="search-hits"
                    aria-activedescendant={format!("hit-{chosen}")}
                    aria-label={say(AnswerText::SearchPlaceholder.text(language))}
                    placeholder={say(AnswerText::SearchPlaceholder.text(language))}
                    autocomplete="off"
                    spellcheck="false"
                    {oninput}
                    {onkeydown}
                />
            </div>
            <p class="visually-hidden" role="status">{ count }</p>
            <ul id="search-hits" class="hits" role="listbox">
                { for found.iter().enumerate().map(|(index, hit)| {
                    row(store.plan(), *hit, index, index == chosen, &run, language)
                }) }
            </ul>
            if found.is_empty() {
                <p class="muted">{ say(AnswerText::NothingFound.text(language)) }</p>
            }
        </DialogFrame>
    }
}

/// The hits that match every typed word: commands that can run now, then things.
fn hits(store: &Store, words: &str, language: Language) -> Vec<Hit> {
    let words = words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let matches = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    let plan = store.plan();
    let commands = COMMANDS
        .iter()
        .map(|command| command.name)
        .filter(|name| *name != CommandText::Search && is_enabled(*name, store))
        .filter(|name| {
            let further = CommandWords(*name).text(language);
            matches(&format!("{} {further}", name.text(language)))
        })
        .map(Hit::Command);
    let things = plan.element_ids().filter(|id| matches(&about(plan, *id, language)));
    commands.chain(things.map(Hit::Thing)).take(MOST).collect()
}

/// The text that a thing is found by: its kind, its name and its addresses.
fn about(plan: &Plan, id: ElementId, language: Language) -> String {
    let kind = ElementKindText(id).text(language);
    format!("{kind} {} {}", plan.name_of(id).unwrap_or_default(), address(plan, id))
}

fn address(plan: &Plan, id: ElementId) -> String {
    let address = match id {
        ElementId::Vpc(id) => plan.vpc(id).map(|it| it.cidr.to_string()),
        ElementId::Subnet(id) => plan.subnet(id).map(|it| it.cidr.to_string()),
        ElementId::Server(id) => plan.server(id).map(|it| {
            let addresses = [it.ipv4.map(|it| it.to_string()), it.ipv6.map(|it| it.to_string())];
            addresses.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }),
        ElementId::IpBackend(id) => plan.ip_backend(id).map(|it| it.address.to_string()),
        _ => None,
    };
    address.unwrap_or_default()
}

fn row(
    plan: &Plan,
    hit: Hit,
    index: usize,
    is_chosen: bool,
    run: &Callback<Hit>,
    language: Language,
) -> Html {
    let run = run.clone();
    let (icon, label, detail) = match hit {
        Hit::Command(name) => {
            let keys = crate::command::command(name).and_then(|it| it.shortcut);
            let keys = keys.map(|keys| keys.label(prefers_apple_keys())).unwrap_or_default();
            (html! {}, name_of(name, language), keys)
        }
        Hit::Thing(id) => (
            Icon::Of(DrawnKind::of(id)).svg(),
            AttrValue::from(plan.name_of(id).unwrap_or_default().to_owned()),
            address(plan, id),
        ),
    };
    html! {
        <li
            id={format!("hit-{index}")}
            class={classes!("hit", is_chosen.then_some("chosen"))}
            role="option"
            aria-selected={is_chosen.to_string()}
            onclick={move |_| run.emit(hit)}
        >
            { icon }
            <span>{ label }</span>
            <span class="space" />
            <kbd>{ detail }</kbd>
        </li>
    }
}
