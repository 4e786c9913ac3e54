//! The widths of letters in the fonts that the browser found.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The size at which letters are measured, in pixels; rounding does not matter at it.
const SIZE: f64 = 100.0;

thread_local! {
    static CANVAS: Option<CanvasRenderingContext2d> = canvas();
}

fn canvas() -> Option<CanvasRenderingContext2d> {
    let canvas = gloo::utils::document().create_element("canvas").ok()?;
    let context = canvas.dyn_into::<HtmlCanvasElement>().ok()?.get_context("2d").ok()??;
    context.dyn_into().ok()
}

/// Measures the width of a letter, in ems, in the fonts that a property of the page's styles names,
/// such as `--sans`. Nothing where the browser does not say.
pub(crate) fn letter_width(family: &str, weight: u16, letter: char) -> Option<f64> {
    let root = gloo::utils::document_element();
    let style = gloo::utils::window().get_computed_style(&root).ok()??;
    let family = style.get_property_value(family).ok()?;
    CANVAS.with(|canvas| {
        let canvas = canvas.as_ref()?;
        canvas.set_font(&format!("{weight} {SIZE}px {family}"));
        let width = canvas.measure_text(letter.encode_utf8(&mut [0; 4])).ok()?.width();
        Some(width / SIZE).filter(|ems| ems.is_finite())
    })
}
