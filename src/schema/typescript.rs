//! TypeScript's types of the same documents, made from the schemas' definitions.
//!
//! It knows just the words that the schemas use and stops at any other, so that a type never says
//! less than its schema. That the types fit is judged elsewhere: TypeScript checks every sample,
//! every conformance case and every answer to them.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Words that say nothing about the shape of a value.
const SHAPELESS: [&str; 8] =
    ["description", "default", "format", "minimum", "maximum", "pattern", "minItems", "maxItems"];

/// Every definition as a type of its own.
pub(super) fn types(definitions: &Map<String, Value>) -> String {
    let mut text =
        String::from("// Made from the types of the engine by its tests; not for editing.\n");
    for (name, schema) in definitions {
        let schema = schema.as_object().unwrap();
        text.push('\n');
        text.push_str(&comment(schema, 0));
        let body = shape(schema, 0);
        let is_plain = schema.contains_key("properties") && !schema.contains_key("oneOf");
        match is_plain {
            true => writeln!(text, "export interface {name} {body}").unwrap(),
            // A list of ways begins with a line break.
            false if body.starts_with('\n') => {
                writeln!(text, "export type {name} ={body};").unwrap()
            }
            false => writeln!(text, "export type {name} = {body};").unwrap(),
        }
    }
    text
}

/// A type of a fixed set of words.
pub(super) fn words<'a>(name: &str, about: &str, words: impl Iterator<Item = &'a str>) -> String {
    let words = words.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ");
    format!("\n/** {about} */\nexport type {name} = {words};\n")
}

fn comment(schema: &Map<String, Value>, depth: usize) -> String {
    let Some(Value::String(text)) = schema.get("description") else { return String::new() };
    let margin = "  ".repeat(depth);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    match lines.as_slice() {
        [line] => format!("{margin}/** {line} */\n"),
        lines => {
            let body = lines.iter().map(|line| format!("{margin} * {line}").trim_end().to_owned());
            format!("{margin}/**\n{}\n{margin} */\n", body.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// The shape of a value; a value of several shapes at once is an intersection.
fn shape(schema: &Map<String, Value>, depth: usize) -> String {
    let mut shapes = vec![];
    for (word, value) in schema {
        match word.as_str() {
            "$ref" => shapes.push(value.as_str().unwrap().replace("#/$defs/", "")),
            "const" => shapes.push(value.to_string()),
            "enum" => shapes.push(joined(value.as_array().unwrap().iter().map(Value::to_string))),
            "oneOf" | "anyOf" => shapes.push(union(value.as_array().unwrap(), depth)),
            "type" if schema.contains_key("const") || schema.contains_key("enum") => {}
            "type" => match value {
                Value::Array(names) => {
                    let shape =
                        names.iter().map(|name| named(name.as_str().unwrap(), schema, depth));
                    shapes.push(joined(shape));
                }
                name => shapes.push(named(name.as_str().unwrap(), schema, depth)),
            },
            // With the type, above.
            "properties" | "required" | "additionalProperties" | "items" | "prefixItems" => {}
            word if SHAPELESS.contains(&word) => {}
            word => panic!("the types of TypeScript do not know `{word}`: {schema:?}"),
        }
    }
    // An object that is nothing but one of several adds nothing to them.
    if shapes.len() > 1 && !schema.contains_key("properties") {
        shapes.retain(|shape| shape != "{}");
    }
    match shapes.as_slice() {
        [] => "unknown".to_owned(),
        [shape] => shape.clone(),
        shapes => {
            let each =
                shapes.iter().map(|shape| match shape.contains(" | ") || shape.contains("\n") {
                    true => format!("({shape})"),
                    false => shape.clone(),
                });
            each.collect::<Vec<_>>().join(" & ")
        }
    }
}

fn joined(shapes: impl Iterator<Item = String>) -> String {
    shapes.collect::<Vec<_>>().join(" | ")
}

/// One line for each way a value can be, where ways are described.
fn union(ways: &[Value], depth: usize) -> String {
    let margin = "  ".repeat(depth + 1);
    let way = |way: &Value| {
        let schema = way.as_object().unwrap();
        (comment(schema, depth + 1), shape(schema, depth + 1))
    };
    let ways: Vec<_> = ways.iter().map(way).collect();
    if ways.iter().all(|(comment, _)| comment.is_empty()) {
        return joined(ways.into_iter().map(|(_, shape)| shape));
    }
    let lines = ways.iter().map(|(comment, shape)| format!("\n{comment}{margin}| {shape}"));
    lines.collect()
}

fn named(name: &str, schema: &Map<String, Value>, depth: usize) -> String {
    match name {
        "string" | "boolean" | "null" => name.to_owned(),
        "integer" | "number" => "number".to_owned(),
        "array" => list(schema, depth),
        "object" => object(schema, depth),
        name => panic!("there is no type `{name}`"),
    }
}

fn list(schema: &Map<String, Value>, depth: usize) -> String {
    if let Some(Value::Array(places)) = schema.get("prefixItems") {
        let places = places.iter().map(|place| shape(place.as_object().unwrap(), depth));
        return format!("[{}]", places.collect::<Vec<_>>().join(", "));
    }
    let item = schema.get("items").unwrap().as_object().unwrap();
    let item = shape(item, depth);
    match item.contains(" | ") || item.contains(" & ") {
        true => format!("({item})[]"),
        false => format!("{item}[]"),
    }
}

fn object(schema: &Map<String, Value>, depth: usize) -> String {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return match schema.get("additionalProperties") {
            Some(Value::Object(each)) => format!("Record<string, {}>", shape(each, depth)),
            _ => "{}".to_owned(),
        };
    };
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let margin = "  ".repeat(depth + 1);
    let mut text = String::from("{\n");
    for (name, property) in properties {
        let schema = property.as_object().unwrap();
        let mark = if required.iter().any(|it| it == name) { "" } else { "?" };
        text.push_str(&comment(schema, depth + 1));
        writeln!(text, "{margin}{name}{mark}: {};", shape(schema, depth + 1)).unwrap();
    }
    format!("{text}{}}}", "  ".repeat(depth))
}
