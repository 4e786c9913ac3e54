//! The box beside something on the board that says its reason. On a narrow board it is a sheet at the
//! lower edge.

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, Node};
use yew::prelude::*;

use super::place::{REASON_ID, ReasonPlace, TITLE_ID};
use super::reason::Reason;
use crate::layout::{Beside, Point, Rect, Side, Size};
use crate::page::Explained;
use crate::platform::{
    ClientRect, client_rect, focus, focused_element, give_focus, observe_size, on_window,
    on_window_first, set_attributes, set_style,
};
use crate::view::parts::{Same, chunk, use_listening};
use crate::view::state::{Action, use_store};

/// The width of a board below which the box is a sheet, in pixels. The style sheet has it too.
const NARROW: f64 = 640.0;

/// The greatest height of the box, in pixels; what is more is scrolled.
const MOST_HEIGHT: f64 = 480.0;

/// The least distance of a mark from the sheet, in pixels.
const ABOVE_SHEET: f64 = 24.0;

/// The places where a press leaves the box open: the box itself, the board, which looks at presses by itself, and what
/// moves the board.
const INSIDE: &str = ".reason, .board, .zoom-bar, .plan-map";

chunk! {
    /// Draws the box that says a reason.
    pub(crate) const REASON: Chunk<fn(ReasonPlace) -> Html> = why::reason(popover);
}

/// Draws the box that says the reason of something at a place.
fn popover(place: ReasonPlace) -> Html {
    html! { <Popover {place} /> }
}

/// The place of the box.
#[derive(Clone, PartialEq, Properties)]
struct PopoverProps {
    place: ReasonPlace,
}

/// The box that says a reason.
#[component]
fn Popover(props: &PopoverProps) -> Html {
    let store = use_store();
    let place = &props.place;
    let about = place.about.clone();
    let root = use_node_ref();
    let content = use_node_ref();
    let resized = use_force_update();
    use_closing();
    {
        let (root, content, place) = (root.clone(), content.clone(), place.clone());
        // After every drawing: the board may have moved, or the words may have changed.
        use_effect(move || {
            let parts = (root.cast::<Element>(), content.cast::<Element>());
            if let (Some(root), Some(content)) = parts {
                put(&root, client_rect(&content), &place);
            }
        });
    }
    {
        let root = root.clone();
        // A box that has no place yet is not seen, and cannot take the focus. Each question takes it,
        // and the last one gives it back to where it was.
        use_effect_with(about.clone(), move |_| {
            let before = focused_element();
            focus(REASON_ID);
            move || {
                let root = root.cast::<Element>();
                let has_focus = focused_element().is_none_or(|now| {
                    root.is_some_and(|root| root.contains(Some(now.unchecked_ref::<Node>())))
                });
                if let (true, Some(before)) = (has_focus, before) {
                    give_focus(&before);
                }
            }
        });
    }
    {
        let (content, resized) = (content.clone(), resized.clone());
        use_effect_with((), move |()| {
            let observed = content
                .cast::<Element>()
                .and_then(|content| observe_size(&content, move || resized.force_update()));
            move || drop(observed)
        });
    }
    {
        let (root, place) = (root.clone(), place.clone());
        // A sheet must not hide what it speaks of, so the board moves once.
        use_effect_with(about.clone(), move |_| {
            if let Some(root) = root.cast::<Element>() {
                let below = place.window.height - client_rect(&root).height - ABOVE_SHEET;
                let is_hidden = place.mark.bottom() > below || place.mark.y < 0.0;
                if place.window.width < NARROW && is_hidden {
                    place.look.emit(above_sheet(&place, below.max(0.0)));
                }
            }
        });
    }
    // A thing that the plan no longer has needs no reason.
    let explained = about.parse::<Explained>().ok();
    let Some(about) = explained.filter(|it| it.card(store.plan()).is_some()) else {
        return Html::default();
    };
    html! {
        <div
            ref={root}
            id={REASON_ID}
            class="reason"
            role="dialog"
            aria-labelledby={TITLE_ID}
            tabindex="-1"
        >
            <div class="reason-scroll">
                <div ref={content}>
                    <Reason
                        {about}
                        plan={Same(store.plan().clone())}
                        report={Same(store.report.clone())}
                        is_old={store.shows_old_answer()}
                    />
                </div>
            </div>
        </div>
    }
}

/// Closes the box on Escape, before the key does anything else, and on a press beside it. The board
/// looks at presses by itself.
#[hook]
fn use_closing() {
    let store = use_store();
    use_listening(move || {
        let of_keys = store.clone();
        let escaped = on_window_first("keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") && !event.default_prevented() {
                event.prevent_default();
                event.stop_propagation();
                of_keys.dispatch(Action::Explain(None));
            }
        });
        let pressed = on_window("pointerdown", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let is_inside =
                target.is_some_and(|it| it.closest(INSIDE).is_ok_and(|it| it.is_some()));
            if !is_inside {
                store.dispatch(Action::Explain(None));
            }
        });
        (escaped, pressed)
    });
}

/// The place on the board to look at so that the mark is in the middle of what is left above the
/// sheet.
fn above_sheet(place: &ReasonPlace, room: f64) -> Point {
    let middle = place.mark.center();
    let pixel = Point::new(middle.x, middle.y + (place.window.height - room) / 2.0);
    place.viewport.to_board(pixel)
}

/// Puts the box beside the mark. A style in an attribute is forbidden by the page's own policy.
fn put(root: &Element, content: ClientRect, place: &ReasonPlace) {
    let side = |word: &str| set_attributes(root, &[("data-side", word.to_owned())]);
    let set = |name: &str, pixels: f64| set_style(root, name, &format!("{pixels}px"));
    if place.window.width < NARROW {
        side("sheet");
        for name in ["left", "top", "height"] {
            set_style(root, name, "");
        }
        return;
    }
    let whole = client_rect(root);
    // The frame of the box is as thick on each side.
    let frame = whole.width - content.width;
    let height = (content.height + frame).min(MOST_HEIGHT);
    let size = Size { width: whole.width, height };
    let window = Rect::at(Point::default(), place.window);
    let mark = clipped(place.mark, window);
    let beside = Beside::of(mark, place.card, size, place.window);
    side(match beside.side {
        Side::Below => "below",
        Side::Above => "above",
        Side::Right => "right",
        Side::Left => "left",
    });
    set("left", beside.rect.x.round());
    set("top", beside.rect.y.round());
    set("height", beside.rect.height.round());
    set("--arrow", beside.arrow.round());
}

/// The part of a rectangle that a window shows; at its edge, where it shows none.
fn clipped(rect: Rect, window: Rect) -> Rect {
    let corner = window.nearest(Point::new(rect.x, rect.y));
    let end = window.nearest(Point::new(rect.right(), rect.bottom()));
    Rect::between(corner, end)
}
