//! The forwarding policies of a listener: the further groups that it forwards to.

use yew::prelude::*;

use crate::locale::InspectorText as Text;
use crate::plan::{BackendServerGroupId, Field, ForwardingPolicy, Listener};
use crate::view::field::{PickField, SelectField, TextField, messages};
use crate::view::form::Editor;
use crate::view::parts::{Button, ButtonLook, Icon};

/// The policies, with a choice to add one.
pub(super) fn list(editor: &Editor<Listener>) -> Html {
    let (context, listener) = (&editor.context, &editor.item);
    let groups = || context.named(context.plan().backend_server_groups.iter().map(|it| it.id));
    let add = editor.chosen(|it: &mut Listener, backend_server_group| {
        it.policies.push(ForwardingPolicy { name: String::new(), backend_server_group });
    });
    let rows = listener.policies.iter().enumerate().map(|(at, policy)| {
        let remove = {
            let editor = editor.clone();
            move || {
                editor.changed(|it| {
                    if at < it.policies.len() {
                        it.policies.remove(at);
                    }
                })
            }
        };
        let label = context.name(policy.backend_server_group).to_string();
        let id = |field: &str| editor.id(&format!("policy-{}-{field}", at.saturating_add(1)));
        let topic = format!("policy-{}", at.saturating_add(1));
        let rename = editor.any_text(&topic, move |it: &mut Listener, name: String| {
            if let Some(policy) = it.policies.get_mut(at) {
                policy.name = name;
            }
        });
        let choose = editor.chosen(move |it: &mut Listener, group| {
            if let Some(policy) = it.policies.get_mut(at) {
                policy.backend_server_group = group;
            }
        });
        html! {
            <div class="columns with-button" key={at}>
                <TextField
                    id={id("name")}
                    label={editor.say(Text::Name)}
                    value={policy.name.clone()}
                    placeholder={editor.say(Text::NoneWord)}
                    maxlength="64"
                    live=true
                    commit={rename}
                />
                <SelectField<BackendServerGroupId>
                    id={id("group")}
                    label={editor.say(Text::ForwardTo)}
                    value={policy.backend_server_group}
                    options={groups()}
                    on_change={choose}
                />
                <Button
                    label={editor.say(Text::Remove(label.clone()))}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    onclick={context.removing(editor.id("policies"), remove)}
                />
            </div>
        }
    });
    html! {
        <fieldset class="field list" id={editor.id("policies")} tabindex="-1">
            <legend>{ editor.say(Text::Policies) }</legend>
            if listener.policies.is_empty() {
                <p class="hint">{ editor.say(Text::PoliciesHint) }</p>
            }
            <>{ for rows }</>
            { messages(&editor.problems(Field::Policies)) }
            <PickField<BackendServerGroupId>
                id={editor.id("add-policy")}
                label={editor.say(Text::AddPolicy)}
                values={context.plan().backend_server_groups.iter().map(|it| it.id).collect::<Vec<_>>()}
                names={context.naming()}
                on_pick={add}
            />
        </fieldset>
    }
}
