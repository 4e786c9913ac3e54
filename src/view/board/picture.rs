//! The picture of a plan: everything on the board that stays the same while the view moves.

use std::rc::Rc;

use yew::prelude::*;

use super::drawn_lines::DrawnLines;
use super::lines::{Line, Stops, TrunkLine, TrunkProps, TrunkStops};
use super::lit::{Lit, about, about_trunk};
use super::node_properties::NodeProperties;
use super::picture_props::PictureProps;
use crate::layout::{DetailLevel, Link};

/// Containers, lines and cards, in the order in which they cover each other.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let lit = &props.lit.0;
    let DrawnLines { links, trunks } = DrawnLines::of(props);
    let properties = NodeProperties::of(props);
    // From very far subnets are blocks, and lines lead to them, not into them.
    let is_far = props.drawn.0.area.detail() == DetailLevel::Blocks;
    let lines = html! {
        <g aria-hidden="true">
            { for trunks.iter().map(trunk) }
            { for links.iter().map(|link| line(link, lit)) }
        </g>
    };
    html! {
        <>
            <g>{ for properties.vpcs() }</g>
            if is_far {
                { lines.clone() }
            }
            <g>{ for properties.subnets() }</g>
            if !is_far {
                { lines }
            }
            <g>{ for properties.cards() }</g>
            <g>{ for properties.rule_cards() }</g>
            <g aria-hidden="true">{ for properties.labels() }</g>
            <g class="stops">
                { for trunks.iter().filter(|it| it.has_stops()).map(trunk_stops) }
                { for links.iter().filter_map(|link| stops(link, lit)) }
            </g>
        </>
    }
}

fn line(link: &Rc<Link>, lit: &Lit) -> Html {
    let key = about(link);
    let is_lit = lit.line(&key, &link.flows);
    html! { <Line {key} link={link.clone()} {is_lit} /> }
}

/// The marks of a link that is stopped; none for others, which are most.
fn stops(link: &Rc<Link>, lit: &Lit) -> Option<Html> {
    link.strands.iter().find(|strand| strand.stop.is_some())?;
    let key = about(link);
    let is_lit = lit.line(&key, &link.flows);
    Some(html! { <Stops {key} link={link.clone()} {is_lit} /> })
}

fn trunk(props: &TrunkProps) -> Html {
    html! { <TrunkLine key={about_trunk(&props.trunk)} ..props.clone() /> }
}

fn trunk_stops(props: &TrunkProps) -> Html {
    html! { <TrunkStops key={about_trunk(&props.trunk)} ..props.clone() /> }
}
