//! The planner's page: Yew components that draw the plan and the report and send edits.
//!
//! They decide nothing: what flows, what is missing and what it is called comes from the stages
//! before. Their own state is only about what is shown.

mod answer;
mod answering;
mod app;
mod board;
mod code;
mod commands;
mod dialog;
mod embed;
mod field;
mod form;
mod frame;
mod inspector;
mod library;
mod parts;
mod persistence;
#[cfg(feature = "prerender")]
pub mod prerender;
mod reach;
mod rules;
mod saving;
mod shared;
mod startup;
mod state;
mod why;

use std::rc::Rc;

use crate::format::link::address::Address;
use crate::page::View;
use crate::platform::{WorkerScope, fragment};

/// Starts the page, once its first state has been read. In a worker, answers plans for the page.
pub fn start() {
    console_error_panic_hook::set_once();
    if let Some(worker) = WorkerScope::here() {
        return answering::answer_in(worker);
    }
    let options = Address::parse(&fragment()).options;
    let keeps = options.view == View::Full;
    if !keeps {
        yew::platform::spawn_local(embed::EMBED.ahead());
    }
    yew::platform::spawn_local(async move {
        let state = startup::boot(options.language.unwrap_or_default(), keeps).await;
        let state = shared::arrived(state).await.with_worker();
        let boot = startup::Boot { state: Rc::new(state) };
        if let Some(root) = gloo::utils::document().get_element_by_id("app") {
            // Removes the message that is shown while the page is loading.
            root.set_inner_html("");
            yew::Renderer::<app::App>::with_root_and_props(root, boot).render();
        }
    });
}
