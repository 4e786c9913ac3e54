//! The planner's page.
mod store;

use yew::prelude::*;

#[function_component]
fn App() -> Html {
    html! { <p>{ "ELB Rule Planner" }</p> }
}

/// Puts the planner on the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
