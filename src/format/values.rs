//! The number of values in a JSON text, before they are made: as data of any kind each takes
//! many times the room that it takes as text.

/// The most values of a text. A plan at its limit has fewer, also where it is in columns: what
/// stands in a list takes seven bytes, and no kind of thing has more than eight fields that may be
/// left out.
const MOST: usize = 8_000_000;

/// Tells whether a text has more values than any plan.
pub(super) fn holds_too_many(text: &str) -> bool {
    let mut is_within_string = false;
    let mut is_escaped = false;
    let mut count = 0_usize;
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_within_string,
            b'"' => is_within_string = !is_within_string,
            b',' | b'[' | b'{' if !is_within_string => count = count.saturating_add(1),
            _ => {}
        }
    }
    count > MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_count_and_what_stands_in_strings_does_not() {
        assert!(!holds_too_many(&format!("[{}]", "1,".repeat(MOST - 1))));
        assert!(holds_too_many(&format!("[{}]", "1,".repeat(MOST))));
        assert!(!holds_too_many(&format!("[\"\\\"{}\"]", "1,".repeat(MOST))));
    }
}
