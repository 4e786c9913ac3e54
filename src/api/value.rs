//! Between JavaScript's values and the program's.

use elb_rule_planner::format::plan::read;
use elb_rule_planner::plan::Plan;
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::error::{Place, Refused};

/// The plan that was given. It is read by the reader of plan files, whatever it came as, so that
/// the same limits hold and the message says where something is wrong.
pub(crate) fn plan_of(given: &JsValue) -> Result<Plan, Refused> {
    if let Some(text) = given.as_string() {
        return read(&text).map_err(|error| Refused::read(&error, Place::Text));
    }
    // A value that refers to itself, or a function: neither has a text.
    let text = JSON::stringify(given).ok().and_then(|text| text.as_string());
    let text = text.ok_or_else(Refused::not_data)?;
    read(&text).map_err(|error| Refused::read(&error, Place::Value))
}

/// Options that may be left out.
pub(crate) fn options<T: Default + DeserializeOwned>(given: &JsValue) -> Result<T, Refused> {
    if given.is_undefined() || given.is_null() {
        return Ok(T::default());
    }
    // By way of text, for a name that is not known to be refused.
    let text = JSON::stringify(given).ok().and_then(|text| text.as_string()).unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| {
        let reason = error.to_string();
        Refused::options(reason.split(" at line ").next().unwrap_or(&reason))
    })
}

/// A value as `JSON.parse` would make it.
pub(crate) fn value_of(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
