//! The form of several selected things.

use yew::prelude::*;

use super::frame;
use crate::command::DrawnKind;
use crate::locale::InspectorText as Text;
use crate::plan::ElementId;
use crate::view::field::words;
use crate::view::form::FormContext;
use crate::view::parts::Icon;

/// The selected things, as far as they are seen, with the buttons for all of them.
pub(super) fn form(context: &FormContext, ids: &[ElementId]) -> Html {
    let shown = &context.shown;
    let rows = ids.iter().take(shown.count()).map(|id| {
        let kind = DrawnKind::of(*id);
        html! {
            <li key={id.to_string()}>
                <button type="button" class="pick-row" onclick={context.selecting(*id)}>
                    { Icon::Of(kind).svg() }
                    <span class="list-name">{ context.name(*id) }</span>
                    <span class="muted">{ words::kind(*id, context.language) }</span>
                </button>
            </li>
        }
    });
    html! {
        <>
            <header class="inspector-header">
                <h2>{ context.say(Text::SeveralSelected(ids.len())) }</h2>
            </header>
            // A long list grows as it is scrolled, so nothing below it would be reached.
            { frame::actions(context) }
            <ul class="list-rows">{ for rows }</ul>
            { shown.rest(ids.len()) }
        </>
    }
}
