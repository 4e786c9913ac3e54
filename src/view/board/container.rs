//! VPCs and subnets on the board.

use yew::prelude::*;

use super::badge::Badge;
use super::node::Node;
use super::text_measure::TextMeasure::{Code, Title};

/// A VPC or a subnet.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ContainerProps {
    pub(super) node: Node,
    pub(super) is_vpc: bool,
    pub(super) block: AttrValue,
    pub(super) ipv6_block: Option<AttrValue>,
    pub(super) badge: Option<Badge>,
}

/// A container: its name and its block along its upper side.
#[component]
pub(super) fn Container(props: &ContainerProps) -> Html {
    let ContainerProps { node, is_vpc, block, ipv6_block, badge } = props;
    let (class, radius) = if *is_vpc { ("vpc", "16") } else { ("subnet", "12") };
    let (x, y) = if *is_vpc { (20.0, 29.0) } else { (18.0, 27.0) };
    // On a line too short for all three the badge is cut first: it repeats the name of another
    // card.
    let whole = Title.width(&node.name) + 8.0 + Code.width(block);
    let badge = badge.as_ref().map(|badge| badge.within(node.rect.width - 2.0 * x - whole - 6.0));
    let badge_width = badge.as_ref().map_or(0.0, |badge| badge.width() + 6.0);
    let room = node.rect.width - 2.0 * x - badge_width;
    // The name has at least half of the line, and the block what is left.
    let name_room = (room - Code.width(block) - 8.0).max(room / 2.0);
    let name = Title.fit(&node.name, name_room);
    let left = room - Title.width(&name) - 8.0;
    let block = (left >= 48.0).then(|| Code.fit(block, left));
    node.frame(
        class,
        html! {
            <>
                { node.outline("area", radius) }
                <text x={x.to_string()} y={y.to_string()} class="title">
                    { name }
                    if let Some(block) = block {
                        <tspan class="code" dx="8">{ block }</tspan>
                    }
                </text>
                if let Some(block) = ipv6_block {
                    { node.text(x, y + 16.0, "code", block, node.rect.width - 2.0 * x) }
                }
                if let Some(badge) = badge {
                    { badge.svg(node.rect.width - 14.0, y - 15.0) }
                }
                { node.fault() }
            </>
        },
    )
}
