//! The lines of the trace, drawn above everything. A line that passes is solid. A stopped line is
//! dashed, with a cross at the layer that stops it. A line that passes in part goes on thinner
//! behind its mark.

use yew::prelude::*;

use crate::engine::trace::TraceVerdict;
use crate::layout::TraceLine;

/// Draws the lines.
pub(super) fn traced(lines: &[TraceLine]) -> Html {
    html! {
        <g class="traced-lines" aria-hidden="true">
            { for lines.iter().map(line) }
        </g>
    }
}

fn line(line: &TraceLine) -> Html {
    let class = match line.verdict {
        TraceVerdict::Wholly => "wholly",
        TraceVerdict::InPart => "in-part",
        TraceVerdict::NotAtAll => "not-at-all",
        TraceVerdict::Unclear | TraceVerdict::Nothing => "unclear",
    };
    let at = line.curve.end;
    html! {
        <g class={classes!("traced-line", class)}>
            <path class="way" d={line.curve.path()} />
            if let Some(rest) = line.rest {
                <path class="rest" d={rest.path()} />
                <g class="mark" transform={format!("translate({at})")}>
                    <circle r="8.5" />
                    <path d={sign(line.verdict)} />
                </g>
            }
        </g>
    }
}

fn sign(verdict: TraceVerdict) -> &'static str {
    match verdict {
        TraceVerdict::NotAtAll | TraceVerdict::Nothing => "m-3 -3 6 6m0 -6-6 6",
        TraceVerdict::InPart | TraceVerdict::Wholly => "M-3.5 0h7",
        TraceVerdict::Unclear => "M-2.4 -1.6a2.4 2.4 0 1 1 3.6 2c-.8.5-1.2 1-1.2 1.8M0 4.6v.1",
    }
}
