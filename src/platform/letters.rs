//! Letters as the browser knows them: their lower case, and their widths in the fonts that it found.

use js_sys::{JsString, RegExp};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The size at which letters are measured, in pixels; rounding does not matter at it.
const SIZE: u16 = 100;

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
        Some(width / f64::from(SIZE)).filter(|ems| ems.is_finite())
    })
}

/// The words of a text with a hyphen in between: letters and numbers of every script, and nothing
/// else. Without the browser, this would take 3 KB of tables.
pub(crate) fn hyphenated(text: &str) -> String {
    let between = RegExp::new(r"[^\p{Alphabetic}\p{N}]+", "gu");
    let words = JsString::from(text).replace_by_pattern(&between, "-");
    String::from(&words).trim_matches('-').to_owned()
}

/// A text in lower case, letters of every script too. Without the browser, this would take 25 KB of
/// code and tables.
pub(crate) fn lower_case(text: &str) -> String {
    String::from(&JsString::from(text).to_lower_case())
}
