//! The picture of a plan: everything on the board that stays the same while the view moves.

use std::rc::Rc;

use rustc_hash::FxHashMap;
use yew::prelude::*;

use super::drawn_lines::DrawnLines;
use super::lines::{Line, Stops, TrunkLine, TrunkProps, TrunkStops, about_trunk};
use super::lit::{Lit, about};
use super::node_properties::NodeProperties;
use super::picture_props::{PicturePart, PictureProps};
use crate::layout::{DetailLevel, Link, Trunk};
use crate::plan::{ElementId, Plan};

/// Containers, lines and cards, in the order in which they cover each other.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let lit = &props.lit.0;
    let DrawnLines { links, trunks } = DrawnLines::of(props);
    let properties = NodeProperties::of(props);
    let names = StopNames::of_lines(&links, &trunks, &props.plan.0);
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
                { for trunks.iter().filter(|it| it.has_stops()).map(|it| trunk_stops(it, &names)) }
                { for links.iter().filter_map(|link| stops(link, lit, &names, props.part)) }
            </g>
        </>
    }
}

fn line(link: &Rc<Link>, lit: &Lit) -> Html {
    let about = about(link);
    html! { <Line key={about.to_string()} link={link.clone()} is_lit={lit.line(about, &link.flows)} /> }
}

/// The marks of a link that is stopped; none for others, which are most.
fn stops(link: &Rc<Link>, lit: &Lit, names: &StopNames<'_>, part: PicturePart) -> Option<Html> {
    link.strands.iter().find(|strand| strand.stop.is_some())?;
    let about = about(link);
    let is_lit = lit.line(about, &link.flows);
    let [from, to] = link.ends.cards().map(|id| names.of(id));
    Some(
        html! { <Stops key={about.to_string()} link={link.clone()} {is_lit} {from} {to} is_copy={part != PicturePart::Ground} /> },
    )
}

fn trunk(props: &TrunkProps) -> Html {
    html! { <TrunkLine key={about_trunk(&props.trunk).to_string()} ..props.clone() /> }
}

fn trunk_stops(props: &TrunkProps, names: &StopNames<'_>) -> Html {
    let Trunk { group, into, .. } = &*props.trunk;
    let (from, to) = (names.of((*group).into()), into.map(|id| names.of(id)).unwrap_or_default());
    let key = about_trunk(&props.trunk).to_string();
    html! { <TrunkStops {key} trunk={props.clone()} {from} {to} /> }
}

/// The names of the ends of lines that are stopped, looked up together.
struct StopNames<'a>(FxHashMap<ElementId, &'a str>);

impl<'a> StopNames<'a> {
    fn of_lines(links: &[Rc<Link>], trunks: &[TrunkProps], plan: &'a Plan) -> Self {
        let links = links.iter().filter(|it| it.strands.iter().any(|it| it.stop.is_some()));
        let trunks = trunks.iter().filter(|it| it.has_stops()).map(|it| &it.trunk);
        let of_trunks = trunks.flat_map(|it| [Some(it.group.into()), it.into]);
        let ends = links.flat_map(|it| it.ends.cards()).chain(of_trunks.flatten());
        Self(plan.names_of(ends.collect::<Vec<_>>().into_iter()))
    }

    fn of(&self, id: ElementId) -> AttrValue {
        self.0.get(&id).map(|name| AttrValue::from((*name).to_owned())).unwrap_or_default()
    }
}
