//! A list of things in an order that matters: they are added from a choice, moved and removed.

use yew::prelude::*;

use super::focus::focus_soon;
use super::frame::Frame;
use super::locked::use_locked;
use super::pick::PickField;
use crate::locale::InspectorText as Text;
use crate::platform;
use crate::view::parts::{Button, ButtonLook, Icon, say, use_language};

/// The properties of a list of things.
#[derive(Properties, PartialEq)]
pub(crate) struct IdListProps<T: PartialEq + Clone + 'static> {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The things in the list, in their order.
    pub(crate) items: Vec<T>,
    /// Everything that can be in the list.
    pub(crate) values: Vec<T>,
    /// The names of values.
    pub(crate) names: Callback<Vec<T>, Vec<AttrValue>>,
    /// The label of the field that adds, such as "Add security group…".
    pub(crate) add: AttrValue,
    pub(crate) on_change: Callback<Vec<T>>,
    #[prop_or_default]
    pub(crate) hint: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) problems: Vec<AttrValue>,
}

impl<T: PartialEq + Clone + 'static> IdListProps<T> {
    /// The names of the things in the list; a question mark for what cannot be in it.
    fn item_names(&self) -> Vec<AttrValue> {
        let names = self.names.emit(self.items.clone()).into_iter();
        let known = self.items.iter().map(|item| self.values.contains(item));
        let shown = names.zip(known);
        shown.map(|(name, known)| if known { name } else { AttrValue::Static("?") }).collect()
    }

    /// A callback that changes the list.
    fn changing<E>(&self, change: impl Fn(&mut Vec<T>) + 'static) -> Callback<E> {
        let (items, on_change) = (self.items.clone(), self.on_change.clone());
        Callback::from(move |_| {
            let mut changed = items.clone();
            change(&mut changed);
            on_change.emit(changed);
        })
    }
}

/// A list of things in an order that matters.
#[component]
pub(crate) fn IdListField<T: PartialEq + Clone + 'static>(props: &IdListProps<T>) -> Html {
    let language = use_language();
    let is_locked = use_locked();
    let pick = AttrValue::from(format!("{}-add", props.id));
    let last = props.items.len().saturating_sub(1);
    let names = props.item_names();
    let rows = names.iter().enumerate().map(|(at, name)| {
        let label = |text: fn(String) -> Text| say(text(name.to_string()).text(language));
        let button = |at: usize, way: &str| format!("{}-{at}-{way}", props.id);
        // The focus moves with the row, to the button that can still be pressed.
        let moving = |to: usize, way: &'static str| {
            let change = props.changing(move |items| {
                if at.max(to) < items.len() {
                    items.swap(at, to);
                }
            });
            let way = if to == 0 {
                "down"
            } else if to == last {
                "up"
            } else {
                way
            };
            let then = button(to, way);
            Callback::from(move |event: MouseEvent| {
                change.emit(event);
                focus_soon(then.clone());
            })
        };
        let up = moving(at.saturating_sub(1), "up");
        let down = moving(at.saturating_add(1), "down");
        let remove = {
            let change = props.changing(move |items| {
                if at < items.len() {
                    items.remove(at);
                }
            });
            let list = props.id.clone();
            // The button is removed with its row, so the focus moves to the list.
            Callback::from(move |event: MouseEvent| {
                change.emit(event);
                platform::focus(&list);
            })
        };
        html! {
            <li class="list-row">
                <span class="list-name">{ name.clone() }</span>
                if last > 0 {
                    <Button
                        id={button(at, "up")}
                        label={label(Text::MoveUp)}
                        icon={Icon::Up}
                        icon_alone=true
                        look={ButtonLook::Quiet}
                        small=true
                        disabled={at == 0}
                        onclick={up}
                    />
                    <Button
                        id={button(at, "down")}
                        label={label(Text::MoveDown)}
                        icon={Icon::Down}
                        icon_alone=true
                        look={ButtonLook::Quiet}
                        small=true
                        disabled={at == last}
                        onclick={down}
                    />
                }
                <Button
                    label={label(Text::Remove)}
                    icon={Icon::Close}
                    icon_alone=true
                    look={ButtonLook::Quiet}
                    small=true
                    onclick={remove}
                />
            </li>
        }
    });
    let left = props.values.iter().filter(|value| !props.items.contains(value));
    let on_pick = {
        let (items, on_change) = (props.items.clone(), props.on_change.clone());
        Callback::from(move |picked: T| {
            let mut changed = items.clone();
            changed.push(picked);
            on_change.emit(changed);
        })
    };
    let frame = Frame {
        id: &props.id,
        label: &props.label,
        is_bare: false,
        hint: props.hint.as_ref(),
        messages: props.problems.clone(),
    };
    if is_locked {
        return frame.shown(&names.join(", "), false);
    }
    html! {
        <fieldset
            class="field list"
            id={props.id.clone()}
            tabindex="-1"
            aria-describedby={frame.described_by()}
        >
            <legend>{ props.label.clone() }</legend>
            if !props.items.is_empty() {
                <ol class="list-rows">{ for rows }</ol>
            }
            <PickField<T>
                id={pick.clone()}
                label={props.add.clone()}
                values={left.cloned().collect::<Vec<_>>()}
                names={props.names.clone()}
                {on_pick}
            />
            { frame.below() }
        </fieldset>
    }
}
