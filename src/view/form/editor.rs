//! The editor of one thing of the plan: it makes the callbacks of a form's fields.

use std::fmt::Display;
use std::rc::Rc;
use std::str::FromStr;

use yew::prelude::*;

use super::form_context::FormContext;
use crate::edit::Edit;
use crate::locale::{InspectorText, Language};
use crate::plan::{Element, ElementId, Field, Plan, SubjectId, ValueError, network_block};
use crate::view::field::{Commit, any_text, commit, committed, refused};
use crate::view::parts::say;
use crate::view::state::Action;

/// The editor of one thing of the plan: it makes the callbacks of a form's fields.
pub(crate) struct Editor<T> {
    pub(crate) context: FormContext,
    /// The thing as it is drawn.
    pub(crate) item: Rc<T>,
    pub(crate) subject: SubjectId,
    find: Find<T>,
    put: Rc<dyn Fn(T) -> Edit>,
}

/// Finds the thing in a plan.
type Find<T> = Rc<dyn Fn(&Plan) -> Option<T>>;

impl<T> Clone for Editor<T> {
    fn clone(&self) -> Self {
        Self {
            context: self.context.clone(),
            item: Rc::clone(&self.item),
            subject: self.subject,
            find: Rc::clone(&self.find),
            put: Rc::clone(&self.put),
        }
    }
}

impl<T> Editor<T>
where
    T: Clone + Into<Element> + TryFrom<Element> + 'static,
{
    /// An editor of a drawn thing.
    pub(crate) fn of_element(context: &FormContext, item: &T, id: impl Into<ElementId>) -> Self {
        let id = id.into();
        let find = move |plan: &Plan| plan.element(id).and_then(|it| T::try_from(it).ok());
        Self::new(context, item, id, find, |item| Edit::Put(item.into()))
    }
}

impl<T: Clone + 'static> Editor<T> {
    /// An editor of anything that can be found in a plan and that an edit puts back in its place.
    pub(crate) fn new(
        context: &FormContext,
        item: &T,
        subject: impl Into<SubjectId>,
        find: impl Fn(&Plan) -> Option<T> + 'static,
        put: impl Fn(T) -> Edit + 'static,
    ) -> Self {
        Self {
            context: context.clone(),
            item: Rc::new(item.clone()),
            subject: subject.into(),
            find: Rc::new(find),
            put: Rc::new(put),
        }
    }

    /// The id of a field's control, which is unique on the page and also the topic of its edits.
    pub(crate) fn id(&self, field: &str) -> AttrValue {
        AttrValue::from(format!("form-{}-{field}", self.subject))
    }

    pub(crate) fn say(&self, text: InspectorText) -> AttrValue {
        self.context.say(text)
    }

    /// The sentences for the problems of a field.
    pub(crate) fn problems(&self, field: Field) -> Vec<AttrValue> {
        self.context.problems(self.subject, field)
    }

    /// The thing as the plan has it now, since another field may have changed it after it was
    /// drawn; none once it is gone.
    pub(crate) fn now(&self) -> Option<T> {
        (self.find)(self.context.plan())
    }

    /// Changes the thing and puts it back.
    fn change(&self, topic: Option<String>, change: impl FnOnce(&mut T)) {
        let edits = self.changed(change);
        if !edits.is_empty() {
            self.context.store.dispatch(Action::Edit { edits, topic, select: None });
        }
    }

    /// The edits that put the thing back with a change; none once it is gone.
    pub(crate) fn changed(&self, change: impl FnOnce(&mut T)) -> Vec<Edit> {
        let item = self.now().map(|mut item| {
            change(&mut item);
            item
        });
        item.map(|item| (self.put)(item)).into_iter().collect()
    }

    /// A callback for a choice; each choice is a step of its own.
    pub(crate) fn chosen<V: 'static>(&self, set: impl Fn(&mut T, V) + 'static) -> Callback<V> {
        let editor = self.clone();
        Callback::from(move |value: V| editor.change(None, |item| set(item, value)))
    }

    /// A callback for a typed value; everything typed in one visit of a field is one step.
    pub(crate) fn typed<V: 'static>(
        &self,
        field: &str,
        set: impl Fn(&mut T, V) + 'static,
    ) -> Callback<V> {
        let (editor, topic) = (self.clone(), self.id(field).to_string());
        Callback::from(move |value: V| {
            editor.change(Some(topic.clone()), |item| set(item, value));
        })
    }

    /// Reads the text typed into a field.
    pub(crate) fn text<V>(&self, field: &str, set: impl Fn(&mut T, V) + 'static) -> Commit
    where
        V: FromStr<Err = ValueError> + Display + 'static,
    {
        let typed = self.typed(field, set);
        commit(self.context.language, move |value| typed.emit(value))
    }

    /// Takes any text typed into a field.
    pub(crate) fn any_text(&self, field: &str, set: impl Fn(&mut T, String) + 'static) -> Commit {
        let typed = self.typed(field, set);
        any_text(move |value| typed.emit(value))
    }

    /// Reads the block of a network; it must have a prefix length.
    pub(crate) fn network<V>(&self, field: &str, set: impl Fn(&mut T, V) + 'static) -> Commit
    where
        V: FromStr<Err = ValueError> + Display + 'static,
    {
        let typed = self.typed(field, set);
        committed(read_network(self.context.language), move |value| typed.emit(value))
    }

    /// Reads the block of a network that can be left empty.
    pub(crate) fn optional_network<V>(
        &self,
        field: &str,
        set: impl Fn(&mut T, Option<V>) + 'static,
    ) -> Commit
    where
        V: FromStr<Err = ValueError> + Display + 'static,
    {
        self.perhaps(field, set, read_network(self.context.language))
    }

    /// Reads an address. The error comes from `wrong`, since the standard library gives no helpful
    /// reason.
    pub(crate) fn address<V>(
        &self,
        field: &str,
        wrong: fn(String) -> InspectorText,
        set: impl Fn(&mut T, V) + 'static,
    ) -> Commit
    where
        V: FromStr + Display + 'static,
    {
        let typed = self.typed(field, set);
        committed(self.reader(wrong), move |value| typed.emit(value))
    }

    /// Reads an address that can be left empty.
    pub(crate) fn optional_address<V>(
        &self,
        field: &str,
        wrong: fn(String) -> InspectorText,
        set: impl Fn(&mut T, Option<V>) + 'static,
    ) -> Commit
    where
        V: FromStr + Display + 'static,
    {
        self.perhaps(field, set, self.reader(wrong))
    }

    fn reader<V: FromStr>(
        &self,
        wrong: fn(String) -> InspectorText,
    ) -> impl Fn(&str) -> Result<V, AttrValue> + use<V, T> {
        let language = self.context.language;
        move |text| {
            let text = text.trim();
            text.parse().map_err(|_| say(wrong(text.to_owned()).text(language)))
        }
    }

    fn perhaps<V: Display + 'static>(
        &self,
        field: &str,
        set: impl Fn(&mut T, Option<V>) + 'static,
        read: impl Fn(&str) -> Result<V, AttrValue> + 'static,
    ) -> Commit {
        let typed = self.typed(field, set);
        let read = move |text: &str| match text.trim() {
            "" => Ok(Perhaps(None)),
            text => read(text).map(|value| Perhaps(Some(value))),
        };
        committed(read, move |Perhaps(value)| typed.emit(value))
    }
}

/// Reads the block of a network.
pub(crate) fn read_network<V: FromStr<Err = ValueError>>(
    language: Language,
) -> impl Fn(&str) -> Result<V, AttrValue> {
    move |text| network_block(text).map_err(|error| refused(&error, language))
}

/// A value or an empty field.
struct Perhaps<V>(Option<V>);

impl<V: Display> Display for Perhaps<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}

/// The text of a value that may be missing.
pub(crate) fn shown(value: Option<impl Display>) -> AttrValue {
    value.map_or(AttrValue::Static(""), |value| AttrValue::from(value.to_string()))
}
