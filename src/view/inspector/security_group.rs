//! The form of a security group: who wears it, and its rules.

use yew::prelude::*;

use super::editor::Editor;
use crate::command::{End, connect, targets};
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Element, ElementId, SecurityGroup, SecurityGroupTemplate};
use crate::view::field::PickField;
use crate::view::icon::Icon;
use crate::view::rules::SecurityGroupRules;

/// The fields of a security group.
pub(super) fn form(editor: &Editor<SecurityGroup>) -> Html {
    html! {
        <>
            { wearers(editor) }
            <SecurityGroupRules id={editor.item.id} />
            { templates(editor) }
        </>
    }
}

fn wearers(editor: &Editor<SecurityGroup>) -> Html {
    let (desk, group) = (&editor.desk, editor.item.id);
    let wearers = desk.plan().servers.iter().filter(|it| it.wears(group));
    let rows = wearers.map(|server| {
        let name = desk.name(server.id);
        let remove = {
            let mut without = server.clone();
            without.take_off(group);
            desk.removing(editor.id("servers"), move || {
                vec![Edit::Put(Element::Server(without.clone()))]
            })
        };
        html! {
            <li class="list-row" key={server.id.to_string()}>
                <span class="list-name">{ desk.link(server.id) }</span>
                <button type="button" class="button quiet small icon" onclick={remove}
                    aria-label={desk.say(Text::Remove(name.to_string()))}
                    title={desk.say(Text::Remove(name.to_string()))}>
                    { Icon::Close.svg() }
                </button>
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let end = End::SecurityGroup(group);
    let on_pick = {
        let desk = desk.clone();
        Callback::from(move |target: ElementId| desk.edit(connect(desk.plan(), end, target)))
    };
    html! {
        <fieldset class="field list" id={editor.id("servers")} tabindex="-1">
            <legend>{ desk.say(Text::WornBy) }</legend>
            if rows.is_empty() {
                <p class="hint">{ desk.say(Text::WornByNobody) }</p>
            } else {
                <ul class="list-rows">{ for rows }</ul>
            }
            <PickField<ElementId>
                id={editor.id("add-server")}
                label={desk.say(Text::AddServer)}
                options={desk.named(targets(desk.plan(), end))}
                {on_pick}
            />
        </fieldset>
    }
}

/// Buttons that put the rules of a template in the place of those that are there.
fn templates(editor: &Editor<SecurityGroup>) -> Html {
    let desk = &editor.desk;
    let replace = |template: SecurityGroupTemplate| {
        let (desk, group) = (desk.clone(), editor.item.clone());
        desk.clone().editing(move || {
            let first_rule = desk.plan().next_rule_id();
            let mut fresh = template.security_group(group.id, group.name.clone(), first_rule);
            fresh.position = group.position;
            vec![Edit::Put(Element::SecurityGroup(fresh))]
        })
    };
    html! {
        <div class="field edits" role="group" aria-label={desk.say(Text::ReplaceRules)}>
            <span class="label" aria-hidden="true">{ desk.say(Text::ReplaceRules) }</span>
            <div class="buttons">
                <button type="button" class="button small" onclick={replace(SecurityGroupTemplate::Default)}>
                    { desk.say(Text::TemplateDefault) }
                </button>
                <button type="button" class="button small" onclick={replace(SecurityGroupTemplate::Empty)}>
                    { desk.say(Text::TemplateEmpty) }
                </button>
            </div>
        </div>
    }
}
