//! Lists of things as columns, and back: all names, then all addresses, instead of a name and an
//! address for each thing. What is alike then stands side by side, and compresses well; what
//! counts up becomes the same step again and again.

use std::net::Ipv4Addr;

use serde_json::{Map, Value};

use crate::plan::limits::{MOST_THINGS, TooLarge};

/// The field that says how many things there are, where no column does.
const COUNT: &str = "#";

/// The way in which the values of a column are written.
#[derive(Clone, Copy)]
enum Steps {
    /// As they are.
    None,
    /// IPv4 addresses as steps from the one before.
    Addresses,
    /// Numbers as steps from the one before.
    Numbers,
    /// Pairs of numbers as steps from the one before.
    Pairs,
}

fn steps_of(letter: &str) -> Steps {
    match letter {
        "4" => Steps::Addresses,
        "T" => Steps::Numbers,
        "@" => Steps::Pairs,
        _ => Steps::None,
    }
}

/// Turns every list of objects into columns.
pub(super) fn fold(value: Value) -> Value {
    match value {
        Value::Object(fields) => Value::Object(each_value(fields, fold)),
        Value::Array(list) if !list.is_empty() && list.iter().all(Value::is_object) => {
            columns(list)
        }
        Value::Array(list) => Value::Array(list.into_iter().map(fold).collect()),
        other => other,
    }
}

fn columns(list: Vec<Value>) -> Value {
    let count = list.len();
    let mut columns: Map<String, Value> = Map::new();
    for (row, thing) in list.into_iter().enumerate() {
        let Value::Object(fields) = thing else { continue };
        for (letter, value) in fields {
            let column = columns.entry(letter).or_insert_with(|| Value::Array(vec![]));
            if let Some(column) = column.as_array_mut() {
                column.resize(row, Value::Null);
                column.push(fold(value));
            }
        }
    }
    let is_counted = columns.values().any(|it| it.as_array().is_some_and(|it| it.len() == count));
    for (letter, column) in &mut columns {
        if let Some(column) = column.as_array_mut() {
            write_steps(column, steps_of(letter));
        }
    }
    if !is_counted {
        columns.insert(COUNT.to_owned(), count.into());
    }
    // The mark tells a list in columns from an object.
    Value::Array(vec![Value::Object(columns)])
}

/// The same fields with other values.
fn each_value(
    mut fields: Map<String, Value>,
    mut change: impl FnMut(Value) -> Value,
) -> Map<String, Value> {
    for value in fields.values_mut() {
        *value = change(value.take());
    }
    fields
}

/// Turns columns back into lists of objects.
///
/// # Errors
/// There are more things in all lists together than a plan may hold: a short text can ask for more
/// than the memory holds.
pub(super) fn unfold(value: Value) -> Result<Value, TooLarge> {
    let mut things = 0;
    let value = unfold_counting(value, &mut things);
    match things > MOST_THINGS {
        true => Err(TooLarge::Things { found: things, most: MOST_THINGS }),
        false => Ok(value),
    }
}

/// Turns columns back and counts the things; from where there are too many, none are made.
fn unfold_counting(value: Value, things: &mut usize) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(each_value(fields, |value| unfold_counting(value, things)))
        }
        Value::Array(mut list) => match (list.len(), list.pop()) {
            (1, Some(Value::Object(columns))) => Value::Array(rows(columns, things)),
            (_, last) => {
                list.extend(last);
                Value::Array(list.into_iter().map(|item| unfold_counting(item, things)).collect())
            }
        },
        other => other,
    }
}

fn rows(columns: Map<String, Value>, things: &mut usize) -> Vec<Value> {
    let lengths = columns.iter().map(|(letter, column)| match column {
        Value::Array(column) => column.len(),
        Value::Number(count) if letter == COUNT => {
            count.as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
        }
        _ => 0,
    });
    let count = lengths.max().unwrap_or(0);
    *things = things.saturating_add(count);
    if *things > MOST_THINGS {
        return vec![];
    }
    let mut rows = vec![Map::new(); count];
    for (letter, column) in columns {
        let Value::Array(mut column) = column else { continue };
        read_steps(&mut column, steps_of(&letter));
        for (row, value) in rows.iter_mut().zip(column) {
            if !value.is_null() {
                row.insert(letter.clone(), unfold_counting(value, things));
            }
        }
    }
    rows.into_iter().map(Value::Object).collect()
}

/// Replaces values by the steps from those before them. The first of a kind stays as it is.
fn write_steps(column: &mut [Value], steps: Steps) {
    let mut last: Option<Value> = None;
    for value in column.iter_mut().filter(|it| !it.is_null()) {
        let whole = value.clone();
        if let Some(step) = last.as_ref().and_then(|last| step(last, value, steps)) {
            *value = step;
        }
        if !matches!(steps, Steps::None) && is_of(&whole, steps) {
            last = Some(whole);
        }
    }
}

/// Replaces steps by the values that they lead to.
fn read_steps(column: &mut [Value], steps: Steps) {
    let mut last: Option<Value> = None;
    for value in column.iter_mut().filter(|it| !it.is_null()) {
        if let Some(whole) = last.as_ref().and_then(|last| step_on(last, value, steps)) {
            *value = whole;
        }
        if !matches!(steps, Steps::None) && is_of(value, steps) {
            last = Some(value.clone());
        }
    }
}

/// Tells whether steps can start from a value.
fn is_of(value: &Value, steps: Steps) -> bool {
    match steps {
        Steps::None => false,
        Steps::Addresses => address(value).is_some(),
        Steps::Numbers => value.is_i64() || value.is_u64(),
        Steps::Pairs => pair(value).is_some(),
    }
}

fn step(from: &Value, to: &Value, steps: Steps) -> Option<Value> {
    match steps {
        Steps::None => None,
        Steps::Addresses => Some((i64::from(address(to)?) - i64::from(address(from)?)).into()),
        Steps::Numbers => Some(to.as_i64()?.checked_sub(from.as_i64()?)?.into()),
        Steps::Pairs => {
            let (a, b) = (pair(from)?, pair(to)?);
            Some(vec![b.0.checked_sub(a.0)?, b.1.checked_sub(a.1)?].into())
        }
    }
}

fn step_on(from: &Value, by: &Value, steps: Steps) -> Option<Value> {
    match steps {
        Steps::None => None,
        Steps::Addresses => {
            let number = i64::from(address(from)?).checked_add(by.as_i64()?)?;
            Some(Ipv4Addr::from(u32::try_from(number).ok()?).to_string().into())
        }
        Steps::Numbers => Some(from.as_i64()?.checked_add(by.as_i64()?)?.into()),
        Steps::Pairs => {
            let (a, by) = (pair(from)?, pair(by)?);
            Some(vec![a.0.checked_add(by.0)?, a.1.checked_add(by.1)?].into())
        }
    }
}

fn address(value: &Value) -> Option<u32> {
    value.as_str()?.parse::<Ipv4Addr>().ok().map(u32::from)
}

fn pair(value: &Value) -> Option<(i64, i64)> {
    match value.as_array()?.as_slice() {
        [x, y] => Some((x.as_i64()?, y.as_i64()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lists_come_back_from_columns() {
        for value in [
            json!([{"n": "a", "4": "10.0.0.1"}, {"4": "10.0.0.9"}, {"n": "c"}]),
            json!([{}, {}, {}]),
            json!([{"@": [1, 2]}, {}, {"@": [-3, 7]}]),
            json!({"l": [{"m": [{"T": 3}, {"T": 1}, {"T": "i2"}, {"T": 9}]}], "g": [1, 2]}),
            json!([]),
        ] {
            assert_eq!(unfold(fold(value.clone())), Ok(value));
        }
    }

    #[test]
    fn as_many_things_as_a_plan_may_hold_are_made_and_no_more() {
        let made = unfold(json!([{ "#": MOST_THINGS }])).unwrap();
        assert_eq!(made.as_array().unwrap().len(), MOST_THINGS);
        let more = unfold(json!([{ "#": MOST_THINGS, "l": [[{ "#": 7 }]] }]));
        let (found, most) = (MOST_THINGS + 7, MOST_THINGS);
        assert_eq!(more, Err(TooLarge::Things { found, most }));
    }

    #[test]
    fn steps_are_the_same_again_and_again() {
        let list = json!([{"4": "10.0.0.1"}, {"4": "10.0.0.2"}, {"4": "10.0.0.3"}]);
        assert_eq!(fold(list), json!([{"4": ["10.0.0.1", 1, 1]}]));
    }
}
