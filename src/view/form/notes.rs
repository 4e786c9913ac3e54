//! The findings of the report about a thing, without the problems of its fields.

use yew::prelude::*;

use crate::engine::report::{Finding, FindingKind, Severity};
use crate::locale::{FindingText, SeverityText};
use crate::plan::SubjectId;
use crate::view::form::FormContext;
use crate::view::parts::{Icon, prose, say, sources};

/// The findings about a thing, the graver ones first.
pub(crate) fn about(context: &FormContext, subject: impl Into<SubjectId>) -> Html {
    let subject = subject.into();
    let mut findings = context.store.report.findings.iter().collect::<Vec<_>>();
    // Problems are shown below their fields.
    findings
        .retain(|it| it.subject == Some(subject) && !matches!(it.kind, FindingKind::Problem(_)));
    if findings.is_empty() {
        return Html::default();
    }
    crate::plan::sort_list(&mut findings, |one, other| one.severity.cmp(&other.severity));
    html! { <ul class="notes">{ for findings.into_iter().map(|finding| note(context, finding)) }</ul> }
}

fn note(context: &FormContext, finding: &Finding) -> Html {
    let (icon, class) = match finding.severity {
        Severity::Error => (Icon::Error, "blocked"),
        Severity::Warning => (Icon::Warning, "attention"),
        Severity::Info => (Icon::Info, "exempt"),
    };
    let text = FindingText::of(finding, context.plan(), &context.store.report);
    html! {
        <li class={classes!("note", class)}>
            { icon.svg() }
            <span class="visually-hidden">
                { say(SeverityText(finding.severity).text(context.language)) }{ ": " }
            </span>
            <p>{ prose(&text.segments(context.language)) }</p>
            if let Some(followed) = finding.sources {
                { sources(followed, context.language) }
            }
        </li>
    }
}
