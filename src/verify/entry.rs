//! The entries of a certificate: whether they decide as the rules do, before and after the
//! changes, and what the report may say of the flows that they are about.

use std::collections::HashMap;

use super::flow::Crossing;
use super::rule_lists::{Lists, Rules};
use super::check_log::{Notes, TooMuch};
use super::partition::{Readings, cell, check, check_missing};
use super::discrepancy::{Fault, FilterName, Place};
use super::space::Cell;
use super::document::{Certificate, Decision, Entry, Outcome};

/// A crossing that no entry has taken yet, or that one has.
pub(super) struct Asked<'a> {
    pub(super) crossing: Crossing<'a>,
    pub(super) is_certified: bool,
}

/// Everything that the flows ask of filters, by the number of the flow.
pub(super) type Questions<'a> = HashMap<u32, Vec<Asked<'a>>>;

/// Checks all entries. Returns whether nothing is missing once the changes are made.
pub(super) fn check_entries(
    certificate: &Certificate,
    questions: &mut Questions,
    (now, after): (&mut Rules, &mut Rules),
    claims_proof: bool,
    notes: &mut Notes,
) -> Result<bool, TooMuch> {
    let mut is_closed = true;
    for (number, entry) in certificate.entries.iter().enumerate() {
        let place = |changed| Place::Entry {
            entry: number,
            flow: entry.flows.first().copied(),
            filter: FilterName::of(&entry.filter, entry.direction),
            changed,
            combined: false,
        };
        notes.at(place(false));
        let Some(whole) = cell(&entry.packets) else {
            notes.add(Fault::NotABox((&entry.packets).into()));
            continue;
        };
        let lists = now.lists(&entry.filter, entry.flavor, entry.direction);
        let (first, combined) = decision(&whole, &lists, &entry.now, notes)?;
        notes.at(place(true));
        let changed = after.lists(&entry.filter, entry.flavor, entry.direction);
        decision(&whole, &changed, &entry.after, notes)?;
        is_closed &= entry.after.missing.is_empty();
        if let (true, Some(packets)) = (claims_proof, entry.after.missing.first()) {
            notes.add(Fault::StillMissing(packets.into()));
        }
        let readings = combined.as_deref().map(|combined| Readings { first: &first, combined });
        take_flows(number, entry, &whole, (&lists, readings), questions, notes)?;
    }
    for (flow, asked) in questions.iter() {
        for asked in asked.iter().filter(|it| !it.is_certified) {
            let (filter, direction) = (asked.crossing.filter, asked.crossing.direction);
            notes.at(Place::Layer { flow: *flow, filter: FilterName::of(filter, direction) });
            notes.add(Fault::NoEntry);
        }
    }
    Ok(is_closed)
}

/// Checks how the rules decide, in both readings where there are two, and what is missing.
/// Returns what passes in each.
fn decision(
    whole: &Cell,
    lists: &Lists,
    decision: &Decision,
    notes: &mut Notes,
) -> Result<(Vec<Cell>, Option<Vec<Cell>>), TooMuch> {
    let first = check(whole, &lists.first, &decision.parts, None, notes)?;
    let combined = match &lists.combined {
        None => {
            notes.unless(decision.combined.is_empty(), || Fault::Combined);
            None
        }
        Some(_) if decision.combined.is_empty() => {
            notes.add(Fault::Combined);
            None
        }
        Some(list) => {
            let says = |combined: bool, notes: &mut Notes| {
                if let Place::Entry { combined: it, .. } = notes.place_mut() {
                    *it = combined;
                }
            };
            says(true, notes);
            let passed = check(whole, list, &decision.combined, None, notes)?;
            says(false, notes);
            Some(passed)
        }
    };
    check_missing(whole, first.clone(), combined.as_deref(), &decision.missing, notes)?;
    Ok((first, combined))
}

/// Takes the questions of an entry's flows: their packets have to be among the entry's, and the
/// report has to divide them as the entry does.
fn take_flows(
    number: usize,
    entry: &Entry,
    whole: &Cell,
    (lists, readings): (&Lists, Option<Readings>),
    questions: &mut Questions,
    notes: &mut Notes,
) -> Result<(), TooMuch> {
    let filter = FilterName::of(&entry.filter, entry.direction);
    for flow in &entry.flows {
        let asked = questions.get_mut(flow).and_then(|asked| {
            let fits = |it: &Asked| {
                let crossing = &it.crossing;
                *crossing.filter == entry.filter
                    && crossing.direction == entry.direction
                    && crossing.flavor == entry.flavor
                    && whole.holds(&crossing.packets)
                    && !it.is_certified
            };
            // A flow can cross one network ACL twice: what is asked exactly so comes first.
            let exactly = |it: &Asked| fits(it) && it.crossing.packets == *whole;
            let at = asked.iter().position(exactly).or_else(|| asked.iter().position(fits))?;
            asked.get_mut(at)
        });
        let Some(asked) = asked else {
            notes.at(Place::Entry {
                entry: number,
                flow: Some(*flow),
                filter: filter.clone(),
                changed: false,
                combined: false,
            });
            notes.add(Fault::NotInEntry(*flow));
            continue;
        };
        asked.is_certified = true;
        notes.at(Place::Layer { flow: *flow, filter: filter.clone() });
        if let Outcome::Filtered { parts } = &asked.crossing.layer.outcome {
            check(&asked.crossing.packets, &lists.first, parts, readings, notes)?;
        }
    }
    Ok(())
}
