//! Text from bytes: UTF-8, or UTF-16 where a byte-order mark says so. What is neither is refused
//! with its place; no letter is ever replaced by another.

pub use crate::locale::EncodingError;

/// The text of some bytes, without a byte-order mark.
///
/// # Errors
/// Says where the bytes are no text.
pub fn text_of(bytes: Vec<u8>) -> Result<String, EncodingError> {
    match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(EncodingError::Wide),
        [0xff, 0xfe, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        [0, _, ..] | [_, 0, ..] => Err(EncodingError::Wide),
        [0xef, 0xbb, 0xbf, ..] => from_utf8(bytes).map(|mut text| {
            text.drain(..'\u{feff}'.len_utf8());
            text
        }),
        _ => from_utf8(bytes),
    }
}

fn from_utf8(bytes: Vec<u8>) -> Result<String, EncodingError> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let before = bytes.get(..valid).unwrap_or_default();
        EncodingError::NotUtf8 {
            line: lines(before),
            byte: valid.saturating_add(1),
            value: bytes.get(valid).copied().unwrap_or_default(),
        }
    })
}

fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, EncodingError> {
    let mut text = String::with_capacity(bytes.len());
    let pairs = bytes.chunks(2).map(|pair| match pair {
        [one, other] => unit([*one, *other]),
        // Half a letter at the end is refused as half of a pair is.
        _ => 0xd800,
    });
    for letter in char::decode_utf16(pairs) {
        match letter {
            Ok(letter) => text.push(letter),
            Err(_) => {
                let units = text.encode_utf16().count();
                // Behind the mark, which takes two bytes.
                let byte = units.saturating_mul(2).saturating_add(3);
                return Err(EncodingError::NotUtf16 { line: lines(text.as_bytes()), byte });
            }
        }
    }
    Ok(text)
}

/// The line behind some bytes.
fn lines(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count().saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    const TEXT: &str = "{\n \"name\": \"Größe 🙂\"}";

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn text_is_read_in_every_encoding_that_says_what_it_is() {
        assert_eq!(text_of(TEXT.as_bytes().to_vec()).unwrap(), TEXT);
        assert_eq!(text_of(format!("\u{feff}{TEXT}").into_bytes()).unwrap(), TEXT);
        assert_eq!(text_of(wide(TEXT, u16::to_le_bytes)).unwrap(), TEXT);
        assert_eq!(text_of(wide(TEXT, u16::to_be_bytes)).unwrap(), TEXT);
        assert_eq!(text_of(vec![]).unwrap(), "");
        assert_eq!(text_of(b"7".to_vec()).unwrap(), "7");
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        let refused = |bytes: &[u8]| text_of(bytes.to_vec()).unwrap_err().text(Language::English);
        assert_eq!(
            refused(b"{\n\"\xe4\"}"),
            "line 2: byte 4 of the file, `0xe4`, is not UTF-8 text; save the file as UTF-8"
        );
        // Cut within a letter.
        assert!(refused(&"ä".as_bytes()[..1]).starts_with("line 1: byte 1"));
        let mut half = wide("a\n", u16::to_le_bytes);
        half.extend([0x00, 0xd8, b'x', 0]);
        assert_eq!(
            refused(&half),
            "line 2: byte 7 of the file is not UTF-16 text; save the file as UTF-8"
        );
        assert!(refused(&wide("ab", u16::to_be_bytes)[..5]).starts_with("line 1: byte 5"));
    }

    #[test]
    fn wide_letters_without_a_mark_are_named() {
        let bare = wide(TEXT, u16::to_le_bytes).split_off(2);
        assert_eq!(text_of(bare), Err(EncodingError::Wide));
        let utf32: Vec<u8> =
            "\u{feff}{}".chars().flat_map(|it| u32::from(it).to_le_bytes()).collect();
        assert_eq!(text_of(utf32), Err(EncodingError::Wide));
    }
}
