//! Warnings about fields whose content is not checked yet, with buttons that show these fields.

use yew::prelude::*;

use crate::locale::{DraftText, Language};
use crate::view::parts::{Button, Icon, say, use_language};
use crate::view::state::{Action, FieldHome, State, Store, UnfinishedField, use_store};

/// The fields of the plan whose content is not yet in the plan that is checked.
fn unchecked(store: &State) -> impl Iterator<Item = &UnfinishedField> {
    store.unfinished.iter().filter(|it| it.home != FieldHome::Question)
}

/// A field's label, and the name of the element that it belongs to.
fn names(store: &State, field: &UnfinishedField) -> (String, Option<String>) {
    let element = field.home.element(store.plan());
    let name = element.and_then(|id| store.plan().name_of(id).map(str::to_owned));
    (field.label.to_string(), name)
}

/// The sentence in the place of the proof while a field is not checked.
pub(crate) fn in_place_of_proof(store: &State, language: Language) -> Option<AttrValue> {
    let first = unchecked(store).next()?;
    let text = match unchecked(store).count() {
        1 => {
            let (field, of) = names(store, first);
            DraftText::NotChecked { field, of }
        }
        count => DraftText::SeveralNotChecked(count),
    };
    Some(say(text.text(language)))
}

/// A callback that shows the first field that is not checked.
pub(crate) fn showing_first(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| {
        if let Some(field) = unchecked(&store).next().cloned() {
            store.dispatch(Action::ShowField(field));
        }
    })
}

/// The properties of [`NotChecked`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct NotCheckedProps {
    /// True to list those fields too that are on the page.
    #[prop_or_default]
    pub(crate) all: bool,
}

/// A warning for every field whose content is not checked yet.
#[component]
pub(crate) fn NotChecked(props: &NotCheckedProps) -> Html {
    let store = use_store();
    let language = use_language();
    let fields = unchecked(&store).filter(|it| props.all || !it.is_shown);
    let rows = fields.map(|field| {
        let (name, of) = names(&store, field);
        let text = match field.is_wrong {
            true => DraftText::CannotBeRead { field: name, of },
            false => DraftText::NotYet { field: name, of },
        };
        let show = {
            let (store, field) = (store.clone(), field.clone());
            move |_: MouseEvent| store.dispatch(Action::ShowField(field.clone()))
        };
        html! {
            <li key={field.id.to_string()} class="finding attention">
                <span class="finding-sign">{ Icon::Warning.svg() }</span>
                <p>{ say(text.text(language)) }</p>
                <Button
                    label={say(DraftText::ShowField.text(language))}
                    small=true
                    onclick={show}
                />
            </li>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    // The region is always there, so that screen readers announce a sentence that comes into it.
    html! {
        <div class={classes!("not-checked", rows.is_empty().then_some("nothing"))} role="status">
            if !rows.is_empty() {
                <ul>{ for rows }</ul>
            }
        </div>
    }
}
