//! How large things are drawn.

use super::geometry::Size;
use crate::plan::{LoadBalancer, Subnet};

/// From the upper side of a VPC to where its subnets can start.
pub const VPC_HEADER: f64 = 48.0;
/// From the upper side of a subnet to where its cards can start; a second line of text, for an
/// IPv6 block, takes more.
pub const SUBNET_HEADER: f64 = 46.0;
const SUBNET_SECOND_LINE: f64 = 16.0;
/// From the side of a container to what it holds.
pub(super) const VPC_PADDING: f64 = 22.0;
pub(super) const SUBNET_PADDING: f64 = 18.0;
/// How far beside a container something can be dropped and still lands in it.
pub(super) const VPC_REACH: f64 = 600.0;
pub(super) const SUBNET_REACH: f64 = 140.0;
pub(super) const MIN_VPC: Size = Size { width: 420.0, height: 220.0 };
pub(super) const MIN_SUBNET: Size = Size { width: 272.0, height: 148.0 };

/// From the upper side of a load balancer's card to its first listener.
pub const BALANCER_HEADER: f64 = 78.0;
/// The height of a listener's row.
pub const LISTENER_ROW: f64 = 34.0;
const BALANCER_FOOTER: f64 = 6.0;
pub(super) const BALANCER_WIDTH: f64 = 236.0;
pub(super) const SERVER: Size = Size { width: 236.0, height: 54.0 };
pub(super) const GROUP: Size = Size { width: 148.0, height: 58.0 };
pub(super) const RULE_CARD: Size = Size { width: 168.0, height: 54.0 };

/// From the side of a card to its text.
pub const CARD_PADDING: f64 = 16.0;

/// The size of a load balancer's card. One without listeners keeps a row that says so.
pub(super) fn balancer(balancer: &LoadBalancer) -> Size {
    balancer_with(balancer.listeners.len())
}

/// The size of the card of a load balancer with some listeners.
pub(super) fn balancer_with(listeners: usize) -> Size {
    let rows = u32::try_from(listeners.max(1)).map_or(0.0, f64::from);
    Size { width: BALANCER_WIDTH, height: BALANCER_HEADER + rows * LISTENER_ROW + BALANCER_FOOTER }
}

/// The height of a subnet's header.
pub(super) fn subnet_header(subnet: &Subnet) -> f64 {
    match subnet.ipv6_cidr {
        Some(_) => SUBNET_HEADER + SUBNET_SECOND_LINE,
        None => SUBNET_HEADER,
    }
}

/// About how wide a text is at a font size, in units. Fonts differ from system to system, so this
/// leans to the wide side.
#[must_use]
pub fn text_width(text: &str, font_size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|letter| match letter {
            'i' | 'l' | 'j' | 't' | 'f' | 'I' | '.' | ',' | ':' | '\'' | '|' => 0.34,
            'm' | 'w' | 'M' | 'W' => 0.92,
            ' ' | '-' => 0.4,
            'A'..='Z' => 0.7,
            letter if u32::from(letter) >= 0x2e80 => 1.02,
            _ => 0.58,
        })
        .sum();
    ems * font_size
}

/// How wide an address or a port is at a font size: in a font whose letters are all of one width.
#[must_use]
pub fn code_width(text: &str, font_size: f64) -> f64 {
    let ems: f64 =
        text.chars().map(|letter| if u32::from(letter) >= 0x2e80 { 1.02 } else { 0.61 }).sum();
    ems * font_size
}

/// A text that fits into a width: as it is, or cut short with an ellipsis.
#[must_use]
pub fn fit_text(text: &str, font_size: f64, width: f64) -> String {
    fit(text, width, |text| text_width(text, font_size))
}

/// An address that fits into a width, like [`fit_text`].
#[must_use]
pub fn fit_code(text: &str, font_size: f64, width: f64) -> String {
    fit(text, width, |text| code_width(text, font_size))
}

fn fit(text: &str, width: f64, measure: impl Fn(&str) -> f64) -> String {
    if measure(text) <= width {
        return text.to_owned();
    }
    let room = width - measure("m");
    let mut kept = String::new();
    for letter in text.chars() {
        kept.push(letter);
        if measure(&kept) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone_and_a_longer_one_is_cut() {
        assert_eq!(fit_text("web-1", 13.0, 100.0), "web-1");
        let cut = fit_text("a-very-long-name-for-a-server", 13.0, 100.0);
        assert!(cut.ends_with('…') && text_width(&cut, 13.0) <= 110.0, "{cut}");
    }
}
