//! That what stands in a field is not what is checked, and the way to the field.

use yew::prelude::*;

use crate::locale::{DraftText, Language};
use crate::view::parts::{Button, Icon, say, use_language};
use crate::view::state::{Action, FieldHome, State, Store, UnfinishedField, use_store};

/// The fields that stand for a plan other than the one that is checked.
fn unchecked(store: &State) -> impl Iterator<Item = &UnfinishedField> {
    store.unfinished.iter().filter(|it| it.home != FieldHome::Question)
}

/// A field's label, and the name of what it is about.
fn names(store: &State, field: &UnfinishedField) -> (String, Option<String>) {
    let element = field.home.element(store.plan());
    let name = element.and_then(|id| store.plan().name_of(id).map(str::to_owned));
    (field.label.to_string(), name)
}

/// What stands in the place of the proof while something is not checked.
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

/// Which fields are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct NotCheckedProps {
    /// Whether those are told of as well that are on the page.
    #[prop_or_default]
    pub(crate) all: bool,
}

/// A sentence for every field whose content is not what is checked.
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
    // The region is always there, so that screen readers hear when a sentence comes into it.
    html! {
        <div class={classes!("not-checked", rows.is_empty().then_some("nothing"))} role="status">
            if !rows.is_empty() {
                <ul>{ for rows }</ul>
            }
        </div>
    }
}
