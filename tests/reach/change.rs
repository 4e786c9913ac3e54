//! The traffic that a change opens and closes: the fates of every packet before and after it, worked out one by
//! one.

use std::net::IpAddr;

use elb_rule_planner::engine::reach::{
    ChangeVerdict, ChangedTraffic, Label, Passage, Purposes, TrafficChange,
};
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::engine::{check, traffic_change};
use elb_rule_planner::plan::{Direction, IpType, Plan, ServerId, VpcId};
use proptest::prelude::*;

use crate::end_locations::EndLocation;
use crate::one_sender::{Identity, label, receivers, senders};
use crate::plans::{Shown, plan};
use crate::random::{connected, is_from, is_to, packets};
use crate::share;
use crate::world::{Packet, addresses, messages_hold, ports_hold};

/// The number of random changes that the usual run tries.
const USUAL: u32 = 25;

/// A change of some plan that keeps most of it.
#[derive(Debug, Clone, Copy)]
enum Altered {
    /// It loses a rule of a security group.
    Rule(usize),
    /// It loses a rule of a network ACL.
    AclRule(usize),
    /// It loses a server.
    Server(usize),
    /// A server takes off a security group.
    Wearing(usize),
}

fn altered() -> impl Strategy<Value = Altered> {
    prop_oneof![
        4 => (0..20_usize).prop_map(Altered::Rule),
        3 => (0..20_usize).prop_map(Altered::AclRule),
        1 => (0..3_usize).prop_map(Altered::Server),
        1 => (0..3_usize).prop_map(Altered::Wearing),
    ]
}

fn alter(plan: &mut Plan, what: Altered) {
    match what {
        Altered::Rule(number) => {
            let count: usize = plan
                .security_groups
                .iter()
                .map(|it| Direction::BOTH.map(|own| it.rules(own).len()).iter().sum::<usize>())
                .sum();
            let mut left = number % count.max(1);
            for group in &mut plan.security_groups {
                for direction in Direction::BOTH {
                    let rules = group.rules_mut(direction);
                    if left < rules.len() {
                        rules.remove(left);
                        return;
                    }
                    left -= rules.len();
                }
            }
        }
        Altered::AclRule(number) => {
            for acl in &mut plan.network_acls {
                let rules = acl.rules_mut(Direction::BOTH[number % 2]);
                if !rules.is_empty() {
                    rules.remove(number / 2 % rules.len());
                    return;
                }
            }
        }
        Altered::Server(number) => {
            if number < plan.servers.len() {
                plan.servers.remove(number);
            }
        }
        Altered::Wearing(number) => {
            if let Some(server) = plan.servers.get_mut(number) {
                server.security_groups.pop();
            }
        }
    }
}

/// Someone who sends, in one state.
struct SenderState {
    identity: Identity,
    address: IpAddr,
    location: EndLocation,
}

/// Someone who sends, as both states know them; addresses at which nothing is drawn go by their VPC.
fn key(it: &SenderState) -> (Option<Identity>, Option<VpcId>, Option<IpAddr>) {
    match it.identity {
        Identity::Server(..) | Identity::Backend(_) => (Some(it.identity.clone()), None, None),
        Identity::LoadBalancer(..) => (Some(it.identity.clone()), None, Some(it.address)),
        _ => (None, it.location.vpc, Some(it.address)),
    }
}

/// The end of a server, in one state.
type ReceiverState = ((ServerId, u32), IpAddr, EndLocation);

struct State<'a> {
    plan: &'a Plan,
    report: Report,
    senders: Vec<SenderState>,
    receivers: Vec<ReceiverState>,
}

fn state(plan: &Plan, ip_type: IpType) -> State<'_> {
    let mut state = State { plan, report: check(plan), senders: vec![], receivers: vec![] };
    for address in addresses(ip_type) {
        let own = senders(plan, address).into_iter();
        state.senders.extend(own.map(|(identity, location)| SenderState {
            identity,
            address,
            location,
        }));
        let own = receivers(plan, address).into_iter();
        state.receivers.extend(own.map(|(id, location)| (id, address, location)));
    }
    state
}

impl State<'_> {
    /// The fate of a packet in this state, from and to ends by their names in both.
    fn label(
        &self,
        from: Option<&SenderState>,
        to: Option<&ReceiverState>,
        packet: &Packet,
    ) -> Label {
        let (Some(from), Some(to)) = (from, to) else { return Label::STOPPED };
        let packet = Packet { source: from.address, destination: to.1, ..*packet };
        let ends = ((&from.identity, &from.location), (to.0, &to.2));
        label(self.plan, &self.report, ends.0, ends.1, &packet)
    }
}

fn holds(traffic: &ChangedTraffic, packet: &Packet) -> bool {
    let fits = |ports, port| !packet.has_ports() || ports_hold(ports, port);
    (traffic.protocol.first..=traffic.protocol.last).contains(&packet.protocol)
        && fits(&traffic.source_ports, packet.source_port)
        && fits(&traffic.ports, packet.port)
        && (traffic.icmp.is_empty()
            || traffic.icmp.iter().any(|it| messages_hold(Some(*it), packet)))
}

/// The words of an answer about packets between two ends: the cell that they are in.
fn cell<'a>(
    answer: &'a TrafficChange,
    from: &SenderState,
    to: &ReceiverState,
) -> Result<&'a [ChangedTraffic], String> {
    let mut found = vec![];
    for row in answer.rows.iter().filter(|row| is_from(&row.source, &from.identity, from.address)) {
        for cell in &row.cells {
            let target = &answer.targets[usize::try_from(cell.target).unwrap()];
            if is_to(target, to.0, to.1) {
                found.push(&*cell.traffic);
            }
        }
    }
    match found.as_slice() {
        [] => Ok(&[]),
        [only] => Ok(only),
        several => Err(format!("{:?} to {:?} is in {} cells", from.identity, to.0, several.len())),
    }
}

fn passage(label: &Label) -> Passage {
    Passage { access: label.access, past_rules: label.past_rules }
}

/// Compares an answer with both states, packet by packet, and finds the verdict that it should have.
fn compare(before: &Plan, after: &Plan, answer: &TrafficChange) -> Result<usize, String> {
    let mut verdict = ChangeVerdict::Harmless;
    let mut changed = 0;
    for ip_type in IpType::BOTH {
        let (before, after) = (state(before, ip_type), state(after, ip_type));
        let old = |it: &SenderState| before.senders.iter().find(|own| key(own) == key(it));
        let new = |it: &SenderState| after.senders.iter().find(|own| key(own) == key(it));
        // Of addresses at which nothing is drawn only those count that are so in both states.
        let counts =
            |it: &&SenderState| key(it).0.is_some() || old(it).is_some() && new(it).is_some();
        let gone = before.senders.iter().filter(|it| new(it).is_none());
        let to_gone =
            before.receivers.iter().filter(|it| after.receivers.iter().all(|own| own.0 != it.0));
        let receivers: Vec<&ReceiverState> = after.receivers.iter().chain(to_gone).collect();
        for from in after.senders.iter().chain(gone).filter(counts) {
            for to in &receivers {
                let said = cell(answer, from, to)?;
                let to_before = before.receivers.iter().find(|own| own.0 == to.0);
                let to_after = after.receivers.iter().find(|own| own.0 == to.0);
                for packet in packets(from.address, to.1) {
                    let was = before.label(old(from), to_before, &packet);
                    let is = after.label(new(from), to_after, &packet);
                    let own: Vec<_> = said.iter().filter(|it| holds(it, &packet)).collect();
                    let expected = (passage(&was) != passage(&is)).then_some((
                        passage(&was),
                        passage(&is),
                        is.required,
                        is.wishes.clone(),
                    ));
                    let found: Vec<_> = own
                        .iter()
                        .map(|it| (it.before, it.after, it.required, it.wishes.clone()))
                        .collect();
                    if found != expected.iter().cloned().collect::<Vec<_>>() {
                        return Err(format!(
                            "{:?} to {:?}, {packet:?}: {found:?}, not {expected:?}",
                            from.identity, to.0
                        ));
                    }
                    if expected.is_some() {
                        changed += 1;
                        verdict = verdict.max(verdict_of(&was, &is));
                    }
                }
            }
        }
    }
    if answer.verdict != verdict {
        // A packet that no small world has may be worse than all that it has.
        let told = answer.rows.iter().flat_map(|row| &row.cells).flat_map(|it| it.traffic.iter());
        let worst = told.map(ChangedTraffic::verdict).max().unwrap_or(ChangeVerdict::Harmless);
        if answer.verdict != worst || worst < verdict {
            return Err(format!("{:?}, not {verdict:?}", answer.verdict));
        }
    }
    Ok(changed)
}

/// The verdict on one packet, by the words of the help: what is required has to get in and to be
/// answered; what is not, or must not get in, does not get in, nor more likely than before.
fn verdict_of(was: &Label, is: &Label) -> ChangeVerdict {
    use elb_rule_planner::engine::reach::Access::{
        Open, RepliesIfStateful, Stopped, WithoutReplies,
    };
    let served = |label: &Label, traffic: bool| {
        let past = if traffic { label.past_rules.traffic } else { label.past_rules.health_checks };
        matches!(label.access, Open | RepliesIfStateful) || past
    };
    let lost =
        |traffic: bool, required: bool| required && served(was, traffic) && !served(is, traffic);
    // Load balancers alone send something past the rules, and they are at no end of a connection.
    let by_rules = |label: &Label| matches!(label.access, Open | RepliesIfStateful);
    let is_wish_lost = !is.wishes.must_reach.is_empty() && by_rules(was) && !by_rules(is);
    if lost(true, is.required.traffic) || lost(false, is.required.health_checks) || is_wish_lost {
        return ChangeVerdict::ClosesRequired;
    }
    let likely = |label: &Label| {
        if label.past_rules != Purposes::NONE {
            return 2;
        }
        match label.access {
            Open | RepliesIfStateful | WithoutReplies => 2,
            Stopped => 0,
            _ => 1,
        }
    };
    let is_wanted = is.required != Purposes::NONE || !is.wishes.must_reach.is_empty();
    let is_unwanted = !is.wishes.must_not_reach.is_empty();
    match likely(is) > likely(was) && (!is_wanted || is_unwanted) {
        true => ChangeVerdict::OpensMore,
        false => ChangeVerdict::Harmless,
    }
}

proptest! {
    #![proptest_config(share(USUAL, 20))]

    #[test]
    fn a_change_opens_and_closes_what_is_said(
        Shown(one) in connected(),
        alterations in prop::collection::vec(altered(), 1..4),
        is_back in any::<bool>(),
    ) {
        let mut other = one.clone();
        alterations.into_iter().for_each(|it| alter(&mut other, it));
        let (before, after) = if is_back { (&other, &one) } else { (&one, &other) };
        let answer = traffic_change((before, &check(before)), (after, &check(after)));
        compare(before, after, &answer).map_err(TestCaseError::fail)?;
        let text = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<TrafficChange>(&text).unwrap(), answer);
    }

    #[test]
    fn two_plans_that_have_little_in_common_are_compared_all_the_same(
        Shown(before) in plan(),
        Shown(after) in connected(),
    ) {
        let answer = traffic_change((&before, &check(&before)), (&after, &check(&after)));
        compare(&before, &after, &answer).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_plan_differs_from_itself_in_nothing(Shown(plan) in plan()) {
        let report = check(&plan);
        let answer = traffic_change((&plan, &report), (&plan, &report));
        prop_assert_eq!(answer.verdict, ChangeVerdict::Harmless);
        prop_assert!(answer.rows.is_empty() && answer.targets.is_empty());
    }
}
