//! The words of the forms and of the lists of rules, in English.

use std::borrow::Cow;

use super::grammar::grouped;
use crate::locale::InspectorText;

pub(in crate::locale) fn text(text: &InspectorText) -> Cow<'static, str> {
    use InspectorText as Text;
    match text {
        Text::Vpc => "VPC".into(),
        Text::Subnet => "Subnet".into(),
        Text::SecurityGroup => "Security group".into(),
        Text::NetworkAcl => "Network ACL".into(),
        Text::AddressGroup => "IP address group".into(),
        Text::All => "All".into(),
        Text::Action => "Action".into(),
        Text::Type => "Type".into(),
        Text::Priority => "Priority".into(),
        Text::Protocol => "Protocol".into(),
        Text::Port => "Port".into(),
        Text::Ports => "Ports".into(),
        Text::Source => "Source".into(),
        Text::SourcePorts => "Source ports".into(),
        Text::Destination => "Destination".into(),
        Text::DestinationPorts => "Destination ports".into(),
        Text::Description => "Description".into(),
        Text::Enabled => "Enabled".into(),
        Text::Disabled => "disabled".into(),
        Text::Name => "Name".into(),
        Text::CidrBlock => "CIDR block".into(),
        Text::Ipv4CidrBlock => "IPv4 CIDR block".into(),
        Text::Ipv6CidrBlock => "IPv6 CIDR block".into(),
        Text::SecondaryCidrBlocks => "Secondary CIDR blocks".into(),
        Text::Ipv4Address => "IPv4 address".into(),
        Text::Ipv6Address => "IPv6 address".into(),
        Text::IpAddress => "IP address".into(),
        Text::Address => "Address".into(),
        Text::Addresses => "Addresses".into(),
        Text::NoneWord => "None".into(),
        Text::NothingSelected => "Select something on the board to see and change it here.".into(),
        Text::ThePlan => "The plan".into(),
        Text::Note => "Note".into(),
        Text::AclStateUnsure => "Recommend outbound rules for them".into(),
        Text::AclStateful => "Treat network ACLs as stateful".into(),
        Text::Duplicate => "Duplicate".into(),
        Text::Delete => "Delete".into(),
        Text::MoveOnTheBoard => "Move on the board".into(),
        Text::NudgeLeft => "Move left".into(),
        Text::NudgeUp => "Move up".into(),
        Text::NudgeDown => "Move down".into(),
        Text::NudgeRight => "Move right".into(),
        Text::OutsideOfTheCloud => "Outside of the cloud".into(),
        Text::OneInALine => "One per line.".into(),
        Text::AddressesHint => "One per line: an address, a CIDR block or a range such as 10.0.1.10-10.0.1.20.".into(),
        Text::NoNetworkAcl => "None".into(),
        Text::UnknownNetworkAcl => "Not known".into(),
        Text::UnknownNetworkAclHint => {
            "It may have one. Until it is known, it is unclear what gets in and out.".into()
        }
        Text::RulesNotKnown => "Rules are not known".into(),
        Text::RulesNotKnownHint => {
            "It has rules that are not listed here, so it is unclear what passes.".into()
        }
        Text::NoNetworkAclHint => "Nothing is filtered at the edge of this subnet.".into(),
        Text::NewNetworkAcl => "New network ACL".into(),
        Text::AclDisabledHint => "Switched off, it lets everything pass.".into(),
        Text::AssociatedSubnets => "Associated subnets".into(),
        Text::NoAssociatedSubnets => "No subnet yet, so it filters nothing.".into(),
        Text::AssociateSubnet => "Associate a subnet…".into(),
        Text::SecurityGroups => "Security groups".into(),
        Text::SecurityGroupsHint => "They are looked at in this order.".into(),
        Text::AddSecurityGroup => "Add a security group…".into(),
        Text::NewRules => "New rules".into(),
        Text::NewRulesPreferred => "Into this group first".into(),
        Text::NewRulesUsual => "Where they open least".into(),
        Text::NewRulesAvoided => "Into another group".into(),
        Text::NewRulesHint => {
            "For servers with several security groups. It counts among the groups in which a rule \
             takes effect."
                .into()
        }
        Text::Flavor => "Flavor".into(),
        Text::FlavorStandard => "Standard".into(),
        Text::FlavorOldX86 => "Old x86 (S1, C1, C2, M1, H1, D1, G1, G2, E1, E2, ET2)".into(),
        Text::FlavorKunpeng => "Kunpeng".into(),
        Text::FlavorOldX86Hint => {
            "Rules with ports that are not in a row, or with an IP address group, take no effect here.".into()
        }
        Text::FlavorKunpengHint => {
            "A rule with ports that are not in a row takes no effect here, nor does any rule behind it.".into()
        }
        Text::MemberOf => "Member of".into(),
        Text::MemberOfNothing => "No backend server group forwards to it yet.".into(),
        Text::JoinGroup => "Join a backend server group…".into(),
        Text::WornBy => "Servers in this group".into(),
        Text::WornByNobody => "No server has it yet, so its rules do nothing.".into(),
        Text::AddServer => "Add a server…".into(),
        Text::ReplaceRules => "Replace all rules".into(),
        Text::TemplateDefault => "With those of the default group".into(),
        Text::TemplateEmpty => "With none".into(),
        Text::KindOfLoadBalancer => "Kind".into(),
        Text::SharedHint => "It sends from the blocks that the plan names for shared load balancers, and has no backend subnets.".into(),
        Text::Listeners => "Listeners".into(),
        Text::NoListeners => "Without a listener it forwards nothing.".into(),
        Text::AddListener => "Add listener".into(),
        Text::BackendSubnets => "Backend subnets".into(),
        Text::BackendSubnetsHint => "It reaches its backends from these, the first one first.".into(),
        Text::ChooseBackendSubnet => "Choose a backend subnet…".into(),
        Text::PreviousBackendSubnets => "Previous backend subnets".into(),
        Text::PreviousBackendSubnetsHint => "Addresses are not released when the subnet changes, so these still have to be let in.".into(),
        Text::AddPreviousBackendSubnet => "Add a previous backend subnet…".into(),
        Text::IpAsBackend => "IP as a backend".into(),
        Text::IpAsBackendOn => "Addresses in other VPCs and on premises can be members, and rules apply to TCP and UDP traffic too.".into(),
        Text::IpAsBackendOff => "Rules are ignored for TCP and UDP traffic; health checks still need them.".into(),
        Text::ForwardTo => "Forward to".into(),
        Text::ForwardToNothing => "Nothing yet".into(),
        Text::NewBackendServerGroup => "New backend server group".into(),
        Text::MoreOptions => "More options".into(),
        Text::AccessControl => "Access control".into(),
        Text::AccessOpen => "Everyone may connect".into(),
        Text::AccessWhitelist => "Whitelist: only these".into(),
        Text::AccessBlacklist => "Blacklist: all but these".into(),
        Text::AccessControlHint => "It limits who may use the listener, whatever the rules of the servers say.".into(),
        Text::ClientAddresses => "Client addresses".into(),
        Text::TransferClientIp => "Transfer client IP address".into(),
        Text::TransferClientIpHint => "Servers see the clients' addresses, and rules are ignored for this traffic.".into(),
        Text::Nat64 => "NAT64".into(),
        Text::Nat64Hint => "Addresses are translated, so traffic comes from the backend subnet and rules apply.".into(),
        Text::BackendProtocol => "Backend protocol".into(),
        Text::Members => "Members".into(),
        Text::NoMembers => "Without members it forwards to nothing.".into(),
        Text::AddMember => "Add a member…".into(),
        Text::Weight => "Weight".into(),
        Text::WeightZero => "No new requests.".into(),
        Text::HealthCheck => "Health check".into(),
        Text::CheckHealth => "Check the members' health".into(),
        Text::HealthCheckOffHint => "A member that is down goes on getting traffic.".into(),
        Text::SameAsServer => "Same as the server".into(),
        Text::UdpCheckHint => "It also pings: ICMP has to be let in, or dead servers look healthy.".into(),
        Text::ForwardedFrom => "Gets traffic from".into(),
        Text::ForwardedFromNothing => "No listener forwards to it yet.".into(),
        Text::InboundRules => "Inbound rules".into(),
        Text::OutboundRules => "Outbound rules".into(),
        Text::AddInboundRule => "Add inbound rule".into(),
        Text::AddOutboundRule => "Add outbound rule".into(),
        Text::NothingComesIn => "No rule, so it lets nothing in.".into(),
        Text::NothingGoesOut => "No rule, so it lets nothing out but replies.".into(),
        Text::AclLetsNothingIn => "No rule of its own, so nothing comes in to its subnets.".into(),
        Text::AclLetsNothingOut => "No rule of its own, so nothing leaves its subnets.".into(),
        Text::ToCorrect => "to correct".into(),
        Text::EverythingElse => "Everything else".into(),
        Text::From => "from".into(),
        Text::To => "to".into(),
        Text::FromPorts => "from ports".into(),
        Text::OtherProtocol => "Other, by number".into(),
        Text::NumberOfProtocol => "Protocol number".into(),
        Text::IcmpMessages => "ICMP messages".into(),
        Text::IcmpType => "ICMP type".into(),
        Text::IcmpCode => "ICMP code".into(),
        Text::OtherIcmp => "Other, by type and code".into(),
        Text::RuleUp => "Move up".into(),
        Text::RuleDown => "Move down".into(),
        Text::DeleteRule => "Delete rule".into(),
        Text::NoRulesYet => "There are no security groups or network ACLs yet.".into(),
        Text::AclSwitchedOff => "network ACL, switched off".into(),
        Text::Readings => "Readings and scope".into(),
        Text::ReadingsHint => "Where the sources contradict each other, choose which one to follow.".into(),
        Text::AclStateless => "Require outbound rules for them".into(),
        Text::CountForHealthChecks => "They count: only forwarded traffic is exempt".into(),
        Text::EverythingExempt => "They do not count for anything there".into(),
        Text::TheBackendSubnet => "The backend subnet".into(),
        Text::ClientsToo => "The backend subnet and the clients".into(),
        Text::RulesDoNotCount => "They do not count".into(),
        Text::ClientsLetIn => "They count, and let the clients in".into(),
        Text::BothReadings => "Check both".into(),
        Text::InSequence => "One after the other".into(),
        Text::AsOneList => "As one list".into(),
        Text::RecommendRules => "Recommend rules there".into(),
        Text::LeaveItAlone => "Leave it alone".into(),
        Text::RequireRules => "Require rules there".into(),
        Text::MemberIsReached => "Take it to be reached".into(),
        Text::MemberIsNotReached => "Take it not to be reached".into(),
        Text::SharedSources => "Sources of shared load balancers".into(),
        Text::SharedSourcesHint => "One per line. Most regions: 100.125.0.0/16 alone (user guide of shared load balancers, 2026-02-05); in eu-west-0 (Paris) 100.126.0.0/16 as well. An FAQ also speaks of sources that begin with 214, without naming a block.".into(),
        Text::MostRegions => "Most regions".into(),
        Text::RegionEuWest0 => "eu-west-0".into(),
        Text::Scope => "Rules to add".into(),
        Text::RuleSource => "Load balancer's address in rules".into(),
        Text::RuleSourceHint => "The guide names the backend subnet. Some FAQs and the diagnosis name the VPC, which lets in more than is needed.".into(),
        Text::TheVpcBlock => "The VPC's block that holds it".into(),
        Text::AclDestination => "Members' address in network ACL rules".into(),
        Text::AclDestinationHint => "The guide allows any address; the members' subnet is enough, and each member is the least.".into(),
        Text::TheMembersSubnet => "The members' subnet".into(),
        Text::EachMember => "Each member".into(),
        Text::RulePorts => "Separate ports".into(),
        Text::RulePortsHint => "Some kinds of servers ignore rules with separate ports (VPC user guide, 2024-03-15). A rule can hold 20.".into(),
        Text::RuleBlocks => "Adjacent blocks".into(),
        Text::RuleBlocksHint => "Two halves of a block become the whole block only where that matches exactly the same addresses.".into(),
        Text::OneRuleEach => "One rule for each".into(),
        Text::OneRuleTogether => "Together in one rule".into(),
        Text::PortSecurity => "Port security".into(),
        Text::PortSecurityOffHint => "Off, security groups have no effect on this interface.".into(),
        Text::OtherInterfaces => "Other network interfaces".into(),
        Text::NoOtherInterfaces => "It has its primary one only.".into(),
        Text::AddInterface => "Add network interface".into(),
        Text::ExtensionInterface => "Extension".into(),
        Text::SupplementaryInterface => "Supplementary".into(),
        Text::PrimaryInterface => "That of the primary interface".into(),
        Text::AddressOfMember => "Address that is used".into(),
        Text::Policies => "Forwarding policies".into(),
        Text::PoliciesHint => "They lead some requests to further groups.".into(),
        Text::AddPolicy => "Add a policy to a group…".into(),
        Text::AnyPort => "Any port".into(),
        Text::AnyPortHint => "Members serve on the listener's ports, whatever port they name; the health check needs one of its own.".into(),
        Text::OneAddress => "A single address.".into(),
        Text::NotANumber { found, from, to } => {
            format!("`{found}` is not a number from {from} to {to}").into()
        }
        Text::NotAPort { found } => {
            format!("`{found}` is not a port; write a number from 1 to 65535").into()
        }
        Text::NotAnAddress(found) => {
            format!("`{found}` is not an IP address; write it like `192.168.0.10`").into()
        }
        Text::NotAnIpv4Address(found) => {
            format!("`{found}` is not an IPv4 address; write it like `10.0.1.10`").into()
        }
        Text::NotAnIpv6Address(found) => {
            format!("`{found}` is not an IPv6 address; write it like `2001:db8::10`").into()
        }
        Text::WrongLine { line, why } => format!("Line {line}: {why}").into(),
        Text::On => "On".into(),
        Text::Off => "Off".into(),
        Text::MoveUp(name) => format!("Move {name} up").into(),
        Text::MoveDown(name) => format!("Move {name} down").into(),
        Text::Remove(name) => format!("Remove {name}").into(),
        Text::InterfaceNumber(number) => format!("Network interface {number}").into(),
        Text::SeveralSelected(things) => format!("{} things selected", grouped(*things)).into(),
        Text::OwnSubnetIsBackendSubnet { subnet } => {
            format!("None chosen: it reaches its backends from its own subnet, {subnet}.").into()
        }
        Text::TypeAndPriority { ip_type, priority } => {
            format!("{ip_type}, priority {priority}").into()
        }
        Text::LetsIn(count) => format!("lets {} in", flows(*count)).into(),
        Text::LetsOut(count) => format!("lets {} out", flows(*count)).into(),
        Text::Stops(count) => format!("stops {}", flows(*count)).into(),
        Text::GoTo(name) => format!("Go to {name}").into(),
        Text::RuleCount(1) => "1 rule".into(),
        Text::RuleCount(count) => format!("{count} rules").into(),
        Text::SelectOnBoard(name) => format!("Select {name} on the board").into(),
    }
}

fn flows(count: usize) -> String {
    match count {
        1 => "1 flow".to_owned(),
        count => format!("{count} flows"),
    }
}
