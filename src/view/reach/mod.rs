//! The panel below the board: who reaches what, as a matrix.

mod cell;
mod explanation;
mod head;
mod labels;
mod matrix;
mod query;
mod work;

use yew::prelude::*;

use crate::engine::report::ChangeKind;
use crate::locale::ReachLabel;
use crate::view::parts::{chunk, say, use_language};
use crate::view::state::use_store;
use head::Head;
use matrix::Matrix;
use query::Query;
use work::use_reach;

chunk! {
    /// The panel who reaches what.
    pub(crate) const REACH: Chunk = reach::reach_panel(Panel);
}

/// The panel who reaches what.
#[component]
fn Panel() -> Html {
    let store = use_store();
    let language = use_language();
    let with_changes = use_state_eq(|| false);
    let typed = use_state_eq(String::new);
    let changes = &store.report.changes;
    let are_added = !changes.iter().any(|it| matches!(it.kind, ChangeKind::LowerPriority { .. }));
    let changes = (changes.len(), are_added);
    // Once all rules are applied there is no second state to choose.
    let wants_changes = *with_changes && changes.0 > 0;
    let (answered, is_old) = use_reach(wants_changes);
    let query = use_memo((*typed).clone(), |typed| Query::of(typed));
    let on_switch = {
        let with_changes = with_changes.clone();
        Callback::from(move |wanted| with_changes.set(wanted))
    };
    let on_typed = Callback::from(move |text| typed.set(text));
    let label = |text: ReachLabel| say(text.text(language));
    html! {
        <section
            class="reach"
            aria-label={label(ReachLabel::Title)}
            aria-busy={is_old.then_some("true")}
        >
            <Head
                {changes}
                with_changes={wants_changes}
                {on_switch}
                {on_typed}
                answered={answered.clone()}
            />
            if let Some(answered) = answered {
                <Matrix {answered} {query} />
            } else {
                <p class="muted reach-note" role="status">{ label(ReachLabel::Working) }</p>
            }
        </section>
    }
}
