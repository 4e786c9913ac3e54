//! The things that a security group or a network ACL is attached to: a list with buttons to remove
//! one, and a field to add one.

use yew::prelude::*;

use crate::command::{LineEnd, connect, targets};
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{Element, ElementId, Plan};
use crate::view::field::PickField;
use crate::view::form::FormContext;
use crate::view::parts::{Button, ButtonLook, Icon};

/// The list of the things, for one security group or network ACL.
pub(super) struct Connected<'a> {
    pub(super) context: &'a FormContext,
    /// The security group or network ACL.
    pub(super) end: LineEnd,
    pub(super) id: AttrValue,
    pub(super) legend: Text,
    /// The text of an empty list.
    pub(super) none: Text,
    pub(super) rows: Vec<GuardedThing>,
    /// The id and the label of the field that adds a thing.
    pub(super) add: (AttrValue, Text),
}

/// A thing that the security group or network ACL is attached to.
pub(super) struct GuardedThing {
    pub(super) id: ElementId,
    /// The text behind its name.
    pub(super) detail: Html,
    /// Makes the thing as it is after its removal from the list.
    pub(super) without: Without,
}

/// Makes a thing of the plan as it is after its removal from the list; none if the plan does not
/// have it.
pub(super) type Without = Box<dyn Fn(&Plan) -> Option<Element>>;

impl Connected<'_> {
    pub(super) fn field(self) -> Html {
        let Self { context, end, id, legend, none, rows, add: (add_id, add) } = self;
        let (shown, all) = (&context.shown, rows.len());
        let on_pick = {
            let context = context.clone();
            Callback::from(move |target: ElementId| {
                context.edit(connect(context.plan(), end, target))
            })
        };
        html! {
            <fieldset class="field list" id={id.clone()} tabindex="-1">
                <legend>{ context.say(legend) }</legend>
                if rows.is_empty() {
                    <p class="hint">{ context.say(none) }</p>
                } else {
                    <ul class="list-rows">
                        { for rows.into_iter().take(shown.count()).map(|it| row(context, &id, it)) }
                    </ul>
                    { shown.rest(all) }
                }
                <PickField<ElementId>
                    id={add_id}
                    label={context.say(add)}
                    values={targets(context.plan(), end)}
                    names={context.naming()}
                    {on_pick}
                />
            </fieldset>
        }
    }
}

fn row(context: &FormContext, list: &AttrValue, row: GuardedThing) -> Html {
    let GuardedThing { id, detail, without } = row;
    let remove = {
        let plan_of = context.clone();
        context.removing(list.clone(), move || {
            without(plan_of.plan()).map(Edit::Put).into_iter().collect()
        })
    };
    let label = context.say(Text::Remove(context.name(id).to_string()));
    html! {
        <li class="list-row" key={id.to_string()}>
            <span class="list-name">{ context.link(id) }</span>
            { detail }
            <Button
                label={label.clone()}
                icon={Icon::Close}
                icon_alone=true
                look={ButtonLook::Quiet}
                small=true
                onclick={remove}
            />
        </li>
    }
}
