//! The plan as a list: the elements of the board, each below the one that holds it.

use std::collections::{HashMap, HashSet};

use yew::prelude::*;

use crate::command::{DrawnKind, ViewChange};
use crate::edit::Container;
use crate::engine::report::FindingKind;
use crate::layout::container_of;
use crate::locale::{ElementKindText, Language, ShellText};
use crate::plan::{ElementId, Plan};
use crate::view::parts::{Icon, ShownEntries, say, shell, use_language, use_shown_entries};
use crate::view::state::{Action, Store, use_store};

/// The data that the list is drawn from.
struct Outlined {
    store: Store,
    language: Language,
    /// The elements in each container, in the plan's order.
    held: HashMap<Container, Vec<ElementId>>,
    /// The elements with a problem.
    faulty: HashSet<ElementId>,
    shown: ShownEntries,
}

/// The plan as a list.
#[component]
pub(crate) fn Outline() -> Html {
    let store = use_store();
    let language = use_language();
    let shown = use_shown_entries();
    let plan = store.plan().clone();
    if plan.is_empty() {
        return html! {
            <p class="outline-empty muted">{ shell(ShellText::EmptyBoardTitle, language) }</p>
        };
    }
    let held = held(&plan);
    let problems = store.report.findings.iter();
    let problems = problems.filter(|it| matches!(it.kind, FindingKind::Problem(_)));
    let faulty = problems.filter_map(|it| plan.element_of(it.subject?)).collect();
    let outlined = Outlined { store, language, held, faulty, shown };
    let vpcs = plan.vpcs.iter().map(|vpc| vpc.id.into());
    let others = outlined.held.get(&Container::Board).into_iter().flatten().copied();
    let others = others.filter(|id| !matches!(id, ElementId::Vpc(_)));
    outlined.list(Some("outline"), &vpcs.chain(others).collect::<Vec<_>>())
}

/// Lists the elements in each container.
fn held(plan: &Plan) -> HashMap<Container, Vec<ElementId>> {
    let servers = plan.servers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
    // There are many servers, and looking up each takes as long as there are others.
    let known = servers.collect::<HashMap<ElementId, Container>>();
    let mut held: HashMap<Container, Vec<ElementId>> = HashMap::new();
    for id in plan.element_ids() {
        let container = known.get(&id).copied().or_else(|| container_of(plan, id));
        if let Some(container) = container {
            held.entry(container).or_default().push(id);
        }
    }
    held
}

impl Outlined {
    fn list(&self, class: Option<&'static str>, ids: &[ElementId]) -> Html {
        let rest = self.shown.rest(ids.len());
        html! {
            <ul {class}>
                { for ids.iter().take(self.shown.count()).map(|id| self.entry(*id)) }
                if rest != Html::default() {
                    <li key="more" class="outline-more muted">{ rest }</li>
                }
            </ul>
        }
    }

    fn entry(&self, id: ElementId) -> Html {
        let Self { store, language, .. } = self;
        let is_selected = store.selection.contains(&id);
        let onclick = {
            let store = store.clone();
            move |event: MouseEvent| {
                let mut ids = if event.shift_key() || event.ctrl_key() || event.meta_key() {
                    store.selection.to_vec()
                } else {
                    vec![]
                };
                ids.retain(|other| *other != id);
                ids.push(id);
                store.dispatch(Action::Select(ids));
                store.dispatch(Action::View(ViewChange::Reveal(id)));
            }
        };
        html! {
            <li key={id.to_string()}>
                <button
                    type="button"
                    class={classes!("outline-item", is_selected.then_some("selected"))}
                    aria-pressed={is_selected.to_string()}
                    title={say(ElementKindText(id).text(*language))}
                    {onclick}
                >
                    { Icon::Of(DrawnKind::of(id)).svg() }
                    <span>{ store.plan().name_of(id).unwrap_or_default().to_owned() }</span>
                    if self.faulty.contains(&id) {
                        <span class="fault-mark" aria-hidden="true">{ "!" }</span>
                    }
                </button>
                { self.held_by(id) }
            </li>
        }
    }

    /// The elements in a container, as a list of their own.
    fn held_by(&self, id: ElementId) -> Html {
        let container = match id {
            ElementId::Vpc(id) => Container::Vpc(id),
            ElementId::Subnet(id) => Container::Subnet(id),
            _ => return Html::default(),
        };
        match self.held.get(&container) {
            Some(ids) => self.list(None, ids),
            None => Html::default(),
        }
    }
}
