//! VPCs and subnets as they are seen from farther away: named, counted, and with the worst verdict
//! on their servers in words. From very far a subnet shows its servers as tiles.

use yew::prelude::*;

use super::badge::Badge;
use super::node::Node;
use super::text_measure::TextMeasure::{Code, Second, Title};
use crate::engine::report::Verdict;
use crate::layout::Tiles;

use crate::view::parts::{class_of, rectangle};

/// From the side of a container to its texts, in pixels.
const PADDING: f64 = 10.0;
/// The greatest width of the verdict in words, in pixels.
const PILL: f64 = 150.0;
/// The height of a line of text, in pixels.
const LINE: f64 = 18.0;

/// The servers in a container, summed up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Summary {
    /// The number of servers, in words.
    pub(super) count: AttrValue,
    /// The worst verdict, in words; nothing while the answer is not known.
    pub(super) state: Option<AttrValue>,
    /// The worst verdict; none where no load balancer reaches any.
    pub(super) verdict: Option<Verdict>,
    /// The meaning of the verdict.
    pub(super) tip: AttrValue,
    /// The servers as tiles, in the container's own units; none near by.
    pub(super) tiles: Option<Tiles>,
}

/// The height that the texts of a subnet take with tiles below them, in pixels.
pub(super) fn header(height: f64) -> f64 {
    if height >= 5.0 * LINE { 2.0 * LINE + 8.0 } else { LINE + 6.0 }
}

/// Draws a container from farther away.
pub(super) fn far_container(
    node: &Node,
    is_vpc: bool,
    block: &str,
    summary: Option<&Summary>,
    inside: f64,
) -> Html {
    let (class, radius) = if is_vpc { ("vpc", "8") } else { ("subnet", "6") };
    let tiles = summary.and_then(|it| it.tiles.as_ref());
    // Without room within, the line stands above the upper side.
    let is_within = tiles.is_some() || inside >= 14.0;
    let baseline = match (is_within, tiles.is_some()) {
        (false, _) => -6.0,
        (true, true) => LINE,
        (true, false) => inside / 2.0 + 4.5,
    };
    let pill = summary.and_then(|it| {
        let text = it.state.as_ref()?.to_string();
        let (about, tip) = (Some(AttrValue::from(node.id.to_string())), Some(it.tip.clone()));
        Some(Badge { of: None, about, tip, text, verdict: it.verdict, is_lit: false, room: PILL })
    });
    let whole = node.width() - 2.0 * PADDING;
    let title = Title.width(&node.name);
    let pill = pill.filter(|pill| title.min(60.0) + 8.0 + pill.width() <= whole);
    let room = whole - pill.as_ref().map_or(0.0, |pill| pill.width() + 8.0);
    let has_second = tiles.is_some() && node.height() >= 5.0 * LINE;
    let count = summary.map(|it| it.count.clone());
    let content = html! {
        <>
            { node.outline("area", radius) }
            if room >= 24.0 {
                { node.text(PADDING, baseline, "title", &node.name, room) }
            }
            if !has_second {
                { beside(node, block, count.as_deref(), PADDING + title + 10.0, baseline, room - title - 10.0) }
            }
            if has_second {
                { beside(node, block, count.as_deref(), PADDING, baseline + LINE, whole) }
            }
            if let Some(pill) = pill {
                { pill.svg(node.width() - PADDING, baseline - 14.5) }
            }
            if let Some(tiles) = tiles {
                { shapes(tiles) }
            }
            { node.fault() }
        </>
    };
    node.group(class, content)
}

/// The block and the number of servers, as far as there is room for them.
fn beside(node: &Node, block: &str, count: Option<&str>, x: f64, y: f64, room: f64) -> Html {
    let width = Code.width(block);
    let count = count.filter(|count| width + 10.0 + Second.width(count) <= room);
    html! {
        <>
            if width <= room {
                { node.text(x, y, "code", block, room) }
            }
            if let Some(count) = count {
                { node.text(x + width + 10.0, y, "second", count, room) }
            }
        </>
    }
}

fn shapes(tiles: &Tiles) -> Html {
    match tiles {
        Tiles::Paths(paths) => html! {
            <g class="tiles">
                { for paths.iter().map(|(verdict, path)| html! {
                    <path class={classes!("tile", class_of(*verdict))} d={path.clone()} />
                }) }
            </g>
        },
        Tiles::Shares(shares) => html! {
            <g class="tiles">
                { for shares.iter().map(|(verdict, rect)| {
                    rectangle(classes!("tile", class_of(*verdict)), *rect, None)
                }) }
            </g>
        },
    }
}
