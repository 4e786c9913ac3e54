//! Rules to be that become one, where the plan wants few and wide rules.
//!
//! Neither way opens a packet more: blocks are put together only where they are exactly another
//! block, and ports only where everything else is the same.

use ipnet::IpNet;

use super::gather::Row;
use crate::plan::{Cidr, MAX_PORT_GROUPS, RuleBlocks, RulePorts, Settings};

/// Puts rows together as a plan's settings say. Rows of one key `K` share all fields but block,
/// ports and level. `is_within` says whether the fields of one key hold those of another.
pub(super) fn merged<K: Copy + PartialEq>(
    rows: Vec<(K, Row)>,
    settings: &Settings,
    is_within: impl Fn(&K, &K) -> bool,
    may_merge_ports: impl Fn(&K) -> bool,
) -> Vec<(K, Row)> {
    let rows = without_covered(rows, is_within);
    let rows = match settings.rule_blocks {
        RuleBlocks::Each => rows,
        RuleBlocks::Merged => with_blocks_merged(rows),
    };
    match settings.rule_ports {
        RulePorts::Contiguous => rows,
        RulePorts::Merged => with_ports_merged(rows, may_merge_ports),
    }
}

/// Rows without those that another one, at least as much needed, says all of.
fn without_covered<K: Copy>(
    rows: Vec<(K, Row)>,
    is_within: impl Fn(&K, &K) -> bool,
) -> Vec<(K, Row)> {
    let mut kept: Vec<(K, Row)> = vec![];
    for (key, row) in rows {
        let wide = kept.iter_mut().find(|(own, it)| is_within(&key, own) && covers(it, &row));
        if let Some((_, wide)) = wide {
            wide.take_up(&row);
            continue;
        }
        let mut row = row;
        kept.retain(|(own, narrow)| {
            let is_covered = is_within(own, &key) && covers(&row, narrow);
            if is_covered {
                row.take_up(narrow);
            }
            !is_covered
        });
        kept.push((key, row));
    }
    kept
}

fn covers(wide: &Row, narrow: &Row) -> bool {
    wide.level <= narrow.level
        && wide.remote.net().contains(&narrow.remote.net())
        && narrow.ports.iter().all(|own| wide.ports.iter().any(|it| it.covers(*own)))
}

/// Rows that differ in their block alone, with as few blocks as make up the same addresses.
fn with_blocks_merged<K: Copy + PartialEq>(rows: Vec<(K, Row)>) -> Vec<(K, Row)> {
    let mut merged: Vec<(K, Row)> = vec![];
    let mut rest = rows;
    while !rest.is_empty() {
        let (key, first) = rest.remove(0);
        let is_like = |other: &(K, Row)| {
            other.0 == key && other.1.ports == first.ports && other.1.level == first.level
        };
        let (mut alike, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_like);
        rest = others;
        alike.insert(0, (key, first));
        let blocks = alike.iter().map(|(_, row)| row.remote.net()).collect();
        for block in IpNet::aggregate(&blocks).into_iter().map(Cidr::of) {
            let mut within =
                alike.iter().filter(|(_, row)| block.net().contains(&row.remote.net()));
            let Some((_, row)) = within.next() else { continue };
            let mut whole = Row { remote: block, ..row.clone() };
            for (_, row) in within {
                whole.take_up(row);
            }
            merged.push((key, whole));
        }
    }
    merged
}

/// Rows that differ in their ports alone, with as many ports in one as a rule can name.
fn with_ports_merged<K: Copy + PartialEq>(
    rows: Vec<(K, Row)>,
    may_merge: impl Fn(&K) -> bool,
) -> Vec<(K, Row)> {
    let mut merged: Vec<(K, Row)> = vec![];
    for (key, row) in rows {
        let with_room = merged.iter_mut().find(|(own, whole)| {
            *own == key
                && may_merge(&key)
                && whole.remote == row.remote
                && whole.level == row.level
                && whole.ports.len().saturating_add(row.ports.len()) <= MAX_PORT_GROUPS
        });
        match with_room {
            Some((_, whole)) => {
                whole.ports.extend(&row.ports);
                whole.take_up(&row);
            }
            None => merged.push((key, row)),
        }
    }
    merged
}
