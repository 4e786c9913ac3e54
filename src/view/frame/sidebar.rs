//! The left column: the palette and the outline.

use yew::prelude::*;

use super::outline::Outline;
use super::palette::Palette;
use super::plan_map::PlanMap;
use crate::locale::ShellText;
use crate::view::parts::{arrows, shell, tab_button, use_language};
use crate::view::state::use_store;

/// The left column.
#[component]
pub(crate) fn Sidebar() -> Html {
    let language = use_language();
    let store = use_store();
    let shows_outline = use_state(|| false);
    if store.is_locked() {
        let outline = shell(ShellText::Outline, language);
        return html! {
            <nav class="sidebar" aria-label={outline.clone()}>
                <div class="sidebar-head"><h2 class="section-title">{ outline }</h2></div>
                <div class="sidebar-list"><Outline /></div>
                <PlanMap />
            </nav>
        };
    }
    let choose = |is_outline: bool, text| {
        let is_chosen = *shows_outline == is_outline;
        let shows_outline = shows_outline.clone();
        let onclick = Callback::from(move |_| shows_outline.set(is_outline));
        tab_button(shell(text, language), is_chosen, onclick)
    };
    html! {
        <nav class="sidebar" aria-label={shell(ShellText::Add, language)}>
            <div class="sidebar-head">
                <div class="tabs" role="tablist" onkeydown={arrows()}>
                    { choose(false, ShellText::Add) }
                    { choose(true, ShellText::Outline) }
                </div>
            </div>
            <div class="sidebar-list">
                if *shows_outline {
                    <Outline />
                } else {
                    <Palette />
                }
            </div>
            <PlanMap />
        </nav>
    }
}
