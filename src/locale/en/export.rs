//! Export formats and sample plans, in English.

use std::borrow::Cow;

use crate::locale::{FormatText, Sample, SampleDescriptionText, SampleTitleText};

pub(in crate::locale) fn format(text: &FormatText) -> Cow<'static, str> {
    match text {
        FormatText::Console => "Console steps",
        FormatText::Markdown => "Console steps as Markdown",
        FormatText::Text => "Report",
        FormatText::Json => "Report as JSON",
    }
    .into()
}

pub(in crate::locale) fn sample_title(text: &SampleTitleText) -> Cow<'static, str> {
    match text.0 {
        Sample::Shop => "Shop in three tiers",
        Sample::UdpDns => "DNS over UDP",
        Sample::EverythingWrong => "Everything wrong",
        Sample::AllOpen => "Nothing to add",
        Sample::TerraformTcp => "Terraform example, TCP",
        Sample::TerraformUdp => "Terraform example, UDP",
        Sample::TerraformQuic => "Terraform example, QUIC",
    }
    .into()
}

pub(in crate::locale) fn sample_description(text: &SampleDescriptionText) -> Cow<'static, str> {
    match text.0 {
        Sample::Shop => {
            "Web, chat and name servers behind one load balancer: a closed security group, a deny \
             of a network ACL, and a health check that would lie."
        }
        Sample::UdpDns => {
            "Name servers over IPv4 and IPv6 that wear the default security group: UDP and ICMP \
             are missing."
        }
        Sample::EverythingWrong => {
            "Overlapping blocks, a lost address, a deny of priority 1 and a subnet of before: what \
             the planner says when nothing fits."
        }
        Sample::AllOpen => "A load balancer whose servers let it in already.",
        Sample::TerraformTcp => {
            "The Terraform provider's example of a dedicated load balancer, over TCP: its rules are \
             enough."
        }
        Sample::TerraformUdp => {
            "The same example over UDP: UDP and ICMP of both families are let in, and that is \
             enough."
        }
        Sample::TerraformQuic => {
            "The same example with a QUIC group: it still lets in TCP, so the UDP health check is \
             stopped."
        }
    }
    .into()
}
