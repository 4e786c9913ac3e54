//! The planner's page: Yew components that draw the plan and the report and send edits.
//!
//! They decide nothing: what flows, what is missing and what it is called comes from the stages
//! before. Their own state is only about what is shown.

mod answer;
mod app;
mod board;
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
mod rules;
mod saving;
mod shared;
mod startup;
mod state;

use crate::format::link::address::Address;
use crate::page::View;
use crate::platform::fragment;

/// Starts the page, once its first state has been read.
pub fn start() {
    console_error_panic_hook::set_once();
    let options = Address::parse(&fragment()).options;
    let keeps = options.view == View::Full;
    yew::platform::spawn_local(async move {
        let boot = startup::boot(options.language.unwrap_or_default(), keeps).await;
        if let Some(root) = gloo::utils::document().get_element_by_id("app") {
            // Removes the message that is shown while the page is loading.
            root.set_inner_html("");
            yew::Renderer::<app::App>::with_root_and_props(root, boot).render();
        }
    });
}
