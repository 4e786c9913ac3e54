//! The picture of a plan: everything on the board that stays as it is while one looks around.

use std::rc::Rc;

use yew::prelude::*;

use super::lines::{Line, Stops};
use super::marks::NodeMarks;
use super::node_properties::NodeProperties;
use crate::engine::report::Report;
use crate::layout::{Link, LinkEnds, Scene, links};
use crate::locale::Language;
use crate::plan::{ElementId, Plan};

/// What decides how the picture looks.
#[derive(Clone, Properties)]
pub(super) struct PictureProps {
    pub(super) plan: Rc<Plan>,
    pub(super) report: Rc<Report>,
    /// Where things stand, and what is moved would land.
    pub(super) scene: Rc<Scene>,
    pub(super) marks: Rc<NodeMarks>,
    pub(super) selection: Rc<Vec<ElementId>>,
    /// Where a gesture would end.
    pub(super) target: Option<ElementId>,
    /// What a gesture moves.
    pub(super) lifted: Vec<ElementId>,
    pub(super) language: Language,
    /// Up to how many things of each kind are drawn.
    pub(super) limit: usize,
}

impl PartialEq for PictureProps {
    /// Whether nothing has to be drawn anew. Each edit makes a plan and an answer of its own, so
    /// that it is enough to see whether they are the same ones: with a thousand servers, to compare
    /// them would take as long as to draw them.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
            && Rc::ptr_eq(&self.report, &other.report)
            && Rc::ptr_eq(&self.scene, &other.scene)
            && Rc::ptr_eq(&self.marks, &other.marks)
            && self.selection == other.selection
            && self.target == other.target
            && self.lifted == other.lifted
            && self.language == other.language
            && self.limit == other.limit
    }
}

/// Containers, lines and cards, in the order in which they cover each other.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let PictureProps { plan, report, scene, marks, .. } = props;
    // Before anything is asked for, not even the lines are worked out.
    if props.limit == 0 {
        return Html::default();
    }
    let lines = links(plan, report, scene).into_iter().take(props.limit).map(Rc::new);
    let lines = lines.collect::<Vec<_>>();
    let faces = NodeProperties::of(props);
    html! {
        <>
            <g>{ for faces.containers() }</g>
            <g aria-hidden="true">{ for lines.iter().map(|link| line(link, marks)) }</g>
            <g>{ for faces.cards() }</g>
            <g>{ for faces.rule_cards() }</g>
            <g aria-hidden="true" class="stops">
                { for lines.iter().filter_map(|link| stops(link, marks)) }
            </g>
        </>
    }
}

fn line(link: &Rc<Link>, marks: &NodeMarks) -> Html {
    html! { <Line key={key_of(link)} link={link.clone()} is_lit={marks.is_lit(&link.flows)} /> }
}

/// Where a link is stopped; most are stopped nowhere.
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
