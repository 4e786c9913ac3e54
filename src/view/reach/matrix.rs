//! The matrix: a row for each kind of senders, a column for each target.

use std::rc::Rc;

use yew::prelude::*;

use super::cell::content;
use super::explanation::Explanation;
use super::labels::{Labels, Name};
use super::query::Query;
use super::work::Answered;
use crate::engine::reach::Row;
use crate::locale::{AmountText, Language, ReachLabel};
use crate::view::parts::{AT_ONCE, Same, say, use_language, use_shown_entries};

/// The properties of [`Matrix`].
#[derive(Clone, Properties)]
pub(super) struct MatrixProps {
    pub(super) answered: Rc<Answered>,
    pub(super) query: Rc<Query>,
}

impl PartialEq for MatrixProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.answered, &other.answered) && self.query == other.query
    }
}

/// The rows and columns that are shown, in their order, with those that are searched for first.
struct Shown {
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// The rows and columns that are searched for.
    found: (usize, usize),
}

impl Shown {
    fn of(answered: &Answered, labels: &Labels, query: &Query) -> Self {
        let (rows, columns) = (&answered.reach.rows, &answered.reach.targets);
        let mut shown = Self {
            rows: (0..rows.len()).collect(),
            columns: (0..columns.len()).collect(),
            found: (0, 0),
        };
        if query.is_of_traffic() {
            let has = |row: &Row, column: usize| {
                let cell = u32::try_from(column).ok().and_then(|it| row.cell(it));
                cell.is_some_and(|cell| cell.traffic.iter().any(|it| query.has(it)))
            };
            shown.rows.retain(|at| {
                rows.get(*at).is_some_and(|row| shown.columns.iter().any(|it| has(row, *it)))
            });
            let left = shown.rows.iter().filter_map(|at| rows.get(*at)).collect::<Vec<_>>();
            shown.columns.retain(|at| left.iter().any(|row| has(row, *at)));
        }
        if query.is_of_ends() {
            let text = |names: &[Name], at: usize| names.get(at).map(Name::text);
            let is_from = |at: usize| {
                let name = text(&labels.rows, at).unwrap_or_default();
                rows.get(at).is_some_and(|row| query.is_from(&row.source, &name))
            };
            let is_to = |at: usize| {
                let name = text(&labels.columns, at).unwrap_or_default();
                columns.get(at).is_some_and(|target| query.is_to(target, &name))
            };
            let (from, rest) = shown.rows.iter().partition::<Vec<_>, _>(|at| is_from(**at));
            let (to, others) = shown.columns.iter().partition::<Vec<_>, _>(|at| is_to(**at));
            shown.found = (from.len(), to.len());
            shown.rows = from.into_iter().chain(rest).collect();
            shown.columns = to.into_iter().chain(others).collect();
            if shown.found == (0, 0) {
                shown.rows.clear();
            }
        }
        shown
    }
}

/// The matrix.
#[component]
pub(super) fn Matrix(props: &MatrixProps) -> Html {
    let MatrixProps { answered, query } = props.clone();
    let language = use_language();
    let labels = use_memo((Same(answered.clone()), language), |(Same(answered), language)| {
        Labels::of(answered, *language)
    });
    let open = use_state_eq(|| None::<(usize, usize)>);
    let shown_rows = use_shown_entries();
    let most_columns = use_state_eq(|| AT_ONCE);
    let reach = &answered.reach;
    let label = |text: ReachLabel| say(text.text(language));
    if reach.targets.is_empty() {
        return html! { <p class="muted reach-note">{ label(ReachLabel::NoServers) }</p> };
    }
    let shown = Shown::of(&answered, &labels, &query);
    if shown.rows.is_empty() || shown.columns.is_empty() {
        return html! { <p class="muted reach-note">{ label(ReachLabel::NoMatch) }</p> };
    }
    let columns = shown.columns.iter().copied().take(*most_columns).collect::<Vec<_>>();
    let more_columns = shown.columns.len().saturating_sub(columns.len());
    let width = columns.len().saturating_add(1).saturating_add(usize::from(more_columns > 0));
    let show_more = {
        let most = most_columns.clone();
        move |_: MouseEvent| most.set(most.saturating_mul(4))
    };
    let head = |(place, at): (usize, &usize)| {
        let is_found = (place < shown.found.1).then_some("found");
        let is_open = open.is_some_and(|(_, column)| column == *at).then_some("open");
        html! { <th scope="col" class={classes!(is_found, is_open)}>{ name(labels.columns.get(*at)) }</th> }
    };
    let rows = shown.rows.iter().enumerate().take(shown_rows.count());
    let row = |(place, at): (usize, &usize)| {
        let Some(row) = reach.rows.get(*at) else { return Html::default() };
        let is_found = (place < shown.found.0).then_some("found");
        let is_open = open.is_some_and(|(row, _)| row == *at);
        let cells = columns.iter().map(|column| cell(row, (*at, *column), &open, &query, language));
        html! {
            <>
                <tr key={*at}>
                    <th scope="row" class={classes!(is_found, is_open.then_some("open"))}>
                        { name(labels.rows.get(*at)) }
                    </th>
                    { for cells }
                    if more_columns > 0 {
                        <td />
                    }
                </tr>
                if let (true, Some((_, column))) = (is_open, *open) {
                    <tr key={format!("{at}-open")} class="reach-open">
                        <td colspan={width.to_string()}>
                            <Explanation answered={answered.clone()} row={*at} {column} />
                        </td>
                    </tr>
                }
            </>
        }
    };
    let corner =
        format!("{} \u{2193}  {} \u{2192}", label(ReachLabel::From), label(ReachLabel::To));
    html! {
        <div class="reach-scroll" tabindex="0" role="group" aria-label={label(ReachLabel::Title)}>
            <table class="reach-matrix">
                <thead>
                    <tr>
                        <th class="reach-corner">{ corner }</th>
                        { for columns.iter().enumerate().map(head) }
                        if more_columns > 0 {
                            <th scope="col">
                                { say(AmountText::AndMore(more_columns).text(language)) }{ " " }
                                <button type="button" class="text-link" onclick={show_more}>
                                    { say(AmountText::ShowMore.text(language)) }
                                </button>
                            </th>
                        }
                    </tr>
                </thead>
                <tbody>{ for rows.map(row) }</tbody>
            </table>
            { shown_rows.rest(shown.rows.len()) }
        </div>
    }
}

fn name(name: Option<&Name>) -> Html {
    let Some(name) = name else { return Html::default() };
    html! {
        <>
            <span class="reach-name">{ name.title.clone() }</span>
            if !name.detail.is_empty() {
                { " " }<span class="reach-detail">{ name.detail.clone() }</span>
            }
        </>
    }
}

/// A cell, which opens its explanation below the row, or closes it.
fn cell(
    row: &Row,
    at: (usize, usize),
    open: &UseStateHandle<Option<(usize, usize)>>,
    query: &Query,
    language: Language,
) -> Html {
    let own = u32::try_from(at.1).ok().and_then(|column| row.cell(column));
    let is_open = **open == Some(at);
    let open = open.clone();
    let onclick = move |_: MouseEvent| open.set((!is_open).then_some(at));
    html! {
        <td class={is_open.then_some("open")}>
            <button
                type="button"
                class="reach-cell"
                aria-expanded={is_open.to_string()}
                disabled={own.is_none()}
                {onclick}
            >
                { content(own, query, language) }
            </button>
        </td>
    }
}
