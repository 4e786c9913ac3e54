//! The form of the plan itself, shown while nothing is selected.

use yew::prelude::*;

use super::settings;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::view::field::{NoteField, TextField, any_text};
use crate::view::form::FormContext;
use crate::view::state::Action;

/// The form of the plan itself.
pub(super) fn form(context: &FormContext) -> Html {
    let plan = context.plan();
    let rename = {
        let store = context.store.clone();
        move |name: String| store.dispatch(Action::typed(Edit::Rename(name), "plan.name"))
    };
    let annotate = {
        let store = context.store.clone();
        move |note: String| store.dispatch(Action::typed(Edit::Annotate(note), "plan.note"))
    };
    html! {
        <>
            <p class="inspector-hint">{ context.say(Text::NothingSelected) }</p>
            <h2 class="section-title">{ context.say(Text::ThePlan) }</h2>
            <TextField
                id="form-plan-name"
                label={context.say(Text::Name)}
                value={plan.name.clone()}
                live=true
                commit={any_text(rename)}
            />
            <NoteField
                id="form-plan-note"
                label={context.say(Text::Note)}
                value={plan.note.clone()}
                live=true
                commit={any_text(annotate)}
            />
            { settings::fields(context) }
        </>
    }
}
