//! The questions of a change: its flows at the filter that it changes.

use super::document::{Change, ChangedFilter, Direction, Filter, Leg};
use super::entry::Questions;
use super::flow::FilterOnPath;
use super::space::{Cell, Span};

/// A question that a flow of a change asks the filter that it changes.
pub(super) struct ChangeQuestion<'a> {
    /// The number of the flow.
    pub(super) flow: u32,
    /// The packets that it asks for there.
    pub(super) packets: Cell,
    /// The filter's own question, with what the report says of it.
    pub(super) crossing: &'a FilterOnPath<'a>,
}

/// The questions of a change's flows at the filter that it changes. A security group does not look
/// at the server's own end, so what a flow asks for there is asked for at any.
pub(super) fn at_place<'a>(
    change: &'a Change,
    questions: &'a Questions<'a>,
) -> impl Iterator<Item = ChangeQuestion<'a>> {
    let direction = change.kind.direction();
    let of_flow = move |(leg, flow): (Leg, &'a u32)| {
        let asked = questions.get(flow).into_iter().flatten();
        asked.map(move |asked| (leg, *flow, &asked.crossing))
    };
    by_leg(change).flat_map(of_flow).filter_map(move |(leg, flow, crossing)| {
        if crossing.direction != direction || crossing.leg != leg {
            return None;
        }
        let packets = crossing.packets;
        let any = Span::addresses(packets.family);
        let packets = match (&change.place, crossing.filter) {
            (ChangedFilter::NetworkAcl(id), Filter::NetworkAcl(Some(other))) if id == other => {
                packets
            }
            (ChangedFilter::SecurityGroup(id), Filter::SecurityGroups(ids)) if ids.contains(id) => {
                match direction {
                    Direction::Inbound => Cell { destination: any, ..packets },
                    Direction::Outbound => Cell { source: any, ..packets },
                }
            }
            _ => return None,
        };
        Some(ChangeQuestion { flow, packets, crossing })
    })
}

/// The flows of a change with the leg on which it is for them.
fn by_leg(change: &Change) -> impl Iterator<Item = (Leg, &u32)> {
    let only = change.legs.is_empty().then_some((change.leg, &change.flows));
    let several = change.legs.iter().map(|it| (it.leg, &it.flows));
    only.into_iter().chain(several).flat_map(|(leg, flows)| flows.iter().map(move |it| (leg, it)))
}
