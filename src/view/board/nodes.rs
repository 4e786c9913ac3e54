//! The things drawn on the board. Each is a component of its own whose properties hold all that
//! it shows, so that only what changed is drawn again.

use yew::prelude::*;

use super::badge::Badge;
use super::marks::class_of;
use crate::engine::report::Verdict;
use crate::layout::{
    BALANCER_HEADER, CARD_PADDING, LISTENER_ROW, Rect, code_width, fit_code, fit_text, text_width,
};
use crate::plan::ElementId;
use crate::view::icon::Icon;

/// What every drawn thing has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Face {
    pub(super) id: ElementId,
    pub(super) rect: Rect,
    pub(super) name: AttrValue,
    /// What a screen reader says.
    pub(super) label: AttrValue,
    pub(super) is_selected: bool,
    /// Whether it is where a gesture would end.
    pub(super) is_target: bool,
    pub(super) has_problem: bool,
    pub(super) is_lifted: bool,
}

impl Face {
    /// The group that holds the drawing; board gestures find it by its `data-id`.
    fn frame(&self, class: &'static str, content: Html) -> Html {
        let classes = classes!(
            "node",
            class,
            self.is_selected.then_some("selected"),
            self.is_target.then_some("target"),
            self.has_problem.then_some("faulty"),
            self.is_lifted.then_some("lifted"),
        );
        let id = self.id.to_string();
        html! {
            <g
                class={classes}
                id={format!("node-{id}")}
                data-id={id}
                transform={format!("translate({} {})", self.rect.x, self.rect.y)}
                tabindex="0"
                role="button"
                aria-label={self.label.clone()}
                aria-pressed={self.is_selected.to_string()}
            >
                { content }
            </g>
        }
    }

    fn text(&self, x: f64, y: f64, class: &'static str, text: &str, size: f64, width: f64) -> Html {
        let is_code = class.split(' ').any(|it| it == "code");
        let shown = if is_code { fit_code(text, size, width) } else { fit_text(text, size, width) };
        html! { <text x={x.to_string()} y={y.to_string()} class={class}>{ shown }</text> }
    }

    fn outline(&self, class: &'static str, radius: &'static str) -> Html {
        html! {
            <rect
                class={class}
                width={self.rect.width.to_string()}
                height={self.rect.height.to_string()}
                rx={radius}
            />
        }
    }

    /// The mark of a thing that contradicts itself, in its upper right corner.
    fn fault(&self) -> Html {
        if !self.has_problem {
            return html! {};
        }
        let x = self.rect.width - 2.0;
        html! {
            <g class="fault" transform={format!("translate({x} 2)")}>
                <circle r="8" />
                <path d="M0 -4v4.5M0 3.4v.1" />
            </g>
        }
    }
}

/// A VPC or a subnet.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ContainerProps {
    pub(super) face: Face,
    pub(super) is_vpc: bool,
    pub(super) block: AttrValue,
    pub(super) ipv6_block: Option<AttrValue>,
    pub(super) badge: Option<Badge>,
}

/// A container: its name and its block along its upper side.
#[component]
pub(super) fn Container(props: &ContainerProps) -> Html {
    let ContainerProps { face, is_vpc, block, ipv6_block, badge } = props;
    let (class, radius) = if *is_vpc { ("vpc", "16") } else { ("subnet", "12") };
    let (x, y) = if *is_vpc { (20.0, 29.0) } else { (18.0, 27.0) };
    let badge_width = badge.as_ref().map_or(0.0, |badge| badge.width() + 6.0);
    let room = face.rect.width - 2.0 * x - badge_width;
    // The name has at least half of the line, and the block what is left.
    let name_room = (room - code_width(block, 11.0) - 8.0).max(room / 2.0);
    let name = fit_text(&face.name, 13.0, name_room);
    let left = room - text_width(&name, 13.0) - 8.0;
    let block = (left >= 48.0).then(|| fit_code(block, 11.0, left));
    face.frame(
        class,
        html! {
            <>
                { face.outline("area", radius) }
                <text x={x.to_string()} y={y.to_string()} class="title">
                    { name }
                    if let Some(block) = block {
                        <tspan class="code" dx="8">{ block }</tspan>
                    }
                </text>
                if let Some(block) = ipv6_block {
                    { face.text(x, y + 16.0, "code", block, 11.0, face.rect.width - 2.0 * x) }
                }
                if let Some(badge) = badge {
                    { badge.svg(face.rect.width - 14.0, y - 15.0) }
                }
                { face.fault() }
            </>
        },
    )
}

/// A row of a load balancer's card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) end: AttrValue,
    pub(super) label: AttrValue,
    pub(super) group: AttrValue,
    pub(super) has_group: bool,
    pub(super) verdict: Option<Verdict>,
    pub(super) tip: AttrValue,
}

/// A load balancer.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct BalancerProps {
    pub(super) face: Face,
    pub(super) kind: AttrValue,
    pub(super) source: AttrValue,
    pub(super) rows: Vec<Row>,
    pub(super) empty: AttrValue,
}

/// A load balancer's card: what it is, where it sends from, and a row for each listener.
#[component]
pub(super) fn Balancer(props: &BalancerProps) -> Html {
    let BalancerProps { face, kind, source, rows, empty } = props;
    let width = face.rect.width - 2.0 * CARD_PADDING;
    let rows = (0_u32..).zip(rows).map(|(at, row)| {
        let middle = BALANCER_HEADER + (f64::from(at) + 0.5) * LISTENER_ROW;
        listener(face, row, middle)
    });
    let has_rows = !props.rows.is_empty();
    face.frame(
        "balancer",
        html! {
            <>
                { face.outline("card", "10") }
                { face.text(CARD_PADDING, 26.0, "title", &face.name, 13.0, width) }
                { face.text(CARD_PADDING, 44.0, "second", kind, 11.5, width) }
                { face.text(CARD_PADDING, 60.0, "second", source, 11.5, width) }
                <line
                    class="hairline"
                    x1="0"
                    x2={face.rect.width.to_string()}
                    y1={(BALANCER_HEADER - 6.0).to_string()}
                    y2={(BALANCER_HEADER - 6.0).to_string()}
                />
                if has_rows {
                    { for rows }
                } else {
                    { face.text(CARD_PADDING, BALANCER_HEADER + 21.0, "second", empty, 11.5, width) }
                }
                { face.fault() }
            </>
        },
    )
}

fn listener(face: &Face, row: &Row, middle: f64) -> Html {
    let group_class = if row.has_group { "second" } else { "second faint" };
    let handle = classes!("handle", class_of(row.verdict));
    html! {
        <g class="listener">
            { face.text(CARD_PADDING, middle + 4.0, "code strong", &row.label, 11.0, 116.0) }
            { face.text(138.0, middle + 4.0, group_class, &row.group, 11.5, 82.0) }
            <g class={handle} data-end={row.end.clone()}>
                <title>{ row.tip.clone() }</title>
                <circle class="reach" cx={face.rect.width.to_string()} cy={middle.to_string()} r="14" />
                <circle class="dot" cx={face.rect.width.to_string()} cy={middle.to_string()} r="5" />
            </g>
        </g>
    }
}

/// A card of two lines: a server, an address, a backend server group, or a card of rules.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CardProps {
    pub(super) face: Face,
    pub(super) class: &'static str,
    pub(super) second: AttrValue,
    /// Whether the second line is an address.
    pub(super) is_code: bool,
    pub(super) icon: Option<Icon>,
    pub(super) badges: Vec<Badge>,
    /// The handle on the right side, with its tip.
    pub(super) end: Option<(AttrValue, AttrValue)>,
}

/// A card of two lines.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    let CardProps { face, class, second, is_code, icon, badges, end } = props;
    let x = if icon.is_some() { 42.0 } else { CARD_PADDING };
    let second_class = if *is_code { "code" } else { "second" };
    let all = badges.iter().map(|badge| badge.width() + 6.0).sum::<f64>();
    let fits = x + 84.0 + all <= face.rect.width;
    let stacked = (!fits && badges.len() > 1) || badges.len() > 2;
    let beside = if stacked {
        badges.iter().map(|badge| badge.width() + 6.0).fold(0.0, f64::max)
    } else {
        all
    };
    let room = face.rect.width - x - beside - 14.0;
    let middle = face.rect.height / 2.0;
    face.frame(
        class,
        html! {
            <>
                { face.outline("card", "10") }
                if let Some(icon) = icon {
                    <path class="sign" transform={format!("translate(14 {})", middle - 10.0)} d={icon.d()} />
                }
                { face.text(x, middle - 5.0, "title", &face.name, 13.0, room) }
                { face.text(x, middle + 14.0, second_class, second, 11.0, room) }
                { badges_of(face, badges, stacked) }
                if let Some((end, tip)) = end {
                    <g class="handle idle" data-end={end.clone()}>
                        <title>{ tip.clone() }</title>
                        <circle class="reach" cx={face.rect.width.to_string()} cy={middle.to_string()} r="14" />
                        <circle class="dot" cx={face.rect.width.to_string()} cy={middle.to_string()} r="5" />
                    </g>
                }
                { face.fault() }
            </>
        },
    )
}

/// Badges side by side, or, where they are too wide, two above each other and a count of the rest.
fn badges_of(face: &Face, badges: &[Badge], stacked: bool) -> Html {
    let right = face.rect.width - 12.0;
    let middle = face.rect.height / 2.0;
    if stacked {
        let rest = badges.iter().skip(1);
        let below = match badges.len() {
            0..=2 => rest.last().cloned(),
            more => Some(Badge {
                of: None,
                text: format!("+{}", more - 1),
                verdict: rest.clone().filter_map(|badge| badge.verdict).max(),
                is_lit: rest.clone().any(|badge| badge.is_lit),
            }),
        };
        let shown = (0_u32..)
            .zip(badges.iter().take(1).cloned().chain(below))
            .map(|(at, badge)| badge.svg(right, middle - 21.0 + f64::from(at) * 22.0));
        return html! { { for shown } };
    }
    let mut x = right;
    let shown = badges.iter().rev().map(|badge| {
        let svg = badge.svg(x, middle - 10.0);
        x -= badge.width() + 6.0;
        svg
    });
    html! { { for shown } }
}
