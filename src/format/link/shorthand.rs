//! A plan's JSON in fewer letters, and back.
//!
//! Field names become single letters, ids that only count up are left out, references become
//! numbers, and what a plan says by silence is not said. A field that this table does not know
//! keeps its name, so a plan of a later version passes through whole.
//!
//! The tables belong to codec `1` and are never changed: a link that was made once is read for
//! ever. What a later version of the plan needs is added at the end of a table.

use serde_json::{Map, Value};

use crate::format::json_text::value_of;
use crate::plan::Settings;

/// Field names and their letters.
const KEYS: &[(&str, &str)] = &[
    ("action", "a"),
    ("address", "A"),
    ("address_groups", "I"),
    ("addresses", "x"),
    ("access_control", "c"),
    ("backend_server_group", "g"),
    ("backend_server_groups", "B"),
    ("backend_subnets", "b"),
    ("cidr", "C"),
    ("description", "D"),
    ("destination", "d"),
    ("destination_ports", "E"),
    ("enabled", "e"),
    ("health_check", "h"),
    ("inbound", "i"),
    ("ip_as_backend", "k"),
    ("ip_backends", "J"),
    ("ipv4", "4"),
    ("ipv6", "6"),
    ("ipv6_cidr", "7"),
    ("kind", "K"),
    ("listeners", "l"),
    ("load_balancers", "L"),
    ("members", "m"),
    ("name", "n"),
    ("nat64", "N"),
    ("network_acl", "u"),
    ("network_acls", "U"),
    ("note", "O"),
    ("outbound", "o"),
    ("policy", "w"),
    ("port", "p"),
    ("ports", "P"),
    ("previous_backend_subnets", "q"),
    ("priority", "y"),
    ("protocol", "t"),
    ("remote", "r"),
    ("secondary_cidrs", "2"),
    ("security_groups", "G"),
    ("servers", "H"),
    ("settings", "s"),
    ("source", "S"),
    ("source_ports", "Q"),
    ("subnet", "z"),
    ("subnets", "Z"),
    ("target", "T"),
    ("transfer_client_ip", "f"),
    ("type", "F"),
    ("version", "v"),
    ("vpc", "j"),
    ("vpcs", "V"),
    ("weight", "W"),
];

/// The letter of a position on the grid, counted in steps of the grid.
const GRID_POSITION: &str = "@";
const GRID: i64 = 8;

/// The prefix of the ids of a list's items.
const LISTS: &[(&str, &str)] = &[
    ("vpcs", "vpc-"),
    ("subnets", "subnet-"),
    ("network_acls", "acl-"),
    ("address_groups", "ipg-"),
    ("load_balancers", "elb-"),
    ("listeners", "listener-"),
    ("backend_server_groups", "bsg-"),
    ("members", "member-"),
    ("servers", "server-"),
    ("ip_backends", "ip-"),
    ("inbound", "rule-"),
    ("outbound", "rule-"),
];

/// The prefix of the ids to which a field, or each item of a list of references, refers.
const REFERENCES: &[(&str, &str)] = &[
    ("vpc", "vpc-"),
    ("subnet", "subnet-"),
    ("network_acl", "acl-"),
    ("backend_server_group", "bsg-"),
    ("backend_subnets", "subnet-"),
    ("previous_backend_subnets", "subnet-"),
    ("target", "server-"),
    ("remote", "sg-"),
];

/// The list of security groups of a plan holds things, that of a server references.
const SECURITY_GROUPS: (&str, &str) = ("security_groups", "sg-");

/// The values that are left out.
const SILENT: &[(&str, &str)] = &[
    ("action", r#""allow""#),
    ("ip_as_backend", "false"),
    ("kind", r#""dedicated""#),
    ("position", "[0,0]"),
    ("priority", "1"),
    ("protocol", r#""all""#),
    ("type", r#""IPv4""#),
    ("version", "1"),
];

fn find<'a>(table: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    table.iter().find(|(it, _)| *it == name).map(|it| it.1)
}

/// The numbers of the ids that were met last, by what they are called.
#[derive(Default)]
struct Last(Map<String, Value>);

impl Last {
    fn next(&self, prefix: &str) -> u64 {
        self.0.get(prefix).and_then(Value::as_u64).unwrap_or(0).saturating_add(1)
    }

    fn met(&mut self, prefix: &str, number: u64) {
        self.0.insert(prefix.to_owned(), number.into());
    }
}

/// Shortens a plan.
pub(super) fn shorten(plan: Value) -> Value {
    shorter(plan, None, &mut Last::default())
}

/// Lengthens a shortened plan; what is no shortened plan comes out as something that is no plan.
pub(super) fn lengthen(plan: Value) -> Value {
    let Value::Object(fields) = named(plan) else { return Value::Null };
    let mut plan = longer(Value::Object(fields), None, &mut Last::default());
    if let Some(fields) = plan.as_object_mut() {
        fields.entry("version").or_insert(1.into());
    }
    plan
}

/// The prefix of the ids of a list's objects, where the list holds things of the plan.
fn things_in(key: &str, list: &[Value]) -> Option<&'static str> {
    let holds_objects = list.first().is_some_and(Value::is_object);
    if key == SECURITY_GROUPS.0 {
        return holds_objects.then_some(SECURITY_GROUPS.1);
    }
    find(LISTS, key).filter(|_| holds_objects)
}

fn references_in(key: &str) -> Option<&'static str> {
    if key == SECURITY_GROUPS.0 { Some(SECURITY_GROUPS.1) } else { find(REFERENCES, key) }
}

/// The number of an id that is called this.
fn number_of(id: &str, prefix: &str) -> Option<u64> {
    let digits = id.strip_prefix(prefix)?;
    let number = digits.parse().ok()?;
    (digits == u64::to_string(&number)).then_some(number)
}

fn shorter(value: Value, key: Option<&str>, last: &mut Last) -> Value {
    match (value, key) {
        (Value::Object(fields), _) => Value::Object(shorter_fields(fields, None, last)),
        (Value::Array(list), Some(key)) => {
            let things = things_in(key, &list);
            let items = list.into_iter().map(|item| match (item, things) {
                (Value::Object(fields), Some(prefix)) => {
                    Value::Object(shorter_fields(fields, Some(prefix), last))
                }
                (item, _) => shorter(item, Some(key), last),
            });
            Value::Array(items.collect())
        }
        (Value::String(text), Some(key)) => {
            let number = references_in(key).and_then(|prefix| number_of(&text, prefix));
            number.map_or(Value::String(text), Value::from)
        }
        (other, _) => other,
    }
}

fn shorter_fields(
    fields: Map<String, Value>,
    prefix: Option<&str>,
    last: &mut Last,
) -> Map<String, Value> {
    let mut short = Map::new();
    if let Some(prefix) = prefix {
        let id = fields.get("id").and_then(Value::as_str).and_then(|id| number_of(id, prefix));
        if let Some(number) = id {
            if number != last.next(prefix) {
                short.insert("id".to_owned(), number.into());
            }
            last.met(prefix, number);
        }
    }
    for (key, value) in fields {
        let is_known_id = key == "id" && prefix.is_some();
        let is_silent = find(SILENT, &key).is_some_and(|silent| is_written(&value, silent))
            || (key == "settings" && is_default(&value));
        if is_silent || (is_known_id && value.as_str().is_some()) {
            continue;
        }
        if let Some(steps) = (key == "position").then(|| grid_steps(&value)).flatten() {
            short.insert(GRID_POSITION.to_owned(), steps);
            continue;
        }
        let name = find(KEYS, &key).unwrap_or(&key).to_owned();
        short.insert(name, shorter(value, Some(&key), last));
    }
    short
}

/// Tells whether the JSON of a value is this.
fn is_written(value: &Value, json: &str) -> bool {
    let written = value.to_string();
    written == json
}

/// Tells whether settings choose what is chosen where nothing is said.
fn is_default(settings: &Value) -> bool {
    value_of(&Settings::default()) == *settings
}

/// A position in steps of the grid, where it is on the grid.
fn grid_steps(position: &Value) -> Option<Value> {
    let steps = position.as_array()?.iter().map(|it| {
        let units = it.as_i64()?;
        (units % GRID == 0).then_some(Value::from(units / GRID))
    });
    steps.collect::<Option<Vec<_>>>().map(Value::Array)
}

/// Gives fields their names back.
fn named(value: Value) -> Value {
    match value {
        Value::Array(list) => Value::Array(list.into_iter().map(named).collect()),
        Value::Object(fields) => {
            let mut long = Map::new();
            for (letter, value) in fields {
                if letter == GRID_POSITION {
                    long.insert("position".to_owned(), grid_units(value));
                    continue;
                }
                let key = KEYS.iter().find(|(_, it)| *it == letter).map(|it| it.0.to_owned());
                long.insert(key.unwrap_or(letter), named(value));
            }
            Value::Object(long)
        }
        other => other,
    }
}

fn grid_units(steps: Value) -> Value {
    match steps {
        Value::Array(list) => {
            let units = list.into_iter().map(|it| match it.as_i64() {
                Some(steps) => steps.saturating_mul(GRID).into(),
                None => it,
            });
            Value::Array(units.collect())
        }
        other => other,
    }
}

/// Gives ids and references their texts back. Fields are met in the order of their names here and
/// in [`shorter`], so both count alike.
fn longer(value: Value, key: Option<&str>, last: &mut Last) -> Value {
    match (value, key) {
        (Value::Object(fields), _) => Value::Object(longer_fields(fields, None, last)),
        (Value::Array(list), Some(key)) => {
            let things = things_in(key, &list);
            let items = list.into_iter().map(|item| match (item, things) {
                (Value::Object(fields), Some(prefix)) => {
                    Value::Object(longer_fields(fields, Some(prefix), last))
                }
                (item, _) => longer(item, Some(key), last),
            });
            Value::Array(items.collect())
        }
        (Value::Number(number), Some(key)) => match references_in(key) {
            Some(prefix) => Value::String(format!("{prefix}{number}")),
            None => Value::Number(number),
        },
        (other, _) => other,
    }
}

fn longer_fields(
    mut fields: Map<String, Value>,
    prefix: Option<&str>,
    last: &mut Last,
) -> Map<String, Value> {
    let mut long = Map::new();
    if let Some(prefix) = prefix {
        let number = match fields.get("id") {
            Some(id) => id.as_u64(),
            None => Some(last.next(prefix)),
        };
        if let Some(number) = number {
            last.met(prefix, number);
            fields.remove("id");
            long.insert("id".to_owned(), format!("{prefix}{number}").into());
        }
    }
    for (key, value) in fields {
        let value = longer(value, Some(&key), last);
        long.insert(key, value);
    }
    long
}
