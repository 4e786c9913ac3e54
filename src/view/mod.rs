//! The planner's page: Yew components that draw the plan and the report and send edits.
//!
//! They decide nothing: what flows, what is missing and what it is called comes from the stages
//! before. What they hold is only about looking.

mod action;
mod answer;
mod app;
mod asking;
mod auditing;
mod board;
mod change;
mod clause;
mod cloud;
mod dialog;
mod embed;
mod field;
mod footer;
mod give;
mod header;
mod icon;
mod inspector;
mod keeping;
mod keys;
mod library;
mod listen;
mod more;
mod new_version;
mod notice;
mod outline;
mod palette;
mod readings;
mod rules;
mod shared;
mod sidebar;
mod store;
mod tabs;
mod text;
mod unfinished;
mod working;

use crate::format::link::address::{Address, View};
use crate::platform::fragment;

/// Puts the planner on the page, once what the page begins with has been read.
pub fn start() {
    console_error_panic_hook::set_once();
    let options = Address::parse(&fragment()).options;
    let keeps = options.view == View::Full;
    yew::platform::spawn_local(async move {
        let boot = keeping::boot(options.language.unwrap_or_default(), keeps).await;
        if let Some(root) = gloo::utils::document().get_element_by_id("app") {
            // The message that stood there while the page was loading has done its work.
            root.set_inner_html("");
            yew::Renderer::<app::App>::with_root_and_props(root, boot).render();
        }
    });
}
