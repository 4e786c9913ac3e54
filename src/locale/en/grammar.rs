//! The parts that English sentences share: numbers, lists, and how a rule is pointed at.

use crate::locale::names::{PlaceName, RuleName, SubjectName};
use crate::locale::prose::{Prose, code, fill, join, strong, words};
use crate::locale::{Language, ProtocolPortText};
use crate::plan::{Action, Direction, IpType};

/// The number of names that a sentence lists before it counts the rest.
const NAMES_IN_A_SENTENCE: usize = 3;

/// A number with its noun.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// A number with commas between its thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Parts with commas and an 'and'.
pub(super) fn all_of(parts: Vec<Prose>) -> Prose {
    listed(parts, " and ")
}

/// Parts with commas and an 'or'.
pub(super) fn one_of(parts: Vec<Prose>) -> Prose {
    listed(parts, " or ")
}

fn listed(mut parts: Vec<Prose>, last: &str) -> Prose {
    let Some(end) = parts.pop() else { return vec![] };
    if parts.is_empty() {
        return end;
    }
    join(vec![join(parts, ", "), end], last)
}

/// Names with an 'and'; a long list is cut short and counted.
pub(super) fn names(list: &[String]) -> Prose {
    few(list.iter().map(strong).collect())
}

/// The first things of a list in a sentence, and how many more there are.
pub(super) fn few(mut list: Vec<Prose>) -> Prose {
    match list.len().saturating_sub(NAMES_IN_A_SENTENCE) {
        // One more is no longer than saying that there is one more.
        0 | 1 => {}
        more => {
            list.truncate(NAMES_IN_A_SENTENCE);
            list.push(words(format!("{more} more")));
        }
    }
    all_of(list)
}

/// A verb that goes with the number of a list.
pub(super) fn verb<'a>(list: &[String], one: &'a str, many: &'a str) -> &'a str {
    if list.len() == 1 { one } else { many }
}

/// Sentences with a space between them.
pub(super) fn sentences(list: Vec<Prose>) -> Prose {
    join(list.into_iter().filter(|it| !it.is_empty()).collect(), " ")
}

/// The packets that a rule matches: the column 'Protocol & Port', as it stands in a sentence.
pub(super) fn what(rule: &RuleName) -> Prose {
    let RuleName { protocol, icmp, ports, source_ports, .. } = rule.clone();
    let what = ProtocolPortText { protocol, icmp, ports, source_ports };
    match what.is_everything() {
        true => words("everything"),
        false => code(what.text(Language::English)),
    }
}

/// A rule within its list: 'rule 3', or 'the deny of priority 1 for TCP 8080 from 10.0.1.0/24'.
/// A network ACL's outbound list is named, since its rules are numbered anew.
pub(super) fn rule(rule: &RuleName) -> Prose {
    let Some(priority) = rule.priority else {
        let outbound = if rule.direction == Direction::Outbound { "outbound " } else { "" };
        return words(format!("{outbound}rule {}", rule.number));
    };
    let action = match rule.action {
        Action::Allow => "allow",
        Action::Deny => "deny",
    };
    let way = if rule.direction == Direction::Outbound { "to" } else { "from" };
    let family = if rule.ip_type == IpType::IPv6 { "IPv6 " } else { "" };
    fill(
        &format!("the {family}{action} of priority {priority} for {{}} {way} {{}}"),
        [what(rule), code(&rule.remote)],
    )
}

/// A rule with the list it stands in.
pub(super) fn rule_of_place(named: &RuleName) -> Prose {
    fill("{} of {}", [rule(named), place(&named.place)])
}

/// A security group or a network ACL.
pub(super) fn place(place: &PlaceName) -> Prose {
    strong(&place.name)
}

/// The name of a subject, in a sentence.
pub(super) fn subject(subject: &SubjectName) -> Prose {
    match subject {
        SubjectName::Named(name) => strong(name),
        SubjectName::Rule(rule) => rule_of_place(rule),
    }
}

/// A sentence with its first letter as a capital.
pub(super) fn capital(mut sentence: Prose) -> Prose {
    use crate::locale::Segment;
    if let Some(Segment::Words(first)) = sentence.first_mut() {
        let mut letters = first.chars();
        if let Some(letter) = letters.next() {
            *first = std::iter::once(letter.to_ascii_uppercase()).chain(letters).collect();
        }
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_read_in_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(19_000), "19,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(count(1, "server", "servers"), "1 server");
        assert_eq!(count(1_200, "server", "servers"), "1,200 servers");
    }
}
