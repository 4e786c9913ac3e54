//! The clause of the guide behind a sentence, as a link to its page.

use yew::prelude::*;

use super::handbook::handbook_address;
use super::text::{say, use_language};
use crate::engine::report::ClauseId;
use crate::locale::{AnswerText, ClauseText, ClauseTitleText};
use crate::page::{GUIDE, HandbookPage};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct ClauseProps {
    pub(crate) id: ClauseId,
}

/// A link with the short name of a clause; the clause's title is its tip. It leads to the clause's
/// page in the documentation, which leads on to the vendor's; without the documentation it leads there
/// itself. Nothing is asked of the vendor's host until somebody follows the link.
#[component]
pub(crate) fn Clause(props: &ClauseProps) -> Html {
    let language = use_language();
    let says = ClauseTitleText(props.id).text(language);
    let own = handbook_address(HandbookPage::Clause(props.id));
    let opens = match own {
        Some(_) => AnswerText::ReadTheClause,
        None => AnswerText::ReadTheGuide,
    };
    html! {
        <a
            class="clause"
            href={own.unwrap_or_else(|| GUIDE.to_owned())}
            target="_blank"
            rel="noopener noreferrer"
            title={format!("{says} ({})", opens.text(language))}
        >
            { say(ClauseText(props.id).text(language)) }
        </a>
    }
}
