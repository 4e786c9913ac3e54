//! What every form of a drawn thing has around its fields: its kind, its name, and what can be
//! done with it.

use yew::prelude::*;

use super::{notes, place};
use crate::command::DrawnKind;
use crate::edit::Edit;
use crate::locale::{CommandText, InspectorText as Text};
use crate::plan::ElementId;
use crate::view::field::{TextField, any_text, words};
use crate::view::form::FormContext;
use crate::view::parts::Icon;
use crate::view::state::Action;

/// A form's fields with the header above and the actions below.
pub(super) fn around(desk: &FormContext, id: ElementId, fields: Html) -> Html {
    let kind = DrawnKind::of(id);
    html! {
        <>
            <header class="inspector-header">
                { Icon::Of(kind).large() }
                <h2>{ words::kind(id, desk.language) }</h2>
                <code class="muted">{ id.to_string() }</code>
            </header>
            { notes::about(desk, id) }
            { name(desk, id) }
            { fields }
            { place::nudges(desk, id) }
            { actions(desk) }
        </>
    }
}

fn name(desk: &FormContext, id: ElementId) -> Html {
    let field = format!("form-{id}-name");
    let rename = {
        let (desk, field) = (desk.clone(), field.clone());
        move |name: String| {
            let Some(mut element) = desk.plan().element(id) else { return };
            *element.name_mut() = name;
            desk.store.dispatch(Action::typed(Edit::Put(element), field.clone()));
        }
    };
    html! {
        <TextField
            id={field}
            label={desk.say(Text::Name)}
            value={desk.plan().name_of(id).unwrap_or_default().to_owned()}
            maxlength="64"
            live=true
            problems={desk.problems(id, crate::plan::Field::Id)}
            commit={any_text(rename)}
        />
    }
}

/// What can be done with the selection.
pub(super) fn actions(desk: &FormContext) -> Html {
    html! {
        <div class="inspector-actions edits">
            <button type="button" class="button" onclick={desk.giving(CommandText::Duplicate)}>
                { Icon::Copy.svg() }{ desk.say(Text::Duplicate) }
            </button>
            <button type="button" class="button danger" onclick={desk.giving(CommandText::Delete)}>
                { Icon::Trash.svg() }{ desk.say(Text::Delete) }
            </button>
        </div>
    }
}
