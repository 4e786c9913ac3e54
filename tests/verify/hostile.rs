//! Texts that mean no good get a message, and nothing stops.

use elb_rule_planner::verify::{LONGEST, Unusable, verify};
use serde_json::{Value, json};

use crate::{document, known_plans, lines};

fn message(text: &str) -> String {
    verify(text).unwrap_err().to_string()
}

fn shop() -> Value {
    let plans = known_plans();
    let (_, plan) = plans.iter().find(|(name, _)| name == "case sample-shop").unwrap();
    serde_json::from_str(&document(plan)).unwrap()
}

#[test]
fn what_is_no_document_is_refused_with_a_place() {
    assert_eq!(verify(" \n"), Err(Unusable::Empty));
    assert!(message("{\n nonsense").starts_with("line 2, column 2: this is not JSON:"));
    assert!(message("[1]").contains("expected") || message("[1]").contains("missing"));
    assert_eq!(
        message("{}"),
        "the document has no plan; give a report that this version exported as JSON"
    );
    let mut old = shop();
    old.as_object_mut().unwrap().remove("certificate");
    assert!(message(&old.to_string()).starts_with("the document has no certificate;"));
    let mut newer = shop();
    newer["certificate"]["version"] = json!(2);
    assert_eq!(
        message(&newer.to_string()),
        "the certificate has version `2`; this program checks version 1, so use the one that wrote \
         it"
    );
}

#[test]
fn deep_json_does_no_harm() {
    for open in ["[", "{\"plan\":", "{\"report\":{\"version\":"] {
        assert!(message(&open.repeat(100_000)).starts_with("line 1, column "));
    }
    // A part that nobody looks at may be as deep as it likes.
    let mut text = shop().to_string();
    text.truncate(text.len() - 1);
    let deep = format!("{text},\"more\":{}{}}}", "[".repeat(99_999), "]".repeat(99_999));
    assert!(verify(&deep).unwrap().is_verified());
    let deep = text.replacen("\"parts\":[", &format!("\"parts\":[{}", "[".repeat(9_999)), 1);
    assert!(message(&deep).starts_with("line 1, column "));
}

#[test]
fn huge_numbers_and_wrong_types_are_refused() {
    let wrong = [
        ("/report/flows/0/id", json!(-1)),
        ("/report/flows/0/id", json!(1e300)),
        ("/report/flows/0/ports", json!(80)),
        ("/report/flows/0/ports", json!("99999999999999999999")),
        ("/report/flows/0/source/cidr", json!("10.0.0.0/99")),
        ("/report/flows/0/layers", json!({})),
        ("/report/summary/open_flows", json!(1.5)),
        ("/report/changes/0/kind", json!("nothing")),
        ("/report/changes/0/remedy/0", json!({ "remove_rule": "rule-1" })),
        ("/certificate/entries/0/packets/protocol", json!("300")),
        ("/certificate/entries/0/packets/source", json!("::-ffff::")),
        ("/certificate/entries/0/packets/source", json!("::9-::1")),
        ("/certificate/entries", json!(null)),
        ("/plan/subnets/0/cidr", json!("10.0.1.7/24")),
        ("/plan/servers/0", json!([])),
    ];
    for (at, value) in wrong {
        let mut document = shop();
        *document.pointer_mut(at).unwrap() = value.clone();
        let answer = verify(&document.to_string());
        let is_refused = answer.as_ref().map_or(true, |checked| !checked.discrepancies.is_empty());
        assert!(is_refused, "{at}: {value}");
        if let Err(error) = answer {
            assert!(error.to_string().contains("; "), "{error}");
        }
    }
    let text = shop().to_string().replacen("\"version\":1", "\"version\":1e999", 1);
    assert!(message(&text).contains("number out of range"), "{}", message(&text));
}

#[test]
fn ten_megabytes_are_read_and_more_than_the_limit_is_not() {
    let mut document = shop();
    document["more"] = json!("x".repeat(10 * 1024 * 1024));
    assert!(verify(&document.to_string()).unwrap().is_verified());
    assert!(matches!(verify(&"x".repeat(LONGEST + 1)), Err(Unusable::TooLong(_))));
    assert!(message(&"9".repeat(10 * 1024 * 1024)).contains("number out of range"));
}

#[test]
fn a_document_that_takes_too_long_is_refused() {
    let mut document = shop();
    let packets = document["certificate"]["entries"][0]["packets"].clone();
    let parts = &mut document["certificate"]["entries"][0]["now"]["parts"][0];
    parts["packets"] = json!(vec![packets; 25_000]);
    assert_eq!(verify(&document.to_string()), Err(Unusable::TooMuch));
}

#[test]
fn a_problem_is_one_line_that_says_where_and_why() {
    let mut document = shop();
    let entries = document["certificate"]["entries"].as_array_mut().unwrap();
    let entry = entries.iter_mut().find(|it| it["filter"]["security_groups"] == json!(["sg-2"]));
    let part = &mut entry.unwrap()["now"]["parts"][0];
    assert_eq!(part["decided_by"], json!({ "rule": "rule-6" }));
    part["packets"][0]["source"] = json!("10.0.1.0/25");
    let text = lines(&document.to_string());
    assert!(
        text.starts_with("certificate entry ") && text.contains("some packets are in no part\n"),
        "{text}"
    );
    assert!(text.contains("\nNot verified: "), "{text}");
    let mut document = shop();
    let rules = document["plan"]["security_groups"][1]["inbound"].as_array_mut().unwrap();
    rules[0]["ports"] = json!("5223");
    let text = lines(&document.to_string());
    assert!(text.contains("security group sg-2 inbound: `rule-6`"), "{text}");
}
