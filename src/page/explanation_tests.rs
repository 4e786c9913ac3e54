//! The sentences about a thing of the board say what the report says of it.

use std::collections::BTreeSet;

use super::{Explained, Explanation};
use crate::conformance;
use crate::engine::check;
use crate::engine::report::{Outcome, Report, RulePlace, Verdict, WhyNotFiltered};
use crate::locale::{
    BarrierText, ExplainDetailText, FlowLineText, Language, MissingText, OutcomeText,
};
use crate::plan::{ElementId, Plan};

fn answered() -> Vec<(String, Plan, Report)> {
    let cases = conformance::cases().into_iter().map(|(name, case)| {
        (format!("case {name}"), serde_json::from_value(case["plan"].clone()).unwrap())
    });
    let samples = conformance::SAMPLES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), serde_json::from_str(text).unwrap()));
    let all = cases.chain(samples);
    all.map(|(name, plan): (String, Plan)| {
        let report = check(&plan);
        (name, plan, report)
    })
    .collect()
}

fn sample(id: &str) -> (Plan, Report) {
    let found = answered().into_iter().find(|(name, _, _)| name == id);
    let (_, plan, report) = found.unwrap();
    (plan, report)
}

/// Everything on the board of a plan that can be asked about.
fn everything(plan: &Plan) -> Vec<Explained> {
    let mut all = plan.element_ids().map(Explained::Thing).collect::<Vec<_>>();
    all.extend(plan.members().map(|(_, member)| Explained::Member(member.id)));
    for (_, listener) in plan.listeners() {
        all.extend(listener.groups().into_iter().map(|it| Explained::Forward(listener.id, it)));
    }
    for group in &plan.backend_server_groups {
        all.push(Explained::Trunk(group.id, None));
        all.extend(plan.subnets.iter().map(|it| Explained::Trunk(group.id, Some(it.id.into()))));
        all.extend(plan.vpcs.iter().map(|it| Explained::Trunk(group.id, Some(it.id.into()))));
    }
    for server in &plan.servers {
        let worn = server.security_groups.iter().copied().map(RulePlace::from);
        all.extend(worn.map(|place| Explained::Badge(place, server.id.into())));
    }
    for subnet in &plan.subnets {
        let acl = subnet.network_acl.map(RulePlace::from);
        all.extend(acl.map(|place| Explained::Badge(place, subnet.id.into())));
    }
    all
}

#[test]
fn what_is_written_into_the_board_is_read_back() {
    for (name, plan, _) in answered() {
        for explained in everything(&plan) {
            let text = explained.to_string();
            assert_eq!(text.parse(), Ok(explained), "{name}: `{text}`");
            assert!(explained.card(&plan).is_some(), "{name}: `{text}`");
        }
    }
    for text in ["", "nothing", "member-0", "listener-1 listener-2", "bsg-1 ", "vpc-1 vpc-2"] {
        assert_eq!(text.parse::<Explained>(), Err(()), "`{text}`");
    }
}

/// Tells whether a text could be a sentence or a label.
fn is_said(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains("{}") && !text.contains("  ")
}

#[test]
fn everything_says_something_in_every_language() {
    let mut texts = 0;
    for (name, plan, report) in answered() {
        for explained in everything(&plan) {
            let explanation = Explanation::of(explained, &plan, &report);
            for language in Language::ALL.iter().copied() {
                let flows = &explanation.flows;
                let mut said = vec![
                    explained.title(flows, &plan, &report).plain(language),
                    OutcomeText::of(flows, &report).text(language).into_owned(),
                ];
                if !flows.is_empty() {
                    let times = explanation.barriers.len();
                    said.push(ExplainDetailText::of(flows, times, &plan).plain(language));
                }
                let missing = MissingText::of(&explanation.changes, &plan);
                said.extend(missing.map(|it| it.plain(language)));
                for barrier in &explanation.barriers {
                    let way = (barrier.filter, barrier.direction, barrier.leg);
                    let text = BarrierText::of(
                        way,
                        (&barrier.deciders, barrier.has_no_route),
                        &barrier.flows,
                        &plan,
                    );
                    said.push(text.plain(language));
                }
                for line in explanation.lines() {
                    let text = FlowLineText::of(&line.flows, line.is_answers, line.layers(), &plan);
                    said.push(text.title.plain(language));
                    said.push(text.wire.text(language).into_owned());
                    said.push(text.passage.plain(language));
                }
                texts += said.len();
                for text in said {
                    assert!(is_said(&text), "{name}, {explained}: `{text}`");
                }
            }
        }
    }
    assert!(texts > 1_000, "only {texts} texts");
}

#[test]
fn each_barrier_stops_its_flows_and_each_change_stands_once() {
    for (name, plan, report) in answered() {
        for explained in everything(&plan) {
            let explanation = Explanation::of(explained, &plan, &report);
            let of = explanation.flows.iter().map(|flow| flow.id).collect::<BTreeSet<_>>();
            let mut stopped = BTreeSet::new();
            for barrier in &explanation.barriers {
                assert!(!barrier.flows.is_empty(), "{name}, {explained}");
                for flow in &barrier.flows {
                    assert!(of.contains(&flow.id), "{name}, {explained}");
                    stopped.insert(flow.id);
                    let here = flow.layers.iter().filter(|layer| {
                        (&layer.filter, layer.direction, layer.leg)
                            == (barrier.filter, barrier.direction, barrier.leg)
                    });
                    let stops = here.clone().any(|layer| match &layer.outcome {
                        Outcome::Filtered { parts } => parts.iter().any(|part| !part.passes),
                        Outcome::Unknown => true,
                        Outcome::NotFiltered(why) => *why == WhyNotFiltered::NoRoute,
                    });
                    assert!(stops, "{name}, {explained}: a barrier that stops nothing");
                }
            }
            if explained.place().is_none() {
                for flow in &explanation.flows {
                    let is_stopped = matches!(flow.verdict, Verdict::Blocked | Verdict::Attention);
                    assert!(
                        !is_stopped || flow.route_in_doubt || stopped.contains(&flow.id),
                        "{name}, {explained}: no barrier stops flow {}",
                        flow.id.0
                    );
                }
            }
            let at_barriers = explanation.barriers.iter().flat_map(|it| it.changes.iter());
            let mut shown = at_barriers.map(|it| it.id).collect::<Vec<_>>();
            shown.extend(explanation.other_changes().map(|it| it.id));
            shown.sort_unstable();
            let mut all = explanation.changes.iter().map(|it| it.id).collect::<Vec<_>>();
            all.sort_unstable();
            assert_eq!(shown, all, "{name}, {explained}");
        }
    }
}

#[test]
fn a_server_has_the_flows_of_all_its_memberships() {
    for (_, plan, report) in answered() {
        for server in &plan.servers {
            let whole = Explained::Thing(server.id.into()).flows(&plan, &report);
            let members = plan.members().filter(|(_, it)| it.target == server.id.into());
            let parts = members.flat_map(|(_, it)| Explained::Member(it.id).flows(&plan, &report));
            let ids = |flows: Vec<_>| {
                flows.iter().map(|it: &&crate::engine::report::Flow| it.id).collect::<BTreeSet<_>>()
            };
            assert_eq!(ids(whole), ids(parts.collect()));
        }
    }
}

#[test]
fn the_changes_of_a_stopped_member_open_it() {
    let mut opened = 0;
    for (name, plan, report) in answered() {
        for (_, member) in plan.members() {
            let explained = Explained::Member(member.id);
            let explanation = Explanation::of(explained, &plan, &report);
            let is_unknown = |it: &super::Barrier<'_>| it.deciders.is_empty();
            let is_in_doubt = explanation.flows.iter().any(|flow| flow.route_in_doubt);
            let is_left_out = is_in_doubt || explanation.barriers.iter().any(is_unknown);
            if explanation.changes.is_empty() || is_left_out {
                continue;
            }
            let edits = explanation.changes.iter().flat_map(|it| it.remedy.iter().cloned());
            let edits = edits.collect::<Vec<_>>();
            // Some rules belong to a row of changes, of which a member needs only some.
            let Ok(changed) = crate::edit::transact(&plan, &edits) else { continue };
            let after = check(&changed);
            let still = Explanation::of(explained, &changed, &after);
            let is_open = |flow: &&crate::engine::report::Flow| flow.verdict < Verdict::Attention;
            assert!(still.flows.iter().all(is_open), "{name}, {explained}");
            opened += 1;
        }
    }
    assert!(opened > 20, "only {opened} members were opened");
}

#[test]
fn the_shop_says_why_web_2_gets_nothing() {
    let (plan, report) = sample("shop");
    let (_, member) =
        plan.members().find(|(_, it)| plan.name_of(it.target.into()) == Some("web-2")).unwrap();
    let explained = Explained::Member(member.id);
    let explanation = Explanation::of(explained, &plan, &report);
    let english = Language::English;
    let title = explained.title(&explanation.flows, &plan, &report).plain(english);
    assert_eq!(title, "web-2 gets nothing from web");
    let times = explanation.barriers.len();
    let detail = ExplainDetailText::of(&explanation.flows, times, &plan).plain(english);
    assert_eq!(detail, "HTTP traffic and health check, IPv4, stop twice.");
    let barriers = explanation.barriers.iter().map(|it| {
        let way = (it.filter, it.direction, it.leg);
        BarrierText::of(way, (&it.deciders, false), &it.flows, &plan).plain(english)
    });
    let barriers = barriers.collect::<Vec<_>>();
    let expected = ["acl-web denies TCP 8000-8999 in rule 3", "sg-web has no rule that lets it in"];
    assert_eq!(barriers, expected);
    let lines = explanation.lines().into_iter().map(|line| {
        let text = FlowLineText::of(&line.flows, line.is_answers, line.layers(), &plan);
        let (title, passage) = (text.title.plain(english), text.passage.plain(english));
        format!("{title} | {} | {passage}", text.wire.text(english))
    });
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "HTTP traffic of web | TCP 8080, IPv4 | from 10.0.1.0/24: acl-web rule 3, sg-web",
            "Health check of web | TCP 8081, IPv4 | from 10.0.1.0/24: acl-web rule 3, sg-web",
            "Answers of web-2 | any, IPv4 | Passes sg-web and acl-web",
        ]
    );
    let server = ElementId::from(member.target);
    let whole = Explained::Thing(server).flows(&plan, &report);
    assert_eq!(
        OutcomeText::of(&whole, &report).text(english),
        "Gets no traffic and looks unhealthy"
    );
}

#[test]
fn a_probe_that_is_stopped_unnoticed_is_told_from_one_that_fails() {
    let (plan, report) = sample("shop");
    let english = Language::English;
    let mut members = plan.members();
    let (group, member) =
        members.find(|(_, it)| plan.name_of(it.target.into()) == Some("dns-2")).unwrap();
    let explained = Explained::Member(member.id);
    let flows = explained.flows(&plan, &report);
    let title = explained.title(&flows, &plan, &report);
    assert_eq!(title.plain(english), "dns-2 looks healthy to dns even when it is down");
    assert_eq!(title.verdict(), Some(Verdict::Attention));
    let outcome = OutcomeText::of(&flows, &report).text(english);
    assert_eq!(outcome, "Looks healthy even when it is down");
    let whole = Explained::Thing(group.id.into());
    let title = whole.title(&whole.flows(&plan, &report), &plan, &report).plain(english);
    assert_eq!(title, "Both members of dns look healthy even when they are down");
}

#[test]
fn what_no_route_leads_to_is_no_matter_of_rules() {
    let found = answered().into_iter().find(|(name, _, _)| name == "case ip-member-own-vpc");
    let (_, mut plan, _) = found.unwrap();
    plan.settings.ip_members_of_own_vpc = crate::plan::IpMembersOfOwnVpc::NotReached;
    let report = check(&plan);
    let (_, member) = plan.members().next().unwrap();
    let explained = Explained::Member(member.id);
    let explanation = Explanation::of(explained, &plan, &report);
    let english = Language::English;
    assert!(explanation.flows.iter().any(|flow| flow.verdict == Verdict::Blocked));
    let title = explained.title(&explanation.flows, &plan, &report).plain(english);
    assert!(title.contains("gets no"), "{title}");
    let barrier = explanation.barriers.iter().find(|it| it.has_no_route).unwrap();
    let way = (barrier.filter, barrier.direction, barrier.leg);
    let text = BarrierText::of(way, (&barrier.deciders, true), &barrier.flows, &plan);
    assert!(text.plain(english).contains("no route leads to"));
}
