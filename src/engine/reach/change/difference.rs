//! The difference of two answers.

use std::rc::Rc;

use crate::engine::packet::PacketSet;
use crate::engine::reach::answer::{ChangedTraffic, Passage, Purposes, Traffic, Wishes};
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
    let nothing = (Passage::STOPPED, Passage::STOPPED, Purposes::NONE, Wishes::NONE);
    let mut labelled = Labelled::new(asked.clone(), nothing);
    let passage = |it: &Traffic| Passage { access: it.access, past_rules: it.past_rules };
    for traffic in before {
        let own = passage(traffic);
        labelled.mark(&boxes(traffic, ip_type), |(_, after, required, wishes)| {
            (own, after, required, wishes)
        });
    }
    for traffic in after {
        let own = passage(traffic);
        labelled.mark(&boxes(traffic, ip_type), |(before, ..)| {
            (before, own, traffic.required, traffic.wishes.clone())
        });
    }
    let lines = labelled.lines(|(before, after, ..)| before == after).into_iter();
    let line = |((before, after, required, wishes), protocol, icmp, source_ports, ports)| {
        ChangedTraffic { before, after, required, wishes, protocol, icmp, ports, source_ports }
    };
    lines.map(line).collect()
}
