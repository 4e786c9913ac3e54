//! Puts single questions to single filters: packets that no flow is about, and what each rule
//! decides of them.

use std::collections::BTreeMap;

use biodivine_lib_bdd::Bdd;
use elb_rule_planner::engine::question;
use elb_rule_planner::engine::report::{Decider, Filter, Packets};
use elb_rule_planner::plan::{
    AddressEntry, Direction, IpType, NetworkAclId, Plan, Ports, Protocol, SecurityGroupId,
};

use crate::bits::Bits;
use crate::rules::Rules;

/// Packets between blocks of the random plans, and some that are of no family.
fn asked(ip_type: IpType) -> Vec<Packets> {
    let [inside, host, wide] = match ip_type {
        IpType::IPv4 => ["10.0.1.0/24", "10.0.2.5/32", "0.0.0.0/0"],
        IpType::IPv6 => ["fd00::/64", "fd00:0:0:1::5/128", "::/0"],
    };
    let block = |text: &str| AddressEntry::Cidr(text.parse().unwrap());
    let ports = |text: &str| text.parse::<Ports>().unwrap();
    let packets = |source, destination, protocol, source_ports: &str, to: &str| Packets {
        source: block(source),
        destination: block(destination),
        protocol,
        icmp: None,
        source_ports: ports(source_ports),
        ports: ports(to),
    };
    let icmp = Protocol::icmp_for(ip_type);
    let mut asked = vec![
        packets(wide, wide, Protocol::Tcp, "1-65535", "1-65535"),
        packets(inside, host, Protocol::Tcp, "1-65535", "80,82-443"),
        packets(host, inside, Protocol::Udp, "80,1024-2000", "1-65535"),
        packets(host, wide, icmp, "", ""),
        packets(wide, inside, Protocol::Number(47), "", ""),
    ];
    let named = ["0-8", "3/2-3/9", "8/0", "128", "3/4-129/0"].map(|it| it.parse().ok());
    let pings = named.map(|icmp| Packets { icmp, ..asked[3].clone() });
    asked.extend(pings);
    let far = asked[3].destination;
    let other = if ip_type == IpType::IPv4 { "::/0" } else { "0.0.0.0/0" };
    asked.push(Packets { source: block(other), destination: far, ..asked[0].clone() });
    asked
}

/// The number of answers that agreed, or the question on which the two sides part.
pub(crate) fn agree(plan: &Plan, bits: &Bits) -> Result<usize, String> {
    let rules = Rules::of(plan, bits);
    let mut agreed = 0;
    let worn = plan.servers.iter().map(|server| server.security_groups.clone());
    let filters = worn
        .map(|ids| Filter::SecurityGroups(ids.into()))
        .chain(plan.network_acls.iter().map(|acl| Filter::NetworkAcl(Some(acl.id))));
    for filter in filters {
        for direction in Direction::BOTH {
            let compiled = match &filter {
                Filter::SecurityGroups(ids) => {
                    question::Rules::of_security_groups(plan, ids, direction)
                }
                Filter::NetworkAcl(id) => {
                    question::Rules::of_network_acl(plan, id.unwrap(), direction).unwrap()
                }
            };
            for packets in asked(bits.ip_type) {
                let whole = bits.packets(&packets);
                let truth = rules.decide(&filter, direction, &whole);
                let mut found: BTreeMap<Decider, (Bdd, bool)> = BTreeMap::new();
                for part in compiled.decide(&packets) {
                    let own = bits.all_packets(&part.packets);
                    // Reports write all ports for all but port 0.
                    let own = if packets.protocol.has_ports() { own.and(&whole) } else { own };
                    let (set, passes) =
                        found.entry(part.decided_by).or_insert((bits.nothing(), part.passes));
                    *set = set.or(&own);
                    if *passes != part.passes {
                        return Err(format!("{filter:?} {packets:?}: a rule says yes and no"));
                    }
                }
                if found != truth.parts {
                    return Err(format!("{filter:?} {direction:?}: {packets:?} decided otherwise"));
                }
                if bits.all_packets(&compiled.missing(&packets)).and(&whole) != truth.missing {
                    return Err(format!("{filter:?} {direction:?}: {packets:?} missing otherwise"));
                }
                agreed += found.len() + 1;
            }
        }
    }
    Ok(agreed)
}

/// A missing thing decides nothing: no network ACL, and no security group that lets in.
pub(crate) fn strangers(plan: &Plan) {
    let (acl, group) = (NetworkAclId(999), SecurityGroupId(999));
    assert!(question::Rules::of_network_acl(plan, acl, Direction::Inbound).is_none());
    let nobody = question::Rules::of_security_groups(plan, &[group], Direction::Inbound);
    let packets = asked(IpType::IPv4);
    assert_eq!(nobody.missing(&packets[0]).len(), 1, "nothing is let in");
    // A protocol without ports has none, whichever a question names.
    let named = Packets { ports: "80".parse().unwrap(), ..packets[3].clone() };
    assert_eq!(nobody.decide(&named), nobody.decide(&packets[3]));
}
