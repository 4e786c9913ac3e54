//! A cell of the matrix.

use yew::prelude::*;

use super::query::Query;
use crate::engine::reach::{Cell, Traffic};
use crate::locale::{CellFate, Language, ReachLabel};
use crate::view::parts::{Icon, say};

/// The most lines of a cell, and services of a line. The rest is in the explanation.
const LINES: usize = 3;

/// The content of a cell, in few lines.
pub(super) fn content(cell: Option<&Cell>, query: &Query, language: Language) -> Html {
    let word = |label: ReachLabel| {
        html! { <span class="reach-nothing">{ say(label.text(language)) }</span> }
    };
    let Some(cell) = cell else { return word(ReachLabel::NoAddress) };
    if cell.itself {
        return word(ReachLabel::Itself);
    }
    let traffic = found(cell, query);
    let fates = CellFate::all(&traffic);
    if fates.is_empty() {
        return word(ReachLabel::Nothing);
    }
    let more = fates.len().saturating_sub(LINES);
    html! {
        <>
            { for fates.iter().take(LINES).map(|it| line(it, LINES, language)) }
            if more > 0 {
                <span class="reach-fate">{ say(ReachLabel::AndMore(more).text(language)) }</span>
            }
            if cell.needs_route {
                <span class="reach-fate">{ say(ReachLabel::NeedsRoute.text(language)) }</span>
            }
        </>
    }
}

/// The traffic of a cell that is searched for.
fn found(cell: &Cell, query: &Query) -> Vec<Traffic> {
    cell.traffic.iter().filter(|it| query.has(it)).cloned().collect()
}

/// Packets of one fate.
pub(super) fn line(own: &CellFate, most: usize, language: Language) -> Html {
    let services = own.services.iter().take(most).map(|it| it.text(language).into_owned());
    let services = services.collect::<Vec<_>>().join("; ");
    let more = own.services.len().saturating_sub(most);
    let (class, icon) = if own.is_trouble() {
        (Some("blocked"), Some(Icon::Error))
    } else if own.is_unwanted() || own.is_unclear() {
        (Some("attention"), Some(Icon::Warning))
    } else if own.is_fulfilled() {
        (Some("fulfilled"), Some(Icon::Check))
    } else {
        (None, None)
    };
    let fate = own.text(language);
    html! {
        <span class={classes!("reach-line", class)}>
            if let Some(icon) = icon {
                { icon.svg() }
            }
            <code>{ services }</code>
            if more > 0 {
                { " " }<span class="reach-fate">{ say(ReachLabel::AndMore(more).text(language)) }</span>
            }
            if !fate.is_empty() {
                { " " }<span class="reach-fate">{ say(fate) }</span>
            }
        </span>
    }
}
