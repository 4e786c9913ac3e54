//! Health checks that tell the wrong thing, and limits of lists of rules, in English.

use super::grammar::{all_of, count, names, place, rule, rule_of_place, sentences, verb};
use crate::locale::finding_name::Misjudged;
use crate::locale::names::{PlaceName, RuleName};
use crate::locale::prose::{Prose, fill, strong, words};
use crate::plan::{Direction, Flavor, IpType};

/// The number of rules that a sentence lists before it counts the rest.
const RULES_IN_A_SENTENCE: usize = 3;

pub(super) fn falsely_healthy(misjudged: &Misjudged) -> Prose {
    let family = family(misjudged);
    let mut said = vec![];
    let wholly = &misjudged.wholly;
    if !wholly.is_empty() {
        said.push(fill(
            &format!(
                "The {family}ping of the health check of {{}} passes and its UDP probe does not. \
                 Silence counts as healthy, so {{}} would look healthy even when {} down.",
                verb(wholly, "it is", "they are")
            ),
            [strong(&misjudged.group), names(wholly)],
        ));
    }
    let partly = &misjudged.partly;
    if !partly.is_empty() {
        said.push(fill(
            &format!(
                "From a part of the load balancer's addresses the {family}ping of {{}} passes and \
                 the UDP probe does not, so there {{}} would look healthy even when {} down.",
                verb(partly, "it is", "they are")
            ),
            [strong(&misjudged.group), names(partly)],
        ));
    }
    said.push(words("Let the probe in."));
    sentences(said)
}

pub(super) fn falsely_unhealthy(misjudged: &Misjudged) -> Prose {
    let family = family(misjudged);
    let mut said = vec![];
    let wholly = &misjudged.wholly;
    if !wholly.is_empty() {
        said.push(fill(
            &format!(
                "The UDP probe of the health check of {{}} passes and its {family}ping does not. \
                 No answer to the ping counts as unhealthy, so {{}} would get no traffic even when \
                 {} well.",
                verb(wholly, "it is", "they are")
            ),
            [strong(&misjudged.group), names(wholly)],
        ));
    }
    let partly = &misjudged.partly;
    if !partly.is_empty() {
        said.push(fill(
            &format!(
                "From a part of the load balancer's addresses the UDP probe of {{}} passes and the \
                 {family}ping does not, so there {{}} would look unhealthy even when {} well.",
                verb(partly, "it is", "they are")
            ),
            [strong(&misjudged.group), names(partly)],
        ));
    }
    said.push(words("Let ICMP in."));
    sentences(said)
}

fn family(misjudged: &Misjudged) -> String {
    misjudged.ip_type.map(|it| format!("{it} ")).unwrap_or_default()
}

fn rules_of(direction: Option<Direction>, rules: usize) -> String {
    match direction {
        None => count(rules, "rule", "rules"),
        Some(Direction::Inbound) => count(rules, "inbound rule", "inbound rules"),
        Some(Direction::Outbound) => count(rules, "outbound rule", "outbound rules"),
    }
}

/// The sentence about a limit. A network ACL has two: one that is advised and one that is kept.
fn limit_of(list: &PlaceName, limit: usize) -> String {
    match (list.is_network_acl, limit) {
        (true, ..100) => format!("more than {limit} in one direction may slow the network down"),
        (true, _) => format!("one direction of a network ACL holds {limit}"),
        (false, _) => format!("a security group holds {limit} unless its quota was raised"),
    }
}

pub(super) fn quota(
    list: &PlaceName,
    direction: Option<Direction>,
    rules: usize,
    limit: usize,
    merges: &[Vec<RuleName>],
    merged_ports_fit: bool,
) -> Prose {
    let mut said = vec![fill(
        &format!("{{}} would have {}; {}.", rules_of(direction, rules), limit_of(list, limit)),
        [place(list)],
    )];
    if merged_ports_fit {
        said.push(words(
            "With ports that are apart in one rule, a setting of the plan, the added rules would \
             stay within it.",
        ));
    }
    if merges.is_empty() && !merged_ports_fit {
        said.push(words("Merge or remove rules that you do not need."));
    } else if !merges.is_empty() {
        let sets = merges.iter().map(|rules| rule_list(rules, rule)).collect::<Vec<_>>();
        let many = if sets.len() == 1 { "can be one rule" } else { "can be one rule each" };
        let sets = crate::locale::prose::join(sets, "; ");
        said.push(fill(
            &format!("These differ in their ports alone and {many}, which makes it fit: {{}}."),
            [sets],
        ));
    }
    sentences(said)
}

pub(super) fn near_quota(
    list: &PlaceName,
    direction: Option<Direction>,
    rules: usize,
    limit: usize,
) -> Prose {
    let said = format!(
        "{{}} has or would have {}; {}.",
        rules_of(direction, rules),
        limit_of(list, limit)
    );
    fill(&said, [place(list)])
}

pub(super) fn special_rules(
    security_group: &str,
    direction: Direction,
    ip_type: IpType,
    limit: usize,
    beyond: &[RuleName],
) -> Prose {
    let way = match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
    };
    fill(
        &format!(
            "Of the {way} {ip_type} rules of {{}} that name a security group, an IP address group or \
             ports that are not in a row, {limit} take effect; the rest do not, and nothing says \
             so. Behind the limit: {{}}. Name CIDR blocks, or split the ports."
        ),
        [strong(security_group), rule_list(beyond, rule)],
    )
}

pub(super) fn rules_ignored(flavor: Flavor, servers: &[String], rules: &[RuleName]) -> Prose {
    let list = rule_list(rules, rule_of_place);
    let verb = if rules.len() == 1 { "takes" } else { "take" };
    let sentence = match flavor {
        Flavor::Kunpeng => {
            "{} {verb} no effect on {}: on a Kunpeng flavor neither does a rule with ports that are \
             not in a row, nor any rule behind it. Split such a rule into one for each range of ports."
        }
        Flavor::OldX86 | Flavor::Standard => {
            "{} {verb} no effect on {}: old x86 flavors know neither ports that are not in a row nor \
             IP address groups. Write one rule for each range of ports and each block."
        }
    };
    super::grammar::capital(fill(&sentence.replace("{verb}", verb), [list, names(servers)]))
}

/// Some rules; a long list is cut short and counted.
pub(super) fn rule_list(rules: &[RuleName], name: fn(&RuleName) -> Prose) -> Prose {
    let mut parts = rules.iter().take(RULES_IN_A_SENTENCE).map(name).collect::<Vec<_>>();
    match rules.len().saturating_sub(RULES_IN_A_SENTENCE) {
        0 => {}
        more => parts.push(words(count(more, "more rule", "more rules"))),
    }
    all_of(parts)
}
