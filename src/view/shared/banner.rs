//! The banner above everything else, while a shared plan is shown or could not be opened.

use yew::prelude::*;

use crate::format::link::address::PlanSource;
use crate::locale::{CommandText, ShareText};
use crate::page::Access;
use crate::plan::invisible::one_line;
use crate::platform::{base_address, place};
use crate::view::commands::{copy, download, file_stem, use_run_command};
use crate::view::parts::{Button, ButtonLook, Icon, name_of, say, use_language};
use crate::view::state::{VisitStage, use_store};

/// The banner of a shared plan.
#[component]
pub(crate) fn Banner() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let Some(visit) = store.visit.clone() else { return html! {} };
    let text = |text: ShareText| say(text.text(language));
    let command = |name: CommandText, look: ButtonLook| {
        let onclick = run_command.reform(move |_: MouseEvent| name);
        html! { <Button label={name_of(name, language)} {look} small=true {onclick} /> }
    };
    let copy_link = {
        let store = store.clone();
        let link = format!("{}#{}", base_address(), visit.fragment);
        let onclick = move |_| copy(&store, language, link.clone());
        html! {
            <Button label={text(ShareText::CopyLink)} icon={Icon::Copy} small=true {onclick} />
        }
    };
    let origin = match &visit.source {
        PlanSource::Url(found) => place(found).map(|(_, origin)| origin),
        PlanSource::Link(_) => None,
    };
    let from = origin.clone().map(|origin| text(ShareText::From(origin)));
    match &visit.stage {
        VisitStage::Loading => html! {
            <section class="banner" aria-label={text(ShareText::SharedPlan)}>
                <p role="status">{ text(ShareText::Loading(origin.unwrap_or_default())) }</p>
                <div class="row">{ command(CommandText::BackToOwn, ButtonLook::Plain) }</div>
            </section>
        },
        VisitStage::Failed(why) => html! {
            <section class="banner failed" aria-label={text(ShareText::SharedPlan)}>
                <p role="alert">
                    <b>{ text(ShareText::NotOpened) }</b>{ " " }{ one_line(why).into_owned() }{ ". " }
                    { text(ShareText::OwnUntouched) }
                </p>
                <div class="row">
                    { copy_link }
                    { command(CommandText::BackToOwn, ButtonLook::Primary) }
                </div>
            </section>
        },
        VisitStage::Shown { newer: Some(newer), .. } => {
            let save = {
                let (store, newer) = (store.clone(), newer.clone());
                let name = format!("{}.json", file_stem(store.plan()));
                move |_| download(&store, language, &name, "application/json", &newer.text)
            };
            html! {
                <section class="banner newer" aria-label={text(ShareText::SharedPlan)}>
                    <p role="status">
                        { text(ShareText::MadeByNewer { version: newer.version }) }
                        if let Some(from) = from { { " " }{ from } }
                    </p>
                    <div class="row">
                        { copy_link }
                        <Button
                            label={text(ShareText::SaveAsIs)}
                            icon={Icon::Download}
                            small=true
                            onclick={save}
                        />
                        { command(CommandText::BackToOwn, ButtonLook::Quiet) }
                    </div>
                    if !newer.unknown.is_empty() {
                        <details>
                            <summary>{ text(ShareText::NotUnderstood(newer.unknown.len())) }</summary>
                            <ul>
                                { for newer.unknown.iter().map(|it| html! { <li><code>{ one_line(it).into_owned() }</code></li> }) }
                            </ul>
                        </details>
                    }
                </section>
            }
        }
        VisitStage::Shown { access, .. } => {
            let (what, look) = match access {
                Access::Open => (ShareText::Looking, ButtonLook::Primary),
                Access::ReadOnly => (ShareText::LookingOnly, ButtonLook::Plain),
                Access::Interactive => (ShareText::TryingOut, ButtonLook::Primary),
            };
            html! {
                <section class="banner" aria-label={text(ShareText::SharedPlan)}>
                    <p role="status">
                        { text(what) }
                        if let Some(from) = from { { " " }{ from } }
                    </p>
                    <div class="row">
                        { command(CommandText::MakeMine, look) }
                        { command(CommandText::BackToOwn, ButtonLook::Quiet) }
                    </div>
                </section>
            }
        }
    }
}
