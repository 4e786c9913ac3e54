//! Load balancers on the board.

use yew::prelude::*;

use super::far_card::far_balancer;
use super::listener_row::ListenerRow;
use super::node::Node;
use crate::layout::{BALANCER_HEADER, CARD_PADDING, decimal, listener_middle};
use crate::view::parts::class_of;

/// A load balancer.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct BalancerProps {
    pub(super) node: Node,
    pub(super) kind: AttrValue,
    pub(super) source: AttrValue,
    pub(super) rows: Vec<ListenerRow>,
    pub(super) empty: AttrValue,
}

/// A load balancer's card: its kind, the addresses it sends from, and a row for each listener.
#[component]
pub(super) fn Balancer(props: &BalancerProps) -> Html {
    let BalancerProps { node, kind, source, rows, empty } = props;
    if node.is_far() {
        return far_balancer(node, rows);
    }
    let width = node.width() - 2.0 * CARD_PADDING;
    let rows = (0_u32..).zip(rows).map(|(at, row)| listener(node, row, listener_middle(at)));
    let has_rows = !props.rows.is_empty();
    node.group(
        "balancer",
        html! {
            <>
                { node.card() }
                { node.text(CARD_PADDING, 26.0, "title", &node.name, width) }
                { node.text(CARD_PADDING, 44.0, "second", kind, width) }
                { node.text(CARD_PADDING, 60.0, "second", source, width) }
                <line
                    class="hairline"
                    x1="0"
                    x2={decimal(node.width())}
                    y1={decimal(BALANCER_HEADER - 6.0)}
                    y2={decimal(BALANCER_HEADER - 6.0)}
                />
                if has_rows {
                    { for rows }
                } else {
                    { node.text(CARD_PADDING, BALANCER_HEADER + 21.0, "second", empty, width) }
                }
                { node.fault() }
            </>
        },
    )
}

fn listener(node: &Node, row: &ListenerRow, middle: f64) -> Html {
    let group_class = if row.has_group { "second" } else { "second faint" };
    html! {
        <g class="listener">
            { node.text(CARD_PADDING, middle + 4.0, "code strong", &row.label, 116.0) }
            { node.text(138.0, middle + 4.0, group_class, &row.group, 82.0) }
            { node.handle(class_of(row.verdict), &row.end, &row.tip, middle) }
        </g>
    }
}
