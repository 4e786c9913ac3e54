//! Lines between things. An open line is solid. A stopped line is dashed, with a mark where it is
//! stopped. A line that no rule can stop is dotted. So no meaning depends on colour alone.

use std::rc::Rc;

use yew::prelude::*;

use super::lit::about;
use crate::engine::report::Verdict;
use crate::layout::{Course, Link, Point, Rect, Stop, Strand, Trunk, TrunkStrand};
use crate::locale::{BoardText, Language};
use crate::page::Explained;
use crate::view::parts::{class_of, say, use_language};

/// A line.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct LineProps {
    pub(super) link: Rc<Link>,
    /// True if it is lit up, false if it is faded behind one that is.
    pub(super) is_lit: Option<bool>,
}

/// The lines of a link. A press on them asks for their reason.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let language = use_language();
    let strands = &props.link.strands;
    let verdict = strands.iter().filter_map(|strand| strand.verdict).max();
    let courses = strands.iter().flat_map(Strand::all_courses);
    html! {
        <g class={classes!("wire", lit(props.is_lit))} data-why={about(&props.link).to_string()}>
            <title>{ say(BoardText::Line(verdict).text(language)) }</title>
            <path class="hit" d={courses.map(Course::path).collect::<String>()} />
            { for strands.iter().map(strand) }
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
    let language = use_language();
    let why = about_trunk(&props.trunk).to_string();
    let strands = props.trunk.strands.iter().zip(&props.is_lit);
    let strands = strands.map(|(strand, is_lit)| trunk_strand(strand, *is_lit, &why, language));
    html! { <>{ for strands }</> }
}

/// The thing that a press on a trunk asks about.
pub(super) fn about_trunk(trunk: &Trunk) -> Explained {
    Explained::Trunk(trunk.group, trunk.into)
}

fn trunk_strand(strand: &TrunkStrand, is_lit: Option<bool>, why: &str, language: Language) -> Html {
    let path = |courses: &[Course]| courses.iter().map(Course::path).collect::<String>();
    html! {
        <g class={classes!("wire", lit(is_lit))} data-why={why.to_owned()}>
            <title>{ say(BoardText::Line(strand.verdict).text(language)) }</title>
            <path class="hit" d={strand.all_courses().map(Course::path).collect::<String>()} />
            <path class={class_of_path(strand.verdict, None)} d={path(&strand.courses)} />
            if !strand.rest.is_empty() {
                <path class={class_of_path(strand.verdict, Some("rest"))} d={path(&strand.rest)} />
            }
        </g>
    }
}

/// The marks of a link, with the names of its ends.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct StopsProps {
    pub(super) link: Rc<Link>,
    pub(super) is_lit: Option<bool>,
    pub(super) from: AttrValue,
    pub(super) to: AttrValue,
    /// True if it moves with the pointer, and cannot be pressed.
    pub(super) is_copy: bool,
}

/// The marks where lines are stopped, painted above every card.
#[component]
pub(super) fn Stops(props: &StopsProps) -> Html {
    let language = use_language();
    let why = (!props.is_copy).then(|| about(&props.link).to_string());
    let marks = props.link.strands.iter().filter_map(|strand| {
        let (stop, _) = strand.stop.as_ref()?;
        let label = say(stop_text(*stop, &props.from, &props.to).text(language));
        let mark = Mark { stop: *stop, verdict: strand.verdict, at: strand.course.end() };
        Some(mark.draw(why.as_deref(), &label, props.is_lit))
    });
    html! { <>{ for marks }</> }
}

/// The marks of a trunk, with the names of its ends.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct TrunkStopsProps {
    pub(super) trunk: TrunkProps,
    pub(super) from: AttrValue,
    pub(super) to: AttrValue,
}

/// The marks where a trunk is stopped.
#[component]
pub(super) fn TrunkStops(props: &TrunkStopsProps) -> Html {
    let language = use_language();
    let TrunkStopsProps { trunk, from, to } = props;
    let why = about_trunk(&trunk.trunk).to_string();
    let strands = trunk.trunk.strands.iter().zip(&trunk.is_lit);
    let marks = strands.filter_map(|(strand, is_lit)| {
        let stop = trunk.stop(strand)?;
        // From very far nothing is seen of a trunk behind the edge of its subnet.
        let entered = |edge: Rect| strand.courses.iter().find_map(|course| course.entry(edge));
        let end = || strand.courses.first().map(Course::end);
        let at = trunk.edge.and_then(entered).or_else(end)?;
        let label = say(stop_text(stop, from, to).text(language));
        let mark = Mark { stop, verdict: strand.verdict, at };
        Some(mark.draw(Some(&why), &label, *is_lit))
    });
    html! { <>{ for marks }</> }
}

fn stop_text(stop: Stop, from: &str, to: &str) -> BoardText {
    let (from, to) = (from.to_owned(), to.to_owned());
    match stop {
        Stop::NetworkAcl => BoardText::StoppedByAcl { from, to },
        Stop::SecurityGroup => BoardText::StoppedByGroups { from, to },
        Stop::Unclear => BoardText::StopUnclear { from, to },
    }
}

/// A mark: a circle with a cross or a question mark, as one path.
struct Mark {
    stop: Stop,
    verdict: Option<Verdict>,
    at: Point,
}

impl Mark {
    /// Draws it as a button that shows the reason. A copy of one is none.
    fn draw(&self, why: Option<&str>, label: &AttrValue, is_lit: Option<bool>) -> Html {
        let sign = match self.stop {
            Stop::NetworkAcl | Stop::SecurityGroup => "M-3 -3 3 3M3 -3-3 3",
            Stop::Unclear => "M-2.4 -1.6a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2 1-1.2 1.8M0 4.6v.1",
        };
        let is_button = why.is_some();
        html! {
            <g
                class={classes!("stop", class_of(self.verdict), lit(is_lit))}
                transform={format!("translate({})", self.at)}
                data-why={why.map(str::to_owned)}
                role={is_button.then_some("button")}
                tabindex={is_button.then_some("0")}
                aria-label={is_button.then(|| label.clone())}
                aria-haspopup={is_button.then_some("dialog")}
            >
                <title>{ label.clone() }</title>
                <circle class="beside" />
                <path d={format!("M-8.5 0a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1 -17 0{sign}")} />
            </g>
        }
    }
}
