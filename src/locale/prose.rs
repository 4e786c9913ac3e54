//! Sentences in pieces, so that a page can set names in bold and addresses in a monospaced face.

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Plain words.
    Words(String),
    /// An address, a port or another thing that is typed as it stands.
    Code(String),
    /// The name of something drawn.
    Strong(String),
}

impl Segment {
    /// The text of the piece.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Code(text) | Self::Strong(text) => text,
        }
    }
}

/// Pieces as one text, for places that know one face only.
#[must_use]
pub fn plain(segments: &[Segment]) -> String {
    segments.iter().map(Segment::text).collect()
}

/// A part of a sentence, or all of it.
pub(super) type Prose = Vec<Segment>;

/// Plain words.
pub(super) fn words(text: impl Into<String>) -> Prose {
    vec![Segment::Words(text.into())]
}

/// Something that is typed as it stands.
pub(super) fn code(text: impl ToString) -> Prose {
    vec![Segment::Code(text.to_string())]
}

/// A name.
pub(super) fn strong(text: impl Into<String>) -> Prose {
    vec![Segment::Strong(text.into())]
}

/// Puts parts into the places that a sentence leaves for them with `{}`. Only the sentence is
/// looked at for places, so a name may hold any character.
pub(super) fn fill<const N: usize>(sentence: &str, parts: [Prose; N]) -> Prose {
    let mut parts = parts.into_iter();
    let mut filled = vec![];
    for (at, stretch) in sentence.split("{}").enumerate() {
        if at > 0 {
            parts.next().into_iter().flatten().for_each(|segment| push(&mut filled, segment));
        }
        push(&mut filled, Segment::Words(stretch.to_owned()));
    }
    filled
}

/// Puts a text between parts.
pub(super) fn join(parts: Vec<Prose>, between: &str) -> Prose {
    let mut joined = vec![];
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            push(&mut joined, Segment::Words(between.to_owned()));
        }
        part.into_iter().for_each(|segment| push(&mut joined, segment));
    }
    joined
}

/// Adds a piece; words after words become one piece.
fn push(list: &mut Prose, segment: Segment) {
    match (list.last_mut(), segment) {
        (_, segment) if segment.text().is_empty() => {}
        (Some(Segment::Words(last)), Segment::Words(more)) => last.push_str(&more),
        (_, segment) => list.push(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_put_in_as_they_are() {
        let filled = fill("{} of {}.", [words("traffic"), strong("a {} b")]);
        assert_eq!(
            filled,
            [
                Segment::Words("traffic of ".to_owned()),
                Segment::Strong("a {} b".to_owned()),
                Segment::Words(".".to_owned()),
            ]
        );
        assert_eq!(plain(&filled), "traffic of a {} b.");
    }
}
