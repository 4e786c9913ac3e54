//! Traffic of several fates as one set.

use super::answer::Traffic;
use super::labelled::lines;
use super::services::Services;
use super::traffic_boxes::boxes;
use crate::plan::IpType;

/// Some traffic as one set, in as few entries as say it. All get the fate of the first one.
#[must_use]
pub fn merged(traffic: &[&Traffic]) -> Vec<Traffic> {
    let Some(first) = traffic.first() else { return vec![] };
    let first = *first;
    // Protocols and ports are the same in both families.
    let all = traffic.iter().flat_map(|it| boxes(it, IpType::IPv4)).collect::<Vec<_>>();
    let entry = |(protocol, icmp, source_ports, ports)| Traffic {
        protocol,
        icmp,
        ports,
        source_ports,
        ..first.clone()
    };
    lines(&Services::of(&all)).into_iter().map(entry).collect()
}
