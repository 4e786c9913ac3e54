//! Checks that parts divide packets as rules decide on them.
//!
//! Three things together show it. Each part lies within what its rule matches and outside of what
//! every rule before matches, so that the rule does decide on it, and so that parts of different
//! rules share nothing. Boxes of one part share nothing. And the boxes have as many packets as the
//! whole, so that none is left out.

use super::check_log::{CheckLog, TooMuch};
use super::discrepancy::Fault;
use super::document::{Decider, Packets, Part};
use super::rule_lists::ListedRule;
use super::space::{Cell, count, shared};

/// The packets that pass in each of the two readings of several security groups.
#[derive(Clone, Copy)]
pub(super) struct Readings<'a> {
    pub(super) first: &'a [Cell],
    pub(super) combined: &'a [Cell],
}

/// The box of some packets, where they are one and of a family.
pub(super) fn cell(packets: &Packets) -> Option<Cell> {
    let (source, destination) = (&packets.source, &packets.destination);
    (source.family == destination.family).then_some(())?;
    (packets.protocol.is_icmp() || !packets.icmp.are_named()).then_some(())?;
    Some(Cell {
        family: source.family,
        source: source.span,
        destination: destination.span,
        protocol: packets.protocol.span(),
        source_ports: packets.source_ports.span()?,
        ports: packets.ports.span()?,
        messages: packets.icmp.span(),
    })
}

/// The boxes of some packets, each of which must lie within one of some boxes; they must share
/// nothing.
pub(super) fn cells<'a>(
    packets: impl IntoIterator<Item = &'a Packets>,
    wholes: &[Cell],
    log: &mut CheckLog,
) -> Result<Vec<(Cell, &'a Packets)>, TooMuch> {
    let mut cells: Vec<(Cell, &Packets)> = vec![];
    for packets in packets {
        log.spend(cells.len(), 1)?;
        let Some(cell) = cell(packets) else {
            log.add(Fault::NotABox(packets.into()));
            continue;
        };
        log.unless(wholes.iter().any(|it| it.holds(&cell)), || Fault::Outside(packets.into()));
        let is_new = cells.iter().all(|(other, _)| other.shared(&cell).is_none());
        log.unless(is_new, || Fault::Twice(packets.into()));
        cells.push((cell, packets));
    }
    Ok(cells)
}

/// Checks that parts divide a whole as a list of rules decides on it, and returns what passes.
/// `readings` is given where parts of the report are checked and several security groups are
/// worn: then a part may be disputed, and those that are not may not be.
pub(super) fn check(
    whole: &Cell,
    list: &[ListedRule],
    parts: &[Part],
    readings: Option<Readings>,
    log: &mut CheckLog,
) -> Result<Vec<Cell>, TooMuch> {
    log.spend(list.len(), 1)?;
    // Rules that match nothing of the whole have no say in it.
    let list: Vec<&ListedRule> = list.iter().filter(|rule| rule.matcher.meets(whole)).collect();
    let mut all = vec![];
    let mut passed = vec![];
    let mut next = 0;
    for part in parts {
        let cells = cells(&part.packets, std::slice::from_ref(whole), log)?;
        log.spend(cells.len(), list.len())?;
        log.unless(!part.packets.is_empty(), || Fault::EmptyPart);
        let passes = match &part.decided_by {
            Decider::Rule(id) => match decider(id, &list, next, &cells) {
                Ok((at, rule)) => {
                    next = at.saturating_add(1);
                    rule.allows
                }
                Err(fault) => {
                    log.add(*fault);
                    part.passes
                }
            },
            Decider::DefaultDeny => {
                // There is one default deny, and one part that is disputed, or none.
                log.unless(next <= list.len(), || Fault::OutOfOrder);
                next = list.len().saturating_add(1);
                for (cell, packets) in &cells {
                    if let Some(rule) = list.iter().find(|rule| rule.matcher.meets(cell)) {
                        log.add(Fault::RuleMatches(rule.id.clone(), (*packets).into()));
                    }
                }
                false
            }
            Decider::Ambiguous => {
                log.unless(next <= list.len().saturating_add(1), || Fault::OutOfOrder);
                next = list.len().saturating_add(2);
                false
            }
        };
        if passes != part.passes {
            let rule = match &part.decided_by {
                Decider::Rule(id) => Some(id.clone()),
                Decider::DefaultDeny | Decider::Ambiguous => None,
            };
            log.add(Fault::WrongEnd { rule, passes: part.passes });
        }
        dispute(part, passes, &cells, readings, log)?;
        let cells = cells.into_iter().map(|(cell, _)| cell);
        all.extend(cells.clone());
        passed.extend(cells.filter(|_| passes));
    }
    log.unless(count(&all) == whole.count(), || Fault::NotAllCovered);
    Ok(passed)
}

/// The rule that decides on cells. Where two rules have one id, either may be the one.
fn decider<'a>(
    id: &str,
    list: &[&'a ListedRule],
    next: usize,
    cells: &[(Cell, &Packets)],
) -> Result<(usize, &'a ListedRule), Box<Fault>> {
    let mut why = None;
    for (at, rule) in list.iter().enumerate().filter(|(_, rule)| rule.id == id) {
        let fault = cells.iter().find_map(|(cell, packets)| {
            if !rule.matcher.holds(cell) {
                return Some(Fault::MatchesPart(id.to_owned(), (*packets).into()));
            }
            let earlier = list.iter().take(at).find(|it| it.matcher.meets(cell))?;
            let (rule, earlier) = (id.to_owned(), earlier.id.clone());
            Some(Fault::EarlierRule { rule, earlier, packets: (*packets).into() })
        });
        match fault {
            None if at >= next => return Ok((at, rule)),
            None => why = Some(Fault::OutOfOrder),
            Some(fault) => why = why.or(Some(fault)),
        }
    }
    Err(Box::new(why.unwrap_or_else(|| Fault::NoSuchRule(id.to_owned()))))
}

/// Checks that a part is disputed where it says so, and only there.
fn dispute(
    part: &Part,
    passes: bool,
    cells: &[(Cell, &Packets)],
    readings: Option<Readings>,
    log: &mut CheckLog,
) -> Result<(), TooMuch> {
    let is_disputed = part.decided_by == Decider::Ambiguous;
    let Some(Readings { first, combined }) = readings else {
        // One reading cannot contradict itself.
        if let (true, Some((_, packets))) = (is_disputed, cells.first()) {
            log.add(Fault::NotDisputed((*packets).into()));
        }
        return Ok(());
    };
    for (cell, packets) in cells {
        log.spend(first.len(), 1)?;
        log.spend(combined.len(), 1)?;
        let of = |passed: &[Cell]| shared(&[*cell], passed);
        let (one, other) = (of(first), of(combined));
        if is_disputed {
            log.spend(one.len(), other.len())?;
            // If no packet passes in both readings and each passes in one, they disagree on all.
            let mut sum = count(&one);
            sum.add(&count(&other));
            let holds = shared(&one, &other).is_empty() && sum == cell.count();
            log.unless(holds, || Fault::NotDisputed((*packets).into()));
        } else {
            let holds = if passes { count(&other) == cell.count() } else { other.is_empty() };
            log.unless(holds, || Fault::Disputed((*packets).into()));
        }
    }
    Ok(())
}

/// Checks that some packets are exactly those of a whole that do not pass in every reading:
/// they share nothing with what passes, and together the two have as many packets as the whole.
pub(super) fn check_missing(
    whole: &Cell,
    passed: Vec<Cell>,
    combined: Option<&[Cell]>,
    missing: &[Packets],
    log: &mut CheckLog,
) -> Result<(), TooMuch> {
    log.spend(passed.len(), combined.map_or(0, <[Cell]>::len))?;
    let passed = combined.map_or_else(|| passed.clone(), |other| shared(&passed, other));
    let missing = cells(missing, std::slice::from_ref(whole), log)?;
    log.spend(missing.len(), passed.len())?;
    for (cell, packets) in &missing {
        let passes = passed.iter().any(|it| it.shared(cell).is_some());
        log.unless(!passes, || Fault::NotMissing((*packets).into()));
    }
    let mut sum = count(missing.iter().map(|(cell, _)| cell));
    sum.add(&count(&passed));
    log.unless(sum == whole.count(), || Fault::MoreMissing);
    Ok(())
}
