//! Texts that fit into a width.

/// A text that fits into a width: as it is, or cut short with an ellipsis. `measure` tells how wide
/// a letter is, in the unit of the width.
#[must_use]
pub fn fit(text: &str, width: f64, measure: impl Fn(char) -> f64) -> String {
    let room = width - measure('…');
    let (mut taken, mut kept) = (0.0, 0);
    for (at, letter) in text.char_indices() {
        taken += measure(letter);
        if taken <= room {
            kept = at + letter.len_utf8();
        }
        if taken > width {
            let start = text.get(..kept).unwrap_or_default();
            return format!("{}…", start.trim_end());
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, count: f64) -> String {
        fit(text, count, |letter| if letter == 'ü' { 2.0 } else { 1.0 })
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(letters("web-1", 5.0), "web-1");
        assert_eq!(letters("grün", 5.0), "grün");
        assert_eq!(letters("", 0.0), "");
    }

    #[test]
    fn a_longer_one_is_cut_before_what_the_ellipsis_needs() {
        assert_eq!(letters("web-12", 5.0), "web-…");
        assert_eq!(letters("grüne", 5.0), "grü…");
        assert_eq!(letters("grün und blau", 5.9), "grü…");
        assert_eq!(letters("in time", 4.0), "in…");
    }

    #[test]
    fn without_any_room_the_ellipsis_is_left() {
        assert_eq!(letters("web", 0.5), "…");
        assert_eq!(letters("web", -3.0), "…");
    }
}
