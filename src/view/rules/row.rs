//! The row of a rule: two lines that tell what the rule does, and the form that they unfold into.

use yew::prelude::*;

use super::audit;
use super::effect::RuleEffect;
use crate::engine::report::RuleAudit;
use crate::locale::InspectorText as Text;
use crate::plan::{Action, Direction, Field, RuleId};
use crate::view::field::{messages, words};
use crate::view::form::{FormContext, notes};

/// The properties of a rule's row.
pub(super) struct RuleRow<'a> {
    pub(super) context: &'a FormContext,
    pub(super) id: RuleId,
    pub(super) direction: Direction,
    /// The number in the list, if the order decides.
    pub(super) number: Option<usize>,
    pub(super) action: Action,
    /// The protocol and the ports.
    pub(super) what: AttrValue,
    /// The second line: the addresses, the type, the priority.
    pub(super) details: Html,
    pub(super) description: &'a str,
    pub(super) is_enabled: bool,
    pub(super) effect: RuleEffect,
    /// The audit of the rule, once it is worked out.
    pub(super) audit: Option<&'a RuleAudit>,
    /// The form, if the row is unfolded.
    pub(super) form: Option<Html>,
    /// Unfolds the row, or folds it.
    pub(super) toggle: Callback<MouseEvent>,
}

impl RuleRow<'_> {
    /// The row as an item of a list.
    pub(super) fn item(&self) -> Html {
        let context = self.context;
        let is_open = self.form.is_some();
        let form_id = format!("rule-form-{}", self.id);
        html! {
            <li
                key={self.id.to_string()}
                class={classes!("rule", is_open.then_some("unfolded"), (!self.is_enabled).then_some("off"))}
            >
                <button
                    type="button"
                    class="rule-summary"
                    id={format!("rule-{}", self.id)}
                    aria-expanded={is_open.to_string()}
                    aria-controls={is_open.then(|| form_id.clone())}
                    onclick={self.toggle.clone()}
                >
                    <span class="rule-line">
                        if let Some(number) = self.number {
                            <span class="rule-number">{ number }</span>
                        }
                        { action(context, self.action) }
                        <code>{ self.what.clone() }</code>
                        <span class="rule-chips">
                            if context.has_problems(self.id) {
                                <span class="chip blocked">{ context.say(Text::ToCorrect) }</span>
                            }
                            if !self.is_enabled {
                                <span class="chip">{ context.say(Text::Disabled) }</span>
                            }
                            { self.effect.chips(context, self.direction) }
                            { self.audit.map(|audit| audit::chips(context, audit)) }
                        </span>
                    </span>
                    <span class="rule-line muted">{ self.details.clone() }</span>
                    if !self.description.trim().is_empty() {
                        <span class="rule-line muted">{ self.description.to_owned() }</span>
                    }
                </button>
                if let Some(form) = &self.form {
                    <div class="rule-form" id={form_id}>
                        { notes::about(context, self.id) }
                        { messages(&context.problems(self.id, Field::Id)) }
                        { form.clone() }
                    </div>
                }
            </li>
        }
    }
}

/// The action as a chip. Deny stands out more, because it is the exception.
fn action(context: &FormContext, action: Action) -> Html {
    let class = match action {
        Action::Allow => "chip open",
        Action::Deny => "chip blocked",
    };
    html! { <span {class}>{ words::action(action, context.language) }</span> }
}

/// The last row of every list, which cannot be changed: traffic that matches no rule is denied.
pub(super) fn rest(context: &FormContext, direction: Direction, effect: RuleEffect) -> Html {
    html! {
        <li key="rest" class="rule rest">
            <div class="rule-summary">
                <span class="rule-line">
                    <span class="rule-number">{ "*" }</span>
                    { action(context, Action::Deny) }
                    <span>{ context.say(Text::EverythingElse) }</span>
                    <span class="rule-chips">{ effect.chips(context, direction) }</span>
                </span>
            </div>
        </li>
    }
}
