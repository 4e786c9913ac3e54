//! Load balancers on the board.

use yew::prelude::*;

use super::marks::class_of;
use super::node::Node;
use crate::engine::report::Verdict;
use crate::layout::{BALANCER_HEADER, CARD_PADDING, LISTENER_ROW};

/// A row of a load balancer's card.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ListenerRow {
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
    let width = node.rect.width - 2.0 * CARD_PADDING;
    let rows = (0_u32..).zip(rows).map(|(at, row)| {
        let middle = BALANCER_HEADER + (f64::from(at) + 0.5) * LISTENER_ROW;
        listener(node, row, middle)
    });
    let has_rows = !props.rows.is_empty();
    node.frame(
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
                    x2={node.rect.width.to_string()}
                    y1={(BALANCER_HEADER - 6.0).to_string()}
                    y2={(BALANCER_HEADER - 6.0).to_string()}
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
    let handle = classes!("handle", class_of(row.verdict));
    html! {
        <g class="listener">
            { node.text(CARD_PADDING, middle + 4.0, "code strong", &row.label, 116.0) }
            { node.text(138.0, middle + 4.0, group_class, &row.group, 82.0) }
            <g class={handle} data-end={row.end.clone()}>
                <title>{ row.tip.clone() }</title>
                <circle class="reach" cx={node.rect.width.to_string()} cy={middle.to_string()} r="14" />
                <circle class="dot" cx={node.rect.width.to_string()} cy={middle.to_string()} r="5" />
            </g>
        </g>
    }
}
