//! Every conformance case and every sample plan, by name, built in, so that they can be run where
//! there are no files. A native test keeps the lists in step with the folders.

#![allow(clippy::unwrap_used, reason = "tests alone read these files")]

#[path = "base.rs"]
pub(crate) mod base;

use serde_json::Value;

/// Every case by its name, with its plans written out.
#[allow(dead_code, reason = "some tests read single cases")]
pub(crate) fn cases() -> Vec<(&'static str, Value)> {
    CASES.iter().map(|(name, text)| (*name, whole(name, text))).collect()
}

/// A case by its name, with its plans written out.
#[allow(dead_code, reason = "some tests read all cases")]
pub(crate) fn case(name: &str) -> Value {
    let (_, text) = CASES.iter().find(|(case, _)| *case == name).unwrap();
    whole(name, text)
}

fn whole(name: &str, text: &str) -> Value {
    let named = |error: String| format!("{name}: {error}");
    let mut case = serde_json::from_str(text).map_err(|error| named(error.to_string())).unwrap();
    let text = |name: &str| {
        let mut bases = BASES.iter().chain(SAMPLES);
        bases.find(|(base, _)| *base == name).map(|(_, text)| *text)
    };
    base::expand(&mut case, text).map_err(named).unwrap();
    case
}

/// A plan that differs from a base, as a case writes it.
#[allow(dead_code, reason = "not every test that reads cases makes plans of its own")]
pub(crate) fn plan(base: &str, differs: &Value) -> Value {
    let case = serde_json::json!({ "plan": { "base": base, "differs": differs } });
    whole("plan", &case.to_string()).get_mut("plan").map(Value::take).unwrap_or_default()
}

macro_rules! texts {
    ($list:ident in $folder:literal: $($name:literal)*) => {
        #[allow(dead_code, reason = "not every test that reads one list reads the other")]
        /// The texts of a folder's files, by name.
        pub(crate) const $list: &[(&str, &str)] =
            &[$(($name, include_str!(concat!($folder, $name, ".json")))),*];
    };
}

texts! { CASES in "cases/":
    "acl-clients-as-shared-source"
    "acl-clients-in-balancer-subnet"
    "acl-clients-in-server-subnet"
    "acl-covers"
    "acl-deny-above"
    "acl-destination-member"
    "acl-disabled"
    "acl-disabled-rule"
    "acl-groups-at-both-ends"
    "acl-of-balancer-subnet"
    "acl-of-balancer-subnet-applied"
    "acl-of-balancer-subnet-dual-stack"
    "acl-of-balancer-subnet-ignored"
    "acl-of-balancer-subnet-layer4"
    "acl-of-balancer-subnet-services"
    "acl-of-balancer-subnet-stateless"
    "acl-of-balancer-subnet-whitelist"
    "acl-one-rule-for-both"
    "acl-other-subnet"
    "acl-same-subnet"
    "acl-shared-crosswise"
    "acl-stateful"
    "acl-stateless"
    "acl-udp"
    "acl-udp-ipv6"
    "acl-unreserved-ports"
    "address-group-covers"
    "address-group-partly"
    "any-port"
    "any-port-udp"
    "any-port-without-check-port"
    "audit-merge-acl-deny-beside"
    "audit-merge-acl-deny-between"
    "audit-merge-blocks"
    "audit-merge-grid"
    "audit-merge-ports"
    "audit-merge-priorities"
    "audit-together-both-needless"
    "audit-together-deny"
    "audit-together-each-others-cover"
    "audit-together-ring"
    "backend-subnets-one-own"
    "blocks-each"
    "blocks-merged"
    "change-keeps-check-port"
    "change-keeps-narrower"
    "change-keeps-nothing-unneeded"
    "change-replaces-wider"
    "change-upgrade"
    "clients-beside-shared-source"
    "clients-too"
    "clients-too-whitelist"
    "connection-all-protocols"
    "connection-answers-not-known"
    "connection-from-subnet"
    "connection-gets-in"
    "connection-kept-out"
    "connection-network-acls"
    "connection-open-by-group"
    "connection-other-vpc"
    "connection-outbound"
    "connection-shared-sources"
    "connection-stopped"
    "connection-stopped-by-two"
    "connection-to-internet"
    "connection-unanswered"
    "connection-unclear"
    "connection-within-subnet"
    "connection-would-get-in"
    "default-backend-subnet"
    "deny-at-priority-1"
    "deny-before-allow"
    "deny-behind-a-deny"
    "deny-frees-allow"
    "deny-frees-allow-partly"
    "deny-range-partly"
    "disabled-rule"
    "dual-stack"
    "falsely-healthy"
    "gateway-listener"
    "group-choice-avoided"
    "group-choice-avoided-anyway"
    "group-choice-deny"
    "group-choice-deny-behind-allow"
    "group-choice-fewest-servers"
    "group-choice-opens-beside"
    "group-choice-part-passes"
    "group-choice-preferred"
    "group-choice-shared"
    "group-choice-two-together"
    "group-without-listener-two-balancers"
    "group-without-listener-udp"
    "grpc-group"
    "health-check-off"
    "icmp-deny-echo-request"
    "icmp-deny-other-type"
    "icmp-echo-reply-out"
    "icmp-echo-request"
    "icmp-echo-request-ipv6"
    "icmp-other-code"
    "icmp-other-type"
    "icmp-stateless-answers"
    "icmp-type-8-ipv6"
    "icmp-type-without-code"
    "interface-named"
    "interface-of-nobody"
    "interface-primary"
    "interface-supplementary"
    "ip-as-backend-on"
    "ip-member-on-premises"
    "ip-member-on-premises-overlap"
    "ip-member-other-vpc-not-reached"
    "ip-member-other-vpc-server"
    "ip-member-other-vpc-subnet"
    "ip-member-overlap"
    "ip-member-own-vpc"
    "ip-member-own-vpc-beside-server"
    "ip-member-own-vpc-not-reached"
    "ip-member-own-vpc-open"
    "ip-member-own-vpc-reached"
    "ip-member-own-vpc-undrawn"
    "ip-member-tcp"
    "ipv6-backend-subnet-without"
    "ipv6-layer7"
    "ipv6-tls-to-tcp"
    "kunpeng-gap-allow"
    "kunpeng-gap-deny"
    "layer4-and-tls"
    "layer4-literal"
    "layer4-without-health-check"
    "layer7-dual-stack"
    "lint-outside-vpcs"
    "lint-overlapping-vpcs"
    "lint-risky-port"
    "lint-risky-port-acl"
    "lint-risky-port-off"
    "lint-risky-port-range"
    "lint-unused"
    "listener-port-range"
    "listener-without-group"
    "members-own-ports"
    "nat64"
    "near-miss-acl-rules"
    "near-miss-group-rules"
    "other-group-as-source"
    "outbound-empty"
    "over-broad"
    "partly-covered"
    "policies"
    "policies-layer4"
    "port-range-covers"
    "port-security-off"
    "ports-merged"
    "previous-backend-subnet"
    "problem-address"
    "problem-address-acl"
    "problem-connections"
    "problem-listener-options"
    "problem-shared-https"
    "problem-unknown-group"
    "protocol-number-17"
    "protocol-number-6"
    "quic-group"
    "quic-listener"
    "quota-merged-ports"
    "rule-covers"
    "rules-not-known-acl"
    "rules-not-known-acl-off"
    "rules-not-known-audit"
    "rules-not-known-balancer-subnet"
    "rules-not-known-beside"
    "rules-not-known-change"
    "rules-not-known-group"
    "rules-not-known-group-allow"
    "rules-not-known-layer4"
    "rules-not-known-one-server"
    "rules-not-known-same-subnet"
    "rules-not-known-subnet"
    "sample-all-open"
    "sample-everything-wrong"
    "sample-shop"
    "sample-terraform-quic"
    "sample-terraform-tcp"
    "sample-terraform-udp"
    "sample-udp-dns"
    "server-in-two-groups"
    "several-groups-agree"
    "several-groups-combined"
    "several-groups-deny-in-second"
    "several-groups-disagree"
    "several-groups-in-sequence"
    "shared"
    "shared-acl"
    "shared-acl-two-sources"
    "shared-own-subnet-acl"
    "shared-transfer-client-ip"
    "shared-transfer-filtered"
    "shared-two-sources"
    "source-vpc"
    "source-vpc-covered"
    "table2-ipv6"
    "table2-other-port"
    "table2-outbound"
    "table2-same-port"
    "table3-ipv4"
    "table3-ipv6"
    "table3-outbound"
    "table3-outbound-ipv6"
    "table4-adjoining-ports"
    "table4-http-same-port"
    "table4-https-other-port"
    "table4-outbound"
    "tls-group"
    "tls-listener-tcp-group"
    "two-listeners"
    "udp-without-icmp"
    "weight-0"
    "weight-0-load-balancer-acl"
    "weight-0-stateless"
}

texts! { BASES in "bases/":
    "http"
    "tcp"
    "two-interfaces"
    "two-tiers"
}

texts! { SAMPLES in "../../static/samples/":
    "all-open"
    "everything-wrong"
    "shop"
    "terraform-quic"
    "terraform-tcp"
    "terraform-udp"
    "udp-dns"
}
