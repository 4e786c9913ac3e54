//! The difference of two answers.

use std::rc::Rc;

use crate::engine::packet::PacketSet;
use crate::engine::reach::answer::{ChangedTraffic, Label, Passage, Purposes, Traffic};
use crate::engine::reach::labelled::Labelled;
use crate::engine::reach::traffic_boxes::boxes;
use crate::plan::IpType;

/// The packets of which the fate differs between two answers.
pub(super) fn changed(
    asked: &PacketSet,
    before: &[Traffic],
    after: &[Traffic],
    ip_type: IpType,
) -> Rc<[ChangedTraffic]> {
    let nothing = (Passage::STOPPED, Passage::STOPPED, Purposes::NONE);
    let mut labelled = Labelled::new(asked.clone(), nothing);
    let passage = |Label { access, past_rules, .. }| Passage { access, past_rules };
    for traffic in before {
        let own = passage(traffic.label());
        labelled.mark(&boxes(traffic, ip_type), |(_, after, required)| (own, after, required));
    }
    for traffic in after {
        let own = passage(traffic.label());
        labelled.mark(&boxes(traffic, ip_type), |(before, ..)| (before, own, traffic.required));
    }
    let lines = labelled.lines(|(before, after, _)| before == after).into_iter();
    let line = |((before, after, required), protocol, icmp, source_ports, ports)| ChangedTraffic {
        before,
        after,
        required,
        protocol,
        icmp,
        ports,
        source_ports,
    };
    lines.map(line).collect()
}
