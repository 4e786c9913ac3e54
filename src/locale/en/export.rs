//! Export formats and sample plans, in English.

use std::borrow::Cow;

use crate::locale::{FormatText, SampleDescriptionText, SampleName, SampleTitleText};

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
        SampleName::Shop => "Shop in three tiers",
        SampleName::UdpDns => "DNS over UDP",
        SampleName::EverythingWrong => "Everything wrong",
        SampleName::AllOpen => "Nothing to add",
        SampleName::TerraformTcp => "Terraform example, TCP",
        SampleName::TerraformUdp => "Terraform example, UDP",
        SampleName::TerraformQuic => "Terraform example, QUIC",
    }
    .into()
}

pub(in crate::locale) fn sample_description(text: &SampleDescriptionText) -> Cow<'static, str> {
    match text.0 {
        SampleName::Shop => {
            "Web, chat and name servers behind one load balancer: a closed security group, a deny \
             of a network ACL, and a health check that would lie."
        }
        SampleName::UdpDns => {
            "Name servers over IPv4 and IPv6 that wear the default security group: UDP and ICMP \
             are missing."
        }
        SampleName::EverythingWrong => {
            "Overlapping blocks, an address outside of its subnet, a deny of priority 1 and a previous backend subnet: what the planner says when nothing fits."
        }
        SampleName::AllOpen => "A load balancer whose servers let it in already.",
        SampleName::TerraformTcp => {
            "The Terraform provider's example of a dedicated load balancer, over TCP: its rules are \
             enough."
        }
        SampleName::TerraformUdp => {
            "The same example over UDP: UDP and ICMP of both families are let in, and that is \
             enough."
        }
        SampleName::TerraformQuic => {
            "The same example with a QUIC group: it still lets in TCP, so the UDP health check is \
             stopped."
        }
    }
    .into()
}
