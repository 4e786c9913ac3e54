//! The page that a first visit begins with, drawn to text while a release is built.
//!
//! It is shown until the planner has loaded: what a visitor sees first is what the planner then
//! draws in its place.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::app::App;
use super::parts::print;
use super::startup::{Boot, boot};
use crate::locale::Language;

/// Draws the page with the first sample, as HTML. The board shows all of the plan, as on a sheet of
/// paper, since nothing is known of the window.
#[wasm_bindgen]
pub async fn prerender() -> String {
    print();
    let state = boot(Language::default(), false).await;
    let boot = Boot { state: Rc::new(state) };
    yew::LocalServerRenderer::<App>::with_props(boot).hydratable(false).render().await
}
