//! The sample plans.

/// A sample plan by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleName {
    /// A shop in three tiers.
    Shop,
    /// DNS servers over UDP.
    UdpDns,
    /// A plan with everything wrong.
    EverythingWrong,
    /// A plan with nothing to add.
    AllOpen,
    /// The Terraform example over TCP.
    TerraformTcp,
    /// The Terraform example over UDP.
    TerraformUdp,
    /// The Terraform example over QUIC.
    TerraformQuic,
}

/// The title of a sample plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleTitleText(pub SampleName);

/// The point of a sample plan, in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleDescriptionText(pub SampleName);

area!(export::sample_title, SampleTitleText);
area!(export::sample_description, SampleDescriptionText);
