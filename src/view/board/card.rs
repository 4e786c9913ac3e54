//! Cards of two lines on the board. Each thing on the board is a component of its own whose
//! properties hold all that it shows, so that a change draws only the things that it touches.

use yew::prelude::*;

use super::badge::{Badge, MAX_WIDTH};
use super::far_card::far_card;
use super::node::Node;
use super::text_measure::TextMeasure;
use crate::layout::{CARD_PADDING, Decimal};
use crate::view::parts::Icon;

/// A card of two lines: a server, an address, a backend server group, or a card of rules.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CardProps {
    pub(super) node: Node,
    pub(super) class: &'static str,
    pub(super) second: AttrValue,
    /// True if the second line is an address.
    pub(super) is_code: bool,
    pub(super) icon: Option<Icon>,
    pub(super) badges: Vec<Badge>,
    /// The handle on the right side, with its tip.
    pub(super) end: Option<(AttrValue, AttrValue)>,
}

/// A card of two lines.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let CardProps { node, class, second, is_code, icon, badges, end } = props;
    if node.is_far() {
        let second = is_code.then_some(second.as_str());
        return far_card(node, class, second, badges, end.as_ref());
    }
    let x = if icon.is_some() { 42.0 } else { CARD_PADDING };
    let second_class = if *is_code { "code" } else { "second" };
    let whole = node.width() - x - 14.0;
    let stand = Stand::of(badges, whole, TextMeasure::of(second_class).width(second));
    let beside = whole - stand.width(badges);
    let below = if stand == Stand::Raised { whole } else { beside };
    let middle = node.height() / 2.0;
    node.group(
        class,
        html! {
            <>
                { node.card() }
                if let Some(icon) = icon {
                    <path class="sign" transform={format!("translate(14 {})", Decimal(middle - 10.0))} d={icon.d()} />
                }
                { node.text(x, middle - 5.0, "title", &node.name, beside) }
                { node.text(x, middle + 14.0, second_class, second, below) }
                { badges_of(node, badges, stand) }
                if let Some((end, tip)) = end {
                    { node.handle("idle", end, tip, middle) }
                }
                { node.fault() }
            </>
        },
    )
}

/// The arrangement of the badges on the right side of a card of two lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Side by side, in the middle.
    Beside,
    /// Side by side on the line of the name, so that the address below it is seen whole.
    Raised,
    /// Two above each other, the second with the number of the rest.
    Stacked,
}

impl Stand {
    /// The room for the name, in board units; with less, badges stand one above the other.
    const NAME: f64 = 70.0;

    /// Chooses the arrangement for a card with `room` for texts and badges and a second line of
    /// width `second`.
    fn of(badges: &[Badge], room: f64, second: f64) -> Self {
        let left = room - Self::Beside.width(badges);
        if badges.len() > 2 || (badges.len() > 1 && left < Self::NAME) {
            Self::Stacked
        } else if second > left {
            Self::Raised
        } else {
            Self::Beside
        }
    }

    fn width(self, badges: &[Badge]) -> f64 {
        let widths = badges.iter().map(|badge| badge.width() + 6.0);
        match self {
            Self::Beside | Self::Raised => widths.sum(),
            Self::Stacked => widths.fold(0.0, f64::max),
        }
    }
}

/// The badges of a card.
fn badges_of(node: &Node, badges: &[Badge], stand: Stand) -> Html {
    let right = node.width() - 12.0;
    let middle = node.height() / 2.0;
    if stand == Stand::Stacked {
        let rest = badges.iter().skip(1);
        let below = match badges.len() {
            0..=2 => rest.last().cloned(),
            more => Some(Badge {
                of: None,
                about: None,
                tip: None,
                text: format!("+{}", more - 1),
                verdict: rest.clone().filter_map(|badge| badge.verdict).max(),
                is_lit: rest.clone().any(|badge| badge.is_lit),
                room: MAX_WIDTH,
            }),
        };
        let shown = (0_u32..)
            .zip(badges.iter().take(1).cloned().chain(below))
            .map(|(at, badge)| badge.svg(right, middle - 21.0 + f64::from(at) * 22.0));
        return html! { { for shown } };
    }
    let y = if stand == Stand::Raised { middle - 20.0 } else { middle - 10.0 };
    let mut x = right;
    let shown = badges.iter().rev().map(|badge| {
        let svg = badge.svg(x, y);
        x -= badge.width() + 6.0;
        svg
    });
    html! { { for shown } }
}
