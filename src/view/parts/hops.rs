//! The layers of a path, each with what decides there.

use yew::prelude::*;

use super::text::{prose, say};
use crate::engine::trace::{Fate, Hop, HopPart, Parcel, Path};
use crate::locale::{
    FateText, HopPartText, HopText, Language, ParcelText, RepliesText, TraceNoteText,
};
use crate::plan::Plan;

/// The most paths that are shown, and parcels of one list. A question about wide blocks has a great
/// many.
pub(crate) const SHOWN: usize = 12;

/// The layers of a path, in their order.
fn hops(path: &Path, plan: &Plan, language: Language) -> Html {
    html! {
        <ol class="hops">
            { for path.hops.iter().map(|it| hop(it, path, plan, language)) }
        </ol>
    }
}

/// A path below its title: its layers, the replies, and what else there is to know.
pub(crate) fn path_below_title(path: &Path, plan: &Plan, language: Language) -> Html {
    html! {
        <>
            { hops(path, plan, language) }
            <p class="traced-replies">{ prose(&RepliesText::of(path, plan).segments(language)) }</p>
            { for path.notes.iter().map(|note| html! {
                <p class="traced-note">
                    { prose(&TraceNoteText::of(note, path, plan).segments(language)) }
                </p>
            }) }
        </>
    }
}

/// The fate of packets, as a word on its colour.
pub(crate) fn fate_pill(fate: Fate, language: Language) -> Html {
    let class = match fate {
        Fate::Passes => "open",
        Fate::Stopped => "blocked",
        Fate::Unclear => "attention",
    };
    html! { <span class={classes!("pill", class)}>{ say(FateText(fate).text(language)) }</span> }
}

/// Some packets as a list.
pub(crate) fn parcels(list: &[Parcel], language: Language) -> Html {
    html! {
        <ul class="parcels">
            { for list.iter().take(SHOWN).map(|parcel| html! {
                <li>{ prose(&ParcelText::of(parcel).segments(language)) }</li>
            }) }
            if list.len() > SHOWN {
                <li>{ "…" }</li>
            }
        </ul>
    }
}

fn hop(hop: &Hop, path: &Path, plan: &Plan, language: Language) -> Html {
    html! {
        <li>
            <p class="hop-title">{ prose(&HopText::of(hop, path, plan).segments(language)) }</p>
            { for hop.parts.iter().map(|it| part(it, hop, plan, language)) }
        </li>
    }
}

fn part(part: &HopPart, hop: &Hop, plan: &Plan, language: Language) -> Html {
    let is_split = hop.parts.len() > 1;
    html! {
        <div class="hop-part">
            { fate_pill(part.fate, language) }
            <div>
                <p>{ prose(&HopPartText::of(part, hop, plan).segments(language)) }</p>
                if is_split {
                    { parcels(&part.packets, language) }
                }
            </div>
        </div>
    }
}
