//! The rules that can be removed together: looked for on demand, listed, and removed as one step.

use yew::prelude::*;

use super::found::use_found;
use crate::edit::Edit;
use crate::engine::removable_together;
use crate::locale::{AuditLabelText, AuditedRuleText, GuardsText};
use crate::plan::RuleId;
use crate::view::form::use_form_context;
use crate::view::parts::{Button, prose, say};
use crate::view::state::Action;

/// The button that looks for them, or those that were found for the plan as it stands.
#[component]
pub(super) fn Together() -> Html {
    let context = use_form_context();
    let (found, find) = use_found(&context, removable_together);
    let label = |text: AuditLabelText| say(text.text(context.language));
    let plan = context.plan();
    let Some(rules) = found else {
        return html! {
            <Button label={label(AuditLabelText::FindTogether)} small=true onclick={find} />
        };
    };
    let remove = {
        let (context, rules) = (context.clone(), rules.clone());
        Callback::from(move |_: MouseEvent| {
            let edits = rules.iter().map(|rule| Edit::RemoveRule(*rule)).collect();
            let text =
                AuditLabelText::RemovedTogether(rules.len()).text(context.language).into_owned();
            context.store.dispatch(Action::Tell { edits, text });
        })
    };
    let audit = context.store.audit();
    let item = |rule: &RuleId| {
        let place =
            audit.as_ref().and_then(|it| it.rule(*rule)).map(|it| GuardsText::name(it.place, plan));
        let text = AuditedRuleText::of(*rule, plan).segments(context.language);
        html! { <li><strong>{ place }</strong>{ ": " }{ prose(&text) }</li> }
    };
    html! {
        <div class="together" role="status">
            <p>{ label(AuditLabelText::Together(rules.len())) }</p>
            if !rules.is_empty() {
                <ol class="audit-list">{ for rules.iter().map(item) }</ol>
                <div class="buttons">
                    <Button
                        label={label(AuditLabelText::RemoveTogether(rules.len()))}
                        small=true
                        onclick={remove}
                    />
                </div>
            }
        </div>
    }
}
