//! Rows that become one, if the plan wants few and wide rules.
//!
//! Merging never lets more packets pass: blocks are merged only if together they are exactly
//! another block, and ports only if everything else is the same. The legs of a path do not matter:
//! one rule may let requests of a load balancer pass, and answers to another one.

use rustc_hash::FxHashMap;

use super::gather::Row;
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of, join};
use crate::engine::report::Level;
use crate::engine::solve::decide::missing_slots::Key;
use crate::plan::{Cidr, MAX_PORT_GROUPS, RuleBlocks, RulePorts, Settings, fewest_blocks};

/// Merges rows of one list as a plan's settings say. Rows of one key share all fields but block,
/// ports and level.
pub(crate) fn merged(
    mut rows: Vec<(Key, Row)>,
    settings: &Settings,
    takes_ports_apart: bool,
) -> Vec<(Key, Row)> {
    loop {
        rows = without_idle(without_covered(rows));
        let before = rows.len();
        rows = with_ports_joined(rows);
        if settings.rule_blocks == RuleBlocks::Merged {
            rows = with_blocks_merged(rows);
        }
        // A wider row may cover others, or be next to them.
        if rows.len() == before {
            break;
        }
    }
    match settings.rule_ports == RulePorts::Merged && takes_ports_apart {
        true => with_ports_merged(rows),
        false => rows,
    }
}

/// Rows without those that another row of the same or a stricter level covers.
fn without_covered(rows: Vec<(Key, Row)>) -> Vec<(Key, Row)> {
    let mut kept: Vec<(Key, Row)> = vec![];
    for own in rows {
        if let Some((_, wide)) = kept.iter_mut().find(|(key, row)| covers((key, row), &own)) {
            wide.absorb(&own.1);
            continue;
        }
        let (key, mut row) = own;
        kept.retain(|narrow| {
            let is_covered = covers((&key, &row), narrow);
            if is_covered {
                row.absorb(&narrow.1);
            }
            !is_covered
        });
        kept.push((key, row));
    }
    kept
}

fn covers((wide_key, wide): (&Key, &Row), (key, narrow): &(Key, Row)) -> bool {
    if !wide_key.meets(key) || wide.level > narrow.level {
        return false;
    }
    let holds = |wide: Option<Cidr>, narrow: Option<Cidr>| match (wide, narrow) {
        (Some(wide), Some(narrow)) => wide.net().contains(&narrow.net()),
        (wide, narrow) => wide == narrow,
    };
    let (wide_ends, ends) = ((Some(wide.remote), wide_key.local), (Some(narrow.remote), key.local));
    if wide_key.are_answers() == key.are_answers() {
        return holds(wide_ends.0, ends.0)
            && holds(wide_ends.1, ends.1)
            && narrow.ports.iter().all(|own| wide.ports.iter().any(|it| it.covers(*own)));
    }
    // One names ports of its destination, the other of its source.
    const EVERY_PORT: Interval<u16> = Interval { low: 1, high: u16::MAX };
    holds(wide_ends.0, ends.1)
        && holds(wide_ends.1, ends.0)
        && wide.ports.iter().any(|it| it.covers(EVERY_PORT))
}

/// Rows without those that could be left out, since the others of the same or a stricter level let pass
/// all that they are to let pass.
fn without_idle(mut rows: Vec<(Key, Row)>) -> Vec<(Key, Row)> {
    let mut at = 0;
    while let Some(own) = rows.get(at) {
        let helps = |(key, row): &(Key, Row)| {
            key.meets(&own.0)
                && row.level <= own.1.level
                && own.1.missing.iter().any(|(_, it)| boxes(key, row).any(|other| other.meets(it)))
        };
        let others = rows.iter().enumerate().filter(|(place, other)| *place != at && helps(other));
        let helping = others.map(|(place, _)| place).collect::<Vec<_>>();
        let lets_pass = |(_, packets): &(_, PacketBox)| {
            let mut left = PacketSet::of_disjoint(vec![*packets]);
            for (key, row) in helping.iter().filter_map(|place| rows.get(*place)) {
                boxes(key, row).for_each(|passing| left.remove(&passing));
            }
            left.is_empty()
        };
        if helping.is_empty() || !own.1.missing.iter().all(lets_pass) {
            at = at.saturating_add(1);
            continue;
        }
        let (_, idle) = own.clone();
        for place in helping {
            if let Some((key, row)) = rows.get_mut(place) {
                let passing = boxes(key, row).collect::<Vec<_>>();
                row.absorb_part(&idle, |_, it| passing.iter().any(|own| own.meets(it)));
            }
        }
        rows.remove(at);
    }
    rows
}

/// The packets of a row's family that its rule lets pass, if they have the rule's protocol.
pub(super) fn boxes<'a>(key: &'a Key, row: &'a Row) -> impl Iterator<Item = PacketBox> + 'a {
    let every = PacketBox::all(key.ip_type);
    let far = addresses_of(row.remote);
    let near = key.local.map_or(every.destination, addresses_of);
    let answers = key.are_answers();
    let (source, destination) = if answers { (near, far) } else { (far, near) };
    let at_source = answers && key.local.is_some();
    row.ports.iter().map(move |ports| match at_source {
        true => PacketBox { source, destination, source_ports: *ports, ..every },
        false => PacketBox { source, destination, ports: *ports, ..every },
    })
}

/// Rows without those that differ in their ports alone, where those overlap or lie side by side.
fn with_ports_joined(rows: Vec<(Key, Row)>) -> Vec<(Key, Row)> {
    let mut joined: Vec<(Key, Row)> = Vec::with_capacity(rows.len());
    let mut places: FxHashMap<(Key, Cidr, Level), Vec<usize>> = FxHashMap::default();
    for (key, row) in rows {
        let alike = places.entry((key, row.remote, row.level)).or_default();
        let both = |other: &Row| join([other.ports.as_slice(), &row.ports].concat());
        let beside = alike.iter().find_map(|at| {
            let ports = both(&joined.get(*at)?.1);
            (ports.len() == 1).then_some((*at, ports))
        });
        match beside.and_then(|(at, ports)| Some((joined.get_mut(at)?, ports))) {
            Some(((_, whole), ports)) => {
                whole.ports = ports;
                whole.absorb(&row);
            }
            None => {
                alike.push(joined.len());
                joined.push((key, row));
            }
        }
    }
    joined
}

/// Rows that differ in their block alone, with as few blocks as make up the same addresses.
fn with_blocks_merged(rows: Vec<(Key, Row)>) -> Vec<(Key, Row)> {
    let mut merged: Vec<(Key, Row)> = vec![];
    let mut rest = rows;
    while !rest.is_empty() {
        let (key, first) = rest.remove(0);
        let is_like = |other: &(Key, Row)| {
            other.0 == key && other.1.ports == first.ports && other.1.level == first.level
        };
        let (mut alike, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_like);
        rest = others;
        alike.insert(0, (key, first));
        for block in fewest_blocks(alike.iter().map(|(_, row)| row.remote).collect()) {
            let mut within =
                alike.iter().filter(|(_, row)| block.net().contains(&row.remote.net()));
            let Some((_, row)) = within.next() else { continue };
            let mut whole = Row { remote: block, ..row.clone() };
            for (_, row) in within {
                whole.absorb(row);
            }
            merged.push((key, whole));
        }
    }
    merged
}

/// Rows that differ in their ports alone, with as many ports in one as a rule can name.
fn with_ports_merged(rows: Vec<(Key, Row)>) -> Vec<(Key, Row)> {
    let mut merged: Vec<(Key, Row)> = vec![];
    for (key, row) in rows {
        let with_room = merged.iter_mut().find(|(own, whole)| {
            *own == key
                && whole.remote == row.remote
                && whole.level == row.level
                && whole.ports.len().saturating_add(row.ports.len()) <= MAX_PORT_GROUPS
        });
        match with_room {
            Some((_, whole)) => {
                whole.ports.extend(&row.ports);
                whole.absorb(&row);
            }
            None => merged.push((key, row)),
        }
    }
    merged
}
