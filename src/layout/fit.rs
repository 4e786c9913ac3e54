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

/// A text that fits into a width: as it is, or with an ellipsis in its middle. The names of things
/// that are alike differ at their ends.
#[must_use]
pub fn fit_ends(text: &str, width: f64, measure: impl Fn(char) -> f64) -> String {
    let whole = text.chars().map(&measure).sum::<f64>();
    if whole <= width {
        return text.to_owned();
    }
    let mut room = width - measure('…');
    let (mut start, mut end) = (0, text.len());
    // The end has a letter more than the start.
    for at_end in [true, false].into_iter().cycle() {
        let left = text.get(start..end).unwrap_or_default();
        let next = if at_end { left.chars().next_back() } else { left.chars().next() };
        let Some(letter) = next else { break };
        room -= measure(letter);
        if room < 0.0 {
            break;
        }
        if at_end {
            end -= letter.len_utf8();
        } else {
            start += letter.len_utf8();
        }
    }
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    format!("{}…{}", part(0..start), part(end..text.len()))
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
    fn names_that_are_alike_keep_their_ends() {
        let cut = |text: &str, width| fit_ends(text, width, |_| 1.0);
        assert_eq!(cut("app-6-028", 9.0), "app-6-028");
        assert_eq!(cut("app-6-028", 6.0), "ap…028");
        assert_eq!(cut("app-6-028", 2.0), "…8");
        assert_eq!(cut("app-6-028", 0.5), "…");
        assert_eq!(cut("größe-1", 4.0), "g…-1");
        assert_eq!(cut("", 0.0), "");
    }

    #[test]
    fn without_any_room_the_ellipsis_is_left() {
        assert_eq!(letters("web", 0.5), "…");
        assert_eq!(letters("web", -3.0), "…");
    }
}
