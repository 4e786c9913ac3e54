//! Sizes, focus, time and events of the page.

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, Event, FocusEvent, HtmlDialogElement, HtmlElement, HtmlInputElement, ResizeObserver,
    ScrollIntoViewOptions, ScrollLogicalPosition, SvgElement,
};

/// The rectangle of an element in the window, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct ClientRect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Returns the rectangle of an element in the window.
pub(crate) fn client_rect(element: &Element) -> ClientRect {
    let rect = element.get_bounding_client_rect();
    ClientRect { x: rect.x(), y: rect.y(), width: rect.width(), height: rect.height() }
}

/// Rounds CSS pixels to whole pixels of the screen.
pub(crate) fn whole_pixels(pixels: f64) -> f64 {
    let ratio = gloo::utils::window().device_pixel_ratio().max(0.1);
    (pixels * ratio).round() / ratio
}

/// Sets a style of an element. A site may forbid styles in attributes, but not this.
pub(crate) fn set_style(element: &Element, name: &str, value: &str) {
    let style = element.dyn_ref::<HtmlElement>().map(HtmlElement::style);
    let style = style.or_else(|| element.dyn_ref::<SvgElement>().map(SvgElement::style));
    // A browser that does not know the property leaves the element where it is.
    drop(style.map(|style| style.set_property(name, value)));
}

/// Sets attributes of an element by their names.
pub(crate) fn set_attributes(element: &Element, attributes: &[(&str, String)]) {
    for (name, value) in attributes {
        // The names are the page's own, and valid.
        drop(element.set_attribute(name, value));
    }
}

/// Milliseconds since the page was opened.
pub(crate) fn now() -> f64 {
    gloo::utils::window().performance().map_or(0.0, |performance| performance.now())
}

/// A subscription to the size of an element. It ends when this is dropped.
pub(crate) struct Observation {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back whenever the size of an element changes, while the returned subscription is held.
pub(crate) fn observe_size(
    element: &Element,
    callback: impl FnMut() + 'static,
) -> Option<Observation> {
    let callback = Closure::wrap(Box::new(callback) as Box<dyn FnMut()>);
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Observation { observer, _callback: callback })
}

/// Listens to an event of the window while the returned listener is held. The callback may prevent
/// the browser's default action.
pub(crate) fn on_window(
    name: &'static str,
    callback: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&gloo::utils::window(), name, options, callback)
}

/// As [`on_window`], but called before all other listeners of the page.
pub(crate) fn on_window_first(
    name: &'static str,
    callback: impl FnMut(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    EventListener::new_with_options(&gloo::utils::window(), name, options, callback)
}

/// True if an element, or something in it, is the topmost at a point of the window.
pub(crate) fn is_topmost(element: &Element, x: f64, y: f64) -> bool {
    #[expect(clippy::cast_possible_truncation, reason = "a window is far smaller")]
    let there = gloo::utils::document().element_from_point(x as f32, y as f32);
    there.is_some_and(|there| element.contains(Some(&there)))
}

/// True if the focus is in a field, which handles keys itself.
pub(crate) fn is_typing() -> bool {
    let Some(element) = gloo::utils::document().active_element() else { return false };
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
}

/// True if the focus is in a text field, which has an undo of its own.
pub(crate) fn is_typing_text() -> bool {
    let Some(element) = gloo::utils::document().active_element() else { return false };
    match element.dyn_ref::<HtmlInputElement>() {
        Some(input) => !matches!(input.type_().as_str(), "checkbox" | "radio" | "file" | "button"),
        None => element.tag_name() == "TEXTAREA",
    }
}

/// Takes the focus away from the field that has it.
pub(crate) fn leave_field() {
    let element = gloo::utils::document().active_element();
    if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        leave(&element);
    }
}

/// Takes the focus away from an element.
pub(crate) fn leave(element: &HtmlElement) {
    // This never fails in a page.
    drop(element.blur());
}

/// Moves the focus to an element, and opens every `details` element around it.
pub(crate) fn show(element: &HtmlElement) {
    let mut around = element.parent_element();
    while let Some(parent) = around {
        if parent.tag_name() == "DETAILS" {
            drop(parent.set_attribute("open", ""));
        }
        around = parent.parent_element();
    }
    // The browser scrolls to the element that gets the focus.
    drop(element.focus());
}

/// Scrolls as far as is needed to see all of an element.
pub(crate) fn reveal(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls as far as is needed to see the element with an id.
pub(crate) fn reveal_id(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        reveal(&element);
    }
}

/// Moves the focus to the element with an id.
pub(crate) fn focus(id: &str) {
    let element = gloo::utils::document().get_element_by_id(id);
    focus_on(element);
}

/// The element that has the focus; none where the page as a whole has it.
pub(crate) fn focused_element() -> Option<Element> {
    gloo::utils::document().active_element().filter(|it| it.tag_name() != "BODY")
}

/// Moves the focus to an element that may be gone meanwhile.
pub(crate) fn give_focus(element: &Element) {
    if element.is_connected() {
        focus_on(Some(element.clone()));
    }
}

/// Tells whether the page has an element with an id.
pub(crate) fn has_element(id: &str) -> bool {
    gloo::utils::document().get_element_by_id(id).is_some()
}

/// A direction of the arrow keys among elements in rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Neighbour {
    /// To the one before, or after, in the order of the page.
    Before,
    After,
    /// To the nearest one above, or below.
    Above,
    Below,
}

/// The element next to the one in which an event happened, among the elements within another that
/// match the selector `which`.
pub(crate) fn neighbour(
    event: &Event,
    within: &Element,
    which: &str,
    way: Neighbour,
) -> Option<Element> {
    let from = event.target()?.dyn_into::<Element>().ok()?.closest(which).ok()??;
    let found = within.query_selector_all(which).ok()?;
    let all = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<Element>().ok());
    let all = all.collect::<Vec<_>>();
    let at = all.iter().position(|it| *it == from)?;
    let here = client_rect(&from);
    let far =
        |rect: &ClientRect| ((rect.y - here.y).abs() * 1000.0 + (rect.x - here.x).abs()).round();
    let nearest = |is_that_way: fn(&ClientRect, &ClientRect) -> bool| {
        let rects = all.iter().map(|it| (it, client_rect(it)));
        let those = rects.filter(|(_, rect)| is_that_way(rect, &here));
        let nearest = those.min_by(|one, other| far(&one.1).total_cmp(&far(&other.1)));
        nearest.map(|(it, _)| it.clone())
    };
    match way {
        Neighbour::Before => at.checked_sub(1).and_then(|at| all.get(at)).cloned(),
        Neighbour::After => all.get(at.saturating_add(1)).cloned(),
        Neighbour::Above => nearest(|rect, here| rect.y + rect.height <= here.y + 1.0),
        Neighbour::Below => nearest(|rect, here| rect.y >= here.y + here.height - 1.0),
    }
}

/// True if the focus moves to something within an element.
pub(crate) fn stays_within(event: &FocusEvent, element: Option<&Element>) -> bool {
    let to = event.related_target().and_then(|to| to.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.contains(to.as_ref().map(|it| it.as_ref())))
        && to.is_some()
}

/// Clicks an element and gives it the focus.
pub(crate) fn choose(element: &Element) {
    element.unchecked_ref::<HtmlElement>().click();
    focus_on(Some(element.clone()));
}

/// Clicks the element with an id.
pub(crate) fn click(id: &str) {
    if let Some(element) = gloo::utils::document().get_element_by_id(id) {
        element.unchecked_into::<HtmlElement>().click();
    }
}

/// The tab to choose, seen from the one that has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TabStep {
    /// The tab after it; behind the last comes the first.
    Next,
    /// The tab before it; before the first comes the last.
    Previous,
    /// The first of all.
    First,
    /// The last of all.
    Last,
}

/// Chooses a tab beside the one in which an event happened, and moves the focus there.
pub(crate) fn choose_tab(event: &Event, step: TabStep) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(tab) = target.and_then(|it| it.closest("[role=tab]").ok().flatten()) else { return };
    let Some(list) = tab.parent_element() else { return };
    let chosen = match step {
        TabStep::Next => tab.next_element_sibling().or_else(|| list.first_element_child()),
        TabStep::Previous => tab.previous_element_sibling().or_else(|| list.last_element_child()),
        TabStep::First => list.first_element_child(),
        TabStep::Last => list.last_element_child(),
    };
    if let Some(chosen) = &chosen {
        chosen.unchecked_ref::<HtmlElement>().click();
    }
    focus_on(chosen);
}

fn focus_on(element: Option<Element>) {
    if let Some(element) = element {
        let element = element.unchecked_into::<HtmlElement>();
        // An element that cannot take the focus leaves it where it is.
        drop(element.focus());
    }
}

/// Shows a dialog above the page, with the focus kept inside.
pub(crate) fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // It fails only where the element is not in the page, and then there is nothing to show.
        drop(dialog.show_modal());
    }
}

/// Closes a dialog that is about to go; the focus returns to where it was before.
pub(crate) fn close_dialog(dialog: &HtmlDialogElement) {
    dialog.close();
}

/// True if shortcuts are written with ⌘ on this machine.
pub(crate) fn prefers_apple_keys() -> bool {
    let navigator = gloo::utils::window().navigator();
    navigator.platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

/// Tells the browser the language of the page, by its tag.
pub(crate) fn set_page_language(tag: &str) {
    if let Some(root) = gloo::utils::document().document_element() {
        // If this fails, the page stays marked as English, as `index.html` has it.
        let _ = root.set_attribute("lang", tag);
    }
}
