//! The frame of a drawn thing's form around its fields: its kind, its name, and the buttons for it.

use yew::prelude::*;

use super::position;
use crate::command::DrawnKind;
use crate::edit::Edit;
use crate::locale::{CommandText, InspectorText as Text};
use crate::plan::ElementId;
use crate::view::field::{TextField, any_text, words};
use crate::view::form::{FormContext, notes};
use crate::view::parts::{Button, ButtonLook, Icon};
use crate::view::state::Action;
use crate::view::why::Outcome;

/// A form's fields, with the header above and the buttons below.
pub(super) fn around(context: &FormContext, id: ElementId, fields: Html) -> Html {
    let kind = DrawnKind::of(id);
    html! {
        <>
            <header class="inspector-header">
                { Icon::Of(kind).large() }
                <h2>{ words::kind(id, context.language) }</h2>
                <code class="muted">{ id.to_string() }</code>
            </header>
            <Outcome {id} />
            { notes::about(context, id) }
            { name(context, id) }
            { fields }
            { position::nudges(context, id) }
            { actions(context) }
        </>
    }
}

fn name(context: &FormContext, id: ElementId) -> Html {
    let field = format!("form-{id}-name");
    let rename = {
        let (context, field) = (context.clone(), field.clone());
        move |name: String| {
            let Some(mut element) = context.plan().element(id) else { return };
            *element.name_mut() = name;
            context.store.dispatch(Action::typed(Edit::Put(element), field.clone()));
        }
    };
    html! {
        <TextField
            id={field}
            label={context.say(Text::Name)}
            value={context.plan().name_of(id).unwrap_or_default().to_owned()}
            maxlength="64"
            live=true
            problems={context.problems(id, crate::plan::Field::Id)}
            commit={any_text(rename)}
        />
    }
}

/// The buttons for the selection.
pub(super) fn actions(context: &FormContext) -> Html {
    html! {
        <div class="inspector-actions edits">
            <Button
                label={context.say(Text::Duplicate)}
                icon={Icon::Copy}
                onclick={context.running(CommandText::Duplicate)}
            />
            <Button
                label={context.say(Text::Delete)}
                icon={Icon::Trash}
                look={ButtonLook::Danger}
                onclick={context.running(CommandText::Delete)}
            />
        </div>
    }
}
