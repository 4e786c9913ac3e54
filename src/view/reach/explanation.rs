//! The explanation of a cell: all that gets in, and the rules on the way, by the trace of one of the
//! servers for all that are alike.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::cell::line;
use super::work::Answered;
use crate::engine;
use crate::engine::reach::question;
use crate::engine::trace::{Path, Trace};
use crate::locale::{CellFate, PathText, ReachLabel, SourceTitle, TargetTitle, WishText};
use crate::page::Tab;
use crate::platform::reveal;
use crate::view::parts::{Button, Same, path_below_title, prose, say, use_language};
use crate::view::state::{Action, TraceDraft, Tracer, use_store};

/// The most paths that are explained. The trace has all of them.
const PATHS: usize = 3;

/// The properties of [`Explanation`].
#[derive(Clone, Properties)]
pub(super) struct ExplanationProps {
    pub(super) answered: Rc<Answered>,
    /// The positions of row and column.
    pub(super) row: usize,
    pub(super) column: usize,
}

impl PartialEq for ExplanationProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answered, &other.answered)
            && (self.row, self.column) == (other.row, other.column)
    }
}

/// The explanation of a cell.
#[component]
pub(super) fn Explanation(props: &ExplanationProps) -> Html {
    let ExplanationProps { answered, row, column } = props.clone();
    let store = use_store();
    let language = use_language();
    let (plan, reach) = (&answered.plan, &answered.reach);
    let traced =
        use_memo((Same(answered.clone()), row, column), |(Same(answered), row, column)| {
            let (plan, reach) = (&answered.plan, &answered.reach);
            let (row, target) = (reach.rows.get(*row)?, reach.targets.get(*column)?);
            let question = question(plan, &row.source, target)?;
            Some((engine::trace(plan, &question), question))
        });
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with((row, column), move |_| {
            let Some(root) = root.cast::<Element>() else { return };
            reveal(&root);
            // Where there is no room for all of it, the row that it explains stays in sight.
            let own = root.closest("tr").ok().flatten();
            if let Some(row) = own.and_then(|it| it.previous_element_sibling()) {
                reveal(&row);
            }
        });
    }
    let (Some(row), Some(target)) = (reach.rows.get(row), reach.targets.get(column)) else {
        return Html::default();
    };
    let cell = u32::try_from(column).ok().and_then(|it| row.cell(it));
    let Some(cell) = cell else { return Html::default() };
    let label = |text: ReachLabel| say(text.text(language));
    let from = SourceTitle::of(&row.source, plan).text(language);
    let to = TargetTitle::of(target, plan).text(language);
    let title = ReachLabel::FromTo { from: from.into_owned(), to: to.into_owned() };
    let fates = CellFate::all(&cell.traffic);
    let wishes = WishText::all(&cell.traffic, plan);
    let trace = (!cell.itself).then(|| (*traced).clone()).flatten();
    let ask = trace.as_ref().map(|(_, question)| {
        let (store, question) = (store.clone(), question.clone());
        Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::Ask(
                TraceDraft::of(question.clone()),
                Tracer::new(engine::trace),
            ));
            store.dispatch(Action::Show(Tab::Trace));
        })
    });
    html! {
        <div ref={root} class="reach-explained">
            <div class="reach-explained-head">
                <h3>{ label(title) }</h3>
                if let Some(onclick) = ask.filter(|_| !answered.with_changes) {
                    <Button label={label(ReachLabel::Trace)} small=true {onclick} />
                }
            </div>
            if cell.itself {
                <p class="muted">{ label(ReachLabel::ItselfWhy) }</p>
            } else if fates.is_empty() {
                <p>{ label(ReachLabel::NobodyElse) }</p>
            } else {
                <ul class="reach-fates">
                    { for fates.iter().map(|it| html! { <li>{ line(it, usize::MAX, language) }</li> }) }
                </ul>
            }
            { for wishes.iter().map(|it| html! { <p>{ prose(&it.segments(language)) }</p> }) }
            if let Some((trace, _)) = &trace {
                <p class="muted">{ label(ReachLabel::Explained) }</p>
                { for trace.paths.iter().take(PATHS).map(|it| path(it, trace, plan, language)) }
            }
        </div>
    }
}

fn path(
    path: &Path,
    trace: &Trace,
    plan: &crate::plan::Plan,
    language: crate::locale::Language,
) -> Html {
    html! {
        <div class="traced-path">
            if trace.paths.len() > 1 {
                <h4>{ prose(&PathText::of(path, plan).segments(language)) }</h4>
            }
            { path_below_title(path, plan, language) }
        </div>
    }
}
