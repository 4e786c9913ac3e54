//! The reason for what the board shows, in English.

use std::borrow::Cow;

use super::grammar::{all_of, capital, count, grouped, names, sentences};
use super::reason::kind_of;
use crate::locale::explain::{Counts, ExplainSubject, FlowKinds, PlaceStops, Which};
use crate::locale::gets::{Gets, Whole};
use crate::locale::prose::{Prose, fill, strong, words};
use crate::locale::{ExplainDetailText, ExplainLabel, ExplainText, MissingText, OutcomeText};

pub(in crate::locale) fn title(text: &ExplainText) -> Prose {
    match &text.subject {
        ExplainSubject::Member { member, group, gets } => of_member(member, group, *gets),
        ExplainSubject::Target { name, gets } => {
            fill("{}: {}", [strong(name), words(lower(came_to(*gets)))])
        }
        ExplainSubject::Members { which, counts } => of_members(which, *counts),
        ExplainSubject::Place { place, on, stops } => of_place(place, on.as_deref(), *stops),
    }
}

fn of_member(member: &str, group: &str, gets: Gets) -> Prose {
    use Whole::{Exempt, InPart, None, Passes, Silent, Stopped, Unclear};
    let (member, group) = (strong(member), strong(group));
    let forward = |sentence: &str| fill(sentence, [member.clone(), group.clone()]);
    let back = |sentence: &str| fill(sentence, [group.clone(), member.clone()]);
    if gets.is_blocked() && !gets.is_needed {
        return back("What {} would send to {} is stopped");
    }
    match (gets.traffic, gets.check) {
        _ if gets.loses_answers => back("{} gets no answers from {}"),
        (None, None) => back("Nothing is sent from {} to {}"),
        (Stopped, Stopped | None) => forward("{} gets nothing from {}"),
        (None, Stopped) => back("The health check of {} does not reach {}"),
        (Stopped, _) => forward("{} gets no traffic from {}"),
        (None | Passes | Exempt | Unclear, Silent) => {
            forward("{} looks healthy to {} even when it is down")
        }
        (InPart, _) => back("Only a part of what {} sends reaches {}"),
        (_, Stopped | InPart) => forward("{} does not pass the health check of {}"),
        (Silent, _) | (Unclear, _) | (_, Unclear) => {
            back("The plan does not tell whether what {} sends reaches {}")
        }
        (Exempt, Exempt | None) | (None, Exempt) => {
            back("What {} sends to {} passes, whatever the rules say")
        }
        (Passes | Exempt | None, Passes | Exempt | None) => forward("{} gets everything from {}"),
    }
}

pub(in crate::locale) fn outcome(text: &OutcomeText) -> Cow<'static, str> {
    came_to(text.gets).into()
}

/// The state of one server, with nothing that names it.
fn came_to(gets: Gets) -> &'static str {
    use Whole::{Exempt, InPart, None, Passes, Silent, Stopped, Unclear};
    if gets.is_blocked() && !gets.is_needed {
        return "Nothing is sent to it yet, and it would be stopped";
    }
    match (gets.traffic, gets.check) {
        (_, None) if gets.loses_answers => "Its answers do not come back",
        _ if gets.loses_answers => "Its answers do not come back, so it looks unhealthy",
        (None, None) => "Nothing is sent to it",
        (Stopped, Stopped | InPart) => "Gets no traffic and looks unhealthy",
        (Stopped, Passes | Exempt) => "Gets no traffic, though it looks healthy",
        (Stopped, Silent) => "Gets no traffic, and looks healthy even when it is down",
        (InPart, Silent) => "Gets a part of the traffic, and looks healthy even when it is down",
        (_, Silent) => "Looks healthy even when it is down",
        (Stopped, None | Unclear) => "Gets no traffic",
        (InPart, Stopped | InPart) => "Gets a part of the traffic and looks unhealthy",
        (InPart, _) => "Gets a part of the traffic",
        (None | Unclear, Stopped | InPart) => "Looks unhealthy",
        (Passes | Exempt, Stopped | InPart) => "Looks unhealthy, though traffic would pass",
        (Silent, _) | (Unclear, _) | (_, Unclear) => "The plan does not tell what it gets",
        (Exempt, Exempt | None) | (None, Exempt) => "Passes, whatever the rules say",
        (Passes | Exempt | None, Passes | Exempt | None) => "Passes",
    }
}

/// A state behind a name and a colon.
fn lower(state: &str) -> String {
    let mut letters = state.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn of_members(which: &Which, counts: Counts) -> Prose {
    let behind = match which {
        Which::OfGroup { group, container: None } => fill("of {}", [strong(group)]),
        Which::OfGroup { group, container: Some(container) } => {
            fill("of {} in {}", [strong(group), strong(container)])
        }
        Which::Behind(name) => fill("behind {}", [strong(name)]),
        Which::In(name) => fill("in {}", [strong(name)]),
    };
    let Counts { all, blocked, silent, unclear, exempt } = counts;
    let some = |number: usize, one: &str, many: &str| -> Prose {
        let state = if number == 1 { one } else { many };
        match (number == all, all) {
            (true, 1) => fill(&format!("The member {{}} {state}"), [behind.clone()]),
            (true, 2) => fill(&format!("Both members {{}} {state}"), [behind.clone()]),
            (true, all) => {
                fill(&format!("All {} members {{}} {state}", grouped(all)), [behind.clone()])
            }
            (false, all) => fill(
                &format!("{} of {} members {{}} {state}", grouped(number), grouped(all)),
                [behind.clone()],
            ),
        }
    };
    match counts {
        _ if all == 0 => fill("Nothing is sent to members {}", [behind]),
        _ if blocked > 0 => some(blocked, "is blocked", "are blocked"),
        _ if silent > 0 => some(
            silent,
            "looks healthy even when it is down",
            "look healthy even when they are down",
        ),
        _ if unclear > 0 => some(unclear, "is unclear", "are unclear"),
        _ if exempt == all => some(
            all,
            "gets everything, whatever the rules say",
            "get everything, whatever the rules say",
        ),
        _ => some(all, "gets everything", "get everything"),
    }
}

fn of_place(place: &str, on: Option<&str>, stops: PlaceStops) -> Prose {
    let place = strong(place);
    match (stops, on.map(strong)) {
        (PlaceStops::NoFlows, None) => fill("Nothing that must flow passes {}", [place]),
        (PlaceStops::NoFlows, Some(on)) => fill("Nothing that {} needs passes {}", [on, place]),
        (PlaceStops::Needed, None) => fill("{} stops what must flow", [place]),
        (PlaceStops::Needed, Some(on)) => fill("{} stops what {} needs", [place, on]),
        (PlaceStops::Recommended, None) => fill("{} lacks a rule that is recommended", [place]),
        (PlaceStops::Recommended, Some(on)) => {
            fill("{} lacks a rule that is recommended for {}", [place, on])
        }
        (PlaceStops::Unclear, _) => fill("The plan does not tell what {} lets pass", [place]),
        (PlaceStops::Nothing, None) => fill("{} lets pass all that must flow", [place]),
        (PlaceStops::Nothing, Some(on)) => fill("{} lets pass all that {} needs", [place, on]),
    }
}

pub(in crate::locale) fn detail(text: &ExplainDetailText) -> Prose {
    let times = match text.times {
        0 => None,
        1 => Some("once".to_owned()),
        2 => Some("twice".to_owned()),
        times => Some(format!("at {} filters", grouped(times))),
    };
    let said = |kinds: &FlowKinds, one: &str, many: &str, more: Option<&str>| -> Option<String> {
        let state = match kinds.what.len() {
            0 => return None,
            1 => one,
            _ => many,
        };
        let what = kinds.what.iter().map(kind_of).collect::<Vec<_>>().join(", ");
        let what = match what.rsplit_once(", ") {
            Some((first, last)) => format!("{first} and {last}"),
            None => what,
        };
        let families = kinds.families.iter().map(ToString::to_string).collect::<Vec<_>>();
        let more = more.map(|more| format!(" {more}")).unwrap_or_default();
        Some(format!("{what}, {}, {state}{more}.", families.join(" and ")))
    };
    let all = [
        said(&text.stopped, "stops", "stop", times.as_deref()),
        said(&text.unclear, "is unclear", "are unclear", None),
        said(&text.passing, "passes", "pass", None),
    ];
    sentences(all.into_iter().flatten().map(|it| capital(words(it))).collect())
}

pub(in crate::locale) fn missing(text: &MissingText) -> Prose {
    let MissingText { required, to_change, recommended, places } = text;
    let verb_of = |number: usize, one: &'static str, many: &'static str| {
        if number == 1 { one } else { many }
    };
    let mut said = vec![];
    if *required > 0 {
        said.push(format!(
            "{} {} missing",
            count(*required, "rule", "rules"),
            verb_of(*required, "is", "are")
        ));
    }
    if *to_change > 0 {
        let what =
            if said.is_empty() { count(*to_change, "rule", "rules") } else { grouped(*to_change) };
        said.push(format!("{what} {} to change", verb_of(*to_change, "has", "have")));
    }
    if *recommended > 0 {
        let what = if said.is_empty() {
            count(*recommended, "rule", "rules")
        } else {
            format!("{} more", grouped(*recommended))
        };
        said.push(format!("{what} {} recommended", verb_of(*recommended, "is", "are")));
    }
    let said = all_of(said.into_iter().map(words).collect());
    fill("{}, in {}.", [said, names(places)])
}

pub(in crate::locale) fn label(text: &ExplainLabel) -> Cow<'static, str> {
    match text {
        ExplainLabel::ApplyBoth => "Apply both".into(),
        ExplainLabel::ApplyRules(1) => "Apply 1 rule".into(),
        ExplainLabel::ApplyRules(number) => format!("Apply {} rules", grouped(*number)).into(),
        ExplainLabel::Trace => "Trace".into(),
        ExplainLabel::ShowRules => "Show in the answer".into(),
        ExplainLabel::ShowRule => "Show this rule in the answer".into(),
        ExplainLabel::MoreBarriers(1) => "1 more filter stops some of it.".into(),
        ExplainLabel::MoreBarriers(number) => {
            format!("{} more filters stop some of it.", grouped(*number)).into()
        }
        ExplainLabel::LetInBy => "What lets it pass".into(),
        ExplainLabel::RouteInDoubt => {
            "No rule settles it: the sources disagree on whether a route leads to an address of the load \
             balancer's own VPC."
                .into()
        }
        ExplainLabel::Why => "Why?".into(),
    }
}
