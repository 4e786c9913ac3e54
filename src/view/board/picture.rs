//! The picture of a plan: everything on the board that stays the same while the view moves.

use std::rc::Rc;

use yew::prelude::*;

use super::lines::{Line, Stops};
use super::marks::NodeMarks;
use super::node_properties::NodeProperties;
use super::picture_props::{PicturePart, PictureProps};
use crate::layout::{Link, LinkEnds, links, links_of};

/// Containers, lines and cards, in the order in which they cover each other.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let PictureProps { plan, report, scene, marks, .. } = props;
    // Until the visitor asks for the drawing, not even the lines are worked out.
    if props.limit == 0 {
        return Html::default();
    }
    let is_lifted = |link: &Link| link.ends.cards().iter().any(|id| props.lifted.contains(id));
    let lines = match props.part {
        PicturePart::Lifted => links_of(plan, report, scene, &props.lifted),
        PicturePart::Ground => {
            let mut lines = links(plan, report, scene);
            lines.retain(|link| !is_lifted(link));
            lines
        }
    };
    let lines = lines.into_iter().take(props.limit).map(Rc::new).collect::<Vec<_>>();
    let properties = NodeProperties::of(props);
    html! {
        <>
            <g>{ for properties.containers() }</g>
            <g aria-hidden="true">{ for lines.iter().map(|link| line(link, marks)) }</g>
            <g>{ for properties.cards() }</g>
            <g>{ for properties.rule_cards() }</g>
            <g aria-hidden="true" class="stops">
                { for lines.iter().filter_map(|link| stops(link, marks)) }
            </g>
        </>
    }
}

fn line(link: &Rc<Link>, marks: &NodeMarks) -> Html {
    html! { <Line key={key_of(link)} link={link.clone()} is_lit={marks.is_lit(&link.flows)} /> }
}

/// The marks of a link that is stopped; none for others, which are most.
fn stops(link: &Rc<Link>, marks: &NodeMarks) -> Option<Html> {
    link.strands.iter().find(|strand| strand.stop.is_some())?;
    let is_lit = marks.is_lit(&link.flows);
    Some(html! { <Stops key={key_of(link)} link={link.clone()} {is_lit} /> })
}

fn key_of(link: &Link) -> String {
    match link.ends {
        // With forwarding policies a listener leads to several groups.
        LinkEnds::Forward { listener, group, .. } => format!("{listener} {group}"),
        LinkEnds::Member { member, .. } => member.to_string(),
    }
}
