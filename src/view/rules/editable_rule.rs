//! The parts that rules of security groups and of network ACLs share, for editing.

use crate::plan::{
    AclAddress, Action, Cidr, IpType, NetworkAclRule, Ports, Protocol, Remote, SecurityGroupRule,
};

/// The parts that both kinds of rules have.
pub(super) trait EditableRule: Clone + 'static {
    fn action(&mut self) -> &mut Action;
    fn protocol(&mut self) -> &mut Protocol;
    fn enabled(&mut self) -> &mut bool;
    fn description(&mut self) -> &mut String;
    fn ip_type(&mut self) -> &mut IpType;
    /// Removes the ports where the protocol has none, and the ICMP messages where it is not ICMP; a
    /// ping is one in the ICMP of either family.
    fn suit_protocol(&mut self);
    /// Changes "any address" of the other family to any address of this one.
    fn turn_addresses(&mut self, ip_type: IpType);
}

macro_rules! shared_fields {
    () => {
        fn action(&mut self) -> &mut Action {
            &mut self.action
        }
        fn protocol(&mut self) -> &mut Protocol {
            &mut self.protocol
        }
        fn enabled(&mut self) -> &mut bool {
            &mut self.enabled
        }
        fn description(&mut self) -> &mut String {
            &mut self.description
        }
        fn ip_type(&mut self) -> &mut IpType {
            &mut self.ip_type
        }
    };
}

impl EditableRule for SecurityGroupRule {
    shared_fields!();

    fn suit_protocol(&mut self) {
        if !self.protocol.has_ports() {
            self.ports = Ports::all();
        }
        let family = self.protocol.icmp_family();
        self.icmp = self.icmp.zip(family).map(|(kind, family)| kind.turned(family));
    }

    fn turn_addresses(&mut self, ip_type: IpType) {
        if let Remote::Cidr(cidr) = &mut self.remote {
            turn(cidr, ip_type);
        }
    }
}

impl EditableRule for NetworkAclRule {
    shared_fields!();

    fn suit_protocol(&mut self) {
        if !self.protocol.has_ports() {
            self.source_ports = Ports::all();
            self.destination_ports = Ports::all();
        }
    }

    fn turn_addresses(&mut self, ip_type: IpType) {
        for end in [&mut self.source, &mut self.destination] {
            if let AclAddress::Cidr(cidr) = end {
                turn(cidr, ip_type);
            }
        }
    }
}

fn turn(cidr: &mut Cidr, ip_type: IpType) {
    if cidr.is_any() {
        *cidr = Cidr::any(ip_type);
    }
}
