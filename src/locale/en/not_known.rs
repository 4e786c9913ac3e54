//! Rules that are not known, in English.

use super::grammar::{all_of, count, few, sentences};
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{FlowText, Language};

/// The sentences about rules that are not known: what to look for, and what makes them known.
pub(super) fn not_known(
    place: &str,
    is_subnet: bool,
    flows: usize,
    sought: &[(FlowText, String)],
    are_clients: bool,
) -> Prose {
    let what = match is_subnet {
        true => "Nobody knows if {} has a network ACL, and with which rules",
        false => "The rules of {} are not known",
    };
    let flows = count(flows, "flow gets", "flows get");
    let mut said =
        vec![fill(&format!("{what}, so it is unclear if {flows} through."), [strong(place)])];
    let wire = |(flow, cidr): &(FlowText, String)| {
        fill("{} from {}", [code(flow.wire.text(Language::English)), code(cidr)])
    };
    let mut wires = vec![];
    if !sought.is_empty() {
        wires.push(few(sought.iter().map(wire).collect()));
    }
    if are_clients {
        wires.push(words("what clients send to the listeners"));
    }
    if !wires.is_empty() {
        said.push(fill("Look there for rules that let {} pass.", [all_of(wires)]));
    }
    said.push(words(match is_subnet {
        true => "Then choose its network ACL here, or say that it has none.",
        false => "Then enter all of its rules here, and say that they are known.",
    }));
    sentences(said)
}
