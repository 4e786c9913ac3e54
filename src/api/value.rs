//! Between JavaScript's values and the program's.
//!
//! Whatever is given is looked at before it is copied: the module's memory never shrinks, so nothing
//! that is refused may make it grow.

use elb_rule_planner::format::invalid_value::InvalidValue;
use elb_rule_planner::format::plan::{ReadError, read};
use elb_rule_planner::locale::ApiError;
use elb_rule_planner::plan::Plan;
use elb_rule_planner::plan::limits::MOST_BYTES;
use js_sys::{Array, JSON, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::error::{GivenAs, Refused};

/// The longest plan or report that is read as a text, in bytes. It is copied into the module's
/// memory, which never shrinks.
const LONGEST_TEXT: usize = 2 * MOST_BYTES;
/// The longest options that are read, in bytes.
const LONGEST_OPTIONS: usize = 4096;

#[wasm_bindgen(raw_module = "./text.js")]
extern "C" {
    /// Tells whether a text has at most so many bytes.
    #[wasm_bindgen(js_name = isWithin)]
    fn is_within(text: &JsValue, most: usize) -> bool;
}

/// The reason a value is not taken as a text.
pub(crate) enum NoText {
    /// It is no string.
    Other,
    /// It is longer than what is read.
    TooLong,
}

/// The text that was given. An object that stands for a text is none.
pub(crate) fn text_of(given: &JsValue, most: usize) -> Result<String, NoText> {
    if !given.is_string() {
        return Err(NoText::Other);
    }
    match is_within(given, most) {
        true => given.as_string().ok_or(NoText::Other),
        false => Err(NoText::TooLong),
    }
}

/// The JSON text of a value, as `JSON.stringify` writes it; none where that fails, as for a value
/// that refers to itself or throws when it is read.
fn json_of(given: &JsValue, most: usize) -> Result<String, NoText> {
    let text = JSON::stringify(given).map_err(|_| NoText::Other)?;
    text_of(&text, most)
}

/// The plan that was given. It is read by the reader of plan files, whatever it came as, so that
/// the same limits hold and the message says where something is wrong.
pub(crate) fn plan_of(given: &JsValue) -> Result<Plan, Refused> {
    let refused = |why| match why {
        NoText::Other => Refused::from(ApiError::NotData),
        NoText::TooLong => ApiError::TooLong { most: LONGEST_TEXT }.into(),
    };
    if given.is_string() {
        let text = text_of(given, LONGEST_TEXT).map_err(refused)?;
        return read(&text).map_err(|error| Refused::Read(error, GivenAs::Text));
    }
    if !given.is_object() {
        return Err(ApiError::NotData.into());
    }
    // However long a list is, it is no plan.
    if Array::is_array(given) {
        return Err(Refused::Read(ReadError::NotAnObject, GivenAs::Value));
    }
    let text = json_of(given, LONGEST_TEXT).map_err(refused)?;
    read(&text).map_err(|error| Refused::Read(error, GivenAs::Value))
}

/// Options that may be left out.
pub(crate) fn options<T: Default + DeserializeOwned>(given: &JsValue) -> Result<T, Refused> {
    if given.is_undefined() || given.is_null() {
        return Ok(T::default());
    }
    if !given.is_object() || Array::is_array(given) {
        return Err(ApiError::OptionsNoObject.into());
    }
    // By way of text, for a name that is not known to be refused.
    let text = json_of(given, LONGEST_OPTIONS).map_err(|why| {
        Refused::from(match why {
            NoText::Other => ApiError::OptionsNotData,
            NoText::TooLong => ApiError::OptionsTooLong,
        })
    })?;
    if let Some(name) = no_data_in(given) {
        return Err(ApiError::OptionNotData(name).into());
    }
    serde_json::from_str(&text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or(&reason);
        ApiError::Options(InvalidValue::of(reason, "")).into()
    })
}

/// The name of a field that is left out of an object's JSON text though it is there.
fn no_data_in(given: &JsValue) -> Option<String> {
    let names = Reflect::own_keys(given).ok()?;
    let is_left_out = |name: &JsValue| {
        Reflect::get(given, name).is_ok_and(|value| value.is_function() || value.is_symbol())
    };
    names.iter().find(is_left_out).map(|name| name.as_string().unwrap_or_default())
}

/// A value as `JSON.parse` would make it.
pub(crate) fn value_of(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}
