//! What is around the text of a link: how it was packed, how long it is, and a checksum.
//!
//! The first character names the codec; `1` is raw deflate with a dictionary, and base64url. Four characters say how
//! many follow before the last four, which are the checksum. Length and checksum are written with
//! letters and digits only, so that no program that finds links in a text leaves the end out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use super::LinkError;
use super::deflate::{self, Refusal};

const CODEC: char = '1';

/// The most bytes that a link unpacks to.
const LARGEST: usize = 1024 * 1024;

/// Letters and digits that are not taken for one another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The characters of the length and of the checksum.
const FIGURES: usize = 4;

/// Packs a text.
pub(super) fn wrap(text: &[u8]) -> String {
    let body = URL_SAFE_NO_PAD.encode(deflate::pack(text));
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    format!("{CODEC}{}{body}{}", figures(length), figures(checksum(&body)))
}

/// Unpacks a text.
///
/// # Errors
/// Says whether the link is empty, unknown, cut off, changed, or too large.
pub(super) fn unwrap(link: &str) -> Result<String, LinkError> {
    let codec = link.chars().next().ok_or(LinkError::Empty)?;
    if codec != CODEC {
        return Err(LinkError::UnknownCodec(codec));
    }
    let head = 1 + FIGURES;
    let cut_off = |wanted| LinkError::CutOff { found: link.chars().count(), wanted };
    let length = link.get(1..head).ok_or_else(|| cut_off(head))?;
    let length =
        number(length).and_then(|it| usize::try_from(it).ok()).ok_or(LinkError::Changed)?;
    let end = head + length;
    let whole = end + FIGURES;
    if link.len() < whole {
        return Err(cut_off(whole));
    }
    let body = link.get(head..end).ok_or(LinkError::Changed)?;
    let sum = link.get(end..whole).and_then(number).ok_or(LinkError::Changed)?;
    if sum != checksum(body) {
        return Err(LinkError::Changed);
    }
    let packed = URL_SAFE_NO_PAD.decode(body).map_err(|_| LinkError::Changed)?;
    let text = deflate::unpack(&packed, LARGEST).map_err(|refusal| match refusal {
        Refusal::TooLarge => LinkError::TooLarge(LARGEST),
        Refusal::Broken => LinkError::Changed,
    })?;
    String::from_utf8(text).map_err(|_| LinkError::Changed)
}

/// Without tables, which would take more room in the page's module than links ever save time.
const CRC: Crc<u32, NoTable> = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);

/// The lower 20 bits of a CRC-32, as many as the checksum's four characters hold.
fn checksum(body: &str) -> u32 {
    CRC.checksum(body.as_bytes()) & 0xf_ffff
}

/// A number below 2^20 in four characters.
fn figures(number: u32) -> String {
    let figure = |place: u32| {
        let value = usize::try_from(number >> (5 * place) & 31).unwrap_or_default();
        char::from(DIGITS.get(value).copied().unwrap_or(b'0'))
    };
    (0..4).rev().map(figure).collect()
}

/// The number of four characters.
fn number(figures: &str) -> Option<u32> {
    figures.bytes().try_fold(0_u32, |number, figure| {
        let value = DIGITS.iter().position(|it| *it == figure)?;
        Some(number << 5 | u32::try_from(value).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused() {
        let bomb = wrap(&vec![b' '; 64 * 1024 * 1024]);
        assert_eq!(unwrap(&bomb).unwrap_err(), LinkError::TooLarge(LARGEST));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(unwrap(&wrap(&[0xff, 0xfe])).unwrap_err(), LinkError::Changed);
    }

    #[test]
    fn figures_read_back_as_they_were_written() {
        for sample in [0, 1, 31, 32, 899, 46_655, 0xf_ffff] {
            assert_eq!(number(&figures(sample)), Some(sample));
        }
    }
}
