//! The plan's own form, which is shown while nothing is selected.

use yew::prelude::*;

use super::settings;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::view::field::{NoteField, TextField, any_text};
use crate::view::form::FormContext;
use crate::view::state::Action;

/// The plan's own form.
pub(super) fn form(desk: &FormContext) -> Html {
    let plan = desk.plan();
    let rename = {
        let store = desk.store.clone();
        move |name: String| store.dispatch(Action::typed(Edit::Rename(name), "plan.name"))
    };
    let annotate = {
        let store = desk.store.clone();
        move |note: String| store.dispatch(Action::typed(Edit::Annotate(note), "plan.note"))
    };
    html! {
        <>
            <p class="inspector-hint">{ desk.say(Text::NothingSelected) }</p>
            <h2 class="section-title">{ desk.say(Text::ThePlan) }</h2>
            <TextField
                id="form-plan-name"
                label={desk.say(Text::Name)}
                value={plan.name.clone()}
                live=true
                commit={any_text(rename)}
            />
            <NoteField
                id="form-plan-note"
                label={desk.say(Text::Note)}
                value={plan.note.clone()}
                live=true
                commit={any_text(annotate)}
            />
            { settings::fields(desk) }
        </>
    }
}
