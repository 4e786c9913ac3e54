//! The rules that can be merged: looked for on demand, listed, and merged as one step each.

use yew::prelude::*;

use super::found::use_found;
use crate::edit::Edit;
use crate::engine::report::Merge;
use crate::engine::simpler;
use crate::locale::{AuditLabelText, GuardsText, MergeText};
use crate::view::form::use_form_context;
use crate::view::parts::{Button, prose, say};
use crate::view::state::Action;

/// The button that looks for them, or those that were found for the plan as it stands.
#[component]
pub(super) fn Merges() -> Html {
    let context = use_form_context();
    let (found, find) = use_found(&context, |plan, audit| simpler(plan, audit).merges);
    let label = |text: AuditLabelText| say(text.text(context.language));
    let plan = context.plan();
    let Some(merges) = found else {
        return html! {
            <Button label={label(AuditLabelText::FindMerges)} small=true onclick={find} />
        };
    };
    let making = |edits: Vec<Edit>, fewer: usize| {
        let context = context.clone();
        Callback::from(move |_: MouseEvent| {
            let text = AuditLabelText::Merged(fewer).text(context.language).into_owned();
            context.store.dispatch(Action::Tell { edits: edits.clone(), text });
        })
    };
    let fewer = |merge: &Merge| merge.rules.len().saturating_sub(1);
    let item = |merge: &Merge| {
        let onclick = making(merge.remedy.clone(), fewer(merge));
        html! {
            <li>
                <strong>{ GuardsText::name(merge.place, plan) }</strong>{ ": " }
                { prose(&MergeText::of(merge, plan).segments(context.language)) }
                <div class="buttons">
                    <Button
                        label={label(AuditLabelText::Merge)}
                        small=true
                        edits=true
                        {onclick}
                    />
                </div>
            </li>
        }
    };
    let all = merges.iter().flat_map(|it| it.remedy.iter().cloned()).collect::<Vec<_>>();
    let all = making(all, merges.iter().map(fewer).sum());
    html! {
        <div class="together merges" role="status">
            <p>{ label(AuditLabelText::Merges(merges.len())) }</p>
            if !merges.is_empty() {
                <ul class="audit-list">{ for merges.iter().map(item) }</ul>
            }
            if merges.len() > 1 {
                <div class="buttons">
                    <Button
                        label={label(AuditLabelText::MergeAll(merges.len()))}
                        small=true
                        edits=true
                        onclick={all}
                    />
                </div>
            }
        </div>
    }
}
