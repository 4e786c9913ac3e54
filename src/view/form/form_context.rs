//! The form context: the plan as it stands, the language, and the ways to change things.

use std::rc::Rc;

use yew::prelude::*;

use crate::command::{CommandStep, ViewChange};
use crate::edit::Edit;
use crate::engine::report::FindingKind;
use crate::locale::{CommandText, InspectorText, Language};
use crate::plan::{
    ElementId, Field, Interface, NetworkInterface, Plan, Problem, Server, SubjectId,
};
use crate::platform;
use crate::view::commands::use_run_command;
use crate::view::field::problem_text;
use crate::view::parts::{ShownEntries, say, use_language, use_shown_entries};
use crate::view::state::{Action, Store, use_store};

/// The form context: the plan, the language, and the ways to change things.
#[derive(Clone)]
pub(crate) struct FormContext {
    pub(crate) store: Store,
    pub(crate) language: Language,
    /// The number of entries shown of the long lists of a form.
    pub(crate) shown: ShownEntries,
    run_command: Callback<CommandText>,
}

/// The name of a thing, or its id.
fn shown_name(name: Option<&str>, id: ElementId) -> AttrValue {
    match name {
        Some(name) if !name.trim().is_empty() => AttrValue::from(name.to_owned()),
        Some(_) | None => AttrValue::from(id.to_string()),
    }
}

/// Takes the form context from the page.
#[hook]
pub(crate) fn use_form_context() -> FormContext {
    FormContext {
        store: use_store(),
        language: use_language(),
        shown: use_shown_entries(),
        run_command: use_run_command(),
    }
}

impl FormContext {
    /// The plan as it stands.
    pub(crate) fn plan(&self) -> &Rc<Plan> {
        self.store.plan()
    }

    pub(crate) fn say(&self, text: InspectorText) -> AttrValue {
        say(text.text(self.language))
    }

    /// The name of a drawn thing; its id where it has none.
    pub(crate) fn name(&self, id: impl Into<ElementId>) -> AttrValue {
        let id = id.into();
        shown_name(self.plan().name_of(id), id)
    }

    /// Ids with their names, for a choice.
    pub(crate) fn named<I: Into<ElementId> + Copy>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Vec<(I, AttrValue)> {
        let ids = ids.into_iter().collect::<Vec<_>>();
        let names = self.names(&ids);
        ids.into_iter().zip(names).collect()
    }

    /// The names of drawn things.
    fn names<I: Into<ElementId> + Copy>(&self, ids: &[I]) -> Vec<AttrValue> {
        let ids = ids.iter().map(|id| (*id).into());
        let known = self.plan().names_of(ids.clone());
        ids.map(|id| shown_name(known.get(&id).copied(), id)).collect()
    }

    /// A callback that names drawn things.
    pub(crate) fn naming<I>(&self) -> Callback<Vec<I>, Vec<AttrValue>>
    where
        I: Into<ElementId> + Copy + 'static,
    {
        let context = self.clone();
        Callback::from(move |ids: Vec<I>| context.names(&ids))
    }

    /// The sentences for the problems of a field.
    pub(crate) fn problems(&self, subject: impl Into<SubjectId>, field: Field) -> Vec<AttrValue> {
        self.problems_where(subject.into(), field, &|_| true)
    }

    /// The sentences for the problems of a field of one network interface of a server. Without an
    /// interface they are those of the primary one, and those that belong to no single interface.
    pub(crate) fn interface_problems(
        &self,
        server: &Server,
        interface: Option<&NetworkInterface>,
        field: Field,
    ) -> Vec<AttrValue> {
        self.problems_where(server.id.into(), field, &|problem| {
            let is_at = |it: &Interface<'_>| problem.is_at(it, server, self.plan());
            match interface {
                Some(interface) => is_at(&interface.interface()),
                None => {
                    is_at(&server.primary())
                        || !server.interfaces.iter().any(|it| is_at(&it.interface()))
                }
            }
        })
    }

    fn problems_where(
        &self,
        subject: SubjectId,
        field: Field,
        is_meant: &dyn Fn(&Problem) -> bool,
    ) -> Vec<AttrValue> {
        let problems = self.store.report.findings.iter().filter_map(|it| match &it.kind {
            FindingKind::Problem(problem) => Some(problem),
            _ => None,
        });
        let mut sentences = problems
            .filter(|it| it.subject == subject && it.field == field && is_meant(it))
            .map(|it| problem_text(it, self.plan(), self.language))
            .collect::<Vec<_>>();
        // Two interfaces can each have a problem with the same sentence.
        sentences.dedup();
        sentences
    }

    /// True if the plan has a problem with a thing.
    pub(crate) fn has_problems(&self, subject: impl Into<SubjectId>) -> bool {
        let subject = subject.into();
        self.store.report.findings.iter().any(
            |it| matches!(&it.kind, FindingKind::Problem(problem) if problem.subject == subject),
        )
    }

    /// Changes the plan, as one step.
    pub(crate) fn edit(&self, edits: Vec<Edit>) {
        self.store.dispatch(Action::edit(edits));
    }

    /// Makes a step and shows its notice.
    pub(crate) fn take(&self, step: CommandStep) {
        self.store.dispatch(Action::Take(step));
    }

    /// A callback that changes the plan, as one step.
    pub(crate) fn editing<E>(&self, edits: impl Fn() -> Vec<Edit> + 'static) -> Callback<E> {
        let context = self.clone();
        Callback::from(move |_| context.edit(edits()))
    }

    /// A callback for a button that is removed with its row; it moves the focus to the list.
    pub(crate) fn removing(
        &self,
        list: AttrValue,
        edits: impl Fn() -> Vec<Edit> + 'static,
    ) -> Callback<MouseEvent> {
        let context = self.clone();
        Callback::from(move |_| {
            context.edit(edits());
            platform::focus(&list);
        })
    }

    /// A callback that selects a drawn thing.
    pub(crate) fn selecting(&self, id: impl Into<ElementId>) -> Callback<MouseEvent> {
        let (store, id) = (self.store.clone(), id.into());
        Callback::from(move |_| store.dispatch(Action::Select(vec![id])))
    }

    /// A callback that selects a drawn thing and shows it on the board.
    pub(crate) fn revealing(&self, id: ElementId) -> Callback<MouseEvent> {
        let store = self.store.clone();
        Callback::from(move |_| {
            store.dispatch(Action::Select(vec![id]));
            store.dispatch(Action::View(ViewChange::Reveal(id)));
        })
    }

    /// A button beside a choice that selects the chosen thing.
    pub(crate) fn go_to(&self, id: impl Into<ElementId>) -> Html {
        let id = id.into();
        let text = self.say(InspectorText::GoTo(self.name(id).to_string()));
        html! {
            <button type="button" class="text-link go-to" onclick={self.selecting(id)}>{ text }</button>
        }
    }

    /// The name of a drawn thing as a button that selects it.
    pub(crate) fn link(&self, id: impl Into<ElementId>) -> Html {
        let id = id.into();
        html! {
            <button type="button" class="text-link" onclick={self.selecting(id)}>{ self.name(id) }</button>
        }
    }

    /// A callback for a button that runs a command.
    pub(crate) fn running(&self, name: CommandText) -> Callback<MouseEvent> {
        self.run_command.reform(move |_| name)
    }
}
