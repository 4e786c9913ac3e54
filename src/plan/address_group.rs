//! IP address groups of the VPC service, which rules can name in place of a CIDR block.

use serde::{Deserialize, Serialize};

use super::address::AddressEntry;
use super::id::AddressGroupId;
use super::ip_type::IpType;
use super::position::Position;

/// A named list of addresses of one family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AddressGroup {
    /// Its id.
    pub id: AddressGroupId,
    /// Its name in the console.
    pub name: String,
    /// The family of its addresses.
    #[serde(rename = "type", default)]
    pub ip_type: IpType,
    /// The addresses, CIDR blocks and ranges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<AddressEntry>,
    /// The position of its card on the board.
    #[serde(default)]
    pub position: Position,
}
