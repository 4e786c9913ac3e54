//! The notes of the audit on what is odd and not wrong, with the way to switch each off.

use yew::prelude::*;

use crate::edit::Edit;
use crate::engine::report::LintNote;
use crate::locale::{LintLabelText, LintReasonText, LintText};
use crate::plan::{LintOff, Settings};
use crate::view::field::{TextField, any_text};
use crate::view::form::{FormContext, use_form_context};
use crate::view::parts::{prose, say, use_shown_entries};

/// The notes that are shown, and those that are switched off.
#[component]
pub(super) fn Lints() -> Html {
    let context = use_form_context();
    let entries = use_shown_entries();
    let Some(audit) = context.store.audit() else { return Html::default() };
    let (shown, off): (Vec<_>, Vec<_>) = audit.lints.iter().partition(|it| it.off.is_none());
    let label = |text: LintLabelText| say(text.text(context.language));
    let all = shown.len();
    let items = shown.into_iter().take(entries.count()).map(|it| item(&context, it));
    html! {
        <>
            if all > 0 {
                <section>
                    <h3 class="section-title">{ label(LintLabelText::Notes) }</h3>
                    <ul class="audit-list">{ for items }</ul>
                    { entries.rest(all) }
                </section>
            }
            if !off.is_empty() {
                <details>
                    <summary>{ label(LintLabelText::SwitchedOff(off.len())) }</summary>
                    <ul class="audit-list">{ for off.into_iter().map(|it| hidden(&context, it)) }</ul>
                </details>
            }
        </>
    }
}

fn item(context: &FormContext, note: &LintNote) -> Html {
    let label = |text: LintLabelText| say(text.text(context.language));
    // Of two VPCs each may have a note of its own.
    let text = LintText::of(note, context.plan());
    let key = format!("{:?}-{}-{}", note.kind.lint(), note.subject, text.plain(context.language));
    html! {
        <li {key}>
            { prose(&text.segments(context.language)) }
            <details>
                <summary>{ label(LintLabelText::DoNotShow) }</summary>
                <TextField
                    id={format!("lint-{:?}-{}", note.kind.lint(), note.subject)}
                    label={label(LintLabelText::Reason)}
                    value=""
                    hint={label(LintLabelText::ReasonHint)}
                    commit={any_text(switching_off(context, note))}
                />
            </details>
        </li>
    }
}

fn hidden(context: &FormContext, note: &LintNote) -> Html {
    let reason = note.off.clone().map(LintReasonText);
    let reason = reason.map(|it| prose(&it.segments(context.language)));
    html! {
        <li>
            { prose(&LintText::of(note, context.plan()).segments(context.language)) }
            { reason }
        </li>
    }
}

/// Switches a note off for the reason that is typed.
fn switching_off(context: &FormContext, note: &LintNote) -> impl Fn(String) + 'static {
    let (context, lint, on) = (context.clone(), note.kind.lint(), Some(note.subject));
    move |reason: String| {
        if reason.trim().is_empty() {
            return;
        }
        let plan = context.store.plan();
        let mut lints_off = plan.settings.lints_off.clone();
        lints_off.push(LintOff { lint, on, reason });
        let settings = Settings { lints_off, ..plan.settings.clone() };
        context.edit(vec![Edit::Choose(settings)]);
    }
}
