//! Network ACLs: rules from top to bottom, the first match decides, the last word is a deny that
//! cannot be edited (VPC user guide, network ACL overview).

use super::address_groups::AddressGroups;
use super::match_list::{Fields, MatchList, MatchRule};
use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::plan::{AclAddress, IpType, NetworkAclRule};

/// Compiles the rules of one direction. Rules that are switched off are left out.
pub(crate) fn network_acl(rules: &[NetworkAclRule], groups: &AddressGroups) -> MatchList {
    let rules = rules.iter().filter(|rule| rule.enabled).map(|rule| MatchRule {
        id: rule.id,
        action: rule.action,
        boxes: boxes(rule, groups),
    });
    MatchList::of(rules.collect())
}

/// The packets that a rule matches.
pub(crate) fn boxes(rule: &NetworkAclRule, groups: &AddressGroups) -> Vec<PacketBox> {
    Fields {
        ip_type: rule.ip_type,
        protocol: rule.protocol,
        sources: &addresses(rule.source, rule.ip_type, groups),
        source_ports: &rule.source_ports,
        destinations: &addresses(rule.destination, rule.ip_type, groups),
        ports: &rule.destination_ports,
        icmp: None,
    }
    .boxes()
}

/// The addresses of one end of a rule. A block of the other family holds none of them.
fn addresses(end: AclAddress, ip_type: IpType, groups: &AddressGroups) -> Vec<Interval<u128>> {
    match end {
        AclAddress::Cidr(cidr) if cidr.ip_type() == ip_type => vec![addresses_of(cidr)],
        AclAddress::Cidr(_) => vec![],
        AclAddress::AddressGroup(id) => groups.addresses(id, ip_type).to_vec(),
    }
}
