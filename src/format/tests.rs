//! Tests of what all exports have in common, and of the console steps in full.

use super::samples::SAMPLES;
use super::*;
use crate::engine::check;
use crate::engine::report::ChangeKind;
use crate::locale::Language;
use crate::plan::Plan;
use crate::plan::{Direction, ElementId};

fn sample(id: &str) -> Plan {
    plan::read(samples::Sample::by_id(id).unwrap().json).unwrap()
}

fn written(id: &str, plan: &Plan) -> String {
    (Format::by_id(id).unwrap().write)(plan, &check(plan), Language::English)
}

#[test]
fn ids_are_unique_and_labels_say_something() {
    for (at, format) in FORMATS.iter().enumerate() {
        assert!(FORMATS.iter().skip(at + 1).all(|other| other.id != format.id), "{}", format.id);
        assert!(!format.label.text(Language::English).is_empty());
        assert!(!format.extension.starts_with('.'));
    }
}

#[test]
fn samples_are_plans_with_a_note_and_a_title() {
    for (at, sample) in SAMPLES.iter().enumerate() {
        let plan = plan::read(sample.json).unwrap();
        assert!(!plan.name.is_empty() && !plan.note.is_empty(), "{}", sample.id);
        assert!(!sample.title.text(Language::English).is_empty());
        assert!(!sample.description.text(Language::English).is_empty());
        assert!(SAMPLES.iter().skip(at + 1).all(|other| other.id != sample.id));
    }
}

#[test]
fn every_value_of_a_rule_is_in_the_steps() {
    for sample in SAMPLES {
        let plan = plan::read(sample.json).unwrap();
        let report = check(&plan);
        for id in ["console", "markdown"] {
            let text = written(id, &plan);
            for change in &report.changes {
                let values = match &change.kind {
                    ChangeKind::AddSecurityGroupRule { rule, .. } => vec![
                        rule.remote.to_string(),
                        rule.ports.to_string(),
                        rule.description.clone(),
                    ],
                    ChangeKind::AddNetworkAclRule { rule, .. } => vec![
                        rule.source.to_string(),
                        rule.source_ports.to_string(),
                        rule.destination.to_string(),
                        rule.destination_ports.to_string(),
                        rule.description.clone(),
                    ],
                    ChangeKind::LowerPriority { to, .. } => vec![format!("Priority to {to}")],
                };
                for value in values {
                    assert!(text.replace("\n     ", " ").contains(&value), "{id} lacks `{value}`");
                    assert!(value.chars().count() <= 255 && !value.contains(['<', '>']));
                }
            }
        }
    }
}

/// Each inserted rule moves those below it down by one, and the steps count along.
#[test]
fn a_second_rule_above_another_counts_the_first() {
    let mut plan = sample("shop");
    plan.backend_server_groups[0].health_check.port = std::num::NonZeroU16::new(8500);
    let text = written("console", &plan);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no {words} in {text}"));
    assert!(at("in the row of rule 3,") < at("in the row of rule 4,"), "{text}");
}

/// Names come from people: no export lets them break out of their line or become markup.
#[test]
fn a_hostile_name_stays_a_name() {
    let hostile = "a|b`c`\n# <img src=x onerror=alert(1)>\u{1b}[31m\u{202e}[x](http://y)";
    let mut plan = sample("everything-wrong");
    plan.name = hostile.to_owned();
    let ids: Vec<ElementId> = plan.element_ids().collect();
    for id in ids {
        let mut element = plan.element(id).unwrap();
        hostile.clone_into(element.name_mut());
        plan.put(element);
    }
    for listener in plan.load_balancers.iter_mut().flat_map(|it| &mut it.listeners) {
        hostile.clone_into(&mut listener.name);
    }
    for group in &mut plan.security_groups {
        for direction in Direction::BOTH {
            for rule in group.rules_mut(direction) {
                hostile.clone_into(&mut rule.description);
            }
        }
    }
    for id in ["text", "console", "markdown"] {
        let text = written(id, &plan);
        let controls = |letter: char| letter.is_control() && letter != '\n' || letter == '\u{202e}';
        assert!(!text.contains(controls), "{id}");
        // The text reports may begin a line with any word, since they have no markup.
        if id == "markdown" {
            assert!(!text.contains("<img"), "{text}");
            assert!(!text.contains("\n# <") && !text.contains("[x]("), "{text}");
            let cells = text.lines().filter(|line| line.trim_start().starts_with('|'));
            for line in cells {
                let bars = line.replace("\\|", "").matches('|').count();
                assert!([7, 8, 9, 10].contains(&bars), "{line}");
            }
        }
    }
}

#[test]
fn a_plan_without_anything_has_nothing_to_do() {
    let text = written("console", &Plan::default());
    assert!(text.contains("There is nothing to do in the console."), "{text}");
    assert!(written("text", &Plan::default()).starts_with("Nothing to check yet\n"));
}
