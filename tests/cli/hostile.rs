//! Plans whose every text is hostile, through every command and format, and through every message.

use std::path::PathBuf;
use std::process::Output;

use elb_rule_planner::format::FORMATS;
use elb_rule_planner::format::link::encode;
use elb_rule_planner::format::plan::read;
use elb_rule_planner::plan::invisible::is_invisible;
use serde_json::Value;

use crate::{err, fed, file, out, path, run};

/// Texts that harm a careless reader: they command a terminal, break lines, turn the direction of
/// writing, have no width, or are tags, markup, links and calls.
const HOSTILE: &str = "1. x\u{1b}]52;c;YQ==\u{7}\u{1b}[2J\u{9b}31m\r\nINJECTED\u{2028}INJECTED\u{85}\
                       INJECTED\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\u{7f}\u{0}|`*_[x](http://y)\
                       <img src=x> https://evil.example @all www.evil.example a@b.example";

/// The plan of a sample in which all texts are this one.
fn with_texts(sample: &str, hostile: &str) -> String {
    fn walk(value: &mut Value, hostile: &str) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(text)
                            if ["name", "note", "description"].contains(&key.as_str()) =>
                        {
                            hostile.clone_into(text);
                        }
                        value => walk(value, hostile),
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|it| walk(it, hostile)),
            _ => {}
        }
    }
    let mut plan: Value =
        serde_json::from_str(&std::fs::read_to_string(path(sample)).unwrap()).unwrap();
    walk(&mut plan, hostile);
    plan.to_string()
}

/// Holds that every letter of an output is seen.
fn is_inert(output: &Output, what: &str) {
    for text in [out(output), err(output)] {
        let found = text.chars().find(|it| is_invisible(*it) && *it != '\n');
        assert_eq!(found, None, "{what}: {text}");
    }
}

/// A text whose line breaks are spaces.
fn unbroken(text: &str) -> String {
    text.replace(['\r', '\n', '\u{85}', '\u{2028}'], " ")
}

fn in_file(name: &str, text: &str) -> PathBuf {
    file(&format!("hostile-{name}"), text)
}

#[test]
fn no_output_obeys_what_a_plan_says() {
    for sample in ["shop", "everything-wrong", "udp-dns"] {
        let text = with_texts(sample, HOSTILE);
        let unbroken =
            in_file(&format!("{sample}-unbroken.json"), &with_texts(sample, &unbroken(HOSTILE)));
        let unbroken = unbroken.to_str().unwrap();
        let plan = in_file(&format!("{sample}.json"), &text);
        let plan = plan.to_str().unwrap();
        let link = format!("#p={}", encode(&read(&text).unwrap()));
        let mut runs: Vec<Vec<&str>> = vec![vec!["open", &link], vec!["link", plan]];
        for format in FORMATS {
            runs.push(vec!["check", plan, "--format", format.id]);
        }
        let clean = path(sample);
        for format in ["text", "json", "markdown"] {
            runs.push(vec!["audit", plan, "--format", format]);
            runs.push(vec!["compare", plan, &clean, "--format", format]);
            runs.push(vec!["compare", &clean, plan, "--format", format]);
        }
        for format in ["text", "json"] {
            let ends = ["--from", "elb-1", "--to", "server-1", "--format", format];
            runs.push([vec!["trace", plan], ends.to_vec()].concat());
        }
        for arguments in runs {
            let output = run(&arguments);
            assert_ne!(output.status.code(), Some(2), "{arguments:?} {}", err(&output));
            is_inert(&output, &format!("{arguments:?}"));
            let is_json = arguments.contains(&"json") || matches!(arguments[0], "open" | "link");
            if !is_json {
                let other = arguments.iter().map(|it| if *it == plan { unbroken } else { *it });
                let other = run(&other.collect::<Vec<_>>());
                let lines = |output: &Output| out(output).lines().count();
                assert_eq!(lines(&output), lines(&other), "a name breaks a line: {arguments:?}");
            }
            if arguments.contains(&"json") || arguments[0] == "open" {
                let value: Value = serde_json::from_str(&out(&output)).unwrap();
                assert!(value.is_object());
                assert!(arguments[0] == "trace" || out(&output).contains("\\u001b]52"));
            }
            if arguments.contains(&"markdown") {
                let text = out(&output);
                for live in ["://evil", " @all", "www.evil", "a@b", "<img", "[x](", "\n1. x"] {
                    assert!(!text.contains(live), "{arguments:?}: {live} in {text}");
                }
                let listed = text.lines().find(|it| it.trim_start().starts_with("- 1. "));
                assert_eq!(listed, None, "{arguments:?}");
            }
        }
        // The plan that was opened from the link is the one that was put into it.
        assert_eq!(read(&out(&run(&["open", &link]))), read(&text));
    }
}

#[test]
fn no_message_obeys_what_a_document_says() {
    let report = out(&run(&["check", &path("shop"), "--format", "json"]));
    let hostile = serde_json::to_string(HOSTILE).unwrap();
    let hostile = hostile.trim_matches('"');
    let texts = [
        format!("{{\"version\": 1, \"{hostile}\": 1}}"),
        format!("{{\"version\": 1, \"vpcs\": [{{\"id\": \"{hostile}\"}}]}}"),
        format!("{{\"version\": 1, \"vpcs\": [{{\"{hostile}\": [{{\"{hostile}\": 1}}]}}]}}"),
        format!("{{\"version\": \"{hostile}\"}}"),
        format!("{{\"version\": 1, \"settings\": {{\"rule_ports\": \"{hostile}\"}}}}"),
        format!(
            "{{\"version\": 1, \"servers\": [{{\"id\": \"server-1\", \"name\": \"\", \"subnet\": \"subnet-1\", \"ipv4\": \"{hostile}\"}}]}}"
        ),
        report.replace("\"rule-1\"", &format!("\"{hostile}\"")),
        report.replace("\"listener-1\"", &format!("\"{hostile}\"")),
        report.replace("\"purpose\": \"traffic\"", &format!("\"purpose\": \"{hostile}\"")),
        format!("{HOSTILE} {{"),
    ];
    for text in texts {
        for command in ["check", "audit", "verify", "link", "open"] {
            let output = fed(&[command, "-"], text.as_bytes());
            // A report with another name for the same thing can be right.
            if !text.contains("\"certificate\"") {
                assert_ne!(output.status.code(), Some(0), "{command} {text}");
            }
            is_inert(&output, &format!("{command} {text}"));
            let said = err(&output);
            assert!(!said.contains("variant") && !said.contains("expected"), "{said}");
        }
    }
    for arguments in [
        vec!["check", "no\u{1b}[2J-file"],
        vec!["\u{1b}[2J"],
        vec!["check", "a", "--\u{1b}[2J"],
        vec!["open", "#p=\u{202e}"],
        vec!["link", "static/samples/shop.json", "--base", "https://x\u{1b}[2J/"],
    ] {
        is_inert(&run(&arguments), &format!("{arguments:?}"));
    }
    let trace = run(&["trace", &path("shop"), "--from", "\u{1b}[2J", "--to", "elb-1"]);
    assert_eq!(trace.status.code(), Some(2));
    is_inert(&trace, "trace");
}
