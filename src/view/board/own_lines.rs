//! The lines of connections of one's own, drawn above everything, each with a label. What has to get
//! there is solid where it does, and dashed with a cross where it is stopped. What must not is dashed
//! in amber where it does, and dotted in grey where nothing gets in. A label opens the form of its
//! connection.

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::text_measure::TextMeasure;
use crate::command::Dialog;
use crate::edit::Edit;
use crate::engine::report::ConnectionVerdict;
use crate::layout::{ConnectionLine, decimal};
use crate::locale::{ConnectionLabel, ConnectionText, Language};
use crate::plan::ConnectionId;
use crate::platform::focus;
use crate::view::parts::{connection_class, say};
use crate::view::state::{Action, Store};

/// The greatest width of a name on a label, in board units.
const NAME: f64 = 120.0;

/// Draws the lines.
pub(super) fn own_lines(lines: &[ConnectionLine], store: &Store, language: Language) -> Html {
    html! {
        <>
            <g class="own-lines" aria-hidden="true">{ for lines.iter().map(line) }</g>
            // No line runs over a label.
            <g class="own-labels">
                { for lines.iter().filter_map(|it| label(it, store, language)) }
            </g>
        </>
    }
}

/// Opens the form of a connection. The focus is on its label when the form is left.
pub(super) fn open(store: &Store, id: ConnectionId) {
    focus(&label_id(id));
    store.dispatch(Action::Open(Dialog::EditConnection(id)));
}

/// Removes a connection, and moves the focus to the label of the one beside it.
pub(super) fn remove(store: &Store, id: ConnectionId) {
    if let Some(next) = store.plan().connection_beside(id) {
        focus(&label_id(next));
    }
    store.dispatch(Action::edit(vec![Edit::RemoveConnection(id)]));
}

/// The label that an event is about.
pub(super) fn label_of(event: &Event) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-connection]").ok().flatten()
}

fn label_id(id: ConnectionId) -> String {
    format!("label-{id}")
}

fn line(line: &ConnectionLine) -> Html {
    let end = line.curve.end;
    html! {
        <g class={classes!("own-line", connection_class(line.verdict))} key={line.connection.to_string()}>
            <path class="way" d={line.curve.path()} />
            <g transform={format!("translate({end})")}><path class="sign" d={sign(line.verdict)} /></g>
        </g>
    }
}

fn label(line: &ConnectionLine, store: &Store, language: Language) -> Option<Html> {
    let (plan, report) = (store.plan(), &store.report);
    let connection = plan.connection(line.connection)?;
    let answer = report.connection(line.connection)?;
    let text = ConnectionText::of(connection, answer, plan);
    let spoken = ConnectionLabel::EditLine(Box::new(text.clone()));
    let name = TextMeasure::Badge.fit(text.name(), NAME);
    let label = text.called(name).label(language);
    let width = TextMeasure::Badge.width(&label) + 26.0;
    // The list says the same of a connection that nobody may change.
    let is_locked = store.is_locked();
    Some(html! {
        <g
            id={label_id(line.connection)}
            class={classes!("own-line", "label", connection_class(line.verdict))}
            key={line.connection.to_string()}
            transform={format!("translate({})", line.label)}
            role="button"
            tabindex={(!is_locked).then_some("0")}
            aria-hidden={is_locked.then_some("true")}
            aria-label={say(spoken.text(language))}
            data-connection={line.connection.to_string()}
        >
            <rect x={decimal(-width / 2.0)} y="-11" width={decimal(width)} height="22" rx="11" />
            <text text-anchor="middle" y="4">{ label }</text>
        </g>
    })
}

/// The sign at the end of a line: a cross where it is stopped, a bar where it must not be, else a tip.
fn sign(verdict: ConnectionVerdict) -> &'static str {
    match verdict {
        ConnectionVerdict::Stopped => "m-4 -4 8 8m0 -8-8 8",
        ConnectionVerdict::KeptOut => "M-3 -6v12M1 -6v12",
        _ => "m-6 -5 6 5-6 5",
    }
}
