//! The form of a security group: the servers that it is attached to, and its rules.

use yew::prelude::*;

use super::connected::{Connected, GuardedThing};
use crate::command::LineEnd;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Element, NewRules, Plan, SecurityGroup, SecurityGroupTemplate};
use crate::view::field::{SelectField, Toggle};
use crate::view::form::Editor;
use crate::view::parts::Button;
use crate::view::rules::{AuditWork, SecurityGroupRules};

/// The fields of a security group.
pub(super) fn form(editor: &Editor<SecurityGroup>) -> Html {
    let group = &editor.item;
    html! {
        <>
            { wearers(editor) }
            <Toggle
                id={editor.id("unknown")}
                label={editor.say(Text::RulesNotKnown)}
                is_on={!group.rules_known}
                on_change={editor.chosen(|it: &mut SecurityGroup, is_on: bool| it.rules_known = !is_on)}
                hint={(!group.rules_known).then(|| editor.say(Text::RulesNotKnownHint))}
            />
            <SelectField<NewRules>
                id={editor.id("new-rules")}
                label={editor.say(Text::NewRules)}
                value={editor.item.new_rules}
                options={NewRules::ALL.map(|it| (it, editor.say(new_rules(it)))).to_vec()}
                on_change={editor.chosen(|it: &mut SecurityGroup, wish| it.new_rules = wish)}
                hint={Some(editor.say(Text::NewRulesHint))}
            />
            <AuditWork is_quiet=true />
            <SecurityGroupRules id={editor.item.id} />
            { templates(editor) }
        </>
    }
}

fn new_rules(wish: NewRules) -> Text {
    match wish {
        NewRules::Preferred => Text::NewRulesPreferred,
        NewRules::Usual => Text::NewRulesUsual,
        NewRules::Avoided => Text::NewRulesAvoided,
    }
}

fn wearers(editor: &Editor<SecurityGroup>) -> Html {
    let (context, group) = (&editor.context, editor.item.id);
    let wearers = context.plan().servers.iter().filter(|it| it.wears(group));
    let rows = wearers.map(|server| {
        let id = server.id;
        let without = move |plan: &Plan| {
            let mut server = plan.server(id)?.clone();
            server.take_off(group);
            Some(Element::Server(server))
        };
        GuardedThing { id: id.into(), detail: Html::default(), without: Box::new(without) }
    });
    let list = Connected {
        context,
        end: LineEnd::SecurityGroup(group),
        id: editor.id("servers"),
        legend: Text::WornBy,
        none: Text::WornByNobody,
        rows: rows.collect(),
        add: (editor.id("add-server"), Text::AddServer),
    };
    list.field()
}

/// Buttons that replace the rules by those of a template.
fn templates(editor: &Editor<SecurityGroup>) -> Html {
    let context = &editor.context;
    let replace = |template: SecurityGroupTemplate| {
        let editor = editor.clone();
        context.editing(move || {
            let (context, Some(group)) = (&editor.context, editor.now()) else { return vec![] };
            let first_rule = context.plan().next_rule_id();
            let mut fresh = template.security_group(group.id, group.name.clone(), first_rule);
            fresh.position = group.position;
            vec![Edit::Put(Element::SecurityGroup(fresh))]
        })
    };
    html! {
        <div class="field edits" role="group" aria-label={context.say(Text::ReplaceRules)}>
            <span class="label" aria-hidden="true">{ context.say(Text::ReplaceRules) }</span>
            <div class="buttons">
                <Button
                    label={context.say(Text::TemplateDefault)}
                    small=true
                    onclick={replace(SecurityGroupTemplate::Default)}
                />
                <Button
                    label={context.say(Text::TemplateEmpty)}
                    small=true
                    onclick={replace(SecurityGroupTemplate::Empty)}
                />
            </div>
        </div>
    }
}
