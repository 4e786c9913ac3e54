//! The messages between the planner and the page around it.
//!
//! `docs/embedding.md` describes them. The answer to a message that cannot be understood is an
//! error; such a message changes nothing. A visitor's own plan is never sent to the page.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};
use yew::prelude::*;

use super::say;
use crate::format::link::address::{Address, PlanSource, each_once};
use crate::format::{FORMATS, Format, link, plan as plan_file};
use crate::locale::{Language, MessageText, ReadError};
use crate::page::Theme;
use crate::plan::limits::MOST_BYTES;
use crate::plan::{ElementId, Plan};
use crate::platform::on_message;
use crate::view::shared::arrival_now;
use crate::view::state::{Action, Store};

/// The length of the longest message that is read, in bytes: the longest plan in its shortest form,
/// in which each quote takes two bytes once it is sent as text, and some room for the other fields.
const LONGEST: usize = 2 * MOST_BYTES + 1024;

/// The names of all actions.
const ACTIONS: &str = "`load`, `save`, `export`, `theme` and `select`";

/// Takes the messages of the page around the planner, and sends it events.
#[hook]
pub(crate) fn use_messages(store: &Store) {
    // This keeps the state of the latest rendering, for a message at any time.
    let latest = use_mut_ref(|| store.clone());
    latest.replace(store.clone());
    // The origin that gave a plan to show, and so may get it back after changes.
    let asked: Rc<RefCell<Option<String>>> = use_mut_ref(|| None);
    {
        let asked = asked.clone();
        use_effect_with((), move |()| {
            let listener = on_message(say::NAME, move |json, origin| {
                let store = latest.borrow().clone();
                if let Err(text) = answer(&store, &json, &origin, &asked) {
                    let message = text.text(Language::default());
                    say::event("error", json!({ "message": message }), Some(&origin));
                }
            });
            if listener.is_some() {
                say::event("init", json!({ "version": env!("CARGO_PKG_VERSION") }), None);
            }
            move || drop(listener)
        });
    }
    {
        let state = (store.plan().clone(), store.visit.clone());
        let store = store.clone();
        let before = use_mut_ref(|| state.clone());
        use_effect_with(state, move |state| {
            let (plan, visit) = before.replace(state.clone());
            // A visit to another plan is not a change of this one.
            if plan != state.0 && visit == state.1 && store.is_visiting() {
                let mut fields = say::counts(&store);
                let asked = asked.borrow();
                if asked.is_some() {
                    fields.extend(say::plan(store.plan()));
                }
                say::event("change", Value::Object(fields), asked.as_deref());
            }
        });
    }
    {
        let store = store.clone();
        let before = use_mut_ref(|| store.selection.clone());
        use_effect_with(store.selection.clone(), move |selection| {
            if before.replace(selection.clone()) != *selection && store.is_visiting() {
                let ids = selection.iter().map(ToString::to_string).collect::<Vec<_>>();
                say::event("select", json!({ "ids": ids }), None);
            }
        });
    }
}

/// Does the action of a message.
fn answer(
    store: &Store,
    json: &str,
    origin: &str,
    asked: &RefCell<Option<String>>,
) -> Result<(), MessageText> {
    if json.len() > LONGEST {
        return Err(MessageText::TooLong { most: LONGEST });
    }
    let message: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    let word = |name: &str| message.get(name).map(short).unwrap_or_default();
    if message.get(say::NAME).and_then(Value::as_u64) != Some(say::VERSION) {
        return Err(MessageText::OtherVersion { found: word(say::NAME) });
    }
    match word("action").as_str() {
        "load" => {
            let plan = loaded(&message, store.options.language.unwrap_or_default())?;
            asked.replace(Some(origin.to_owned()));
            let source = PlanSource::Link(link::encode(&plan));
            let address = Address { plan: Some(source), options: (*store.options).clone() };
            store.dispatch(Action::Arrive(Box::new(arrival_now(address.fragment()))));
        }
        "save" => {
            let fields = say::plan(given(store)?);
            say::event("save", Value::Object(fields), Some(origin));
        }
        "export" => {
            let plan = given(store)?;
            let found = word("format");
            let known = || FORMATS.iter().map(|format| format!("`{}`", format.id));
            let format = Format::by_id(&found).ok_or_else(|| MessageText::UnknownFormat {
                found: found.clone(),
                known: known().collect::<Vec<_>>().join(", "),
            })?;
            let language = store.options.language.unwrap_or_default();
            let text = (format.write)(plan, &store.settled_report(), language);
            say::event("export", json!({ "format": found, "text": text }), Some(origin));
        }
        "theme" => {
            let mut options = (*store.options).clone();
            if message.get("theme").is_some() {
                let found = word("theme");
                options.theme = Some(Theme::of(&found).ok_or(MessageText::UnknownTheme { found })?);
            }
            // A language that the planner does not have is no error of the page.
            let tag = word("lang");
            options.language = Language::of(&tag).or(options.language);
            store.dispatch(Action::SetAppearance(options));
        }
        "select" => {
            let ids = message.get("ids").and_then(Value::as_array).ok_or(MessageText::NotIds)?;
            let ids = ids.iter().map(|id| drawn(given(store)?, id));
            store.dispatch(Action::Select(each_once(ids.collect::<Result<Vec<_>, _>>()?)));
        }
        found => {
            let (found, known) = (found.to_owned(), ACTIONS.to_owned());
            return Err(MessageText::UnknownAction { found, known });
        }
    }
    Ok(())
}

/// The plan that the page around the planner gave to show, by its address or by a message.
fn given(store: &Store) -> Result<&Plan, MessageText> {
    match store.is_visiting() {
        true => Ok(store.plan()),
        false => Err(MessageText::NothingGiven),
    }
}

fn loaded(message: &Value, language: Language) -> Result<Plan, MessageText> {
    let said = |error: &ReadError| error.text(language).into_owned();
    let read = match (message.get("plan"), message.get("link")) {
        (Some(Value::String(text)), _) => plan_file::read(text).map_err(|it| said(&it)),
        (Some(plan), _) => plan_file::read(&plan.to_string()).map_err(|it| said(&it)),
        (None, Some(Value::String(link))) => match Address::parse_text(link).plan {
            Some(PlanSource::Link(link)) => {
                link::decode(&link).map_err(|it| it.text(language).into_owned())
            }
            _ => return Err(MessageText::NoPlanToLoad),
        },
        (None, _) => return Err(MessageText::NoPlanToLoad),
    };
    read.map_err(|why| MessageText::NotAPlan { why })
}

fn drawn(plan: &Plan, id: &Value) -> Result<ElementId, MessageText> {
    let id = id.as_str().ok_or(MessageText::NotIds)?;
    let parsed = id.parse::<ElementId>().ok().filter(|id| plan.name_of(*id).is_some());
    parsed.ok_or_else(|| MessageText::NotDrawn { found: id.chars().take(40).collect() })
}

/// The text of a value, cut to a short length.
fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().take(40).collect()
}
