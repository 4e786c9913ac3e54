//! The clause of the guide behind a sentence, as a link to the guide's page.

use yew::prelude::*;

use super::text::{say, use_language};
use crate::engine::report::ClauseId;
use crate::locale::{AnswerText, ClauseText, ClauseTitleText};

/// The page of the guide that all clauses are on.
const GUIDE: &str = "https://support.huaweicloud.com/intl/en-us/usermanual-elb/elb_ug_hd_0007.html";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct ClauseProps {
    pub(crate) id: ClauseId,
}

/// A link with the short name of a clause; the clause's title is its tip. Nothing is asked of the
/// guide's host until somebody follows the link.
#[component]
pub(crate) fn Clause(props: &ClauseProps) -> Html {
    let language = use_language();
    let says = ClauseTitleText(props.id).text(language);
    let opens = AnswerText::ReadTheGuide.text(language);
    html! {
        <a
            class="clause"
            href={GUIDE}
            target="_blank"
            rel="noopener noreferrer"
            title={format!("{says} ({opens})")}
        >
            { say(ClauseText(props.id).text(language)) }
        </a>
    }
}
