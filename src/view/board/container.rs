//! VPCs and subnets on the board.

use yew::prelude::*;

use super::badge::Badge;
use super::far_container::{Summary, far_container};
use super::node::Node;
use super::text_measure::TextMeasure::{Code, Title};
use crate::layout::{SUBNET_HEADER, VPC_HEADER, decimal};

/// A VPC or a subnet.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ContainerProps {
    pub(super) node: Node,
    pub(super) is_vpc: bool,
    pub(super) block: AttrValue,
    pub(super) ipv6_block: Option<AttrValue>,
    pub(super) badge: Option<Badge>,
    /// The servers in it; only seen from farther away, and where there are some.
    pub(super) summary: Option<Summary>,
}

/// A container: its name and its block along its upper side.
#[component]
pub(super) fn Container(props: &ContainerProps) -> Html {
    let ContainerProps { node, is_vpc, block, ipv6_block, badge, summary } = props;
    if node.is_far() {
        let header = if *is_vpc { VPC_HEADER } else { SUBNET_HEADER };
        let inside = header / node.frame.scale;
        return far_container(node, *is_vpc, block, summary.as_ref(), inside);
    }
    let (class, radius) = if *is_vpc { ("vpc", "16") } else { ("subnet", "12") };
    let (x, y) = if *is_vpc { (20.0, 29.0) } else { (18.0, 27.0) };
    // On a line too short for all three the badge is cut first: it repeats the name of another
    // card.
    let whole = Title.width(&node.name) + 8.0 + Code.width(block);
    let badge = badge.as_ref().map(|badge| badge.within(node.width() - 2.0 * x - whole - 6.0));
    let badge_width = badge.as_ref().map_or(0.0, |badge| badge.width() + 6.0);
    let room = node.width() - 2.0 * x - badge_width;
    // The name has at least half of the line, and the block what is left.
    let name_room = (room - Code.width(block) - 8.0).max(room / 2.0);
    let name = Title.fit(&node.name, name_room);
    let left = room - Title.width(&name) - 8.0;
    let block = (left >= 48.0).then(|| Code.fit(block, left));
    node.group(
        class,
        html! {
            <>
                { node.outline("area", radius) }
                <text x={decimal(x)} y={decimal(y)} class="title">
                    { name }
                    if let Some(block) = block {
                        <tspan class="code" dx="8">{ block }</tspan>
                    }
                </text>
                if let Some(block) = ipv6_block {
                    { node.text(x, y + 16.0, "code", block, node.width() - 2.0 * x) }
                }
                if let Some(badge) = badge {
                    { badge.svg(node.width() - 14.0, y - 15.0) }
                }
                { node.fault() }
            </>
        },
    )
}
