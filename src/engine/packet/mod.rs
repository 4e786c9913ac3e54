//! Exact packet sets: what flows, and what rules match.
//!
//! Every set is a union of boxes (address range × address range × protocol × source ports ×
//! ports), the two address families apart. Subtraction and intersection are exact.

mod boxes;
mod cut;
mod icmp;
mod interval;
mod join;
mod merge;
mod never_filtered;
mod set;
mod show;
mod tree;

pub(crate) use boxes::{
    PacketBox, address_of, addresses_of, blocks_of, cidr_of, cidrs_of, from_port_0, interval_of,
    number_of, ports_of, protocols_of, sort_boxes,
};
pub(crate) use cut::{Met, covers, cut};
pub(crate) use icmp::{messages_of, messages_within};
pub(crate) use interval::{Interval, Point, join, take};
pub(crate) use never_filtered::{is_never_filtered, never_filtered};
pub(crate) use set::PacketSet;
pub(crate) use show::{addresses, packets, packets_of_box, ports, protocol_of};
pub(crate) use tree::Tree;
