//! Lines between things. An open line is solid. A stopped line is dashed, with a mark where it is
//! stopped. A line that no rule can stop is dotted. So no meaning depends on colour alone.

use std::rc::Rc;

use yew::prelude::*;

use super::marks::class_of;
use crate::layout::{Link, Stop, Strand};

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
    let lit = match props.is_lit {
        Some(true) => Some("lit"),
        Some(false) => Some("faded"),
        None => None,
    };
    html! {
        <g class={classes!("wire", lit)}>
            { for props.link.strands.iter().map(strand) }
        </g>
    }
}

fn strand(strand: &Strand) -> Html {
    let class = classes!("strand", class_of(strand.verdict));
    html! {
        <g class={class}>
            <path class="way" d={strand.curve.path()} />
            if let Some((_, rest)) = &strand.stop {
                <path class="rest" d={rest.path()} />
            }
        </g>
    }
}

/// The marks where lines are stopped, painted above every card.
#[component]
pub(super) fn Stops(props: &LineProps) -> Html {
    let marks = props.link.strands.iter().filter_map(|strand| {
        let (stop, _) = strand.stop.as_ref()?;
        let at = strand.curve.end;
        let sign = match stop {
            Stop::NetworkAcl | Stop::SecurityGroup => "m-3 -3 6 6m0 -6-6 6",
            Stop::Unclear => "M-2.4 -1.6a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2 1-1.2 1.8M0 4.6v.1",
        };
        Some(html! {
            <g
                class={classes!("stop", class_of(strand.verdict))}
                transform={format!("translate({:.1} {:.1})", at.x, at.y)}
            >
                <circle r="8.5" />
                <path d={sign} />
            </g>
        })
    });
    let faded = (props.is_lit == Some(false)).then_some("faded");
    html! { <g class={classes!("stops", faded)}>{ for marks }</g> }
}
