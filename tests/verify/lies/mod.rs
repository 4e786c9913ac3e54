//! Documents that were changed after the fact. Every lie has to be seen.

mod certificate;
mod changes;
mod find;
mod flows;
mod parts;
mod plan;

use std::collections::BTreeMap;

use elb_rule_planner::verify::verify;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use certificate::*;
use changes::*;
use flows::*;
use parts::*;
use plan::*;

use crate::plans::{Shown, plan};
use crate::{config, document, known_plans};

/// Tells a lie; none where the document has nothing to lie about.
type Lie = fn(&mut Value, &mut dyn FnMut(usize) -> usize) -> Option<()>;

/// Every lie, by name. The second argument of a lie chooses one of so many.
const LIES: &[(&str, Lie)] = &[
    ("leave a flow out", drop_flow),
    ("add a member without flows", add_member),
    ("say that rules have no say over a probe", exempt_probe),
    ("flip the action of a rule that decides", flip_deciding_rule),
    ("flip the action of an added rule", flip_added_rule),
    ("flip whether a part passes", flip_part),
    ("shrink a part", shrink_part),
    ("drop a part", drop_part),
    ("list a part twice", double_part),
    ("change a port of a part", change_port),
    ("swap a decider", swap_decider),
    ("remove an added rule", remove_added_rule),
    ("put an added network ACL rule to the end", move_added_rule),
    ("swap deciding rules of a network ACL", swap_acl_rules),
    ("count another position", change_position),
    ("change an edit alone", change_remedy),
    ("say that nothing is missing", empty_missing),
    ("say that more is missing", more_missing),
    ("change the port of a member", change_member_port),
    ("change the block of a source", change_source_block),
    ("change the address of a member", change_address),
    ("take the security groups off a server", undress_server),
    ("switch a network ACL", switch_acl),
    ("change the port of a flow", change_flow_port),
    ("change the message of a ping", change_ping),
    ("change the ICMP messages of a part", change_message),
    ("call a ping all of ICMP", widen_message),
    ("change the ICMP type of a rule that decides", change_deciding_type),
    ("change a verdict", change_verdict),
    ("doubt a route, or do not", doubt_route),
    ("change a number of the summary", change_summary),
    ("withdraw the proof", withdraw_proof),
    ("drop a layer", drop_layer),
    ("say that a filter does not look", not_filtered),
    ("drop an entry", drop_entry),
    ("drop a flow of an entry", drop_entry_flow),
    ("narrow an entry", narrow_entry),
    ("drop what an added rule lets pass", drop_addition),
    ("call surplus what is asked for", hide_surplus),
    ("change a level", change_level),
    ("say that something else stops the flows", change_what_stops),
    ("leave out what stops the flows", drop_what_stops),
];

fn is_refused(text: &str) -> bool {
    verify(text).map_or(true, |checked| !checked.discrepancies.is_empty())
}

/// Tells a lie about a true document; whether there was something to lie about.
fn tell(text: &str, (name, lie): (&str, Lie), choose: &mut dyn FnMut(usize) -> usize) -> bool {
    let truth: Value = serde_json::from_str(text).unwrap();
    let mut lied = truth.clone();
    if lie(&mut lied, choose).is_none() || lied == truth {
        return false;
    }
    assert!(is_refused(&lied.to_string()), "a lie passes: {name}\n{lied:#}");
    true
}

proptest! {
    // Each plan is lied about in every way.
    #![proptest_config(config::config(60))]

    #[test]
    fn no_lie_passes(
        Shown(plan) in plan(),
        choices in proptest::collection::vec(any::<Index>(), 8),
    ) {
        let text = document(&plan);
        for lie in LIES {
            let mut next = choices.iter().cycle();
            tell(&text, *lie, &mut |of| next.next().unwrap().index(of.max(1)));
        }
    }
}

proptest! {
    #![proptest_config(config::config(200))]

    #[test]
    fn a_document_that_is_cut_off_is_refused(Shown(plan) in plan(), at in any::<Index>()) {
        let text = document(&plan);
        let text = text.trim_end();
        let cut = at.index(text.len());
        let cut = (0..=cut).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        prop_assert!(verify(&text[..cut]).is_err());
    }
}

#[test]
fn every_lie_can_be_told() {
    let mut told: BTreeMap<&str, usize> = LIES.iter().map(|(name, _)| (*name, 0)).collect();
    for (turn, (_, plan)) in known_plans().into_iter().enumerate() {
        let text = document(&plan);
        for lie in LIES {
            let mut turns = turn;
            let mut choose = |of: usize| {
                turns += 1;
                turns % of.max(1)
            };
            *told.get_mut(lie.0).unwrap() += usize::from(tell(&text, *lie, &mut choose));
        }
    }
    for (name, times) in told {
        assert!(times > 0, "`{name}` was never told");
    }
}
