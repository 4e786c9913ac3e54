//! The events that the planner sends to the page around it.

use serde_json::{Map, Value, json};

use crate::format::{link, plan as plan_file};
use crate::plan::Plan;
use crate::platform::post;
use crate::view::state::State;

/// The version of the messages, and the field for it, which marks a message as the planner's.
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

/// Sends the height of the page, and the numbers of rules and findings.
pub(super) fn rendered(state: &State, height: f64) {
    // A frame that is not shown has no height.
    if height > 0.0 {
        let mut fields = counts(state);
        fields.insert("height".to_owned(), height.ceil().into());
        event("rendered", Value::Object(fields), None);
    }
}

/// The numbers of changes and findings of a plan that the page gave; empty for a visitor's own
/// plan. Any page may know them.
pub(super) fn counts(state: &State) -> Map<String, Value> {
    // Until the report is worked out, there are no numbers.
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

/// A plan as data and as a link.
pub(super) fn plan(plan: &Plan) -> Map<String, Value> {
    let value = serde_json::from_str(&plan_file::write(plan)).unwrap_or(Value::Null);
    let link = Value::from(link::encode(plan));
    Map::from_iter([("plan".to_owned(), value), ("link".to_owned(), link)])
}
