//! The entries of a certificate: whether they decide as the rules do, before and after the
//! changes, and what the report may say of the flows that they are about.

use std::collections::HashMap;

use super::check_log::{CheckLog, TooMuch};
use super::discrepancy::{DocumentPart, Fault, FilterName};
use super::document::{Certificate, Decision, Entry, Outcome};
use super::flow::FilterOnPath;
use super::partition::{Readings, cell, check, check_missing};
use super::rule_lists::{FilterRules, RuleLists};
use super::space::Cell;

/// A crossing that no entry has taken yet, or that one has.
pub(super) struct FilterQuestion<'a> {
    pub(super) crossing: FilterOnPath<'a>,
    pub(super) is_certified: bool,
}

/// Everything that the flows ask of filters, by the number of the flow.
pub(super) type Questions<'a> = HashMap<u32, Vec<FilterQuestion<'a>>>;

/// Checks all entries. Returns whether nothing is missing once the changes are made.
pub(super) fn check_entries(
    certificate: &Certificate,
    questions: &mut Questions,
    (now, after): (&mut RuleLists, &mut RuleLists),
    claims_proof: bool,
    log: &mut CheckLog,
) -> Result<bool, TooMuch> {
    let mut is_closed = true;
    for (number, entry) in certificate.entries.iter().enumerate() {
        let place = |changed| DocumentPart::Entry {
            entry: number,
            flow: entry.flows.first().copied(),
            filter: FilterName::of(&entry.filter, entry.direction),
            changed,
            combined: false,
        };
        log.enter(place(false));
        let Some(whole) = cell(&entry.packets) else {
            log.add(Fault::NotABox((&entry.packets).into()));
            continue;
        };
        let lists = now.lists(&entry.filter, (entry.flavor, &entry.others), entry.direction);
        let (first, combined) = decision(&whole, &lists, &entry.now, log)?;
        log.enter(place(true));
        let changed = after.lists(&entry.filter, (entry.flavor, &entry.others), entry.direction);
        decision(&whole, &changed, &entry.after, log)?;
        is_closed &= entry.after.missing.is_empty();
        if let (true, Some(packets)) = (claims_proof, entry.after.missing.first()) {
            log.add(Fault::StillMissing(packets.into()));
        }
        let readings = combined.as_deref().map(|combined| Readings { first: &first, combined });
        take_flows(number, entry, &whole, (&lists, readings), questions, log)?;
    }
    for (flow, asked) in questions.iter() {
        for asked in asked.iter().filter(|it| !it.is_certified) {
            let (filter, direction) = (asked.crossing.filter, asked.crossing.direction);
            log.enter(DocumentPart::Layer {
                flow: *flow,
                filter: FilterName::of(filter, direction),
            });
            log.add(Fault::NoEntry);
        }
    }
    Ok(is_closed)
}

/// Checks how the rules decide, in both readings where there are two, and what is missing.
/// Returns what passes in each.
fn decision(
    whole: &Cell,
    lists: &FilterRules,
    decision: &Decision,
    log: &mut CheckLog,
) -> Result<(Vec<Cell>, Option<Vec<Cell>>), TooMuch> {
    let first = check(whole, &lists.first, &decision.parts, None, log)?;
    let combined = match &lists.combined {
        None => {
            log.unless(decision.combined.is_empty(), || Fault::Combined);
            None
        }
        Some(_) if decision.combined.is_empty() => {
            log.add(Fault::Combined);
            None
        }
        Some(list) => {
            let says = |combined: bool, log: &mut CheckLog| {
                if let DocumentPart::Entry { combined: it, .. } = log.part_mut() {
                    *it = combined;
                }
            };
            says(true, log);
            let passed = check(whole, list, &decision.combined, None, log)?;
            says(false, log);
            Some(passed)
        }
    };
    check_missing(whole, first.clone(), combined.as_deref(), &decision.missing, log)?;
    Ok((first, combined))
}

/// Takes the questions of an entry's flows: their packets have to be among the entry's, and the
/// report has to divide them as the entry does.
fn take_flows(
    number: usize,
    entry: &Entry,
    whole: &Cell,
    (lists, readings): (&FilterRules, Option<Readings>),
    questions: &mut Questions,
    log: &mut CheckLog,
) -> Result<(), TooMuch> {
    let filter = FilterName::of(&entry.filter, entry.direction);
    for flow in &entry.flows {
        let asked = questions.get_mut(flow).and_then(|asked| {
            let fits = |it: &FilterQuestion| {
                let crossing = &it.crossing;
                *crossing.filter == entry.filter
                    && crossing.direction == entry.direction
                    && crossing.flavor == entry.flavor
                    && crossing.others == entry.others
                    && whole.holds(&crossing.packets)
                    && !it.is_certified
            };
            // A flow can cross one network ACL twice: what is asked exactly so comes first.
            let exactly = |it: &FilterQuestion| fits(it) && it.crossing.packets == *whole;
            let at = asked.iter().position(exactly).or_else(|| asked.iter().position(fits))?;
            asked.get_mut(at)
        });
        let Some(asked) = asked else {
            log.enter(DocumentPart::Entry {
                entry: number,
                flow: Some(*flow),
                filter: filter.clone(),
                changed: false,
                combined: false,
            });
            log.add(Fault::NotInEntry(*flow));
            continue;
        };
        asked.is_certified = true;
        log.enter(DocumentPart::Layer { flow: *flow, filter: filter.clone() });
        if let Outcome::Filtered { parts } = &asked.crossing.layer.outcome {
            check(&asked.crossing.packets, &lists.first, parts, readings, log)?;
        }
    }
    Ok(())
}
