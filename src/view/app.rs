//! The page as a whole.

use web_sys::DragEvent;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::answer::{self, Answer};
use super::board::Board;
use super::dialog::{DIALOGS, Dialogs};
use super::embed::EMBED;
use super::library::LIBRARY;
use super::reach::REACH;
use super::shared::{Banner, LINKS, use_address};
use crate::locale::{Language, ShellText};
use crate::page::{Theme, View};
use crate::platform::{
    ThemeChoice, apply_theme, focus, keep_theme, on_window, set_page_language, stored_theme,
};
use crate::view::answering::use_slow_answers;
use crate::view::board::{BoardWindow, Carried};
use crate::view::code::CONNECTIONS;
use crate::view::commands::{
    CONSOLE_STEPS, FILES, ThemeSwitch, open_file, use_run_command, use_shortcuts,
};
use crate::view::frame::{Footer, Header, NewVersion, Notices, SHOW_PLANS, Sidebar};
use crate::view::parts::{
    Chunk, arrows, lazy, load_ahead, shell, tab_button, use_language, use_listening,
};
use crate::view::saving::Saving;
use crate::view::startup::Boot;
use crate::view::state::{
    Action, Followers, Page as ShownPage, Pane, Store, use_followers, use_store,
};
use crate::view::why::REASON;

/// The planner.
#[component]
pub(crate) fn App(boot: &Boot) -> Html {
    let store: Store = use_reducer(|| (*boot.state).clone());
    let followers = use_followers(&store);
    let language = store.options.language.unwrap_or_default();
    let carried = use_memo((), |()| Carried::default());
    let window = use_memo((), |()| BoardWindow::default());
    use_effect_with(language, |language| set_page_language(language.tag()));
    html! {
        <ContextProvider<Language> context={language}>
            <ContextProvider<Store> context={store}>
                <ContextProvider<Followers> context={followers}>
                    <ContextProvider<Carried> context={(*carried).clone()}>
                        <ContextProvider<BoardWindow> context={(*window).clone()}>
                            <Page />
                        </ContextProvider<BoardWindow>>
                    </ContextProvider<Carried>>
                </ContextProvider<Followers>>
            </ContextProvider<Store>>
        </ContextProvider<Language>>
    }
}

/// The whole page, with the theme it is shown in.
#[component]
fn Page() -> Html {
    let store = use_store();
    let asked = store.options.theme.map(|theme| match theme {
        Theme::Light => ThemeChoice::Light,
        Theme::Dark => ThemeChoice::Dark,
    });
    // A theme that the address asks for holds until the visitor chooses one, and is not stored.
    let chosen = use_state_eq(|| (stored_theme(), None));
    let theme = match (asked, chosen.1) {
        (Some(asked), over) if over != Some(asked) => asked,
        _ => chosen.0,
    };
    use_effect_with(theme, |theme| apply_theme(*theme));
    use_address(&store);
    use_slow_answers();
    let next = Callback::from(move |()| {
        keep_theme(theme.next());
        chosen.set((theme.next(), asked));
    });
    html! {
        <ContextProvider<ThemeSwitch> context={ThemeSwitch { theme, next }}>
            if store.options.view == View::Full {
                <Columns />
            } else {
                { lazy(EMBED, |inner| html! { <div class="embed empty">{ inner }</div> }) }
            }
        </ContextProvider<ThemeSwitch>>
    }
}

/// Header, three columns and footer; two tabs on a narrow screen.
#[component]
fn Columns() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let carried = use_context::<Carried>().unwrap_or_default();
    use_shortcuts(&store, run_command);
    // Carrying an element from the palette ends wherever the pointer goes up or is cancelled.
    use_listening(move || {
        let lost = carried.clone();
        [
            on_window("pointerup", move |_| carried.set(None)),
            on_window("pointercancel", move |_| lost.set(None)),
        ]
    });
    // The chunk of the embedded view is never wanted here.
    use_effect_with((), |()| {
        spawn_local(async {
            load_ahead(answer::CHUNKS.map(Chunk::ahead)).await;
            REASON.ahead().await;
            load_ahead([DIALOGS, LIBRARY, REACH].map(Chunk::ahead)).await;
            load_ahead([CONNECTIONS.ahead(), FILES.ahead(), CONSOLE_STEPS.ahead(), LINKS.ahead()])
                .await;
        });
    });
    let shows_plans = store.page == ShownPage::Plans;
    let showed_plans = use_mut_ref(|| shows_plans);
    use_effect_with(shows_plans, move |shows_plans| {
        // Coming back from the plans returns the focus to the button that led to them.
        if showed_plans.replace(*shows_plans) && !shows_plans {
            focus(SHOW_PLANS);
        }
    });
    let pane = match store.pane {
        Pane::Sidebar => "sidebar",
        Pane::Board => "board",
        Pane::Answer => "answer",
    };
    let ondrop = {
        let store = store.clone();
        move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                open_file(&store, language, file);
            }
        }
    };
    html! {
        <div
            class={classes!(
                "shell",
                store.is_locked().then_some("locked"),
                shows_plans.then_some("behind-plans"),
            )}
            data-pane={pane}
            {ondrop}
            ondragover={|event: DragEvent| event.prevent_default()}
        >
            <Saving />
            <Header />
            <Banner />
            <Sidebar />
            <main class="board-column">
                <Board />
            </main>
            if store.shows_reach {
                { lazy(REACH, |inner| html! { <section class="reach">{ inner }</section> }) }
            }
            <Answer />
            <Notices />
            <NewVersion />
            <PaneTabs />
            <Footer />
            if shows_plans {
                { lazy(LIBRARY, |inner| html! { <div class="library">{ inner }</div> }) }
            }
            <Dialogs />
        </div>
    }
}

/// The tabs of a narrow screen.
#[component]
fn PaneTabs() -> Html {
    let store = use_store();
    let language = use_language();
    let count = store.report.changes.len();
    let tabs = [
        (Pane::Sidebar, if store.is_locked() { ShellText::Outline } else { ShellText::Add }),
        (Pane::Board, ShellText::Board),
        (Pane::Answer, ShellText::AnswerCount(count)),
    ];
    html! {
        <nav class="pane-tabs">
            <div role="tablist" onkeydown={arrows()}>
                { for tabs.into_iter().map(|(pane, text)| {
                    let is_chosen = store.pane == pane;
                    let store = store.clone();
                    let onclick = Callback::from(move |_| store.dispatch(Action::ShowPane(pane)));
                    tab_button(shell(text, language), is_chosen, onclick)
                }) }
            </div>
        </nav>
    }
}
