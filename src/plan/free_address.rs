//! The addresses of a subnet that can be given to a network interface.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::{Plan, SubnetId, VpcId, set_of};

/// The first address that is given out: people keep the first few for what they set up by hand.
const FIRST: usize = 9;

/// The number of addresses that are looked at before a subnet counts as full. An IPv6 block never ends.
const MOST: usize = 1 << 16;

impl Plan {
    /// The next IPv4 address of a subnet that nothing in its VPC has and that the cloud does not
    /// keep for itself. None where the subnet is full.
    #[must_use]
    pub fn free_ipv4(&self, subnet: SubnetId) -> Option<Ipv4Addr> {
        let subnet = self.subnet(subnet)?;
        let net = subnet.cidr.net();
        let taken = set_of(self.addresses_in(subnet.vpc));
        let is_free =
            |it: &Ipv4Addr| !is_kept_by_cloud(net, *it) && !taken.contains(&IpAddr::V4(*it));
        let hosts = || net.hosts().take(MOST);
        hosts().skip(FIRST).find(is_free).or_else(|| hosts().take(FIRST).find(is_free))
    }

    /// The next IPv6 address of a subnet that nothing in its VPC has. None where the subnet has no
    /// IPv6 block or is full.
    #[must_use]
    pub fn free_ipv6(&self, subnet: SubnetId) -> Option<Ipv6Addr> {
        let subnet = self.subnet(subnet)?;
        let net = subnet.ipv6_cidr?.net();
        let taken = set_of(self.addresses_in(subnet.vpc));
        let is_free = |it: &Ipv6Addr| !is_edge_of(net, *it) && !taken.contains(&IpAddr::V6(*it));
        let hosts = || net.hosts().take(MOST);
        // The first host is the subnet's own address, the next few are kept as with IPv4.
        hosts().skip(FIRST + 1).find(is_free).or_else(|| hosts().take(FIRST + 1).find(is_free))
    }

    /// Tells whether an address can be given to an interface in a subnet: it lies in the subnet's
    /// block, the cloud does not keep it for itself, and nothing in the VPC has it.
    #[must_use]
    pub fn can_give(&self, subnet: SubnetId, address: IpAddr) -> bool {
        let Some(subnet) = self.subnet(subnet) else { return false };
        let fits = match address {
            IpAddr::V4(it) => {
                let net = subnet.cidr.net();
                net.contains(&it) && !is_kept_by_cloud(net, it)
            }
            IpAddr::V6(it) => subnet
                .ipv6_cidr
                .is_some_and(|cidr| cidr.net().contains(&it) && !is_edge_of(cidr.net(), it)),
        };
        fits && !self.addresses_in(subnet.vpc).any(|taken| taken == address)
    }

    /// Every address that something in a VPC has.
    fn addresses_in(&self, vpc: VpcId) -> impl Iterator<Item = IpAddr> + '_ {
        let subnets = self.subnets.iter().filter(move |it| it.vpc == vpc);
        let subnets = set_of(subnets.map(|it| it.id));
        let of_servers = self.servers.iter().flat_map(move |server| {
            let inside = server.all_interfaces().filter(|it| subnets.contains(&it.subnet));
            inside.flat_map(|it| it.addresses()).collect::<Vec<_>>()
        });
        let others = self.ip_backends.iter().filter(move |it| it.vpc == Some(vpc));
        of_servers.chain(others.map(|it| it.address))
    }
}

/// Tells whether the cloud keeps an IPv4 address of a subnet for itself: the first one names the
/// subnet, the second is its gateway, and the last three are its system interface, its DHCP service
/// and the broadcast (VPC user guide, creating a subnet).
#[must_use]
pub fn is_kept_by_cloud(net: Ipv4Net, address: Ipv4Addr) -> bool {
    let (first, last) = (u32::from(net.network()), u32::from(net.broadcast()));
    let address = u32::from(address);
    address <= first.saturating_add(1) || address.saturating_add(2) >= last
}

/// Tells whether an IPv6 address names the subnet itself.
fn is_edge_of(net: Ipv6Net, address: Ipv6Addr) -> bool {
    IpNet::V6(net).network() == IpAddr::V6(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan(block: &str, servers: &serde_json::Value) -> Plan {
        let text = json!({
            "version": 1,
            "vpcs": [{ "id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16" }],
            "subnets": [
                { "id": "subnet-1", "name": "a", "vpc": "vpc-1", "cidr": block,
                  "ipv6_cidr": "2001:db8::/64" },
                { "id": "subnet-2", "name": "b", "vpc": "vpc-1", "cidr": "10.0.2.0/24" },
            ],
            "servers": servers,
        });
        serde_json::from_value(text).unwrap()
    }

    fn next(plan: &Plan) -> Option<String> {
        plan.free_ipv4(SubnetId(1)).map(|it| it.to_string())
    }

    #[test]
    fn the_next_address_is_one_that_nothing_has() {
        assert_eq!(next(&plan("10.0.1.0/24", &json!([]))).as_deref(), Some("10.0.1.10"));
        // An interface of a server elsewhere takes one as well.
        let server = json!([{
            "id": "server-1", "name": "s", "subnet": "subnet-2", "ipv4": "10.0.2.10",
            "interfaces": [{ "subnet": "subnet-1", "ipv4": "10.0.1.10" }],
        }]);
        assert_eq!(next(&plan("10.0.1.0/24", &server)).as_deref(), Some("10.0.1.11"));
    }

    #[test]
    fn what_the_cloud_keeps_for_itself_is_not_given_out() {
        // Of eight addresses 0, 1, 5, 6 and 7 are kept.
        let server = |at: u8, of: u8| {
            json!({
                "id": format!("server-{at}"), "name": "s", "subnet": "subnet-1",
                "ipv4": format!("10.0.1.{of}"),
            })
        };
        let mut servers = vec![];
        for (at, of) in [(1, 2), (2, 3), (3, 4)] {
            let found = next(&plan("10.0.1.0/29", &json!(servers)));
            assert_eq!(found, Some(format!("10.0.1.{of}")));
            servers.push(server(at, of));
        }
        assert_eq!(next(&plan("10.0.1.0/29", &json!(servers))), None);
        let plan = plan("10.0.1.0/24", &json!([]));
        for (last, is_given) in
            [(0, false), (1, false), (2, true), (252, true), (253, false), (255, false)]
        {
            let address = IpAddr::from([10, 0, 1, last]);
            assert_eq!(plan.can_give(SubnetId(1), address), is_given, "{address}");
        }
        assert!(!plan.can_give(SubnetId(2), "2001:db8::9".parse().unwrap()));
        assert!(plan.can_give(SubnetId(1), "2001:db8::9".parse().unwrap()));
    }

    #[test]
    fn an_ipv6_address_is_found_only_where_there_is_a_block() {
        let plan = plan("10.0.1.0/24", &json!([]));
        assert_eq!(plan.free_ipv6(SubnetId(1)).unwrap().to_string(), "2001:db8::a");
        assert_eq!(plan.free_ipv6(SubnetId(2)), None);
    }
}
