//! Lines between things. An open line is solid. A stopped line is dashed, with a mark where it is
//! stopped. A line that no rule can stop is dotted. So no meaning depends on colour alone.

use std::rc::Rc;

use yew::prelude::*;

use super::lit::{about, about_trunk};
use crate::engine::report::Verdict;
use crate::layout::{Course, Link, Point, Rect, Stop, Strand, Trunk, TrunkStrand};
use crate::locale::{BoardText, Language};
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
        <g class={classes!("wire", lit(props.is_lit))} data-why={about(&props.link)} data-on={card_of(&props.link)}>
            <title>{ say(BoardText::Line(verdict).text(language)) }</title>
            <path class="wire-hit" d={courses.map(Course::path).collect::<String>()} />
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
    let Trunk { group, strands, .. } = &*props.trunk;
    let (why, on) = (about_trunk(&props.trunk), group.to_string());
    let strands = strands.iter().zip(&props.is_lit);
    let strands =
        strands.map(|(strand, is_lit)| trunk_strand(strand, *is_lit, (&why, &on), language));
    html! { <>{ for strands }</> }
}

fn trunk_strand(
    strand: &TrunkStrand,
    is_lit: Option<bool>,
    (why, on): (&str, &str),
    language: Language,
) -> Html {
    let path = |courses: &[Course]| courses.iter().map(Course::path).collect::<String>();
    html! {
        <g class={classes!("wire", lit(is_lit))} data-why={why.to_owned()} data-on={on.to_owned()}>
            <title>{ say(BoardText::Line(strand.verdict).text(language)) }</title>
            <path class="wire-hit" d={strand.all_courses().map(Course::path).collect::<String>()} />
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
    let language = use_language();
    let link = &props.link;
    let [from, to] = link.ends.cards().map(|id| id.to_string());
    let ends = Ends { why: about(link), on: to.clone(), from, to };
    let marks = link.strands.iter().filter_map(|strand| {
        let (stop, _) = strand.stop.as_ref()?;
        let mark = Mark { stop: *stop, verdict: strand.verdict, at: strand.course.end() };
        Some(mark.draw(&ends, props.is_lit, language))
    });
    html! { <>{ for marks }</> }
}

/// The marks where a trunk is stopped.
#[component]
pub(super) fn TrunkStops(props: &TrunkProps) -> Html {
    let language = use_language();
    let Trunk { group, into, strands } = &*props.trunk;
    let (from, to) = (group.to_string(), into.map(|id| id.to_string()).unwrap_or_default());
    let ends = Ends { why: about_trunk(&props.trunk), on: from.clone(), from, to };
    let marks = strands.iter().zip(&props.is_lit).filter_map(|(strand, is_lit)| {
        let stop = props.stop(strand)?;
        // From very far nothing is seen of a trunk behind the edge of its subnet.
        let entered = |edge: Rect| strand.courses.iter().find_map(|course| course.entry(edge));
        let end = || strand.courses.first().map(Course::end);
        let at = props.edge.and_then(entered).or_else(end)?;
        Some(Mark { stop, verdict: strand.verdict, at }.draw(&ends, *is_lit, language))
    });
    html! { <>{ for marks }</> }
}

/// The card to which a line leads: a press on the line selects it, and marks have their places from
/// its corner.
fn card_of(link: &Link) -> String {
    let [_, to] = link.ends.cards();
    to.to_string()
}

/// The two ends of a line, with what its marks ask about and the card that they belong to.
struct Ends {
    why: String,
    on: String,
    from: String,
    to: String,
}

/// A mark: a circle with a cross or a question mark, as one path.
struct Mark {
    stop: Stop,
    verdict: Option<Verdict>,
    at: Point,
}

impl Mark {
    /// Draws it as a button that shows the reason. The cards at both ends describe it.
    fn draw(&self, ends: &Ends, is_lit: Option<bool>, language: Language) -> Html {
        let (sign, text) = match self.stop {
            Stop::NetworkAcl => ("M-3 -3 3 3M3 -3-3 3", BoardText::StoppedByAcl),
            Stop::SecurityGroup => ("M-3 -3 3 3M3 -3-3 3", BoardText::StoppedByGroups),
            Stop::Unclear => (
                "M-2.4 -1.6a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2 1-1.2 1.8M0 4.6v.1",
                BoardText::StopUnclear,
            ),
        };
        let label = say(text.text(language));
        html! {
            <g
                class={classes!("stop", class_of(self.verdict), lit(is_lit))}
                transform={format!("translate({})", self.at)}
                data-why={ends.why.clone()}
                data-on={ends.on.clone()}
                role="button"
                tabindex="0"
                aria-label={label.clone()}
                aria-describedby={format!("node-{} node-{}", ends.from, ends.to)}
            >
                <title>{ label }</title>
                <circle class="beside" />
                <path d={format!("M-8.5 0a8.5 8.5 0 1 1 17 0a8.5 8.5 0 1 1 -17 0{sign}")} />
            </g>
        }
    }
}
