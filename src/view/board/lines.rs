//! Lines between things. An open line is solid. A stopped line is dashed, with a mark where it is
//! stopped. A line that no rule can stop is dotted. So no meaning depends on colour alone.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::Verdict;
use crate::layout::{Course, Link, Point, Rect, Stop, Strand, Trunk, TrunkStrand};
use crate::view::parts::class_of;

/// A line.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct LineProps {
    pub(super) link: Rc<Link>,
    /// True if it is lit up, false if it is faded behind one that is.
    pub(super) is_lit: Option<bool>,
}

/// The lines of a link.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    html! {
        <g class={classes!("wire", lit(props.is_lit))}>
            { for props.link.strands.iter().map(strand) }
        </g>
    }
}

fn lit(is_lit: Option<bool>) -> Option<&'static str> {
    match is_lit {
        Some(true) => Some("lit"),
        Some(false) => Some("faded"),
        None => None,
    }
}

fn strand(strand: &Strand) -> Html {
    let behind = strand.is_behind_stop.then_some("rest");
    html! {
        <>
            <path class={class_of_path(strand.verdict, behind)} d={strand.course.path()} />
            if let Some((_, rest)) = &strand.stop {
                <path class={class_of_path(strand.verdict, Some("rest"))} d={rest.path()} />
            }
        </>
    }
}

fn class_of_path(verdict: Option<Verdict>, behind: Option<&'static str>) -> Classes {
    classes!("strand", class_of(verdict), behind)
}

/// A trunk.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct TrunkProps {
    pub(super) trunk: Rc<Trunk>,
    /// For each strand true if it is lit up, false if it is faded behind one that is.
    pub(super) is_lit: Vec<Option<bool>>,
    /// True if its branches are too far away to be drawn.
    pub(super) is_far: bool,
    /// The edge behind which nothing of it is seen from very far.
    pub(super) edge: Option<Rect>,
}

impl TrunkProps {
    /// The thing that stops a strand, as far as the trunk shows it.
    fn stop(&self, strand: &TrunkStrand) -> Option<Stop> {
        // Near by each branch shows what stops it.
        let of_branches = match strand.verdict {
            Some(Verdict::Blocked) if self.is_far => Some(Stop::SecurityGroup),
            Some(Verdict::Attention) if self.is_far => Some(Stop::Unclear),
            _ => None,
        };
        strand.stop().or(of_branches)
    }

    /// True if something stops a strand.
    pub(super) fn has_stops(&self) -> bool {
        self.trunk.strands.iter().any(|strand| self.stop(strand).is_some())
    }
}

/// The common part of the lines from a group to its members.
#[component]
pub(super) fn TrunkLine(props: &TrunkProps) -> Html {
    let strands = props.trunk.strands.iter().zip(&props.is_lit);
    html! { <>{ for strands.map(|(strand, is_lit)| trunk_strand(strand, *is_lit)) }</> }
}

fn trunk_strand(strand: &TrunkStrand, is_lit: Option<bool>) -> Html {
    let path = |courses: &[Course]| courses.iter().map(Course::path).collect::<String>();
    html! {
        <g class={classes!("wire", lit(is_lit))}>
            <path class={class_of_path(strand.verdict, None)} d={path(&strand.courses)} />
            if !strand.rest.is_empty() {
                <path class={class_of_path(strand.verdict, Some("rest"))} d={path(&strand.rest)} />
            }
        </g>
    }
}

/// The marks where lines are stopped, painted above every card.
#[component]
pub(super) fn Stops(props: &LineProps) -> Html {
    let marks = props.link.strands.iter().filter_map(|strand| {
        let (stop, _) = strand.stop.as_ref()?;
        Some(mark(*stop, strand.verdict, strand.course.end(), props.is_lit))
    });
    html! { <>{ for marks }</> }
}

/// The marks where a trunk is stopped.
#[component]
pub(super) fn TrunkStops(props: &TrunkProps) -> Html {
    let strands = props.trunk.strands.iter().zip(&props.is_lit);
    let marks = strands.filter_map(|(strand, is_lit)| {
        let stop = props.stop(strand)?;
        // From very far nothing is seen of a trunk behind the edge of its subnet.
        let entered = |edge: Rect| strand.courses.iter().find_map(|course| course.entry(edge));
        let end = || strand.courses.first().map(Course::end);
        let at = props.edge.and_then(entered).or_else(end)?;
        Some(mark(stop, strand.verdict, at, *is_lit))
    });
    html! { <>{ for marks }</> }
}

/// A mark: a circle with a cross or a question mark, as one path.
fn mark(stop: Stop, verdict: Option<Verdict>, at: Point, is_lit: Option<bool>) -> Html {
    let sign = match stop {
        Stop::NetworkAcl | Stop::SecurityGroup => "M-3 -3 3 3M3 -3-3 3",
        Stop::Unclear => "M-2.4 -1.6a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2 1-1.2 1.8M0 4.6v.1",
    };
    let faded = (is_lit == Some(false)).then_some("faded");
    html! {
        <g
            class={classes!("stop", class_of(verdict), faded)}
            transform={format!("translate({at})")}
        >
            <path d={format!("M-8.5 0a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1 -17 0{sign}")} />
        </g>
    }
}
