//! The envelope of a link's text: how it was packed, how long it is, and a checksum.
//!
//! The first character names the codec. `1` is raw deflate with a dictionary, and base64url; four
//! characters say how many follow before the last four, which are the checksum. `2` is the same,
//! where four characters are too few to say the length: it has seven of them. Length and checksum
//! are written with letters and digits only, so that no program that finds links in a text leaves
//! the end out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use super::LinkError;
use super::deflate::{self, Refusal};
use crate::plan::limits::MOST_BYTES;

/// The codec of links whose length fits into four characters.
const CODEC: char = '1';

/// The codec of longer ones.
const LONG_CODEC: char = '2';

/// The most bytes that a link unpacks to. What a plan is shortened to is no longer than its JSON,
/// but for lists in which hardly anything has a field that one thing has; those stay below twice
/// the length.
pub(super) const LARGEST: usize = 2 * MOST_BYTES;

/// Letters and digits that are not taken for one another.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The characters of the checksum, and of the length with the usual codec.
const FIGURES: usize = 4;

/// The characters of the length with the codec of long links.
const LONG_FIGURES: usize = 7;

/// The number of characters that say the length, with a codec that is known.
fn figures_of(codec: char) -> Option<usize> {
    match codec {
        CODEC => Some(FIGURES),
        LONG_CODEC => Some(LONG_FIGURES),
        _ => None,
    }
}

/// Packs a text.
pub(super) fn wrap(text: &[u8]) -> String {
    let body = URL_SAFE_NO_PAD.encode(deflate::pack(text));
    let (codec, count) = match body.len() < 1 << (5 * FIGURES) {
        true => (CODEC, FIGURES),
        false => (LONG_CODEC, LONG_FIGURES),
    };
    let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let sum = figures(checksum(&body).into(), FIGURES);
    format!("{codec}{}{body}{sum}", figures(length, count))
}

/// Unpacks a text.
///
/// # Errors
/// Says whether the link is empty, unknown, cut off, changed, or too large.
pub(super) fn unwrap(link: &str) -> Result<String, LinkError> {
    let codec = link.chars().next().ok_or(LinkError::Empty)?;
    let head = figures_of(codec).ok_or(LinkError::UnknownCodec(codec))?.saturating_add(1);
    let cut_off = |wanted| LinkError::CutOff { found: link.chars().count(), wanted };
    let length = link.get(1..head).ok_or_else(|| cut_off(head))?;
    let length =
        number(length).and_then(|it| usize::try_from(it).ok()).ok_or(LinkError::Changed)?;
    let end = head.saturating_add(length);
    let whole = end.saturating_add(FIGURES);
    if link.len() < whole {
        return Err(cut_off(whole));
    }
    let body = link.get(head..end).ok_or(LinkError::Changed)?;
    let sum = link.get(end..whole).and_then(number).ok_or(LinkError::Changed)?;
    if sum != u64::from(checksum(body)) {
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

/// A number in so many characters.
fn figures(number: u64, count: usize) -> String {
    let figure = |place: usize| {
        let value = usize::try_from(number >> (5 * place) & 31).unwrap_or_default();
        char::from(DIGITS.get(value).copied().unwrap_or(b'0'))
    };
    (0..count).rev().map(figure).collect()
}

/// The number of some characters, no more than seven.
fn number(figures: &str) -> Option<u64> {
    figures.bytes().try_fold(0_u64, |number, figure| {
        let value = DIGITS.iter().position(|it| *it == figure)?;
        Some(number << 5 | u64::try_from(value).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_refused() {
        let bomb = wrap(&vec![b' '; LARGEST + 1]);
        assert_eq!(unwrap(&bomb).unwrap_err(), LinkError::TooLarge(LARGEST));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(unwrap(&wrap(&[0xff, 0xfe])).unwrap_err(), LinkError::Changed);
    }

    #[test]
    fn figures_read_back_as_they_were_written() {
        for sample in [0, 1, 31, 32, 899, 46_655, 0xf_ffff] {
            assert_eq!(number(&figures(sample, FIGURES)), Some(sample));
            assert_eq!(number(&figures(sample << 15, LONG_FIGURES)), Some(sample << 15));
        }
    }

    /// Text that does not get shorter by packing.
    fn noise(bytes: usize) -> Vec<u8> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // 64 letters, so that each takes six bits.
            b' ' + u8::try_from(state >> 58).unwrap_or_default()
        };
        (0..bytes).map(|_| next()).collect()
    }

    #[test]
    fn a_link_of_any_length_comes_back() {
        for bytes in [1_000_000, 1_100_000, 2_000_000] {
            let text = noise(bytes);
            let link = wrap(&text);
            let codec = if link.len() < 1 << 20 { '1' } else { '2' };
            assert!(link.starts_with(codec), "{} {}", link.len(), &link[..8]);
            assert_eq!(unwrap(&link).unwrap().as_bytes(), text);
            let cut = unwrap(&link[..link.len() - 1]).unwrap_err();
            assert_eq!(cut, LinkError::CutOff { found: link.len() - 1, wanted: link.len() });
        }
    }
}
