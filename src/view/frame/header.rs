//! The header of the page: the plan's name, and the commands for the plan as a whole.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::command::command;
use crate::edit::Edit;
use crate::locale::{CommandText, GeneralText, KeepingText, ShellText};
use crate::platform::prefers_apple_keys;
use crate::view::commands::{FILE_FIELD, is_enabled, open_chosen, use_run_command};
use crate::view::field::{TypingProps, any_text, use_typing};
use crate::view::parts::{Icon, name_of, not_saved, say, shell, use_language};
use crate::view::state::{Action, use_persistence, use_store};

/// The id of the button that shows the plans.
pub(crate) const SHOW_PLANS: &str = "show-plans";

/// The header of the page.
#[component]
pub(crate) fn Header() -> Html {
    let store = use_store();
    let language = use_language();
    let chosen = {
        let store = store.clone();
        move |event: Event| open_chosen(&store, language, &event.target_unchecked_into())
    };
    html! {
        <header class="header">
            <h1 class="visually-hidden">{ say(GeneralText::ProductName.text(language)) }</h1>
            { logo() }
            if store.is_locked() {
                <span class="plan-name shown" title={shell(ShellText::PlanName, language)}>
                    { match store.plan().name.as_str() {
                        "" => shell(ShellText::UntitledPlan, language),
                        name => AttrValue::from(name.to_owned()),
                    } }
                </span>
            } else {
                <PlanName />
            }
            if !store.is_visiting() {
                <Saved />
            }
            <span class="space" />
            <Tool name={CommandText::Undo} icon={Icon::Undo} />
            <Tool name={CommandText::Redo} icon={Icon::Redo} />
            <Tool
                name={CommandText::Search}
                icon={Icon::Search}
                label={shell(ShellText::Search, language)}
            />
            <Tool
                name={CommandText::ShowPlans}
                icon={Icon::Folder}
                label={name_of(CommandText::ShowPlans, language)}
                look="button"
            />
            <Tool
                name={CommandText::Share}
                icon={Icon::Share}
                label={shell(ShellText::Share, language)}
                look="button"
            />
            <Tool
                name={CommandText::Export}
                icon={Icon::Download}
                label={name_of(CommandText::Export, language)}
                look="button primary"
            />
            <input
                id={FILE_FIELD}
                class="visually-hidden"
                type="file"
                accept=".json,application/json"
                tabindex="-1"
                aria-hidden="true"
                onchange={chosen}
            />
        </header>
    }
}

/// The sign that says whether everything is saved.
#[component]
pub(crate) fn Saved() -> Html {
    let language = use_language();
    let storage = use_persistence().storage;
    let plans = use_store().all_persisted();
    let unwritten = plans.iter().map(|it| it.session.unwritten().len()).sum::<usize>();
    let (text, class) = match &storage.trouble {
        Some(error) if storage.is_failing() => (KeepingText::NotSaved(not_saved(error)), "failed"),
        _ if unwritten > 0 => (KeepingText::Saving, "pending"),
        _ => (KeepingText::Saved, ""),
    };
    html! {
        <span class={classes!("saved", class)} data-unwritten={unwritten.to_string()}>
            { say(text.text(language)) }
        </span>
    }
}

/// The field for the plan's name.
#[component]
fn PlanName() -> Html {
    let store = use_store();
    let language = use_language();
    let (id, label) = (AttrValue::Static("plan-name"), shell(ShellText::PlanName, language));
    let rename = {
        let store = store.clone();
        move |name: String| store.dispatch(Action::typed(Edit::Rename(name), "plan.name"))
    };
    let value = AttrValue::from(store.plan().name.clone());
    let typing = use_typing(&TypingProps {
        id: &id,
        label: &label,
        value: &value,
        commit: &any_text(rename),
        is_live: true,
        has_lines: false,
    });
    let oninput = typing
        .oninput
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <input
            ref={typing.control}
            {id}
            class="plan-name"
            aria-label={label}
            placeholder={shell(ShellText::UntitledPlan, language)}
            value={typing.text}
            maxlength="128"
            spellcheck="false"
            {oninput}
            onblur={typing.onblur}
            onkeydown={typing.onkeydown}
        />
    }
}

/// The logo of the planner.
pub(crate) fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 26 26" aria-hidden="true">
            <rect class="logo-ground" width="26" height="26" rx="7" />
            <path class="logo-sign" d="M6 8h5l4 5-4 5H6M15 13h5" />
        </svg>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct ToolProps {
    name: CommandText,
    #[prop_or_default]
    icon: Option<Icon>,
    #[prop_or_default]
    label: Option<AttrValue>,
    #[prop_or("button quiet")]
    look: &'static str,
}

/// A button that runs a command.
#[component]
fn Tool(props: &ToolProps) -> Html {
    let ToolProps { name, icon, label, look } = props.clone();
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    // A command that changes the plan is not offered while the plan is locked.
    if store.is_locked() && command(name).is_some_and(|it| it.edits) {
        return Html::default();
    }
    let keys = command(name).and_then(|it| it.shortcut);
    let keys = keys.map(|keys| keys.label(prefers_apple_keys()));
    let full = name_of(name, language);
    let tip = match &keys {
        Some(keys) => format!("{full} ({keys})"),
        None => full.to_string(),
    };
    // The search button is named by its label; where only its icon is shown, by its tip.
    let is_search = name == CommandText::Search;
    // A button with words shows its icon only on narrow screens.
    let is_narrow_icon = label.is_some() && !is_search;
    html! {
        <button
            id={(name == CommandText::ShowPlans).then_some(SHOW_PLANS)}
            type="button"
            class={classes!(look, (label.is_none() || is_search).then_some("icon-only"))}
            title={tip}
            aria-label={(!is_search).then_some(full)}
            disabled={!is_enabled(name, &store)}
            onclick={move |_| run_command.emit(name)}
        >
            if let Some(icon) = icon {
                <span class={is_narrow_icon.then_some("narrow-only")}>{ icon.svg() }</span>
            }
            if let Some(label) = label {
                <span class={if is_search { "wide" } else { "label" }}>{ label }</span>
            }
            if let (true, Some(keys)) = (is_search, keys) {
                <kbd class="wide">{ keys }</kbd>
            }
        </button>
    }
}
