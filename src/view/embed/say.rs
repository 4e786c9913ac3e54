//! What the planner tells the page around it.

use serde_json::{Map, Value, json};

use crate::format::{link, plan as plan_file};
use crate::plan::Plan;
use crate::platform::post;
use crate::view::state::State;

/// The version of the messages, in the field that says that they are the planner's.
pub(super) const VERSION: u64 = 1;
pub(super) const NAME: &str = "elbPlan";

/// Sends an event with its fields.
pub(super) fn event(name: &str, fields: Value, origin: Option<&str>) {
    let mut message = Map::new();
    message.insert(NAME.to_owned(), VERSION.into());
    message.insert("event".to_owned(), name.into());
    if let Value::Object(fields) = fields {
        message.extend(fields);
    }
    post(&Value::Object(message).to_string(), origin);
}

/// Says how high the page is and how many rules and findings it shows.
pub(super) fn rendered(state: &State, height: f64) {
    // In a frame that is not shown there is no height to speak of.
    if height > 0.0 {
        let mut fields = counts(state);
        fields.insert("height".to_owned(), height.ceil().into());
        event("rendered", Value::Object(fields), None);
    }
}

/// What can be said to anybody of a plan that the page itself shows; nothing of a visitor's own.
pub(super) fn counts(state: &State) -> Map<String, Value> {
    // Nothing is said of an answer that is not there yet.
    let fields = match state.is_visiting() && state.awaited.is_none() {
        true => json!({
            "changes": state.report.changes.len(),
            "findings": state.report.findings.len(),
            "proved": state.report.summary.proved,
        }),
        false => json!({}),
    };
    fields.as_object().cloned().unwrap_or_default()
}

/// A plan, as data and as a link.
pub(super) fn plan(plan: &Plan) -> Map<String, Value> {
    let value = serde_json::from_str(&plan_file::write(plan)).unwrap_or(Value::Null);
    let link = Value::from(link::encode(plan));
    Map::from_iter([("plan".to_owned(), value), ("link".to_owned(), link)])
}
