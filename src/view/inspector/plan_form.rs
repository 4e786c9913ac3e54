//! The plan's own form, which is shown while nothing is selected.

use yew::prelude::*;

use super::desk::Desk;
use crate::edit::Edit;
use crate::locale::InspectorText as Text;
use crate::plan::{NetworkAclState, Settings};
use crate::view::field::{NoteField, SelectField, TextField, commit};
use crate::view::store::Action;

/// The plan's own form.
pub(super) fn form(desk: &Desk) -> Html {
    let plan = desk.plan();
    let rename = {
        let store = desk.store.clone();
        move |name: String| store.dispatch(Action::typed(Edit::Rename(name), "plan.name"))
    };
    let annotate = {
        let store = desk.store.clone();
        move |note: String| store.dispatch(Action::typed(Edit::Annotate(note), "plan.note"))
    };
    let choose = {
        let desk = desk.clone();
        Callback::from(move |network_acl_state| {
            desk.edit(vec![Edit::Choose(Settings { network_acl_state })]);
        })
    };
    let state = plan.settings.network_acl_state;
    let hint = match state {
        NetworkAclState::Unsure => Text::AclStateUnsureHint,
        NetworkAclState::Stateful => Text::AclStatefulHint,
    };
    html! {
        <>
            <p class="inspector-hint">{ desk.say(Text::NothingSelected) }</p>
            <h2 class="section-title">{ desk.say(Text::ThePlan) }</h2>
            <TextField
                id="form-plan-name"
                label={desk.say(Text::Name)}
                value={plan.name.clone()}
                commit={commit(rename)}
            />
            <NoteField
                id="form-plan-note"
                label={desk.say(Text::Note)}
                value={plan.note.clone()}
                commit={commit(annotate)}
            />
            <SelectField<NetworkAclState>
                id="form-plan-acl-state"
                label={desk.say(Text::AclState)}
                value={state}
                options={vec![
                    (NetworkAclState::Unsure, desk.say(Text::AclStateUnsure)),
                    (NetworkAclState::Stateful, desk.say(Text::AclStateful)),
                ]}
                on_change={choose}
                hint={desk.say(hint)}
            />
        </>
    }
}
