//! A question on which the sources contradict each other: both answers with their sources, and the
//! one that is followed.

use yew::prelude::*;

use super::text::say;
use crate::engine::report::Followed;
use crate::locale::{FollowsText, Language, ReadingLineText};

/// Both answers to a question, folded together below the finding.
pub(crate) fn sources(followed: Followed, language: Language) -> Html {
    let lines = ReadingLineText::both(followed).into_iter().map(|line| {
        html! { <li class={line.is_followed().then_some("followed")}>{ say(line.text(language)) }</li> }
    });
    html! {
        <details class="sources">
            <summary>{ say(FollowsText(followed).text(language)) }</summary>
            <ol>{ for lines }</ol>
        </details>
    }
}
