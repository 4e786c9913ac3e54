//! From a matrix to the answer: who the senders and receivers are.

use super::answer::{Cell, Reach, Row, Senders, Source, Target};
use super::matrix::{MatrixColumn, MatrixRow, family};
use super::names::Names;
use super::question::ReachQuestion;
use super::world::World;
use crate::plan::Plan;

/// An entry of the matrix: the number of the answer, and whether a route is needed.
pub(super) type Entry = (u32, bool);

/// The answer that a matrix holds.
pub(super) fn reach(
    plan: &Plan,
    question: &ReachQuestion,
    world: &World,
    rows: &[MatrixRow<Entry>],
    columns: &[MatrixColumn],
) -> Reach {
    let names = Names::of(plan, &world.senders, &world.receivers, question.from);
    let targets = columns.iter().map(|column| names.target(&column.receivers)).collect::<Vec<_>>();
    let row = |row: &MatrixRow<Entry>| {
        let source = names.source(row.rank, row.ip_type, &row.senders);
        let cells = (0..).zip(columns.iter().zip(&targets)).filter_map(|(number, it)| {
            let (column, target) = it;
            let entry = *column.entries.get(family(row.ip_type))?;
            let (answer, needs_route) = *row.entries.get(entry?)?;
            let itself = is_itself(&source, target);
            let traffic = if itself { [].into() } else { world.pairs.traffic_of(answer) };
            Some(Cell { target: number, traffic, needs_route, itself })
        });
        let cells = cells.collect();
        Row { source, cells }
    };
    Reach {
        version: Reach::VERSION,
        question: question.clone(),
        rows: rows.iter().map(row).collect(),
        targets,
    }
}

/// Checks whether one server would send to itself.
fn is_itself(source: &Source, target: &Target) -> bool {
    let Senders::Servers { interfaces, .. } = &source.senders else { return false };
    let mut servers = interfaces.iter().chain(&target.interfaces).map(|it| it.server);
    let first = servers.next();
    servers.all(|it| Some(it) == first)
}
