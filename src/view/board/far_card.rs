//! Cards as they are seen from farther away: with their names, in a size that stays legible.

use yew::prelude::*;

use super::badge::Badge;
use super::listener_row::ListenerRow;
use super::node::Node;
use super::text_measure::TextMeasure;
use crate::layout::{
    BALANCER_HEADER, Decimal, DetailLevel, LISTENER_ROW, Point, Rect, decimal, listener_middle,
};
use crate::plan::ElementId;
use crate::view::parts::{class_of, rectangle};

/// From the side of a card to its text, in pixels.
const PADDING: f64 = 7.0;
/// The least height of a card that shows its name, in pixels.
const LEAST_HEIGHT: f64 = 11.0;
/// The least width of a text, in pixels.
const LEAST_WIDTH: f64 = 22.0;
/// The least height of a listener's row that shows its port, in pixels.
const LEAST_ROW: f64 = 12.5;
/// The least height of a card that shows its second line, in pixels.
const TWO_LINES: f64 = 28.0;
/// The height of a label, in pixels.
const LABEL: f64 = 20.0;

/// Draws a card of two lines from farther away.
pub(super) fn far_card(
    node: &Node,
    class: &'static str,
    second: Option<&str>,
    badges: &[Badge],
    end: Option<&(AttrValue, AttrValue)>,
) -> Html {
    // The number of changes that the thing itself needs.
    let count = badges.iter().find(|badge| badge.is_count());
    let taken = count.map_or(0.0, |badge| badge.width() + 4.0);
    // Where there is no room for both, the number stands on the upper edge.
    let name_width = if node.has_label { 0.0 } else { TextMeasure::Second.width(&node.name) };
    let is_beside = node.width() - 2.0 * PADDING - taken >= name_width;
    let taken = if is_beside { taken } else { 0.0 };
    let middle = node.height() / 2.0;
    let second = second.filter(|_| node.height() >= TWO_LINES);
    let baseline = if second.is_some() { middle - 2.0 } else { middle + 4.0 };
    let content = html! {
        <>
            { body(node, baseline, taken) }
            if let Some(second) = second {
                { node.text(PADDING, middle + 11.0, "code", second, node.width() - 2.0 * PADDING - taken) }
            }
            if let Some(badge) = count.filter(|_| node.height() >= LABEL) {
                { badge.svg(node.width() - 7.0, if is_beside { middle - 10.0 } else { 4.0 - LABEL }) }
            }
            if let Some((end, tip)) = end {
                { node.handle("idle", end, tip, middle) }
            }
            { node.fault() }
        </>
    };
    node.group(class, content)
}

/// Draws a load balancer from farther away.
pub(super) fn far_balancer(node: &Node, rows: &[ListenerRow]) -> Html {
    let zoom = 1.0 / node.frame.scale;
    let shows_rows = LISTENER_ROW * zoom >= LEAST_ROW;
    let rows = (0_u32..).zip(rows).map(|(at, row)| {
        let y = listener_middle(at) * zoom;
        html! {
            <g class="listener">
                if shows_rows {
                    { node.text(PADDING, y + 4.0, "code", &row.label, node.width() - 2.0 * PADDING) }
                }
                { node.handle(class_of(row.verdict), &row.end, &row.tip, y) }
            </g>
        }
    });
    let content = html! {
        <>
            { body(node, (BALANCER_HEADER * zoom / 2.0 + 4.0).max(LEAST_HEIGHT), 0.0) }
            { for rows }
            { node.fault() }
        </>
    };
    node.group("balancer", content)
}

/// The outline and the name, if there is room for it.
fn body(node: &Node, baseline: f64, taken: f64) -> Html {
    let room = node.width() - 2.0 * PADDING - taken;
    let has_room = !node.has_label && node.height() >= LEAST_HEIGHT && room >= LEAST_WIDTH;
    let radius = if node.frame.detail == DetailLevel::Blocks { "3" } else { "5" };
    html! {
        <>
            { node.outline("card", radius) }
            if has_room {
                <text x={decimal(PADDING)} y={decimal(baseline)} class="second name">
                    { TextMeasure::Second.fit_ends(&node.name, room) }
                </text>
            }
        </>
    }
}

/// Draws the label of a card that is smaller than its name, at a place and in a scale; a press on it
/// is a press on the card.
pub(super) fn label(
    id: ElementId,
    name: &str,
    is_selected: bool,
    (at, scale): (Point, f64),
) -> Html {
    let (width, height) = label_size(name);
    let id = id.to_string();
    html! {
        <g
            key={id.clone()}
            class={classes!("node", "label", is_selected.then_some("selected"))}
            data-select={id}
            transform={format!("translate({} {}) scale({})", Decimal(at.x), Decimal(at.y), Decimal(scale))}
        >
            { rectangle("card", Rect { x: -width / 2.0, y: -height / 2.0, width, height }, Some("6")) }
            <text x={decimal(PADDING - width / 2.0)} y="4" class="second name">
                { name.to_owned() }
            </text>
        </g>
    }
}

/// The size of a label for a name, in pixels.
pub(super) fn label_size(name: &str) -> (f64, f64) {
    (TextMeasure::Second.width(name) + 2.0 * PADDING, LABEL)
}

impl Badge {
    /// True if the badge is a number of changes.
    fn is_count(&self) -> bool {
        self.of.is_none() && self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}
