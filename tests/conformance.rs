//! Runs the conformance cases: each a plan and exactly what has to come of it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/digest.rs"]
mod digest;
#[path = "conformance/list.rs"]
mod list;

use std::collections::BTreeSet;
use std::path::Path;

use elb_rule_planner::engine::check;
use serde_json::{Value, json};

#[test]
fn every_case_comes_out_exactly_as_it_says() {
    let cases = list::cases();
    assert!(cases.len() > 60, "there are only {} cases", cases.len());
    let failures = compare::failures(&cases);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The lists of files that are built in are made from the folders.
#[test]
fn the_lists_name_every_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/list.rs");
    let mut text = std::fs::read_to_string(&path).unwrap();
    for (folder, name) in [
        ("tests/conformance/cases", "CASES"),
        ("tests/conformance/bases", "BASES"),
        ("static/samples", "SAMPLES"),
    ] {
        let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
        let files: BTreeSet<String> = files
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "json"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let (before, list) = text.split_once(&format!("texts! {{ {name} in ")).unwrap();
        let (first_line, list) = list.split_once('\n').unwrap();
        let (_, behind) = list.split_once("\n}").unwrap();
        let names: String = files.iter().map(|name| format!("    \"{name}\"\n")).collect();
        text = format!("{before}texts! {{ {name} in {first_line}\n{names}}}{behind}");
    }
    if std::env::var_os("UPDATE_KEPT").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept == text, "a file is missing in {path:?}, or gone; run `cargo xtask update`");
}

#[test]
fn every_case_says_what_it_is_about() {
    for (name, case) in list::cases() {
        for field in ["title", "guide", "why"] {
            assert!(case[field].as_str().is_some_and(|text| text.len() > 5), "{name}: {field}");
        }
    }
}

/// A field that no runner knows would be an expectation that nobody holds.
#[test]
fn every_field_is_one_that_the_format_has() {
    let known = |value: &Value, fields: &[&str], name: &str| {
        for field in value.as_object().into_iter().flat_map(|it| it.keys()) {
            assert!(fields.contains(&field.as_str()), "{name}: `{field}`");
        }
    };
    for (name, text) in list::CASES {
        let case: Value = serde_json::from_str(text).unwrap();
        let fields = ["version", "title", "guide", "why", "before", "plan", "expect"];
        known(&case, &fields, name);
        for plan in [&case["before"], &case["plan"]] {
            if plan.get("base").is_some() {
                known(plan, &["base", "differs"], name);
            }
        }
        let expect = &case["expect"];
        let fields = ["rules", "findings", "near_misses", "audit", "change", "connections"];
        known(expect, &fields, name);
        known(&expect["audit"], &["together", "merges", "lints"], name);
        known(&expect["change"], &["kept", "additions", "upgrades", "closed", "removals"], name);
        let has_change = expect.get("change").is_some();
        assert_eq!(case.get("before").is_some(), has_change, "{name}: a change has two states");
        let is_more = |field: &&str| expect.get(*field).is_some();
        let more = ["near_misses", "audit", "change", "connections"].iter().any(is_more);
        let version = if more { 2 } else { 1 };
        assert_eq!(case["version"].as_u64().unwrap_or(1), version, "{name}: the version");
    }
}

#[test]
fn what_differs_from_a_base_is_put_into_it() {
    let expanded = |differs: Value| {
        let text = r#"{ "servers": [{ "id": "server-1", "name": "s", "health": { "port": 1 } }] }"#;
        let mut case = json!({ "plan": { "base": "small", "differs": differs } });
        let base = |name: &str| (name == "small").then_some(text);
        list::base::expand(&mut case, base).map(|()| case["plan"].take())
    };
    let merged = json!({ "server-1": { "name": null, "health": { "on": true }, "+tags": [1] } });
    let server = json!({ "id": "server-1", "health": { "port": 1, "on": true }, "tags": [1] });
    assert_eq!(expanded(merged).unwrap(), json!({ "servers": [server] }));
    let gone = json!({ "server-1": null, "plan": { "+servers": [{ "id": "server-2" }] } });
    assert!(expanded(gone).unwrap()["servers"][0]["id"] == "server-2");
    for wrong in [
        json!({ "server-9": { "name": "t" } }),
        json!({ "server-9": null }),
        json!({ "server-1": { "colour": null } }),
        json!({ "server-1": { "+name": ["t"] } }),
        json!({ "server-1": "t" }),
    ] {
        assert!(expanded(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn a_wrong_expectation_is_seen() {
    let lists =
        ["/rules", "/findings", "/audit/together", "/audit/merges", "/audit/lints", "/change/kept"];
    let mut seen = BTreeSet::new();
    for (name, case) in list::cases() {
        let report = check(&compare::plan(&case));
        assert_eq!(compare::difference(&case, &report), None, "{name}");
        for list in lists.into_iter().chain(["/change/additions"]) {
            let mut wrong = case.clone();
            let Some(rows) = wrong["expect"].pointer_mut(list).and_then(Value::as_array_mut) else {
                continue;
            };
            if list == "/audit/together" {
                // Its rows are choices, so that one less could be right as well.
                *rows = vec![json!(["rule-999"])];
            } else if rows.pop().is_none() {
                rows.push(json!({ "in": "sg-1" }));
            }
            assert!(compare::difference(&wrong, &report).is_some(), "{name}: {list}");
            seen.insert(list);
        }
    }
    assert_eq!(seen.len(), lists.len() + 1, "no case expects anything of the others");
}

/// The digests are what the engine as wasm is held against, byte for byte.
#[test]
fn the_digests_are_those_of_the_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/digests.txt");
    let digests = digest::digests(&list::cases());
    if std::env::var_os("UPDATE_KEPT").is_some() {
        std::fs::write(&path, &digests).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == digests, "answers have changed; look at them, then run `cargo xtask update`");
}
