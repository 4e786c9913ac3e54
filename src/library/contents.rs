//! The contents of a plan, as a text to search in.

use serde_json::Value;

/// The names, addresses and notes of a plan's stored state, in small letters, one on each line.
/// Of a text that is no JSON nothing is found.
#[must_use]
pub fn contents(state: &str) -> String {
    let mut found = String::new();
    if let Ok(value) = serde_json::from_str::<Value>(state) {
        gather(&value, false, &mut found);
    }
    found
}

fn gather(value: &Value, is_wanted: bool, found: &mut String) {
    match value {
        Value::String(text) if is_wanted => {
            found.push_str(&text.to_lowercase());
            found.push('\n');
        }
        Value::Array(values) => values.iter().for_each(|it| gather(it, is_wanted, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                gather(value, is_searched(key), found);
            }
        }
        _ => {}
    }
}

/// Tells whether what stands in a field is looked through: ids and settings are not what people
/// know a plan by.
fn is_searched(key: &str) -> bool {
    ["name", "cidr", "address", "ipv4", "ipv6", "note", "description"]
        .iter()
        .any(|it| key.contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_found_and_the_words_of_the_format_are_not() {
        let state = r#"{"version":1,"name":"Shop","servers":[{"id":"server-1","name":"WEB-a",
            "subnet":"subnet-1","ipv4":"10.0.2.7"}],"vpcs":[{"cidr":"10.0.0.0/16"}]}"#;
        let text = contents(state);
        for word in ["shop", "web-a", "10.0.2.7", "10.0.0.0/16"] {
            assert!(text.lines().any(|line| line == word), "{word}");
        }
        assert!(!text.contains("server") && !text.contains("subnet"));
        assert_eq!(contents("{ broken"), "");
    }
}
