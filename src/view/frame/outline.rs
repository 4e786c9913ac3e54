//! The plan as a list: the elements of the board, each below the one that holds it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use yew::prelude::*;

use crate::command::{DrawnKind, ViewChange};
use crate::edit::Container;
use crate::engine::report::FindingKind;
use crate::layout::container_of;
use crate::locale::{ElementKindText, Language, ShellText};
use crate::plan::{ElementId, Plan};
use crate::view::parts::{Icon, Same, say, shell, use_language, use_shown_entries};
use crate::view::state::{Action, Store, use_store};

/// The elements by their containers, and their names.
struct Held {
    /// The elements in each container, in the plan's order.
    held: HashMap<Container, Rc<[ElementId]>>,
    names: HashMap<ElementId, AttrValue>,
}

/// The data that the list is drawn from.
struct Outlined {
    store: Store,
    language: Language,
    plan: Rc<Held>,
    /// The elements with a problem.
    faulty: HashSet<ElementId>,
    selection: HashSet<ElementId>,
}

/// The properties of the list of the elements in one container.
#[derive(Clone, PartialEq, Properties)]
struct ListProps {
    outlined: Same<Outlined>,
    #[prop_or_default]
    class: Option<&'static str>,
    ids: Rc<[ElementId]>,
}

/// The elements in one container, as far as they are seen.
#[component]
fn List(props: &ListProps) -> Html {
    let ListProps { outlined, class, ids } = props;
    let shown = use_shown_entries();
    html! {
        <ul class={*class}>
            { for ids.iter().take(shown.count()).map(|id| outlined.0.entry(*id)) }
            if shown.count() < ids.len() {
                <li key="more" class="outline-more muted">{ shown.rest(ids.len()) }</li>
            }
        </ul>
    }
}

/// The plan as a list.
#[component]
pub(crate) fn Outline() -> Html {
    let store = use_store();
    let language = use_language();
    let plan = store.plan().clone();
    let held = use_memo(Same(plan.clone()), |Same(plan)| Held::of(plan));
    if plan.is_empty() {
        return html! {
            <p class="outline-empty muted">{ shell(ShellText::EmptyBoardTitle, language) }</p>
        };
    }
    let problems = store.report.findings.iter();
    let problems = problems.filter(|it| matches!(it.kind, FindingKind::Problem(_)));
    let faulty = problems.filter_map(|it| plan.element_of(it.subject?)).collect();
    let vpcs = plan.vpcs.iter().map(|vpc| vpc.id.into());
    let others = held.held.get(&Container::Board).into_iter().flat_map(|ids| ids.iter()).copied();
    let others = others.filter(|id| !matches!(id, ElementId::Vpc(_)));
    let ids = vpcs.chain(others).collect::<Rc<[_]>>();
    let selection = store.selection.iter().copied().collect();
    let outlined = Outlined { store, language, plan: held, faulty, selection };
    html! { <List outlined={Same(Rc::new(outlined))} class="outline" {ids} /> }
}

impl Held {
    /// Looks at what each container of a plan holds.
    fn of(plan: &Plan) -> Self {
        let servers = plan.servers.iter().map(|it| (it.id.into(), Container::Subnet(it.subnet)));
        // There are many servers, and looking up each takes as long as there are others.
        let known = servers.collect::<HashMap<ElementId, Container>>();
        let mut held: HashMap<Container, Vec<ElementId>> = HashMap::new();
        let mut names = HashMap::new();
        for (id, name) in plan.names() {
            names.entry(id).or_insert_with(|| AttrValue::from(name.to_owned()));
            let container = known.get(&id).copied().or_else(|| container_of(plan, id));
            if let Some(container) = container {
                held.entry(container).or_default().push(id);
            }
        }
        Self { held: held.into_iter().map(|(it, ids)| (it, ids.into())).collect(), names }
    }
}

impl Outlined {
    /// The entry of an element, with what it holds below it.
    fn entry(self: &Rc<Self>, id: ElementId) -> Html {
        let Self { store, language, .. } = &**self;
        let is_selected = self.selection.contains(&id);
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
                    <span>{ self.plan.names.get(&id).cloned().unwrap_or_default() }</span>
                    if self.faulty.contains(&id) {
                        <span class="fault-mark" aria-hidden="true">{ "!" }</span>
                    }
                </button>
                { self.held_by(id) }
            </li>
        }
    }

    /// The elements in a container, as a list of their own.
    fn held_by(self: &Rc<Self>, id: ElementId) -> Html {
        let container = match id {
            ElementId::Vpc(id) => Container::Vpc(id),
            ElementId::Subnet(id) => Container::Subnet(id),
            _ => return Html::default(),
        };
        match self.plan.held.get(&container) {
            Some(ids) => html! { <List outlined={Same(Rc::clone(self))} ids={Rc::clone(ids)} /> },
            None => Html::default(),
        }
    }
}
