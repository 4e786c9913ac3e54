//! The sample plans of the gallery, and of the tests.

use crate::locale::{SampleDescriptionText, SampleName as Name, SampleTitleText};

/// A sample plan.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Its id, for links.
    pub id: &'static str,
    /// Its title.
    pub title: SampleTitleText,
    /// The point that it makes.
    pub description: SampleDescriptionText,
    /// The plan file.
    pub json: &'static str,
}

impl Sample {
    const fn new(id: &'static str, name: Name, json: &'static str) -> Self {
        let (title, description) = (SampleTitleText(name), SampleDescriptionText(name));
        Self { id, title, description, json }
    }

    /// A sample by its id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|sample| sample.id == id)
    }
}

/// Every sample, in the order of the gallery. The first is what a first visitor sees.
pub static SAMPLES: &[Sample] = &[
    Sample::new("shop", Name::Shop, include_str!("../../static/samples/shop.json")),
    Sample::new("udp-dns", Name::UdpDns, include_str!("../../static/samples/udp-dns.json")),
    Sample::new(
        "everything-wrong",
        Name::EverythingWrong,
        include_str!("../../static/samples/everything-wrong.json"),
    ),
    Sample::new("all-open", Name::AllOpen, include_str!("../../static/samples/all-open.json")),
    Sample::new(
        "terraform-tcp",
        Name::TerraformTcp,
        include_str!("../../static/samples/terraform-tcp.json"),
    ),
    Sample::new(
        "terraform-udp",
        Name::TerraformUdp,
        include_str!("../../static/samples/terraform-udp.json"),
    ),
    Sample::new(
        "terraform-quic",
        Name::TerraformQuic,
        include_str!("../../static/samples/terraform-quic.json"),
    ),
];
