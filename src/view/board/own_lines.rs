//! The lines of connections of one's own, drawn above everything, each with a label. What has to get
//! there is solid where it does, and dashed with a cross where it is stopped. What must not is dashed
//! in amber where it does, and dotted in grey where nothing gets in.

use yew::prelude::*;

use crate::engine::report::ConnectionVerdict;
use crate::layout::ConnectionLine;
use crate::locale::{ConnectionText, Language};
use crate::view::parts::connection_class;
use crate::view::state::Store;

/// The width of a letter of a label, about.
const LETTER: f64 = 6.4;

/// Draws the lines.
pub(super) fn own_lines(lines: &[ConnectionLine], store: &Store, language: Language) -> Html {
    html! {
        <g class="own-lines" aria-hidden="true">
            { for lines.iter().map(line) }
            // No line runs over a label.
            { for lines.iter().filter_map(|it| label(it, store, language)) }
        </g>
    }
}

fn line(line: &ConnectionLine) -> Html {
    let end = line.curve.end;
    html! {
        <g class={classes!("own-line", connection_class(line.verdict))} key={line.connection.to_string()}>
            <path class="way" d={line.curve.path()} />
            <g transform={format!("translate({end})")}><path class="sign" d={sign(line.verdict)} /></g>
        </g>
    }
}

fn label(line: &ConnectionLine, store: &Store, language: Language) -> Option<Html> {
    let (plan, report) = (store.plan(), &store.report);
    let connection = plan.connection(line.connection)?;
    let answer = report.connection(line.connection)?;
    let label = ConnectionText::of(connection, answer, plan).label(language);
    let letters = u16::try_from(label.chars().count()).map_or(0.0, f64::from);
    let width = letters * LETTER + 34.0;
    let at = line.label;
    Some(html! {
        <g
            class={classes!("own-line", connection_class(line.verdict))}
            key={format!("{}-label", line.connection)}
            transform={format!("translate({at})")}
        >
            <rect x={(-width / 2.0).to_string()} y="-11" width={width.to_string()} height="22" rx="11" />
            <text text-anchor="middle" y="4">{ label }</text>
        </g>
    })
}

/// The sign at the end of a line: a cross where it is stopped, a bar where it must not be, else a tip.
fn sign(verdict: ConnectionVerdict) -> &'static str {
    match verdict {
        ConnectionVerdict::Stopped => "m-4 -4 8 8m0 -8-8 8",
        ConnectionVerdict::KeptOut => "M-3 -6v12M1 -6v12",
        _ => "m-6 -5 6 5-6 5",
    }
}
