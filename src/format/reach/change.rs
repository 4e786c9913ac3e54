//! The traffic that a change opens and closes, as a list: what is required and closed first, then what is open
//! and must not be, and what is open and not required.

use std::fmt::Write;

use super::super::console_text::bullet;
use super::super::line::{WIDTH, one_line, wrapped};
use super::super::markdown_text::{escaped, prose};
use super::answer::TrafficChangeAnswer;
use crate::engine::reach::ChangedTraffic;
use crate::locale::{ChangePart, ChangedTrafficText, Language, Segment, TrafficChangeText, plain};
use crate::plan::Plan;

/// The list as plain text.
pub(super) fn text(answer: TrafficChangeAnswer, language: Language) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}\n", one_line(&title(answer, language)));
    let headline = TrafficChangeText::headline(answer.change).text(language);
    text.push_str(&wrapped(&one_line(&headline), WIDTH, ""));
    for (part, lines) in parts(answer, language) {
        let _ = writeln!(text, "\n{}", TrafficChangeText::Part(part).text(language));
        for line in lines {
            bullet(&mut text, &one_line(&plain(&line)), "");
        }
    }
    text
}

/// The list as Markdown.
pub(super) fn markdown(answer: TrafficChangeAnswer, language: Language) -> String {
    let mut text = format!("# {}\n\n", escaped(&title(answer, language)));
    let headline = TrafficChangeText::headline(answer.change).text(language);
    let _ = writeln!(text, "**{}**", escaped(&headline));
    for (part, lines) in parts(answer, language) {
        let title = TrafficChangeText::Part(part).text(language);
        let _ = writeln!(text, "\n## {}\n", escaped(&title));
        for line in lines {
            let _ = writeln!(text, "- {}", prose(&line));
        }
    }
    text
}

fn title(answer: TrafficChangeAnswer, language: Language) -> String {
    let title = TrafficChangeText::Title.text(language);
    match answer.after.name.trim() {
        "" => title.into_owned(),
        name => format!("{title}: {name}"),
    }
}

/// The changes part by part, each as a sentence.
fn parts(answer: TrafficChangeAnswer, language: Language) -> Vec<(ChangePart, Vec<Vec<Segment>>)> {
    let plan = both(answer.before, answer.after);
    let mut parts = ChangePart::ALL.map(|part| (part, vec![]));
    for row in &answer.change.rows {
        for cell in &row.cells {
            let target = usize::try_from(cell.target).ok();
            let target = target.and_then(|at| answer.change.targets.get(at));
            let Some(target) = target else { continue };
            let mut left = cell.traffic.iter().collect::<Vec<_>>();
            while let Some(first) = left.first().copied() {
                let fates = |it: &ChangedTraffic| (it.before, it.after, it.required);
                let is_same =
                    |it: &&ChangedTraffic| fates(it) == fates(first) && it.wishes == first.wishes;
                let same = left.iter().copied().filter(is_same).collect::<Vec<_>>();
                left.retain(|it| !is_same(it));
                let text = ChangedTrafficText::of(&same, (&row.source, target), cell.ends, &plan);
                let own = parts.iter_mut().find(|(part, _)| *part == ChangePart::of(first));
                if let (Some((_, lines)), Some(text)) = (own, text) {
                    lines.push(text.segments(language));
                }
            }
        }
    }
    parts.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// A plan in which the things of both states have their names, those of the state after the change
/// where both have them.
fn both(before: &Plan, after: &Plan) -> Plan {
    let mut both = after.clone();
    both.vpcs.extend(before.vpcs.iter().cloned());
    both.subnets.extend(before.subnets.iter().cloned());
    both.security_groups.extend(before.security_groups.iter().cloned());
    both.address_groups.extend(before.address_groups.iter().cloned());
    both.load_balancers.extend(before.load_balancers.iter().cloned());
    both.backend_server_groups.extend(before.backend_server_groups.iter().cloned());
    both.servers.extend(before.servers.iter().cloned());
    both.ip_backends.extend(before.ip_backends.iter().cloned());
    both
}
