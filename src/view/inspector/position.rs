//! The position of a thing: the container that holds it, and its place on the board. These fields
//! do what dragging does, for those who do not drag (WCAG 2.5.7).

use yew::prelude::*;

use crate::command::relocate;
use crate::edit::{Container, Edit};
use crate::layout::{STEP, container_of, free_position, nudged};
use crate::locale::InspectorText as Text;
use crate::plan::{Element, ElementId, Field};
use crate::view::field::SelectField;
use crate::view::form::FormContext;
use crate::view::state::Action;

/// The containers that a thing can be in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Vpcs,
    Subnets,
    /// VPCs, or outside of the cloud.
    VpcsAndOutside,
}

/// The choice of the container that holds a thing; choosing another one moves the thing into it.
pub(super) fn container(context: &FormContext, id: ElementId, choice: Choice) -> Html {
    let plan = context.plan();
    let vpcs = plan.vpcs.iter().map(|it| (Container::Vpc(it.id), context.name(it.id)));
    let (label, field, options) = match choice {
        Choice::Vpcs => (Text::Vpc, Field::Vpc, vpcs.collect::<Vec<_>>()),
        Choice::VpcsAndOutside => {
            let outside = (Container::Board, context.say(Text::OutsideOfTheCloud));
            (Text::Vpc, Field::Vpc, std::iter::once(outside).chain(vpcs).collect())
        }
        Choice::Subnets => {
            let name = |subnet: &crate::plan::Subnet| {
                AttrValue::from(format!("{} ({})", context.name(subnet.id), subnet.cidr))
            };
            let subnets = plan.subnets.iter().map(|it| (Container::Subnet(it.id), name(it)));
            (Text::Subnet, Field::Subnet, subnets.collect())
        }
    };
    let on_change = {
        let context = context.clone();
        Callback::from(move |into: Container| {
            let position = free_position(context.plan(), into, id);
            context.take(relocate(context.plan(), id, into, position));
        })
    };
    let problems = match plan.element(id) {
        Some(Element::Server(server)) => context.interface_problems(&server, None, field),
        _ => context.problems(id, field),
    };
    html! {
        <SelectField<Container>
            id={format!("form-{id}-container")}
            label={context.say(label)}
            value={container_of(plan, id).unwrap_or(Container::Board)}
            {options}
            {on_change}
            {problems}
        />
    }
}

/// Four buttons that move a thing a little.
pub(super) fn nudges(context: &FormContext, id: ElementId) -> Html {
    if context.plan().position_of(id).is_none() {
        return Html::default();
    }
    let steps = [
        ("M16 10H4M9 5l-5 5 5 5", Text::NudgeLeft, (-STEP, 0)),
        ("M10 16V4M5 9l5-5 5 5", Text::NudgeUp, (0, -STEP)),
        ("M10 4v12M5 11l5 5 5-5", Text::NudgeDown, (0, STEP)),
        ("M4 10h12M11 5l5 5-5 5", Text::NudgeRight, (STEP, 0)),
    ];
    let buttons = steps.into_iter().map(|(path, text, by)| {
        let label = context.say(text);
        let onclick = {
            let store = context.store.clone();
            move |_: MouseEvent| {
                for (element, position) in nudged(store.plan(), &[id], by) {
                    let edit = Edit::Move { element, into: None, position };
                    store.dispatch(Action::typed(edit, format!("{id}.place")));
                }
            }
        };
        html! {
            <button type="button" class="button small square" aria-label={label.clone()} title={label} {onclick}>
                <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d={path} /></svg>
            </button>
        }
    });
    html! {
        <div class="nudges edits" role="group" aria-label={context.say(Text::MoveOnTheBoard)}>
            <span class="label" aria-hidden="true">{ context.say(Text::MoveOnTheBoard) }</span>
            { for buttons }
        </div>
    }
}
