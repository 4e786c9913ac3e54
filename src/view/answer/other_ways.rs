//! Other ways to let pass what a change lets pass, which are looked for when somebody asks.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::command::CommandStep;
use crate::engine::AlternativesSearch;
use crate::engine::report::{Alternative, ChangeId};
use crate::locale::{AlternativeText, AlternativesLabel, GeneralText, NoticeText};
use crate::platform::idle;
use crate::view::parts::{Button, ButtonLook, chunk, prose, say, use_language};
use crate::view::state::{Action, use_store};

chunk! {
    /// The ways that were found, for one change.
    const WAYS: Chunk<fn(ChangeId) -> Html> =
        rules::other_ways(|change| html! { <Ways {change} /> });
}

/// The state of the part that shows them.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    No,
    Loading,
    Failed,
    Yes,
}

/// The properties of [`OtherWays`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct OtherWaysProps {
    pub(super) change: ChangeId,
    /// Protocol and ports of the change, by which the button is told from others.
    pub(super) columns: AttrValue,
}

#[derive(Clone, Copy, PartialEq, Properties)]
struct WaysProps {
    change: ChangeId,
}

/// The button that looks for other ways, and what it finds.
#[component]
pub(super) fn OtherWays(props: &OtherWaysProps) -> Html {
    let language = use_language();
    let shown = use_state(|| Shown::No);
    let onclick = {
        let shown = shown.clone();
        move |_| {
            if *shown == Shown::Yes {
                shown.set(Shown::No);
                return;
            }
            let shown = shown.clone();
            shown.set(Shown::Loading);
            spawn_local(async move {
                let is_there = WAYS.entry().await.is_ok();
                shown.set(if is_there { Shown::Yes } else { Shown::Failed });
            });
        }
    };
    let ways = match *shown {
        Shown::Yes => WAYS.loaded().map(|draw| draw(props.change)).unwrap_or_default(),
        Shown::Failed => html! {
            <p class="why" role="alert">{ say(GeneralText::PartNotLoaded.text(language)) }</p>
        },
        Shown::Loading | Shown::No => Html::default(),
    };
    let is_open = *shown == Shown::Yes;
    let label = say(AlternativesLabel::Find.text(language));
    html! {
        <div class="other-ways">
            <Button
                label={label.clone()}
                spoken={format!("{label}: {}", props.columns)}
                small=true
                look={ButtonLook::Quiet}
                class="other-ways-find"
                pressed={is_open}
                {onclick}
            />
            { ways }
        </div>
    }
}

/// The ways that were found for one plan.
#[derive(Clone, PartialEq)]
enum Found {
    Searching,
    Ways(Rc<[Alternative]>),
}

/// The other ways for a change of the plan that is open.
#[component]
fn Ways(props: &WaysProps) -> Html {
    let store = use_store();
    let language = use_language();
    let found = use_state(|| Found::Searching);
    let change = props.change;
    {
        let (found, plan, report) = (found.clone(), store.plan().clone(), store.report.clone());
        use_effect_with((change, report.clone()), move |_| {
            let is_wanted = Rc::new(std::cell::Cell::new(true));
            let is_still_wanted = is_wanted.clone();
            found.set(Found::Searching);
            spawn_local(async move {
                let mut search = AlternativesSearch::new(plan, report, change);
                while is_still_wanted.get() {
                    if let Some(ways) = search.step() {
                        found.set(Found::Ways(ways.into()));
                        break;
                    }
                    idle().await;
                }
            });
            move || is_wanted.set(false)
        });
    }
    let ways = match &*found {
        Found::Searching => {
            return html! {
                <p class="muted" role="status">{ say(GeneralText::Loading.text(language)) }</p>
            };
        }
        Found::Ways(ways) if ways.is_empty() => {
            return html! {
                <p class="muted" role="status">
                    { say(AlternativesLabel::Nothing.text(language)) }
                </p>
            };
        }
        Found::Ways(ways) => ways.clone(),
    };
    let row = |way: &Alternative| {
        let text = AlternativeText::of(way, store.plan(), &store.report);
        let take = {
            let (store, edits) = (store.clone(), way.remedy.clone());
            move |_| {
                let said = Some(NoticeText::Applied(1));
                store.dispatch(Action::Take(CommandStep::of(edits.clone()).saying(said)));
            }
        };
        let label = AlternativesLabel::Take.text(language);
        html! {
            <li>
                <p>{ prose(&text.segments(language)) }</p>
                <Button
                    label={say(label.clone())}
                    small=true
                    edits=true
                    class="other-ways-take"
                    disabled={store.shows_old_answer()}
                    spoken={format!("{label}: {}", text.plain(language))}
                    onclick={take}
                />
            </li>
        }
    };
    html! {
        <>
            <p class="other-ways-title">{ say(AlternativesLabel::Title.text(language)) }</p>
            <ul>{ for ways.iter().map(row) }</ul>
        </>
    }
}
