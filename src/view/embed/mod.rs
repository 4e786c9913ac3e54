//! A plan embedded in another page: its board, its rules or both, without the rest of the planner.

mod messages;
mod reader_inputs;
mod say;

use messages::use_messages;

use web_sys::Element;
use yew::prelude::*;

use super::answer::RulesToAdd;
use super::board::Board;
use super::dialog::Dialogs;
use super::shared::arrival_now;
use crate::format::link::{
    self,
    address::{Address, PlanSource},
};
use crate::layout::Scene;
use crate::locale::{EmbedText, GeneralText, ShareText};
use crate::page::{Access, Options, View};
use crate::platform::{base_address, client_rect, observe_size};
use crate::view::answer::NotChecked;
use crate::view::frame::Notices;
use crate::view::parts::{Button, ButtonLook, chunk, say as said, use_language};
use crate::view::state::{Action, VisitStage, use_store};
use reader_inputs::ReaderInputs;

/// The margin around the drawing, and the least width of the picture, in board units; the least
/// width keeps a small plan from being enlarged.
const MARGIN: f64 = 24.0;
const LEAST_WIDTH: f64 = 640.0;

chunk! {
    /// The embedded view of a plan.
    pub(crate) const EMBED: Chunk = embed::embed(Embed);
}

/// The embedded view of a plan.
#[component]
fn Embed() -> Html {
    let store = use_store();
    use_messages(&store);
    let language = use_language();
    let root = use_node_ref();
    let visited = store.visit.clone();
    let access = visited.as_ref().and_then(|visit| match &visit.stage {
        VisitStage::Shown { access, .. } => Some(*access),
        VisitStage::Loading | VisitStage::Failed(_) => None,
    });
    {
        let (root, store) = (root.clone(), store.clone());
        // The page around the planner is told every height and every new report.
        use_effect_with((store.report.clone(), access), move |_| {
            let element = root.cast::<Element>();
            let observed = element.and_then(|element| {
                let measured = element.clone();
                observe_size(&element, move || say::rendered(&store, client_rect(&measured).height))
            });
            move || drop(observed)
        });
    }
    let text = |text: EmbedText| said(text.text(language));
    let Some(access) = access else {
        return html! {
            <div class="embed empty" ref={root}>
                { match visited.as_ref().map(|visit| &visit.stage) {
                    Some(VisitStage::Failed(why)) => html! {
                        <p role="alert">
                            <b>{ said(ShareText::NotOpened.text(language)) }</b>{ " " }{ why.clone() }
                        </p>
                    },
                    Some(_) => html! {
                        <p role="status">{ said(ShareText::Loading(String::new()).text(language)) }</p>
                    },
                    None => html! { <p role="status">{ text(EmbedText::NoPlan) }</p> },
                } }
            </div>
        };
    };
    let view = store.options.view;
    let is_interactive = access == Access::Interactive && !store.is_locked();
    let reset =
        visited.as_ref().filter(|_| is_interactive && store.history.can_undo()).map(|visit| {
            let (store, fragment) = (store.clone(), visit.fragment.clone());
            move |_| store.dispatch(Action::Arrive(Box::new(arrival_now(fragment.clone()))))
        });
    let open = Address {
        // A plan that only a newer planner fully understands is passed on as it came.
        plan: match visited.as_ref().filter(|_| store.is_locked()) {
            Some(visit) => Some(visit.source.clone()),
            None => Some(PlanSource::Link(link::encode(store.plan()))),
        },
        options: Options { theme: store.options.theme, ..Options::default() },
    };
    let class = classes!("embed", store.is_locked().then_some("locked"));
    html! {
        <div {class} ref={root} data-view={view.word()}>
            if view != View::Rules {
                <div class="embed-board">
                    { sizer(&Scene::of(store.plan())) }
                    <Board />
                    <Notices />
                </div>
            }
            if is_interactive {
                <ReaderInputs key={visited.as_ref().map(|visit| visit.fragment.clone()).unwrap_or_default()} />
            }
            if view != View::Board {
                <div class="embed-rules">
                    <NotChecked all=true />
                    <RulesToAdd />
                </div>
            }
            <footer class="embed-foot">
                <span class="muted">{ said(GeneralText::ProductName.text(language)) }</span>
                <span class="space" />
                if let Some(onclick) = reset {
                    <Button
                        label={text(EmbedText::Reset)}
                        look={ButtonLook::Quiet}
                        small=true
                        {onclick}
                    />
                }
                <a
                    class="text-link"
                    href={format!("{}#{}", base_address(), open.fragment())}
                    target="_blank"
                    rel="noopener"
                >
                    { text(EmbedText::OpenInPlanner) }
                </a>
            </footer>
            <Dialogs />
        </div>
    }
}

/// An empty picture as wide and as high as the plan. It gives the board its height.
fn sizer(scene: &Scene) -> Html {
    let (width, height) = scene.bounds().map_or((LEAST_WIDTH, LEAST_WIDTH / 2.0), |bounds| {
        (bounds.width + 2.0 * MARGIN, bounds.height + 2.0 * MARGIN)
    });
    let view_box = format!("0 0 {} {height}", width.max(LEAST_WIDTH));
    html! { <svg class="sizer" viewBox={view_box} aria-hidden="true" /> }
}
