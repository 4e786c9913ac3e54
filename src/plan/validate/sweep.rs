//! Finds intervals that overlap, by walking along them in order.

/// An interval and who it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span<K, O> {
    pub(super) first: K,
    pub(super) last: K,
    pub(super) owner: O,
}

/// Every span that overlaps an earlier one, with one that it overlaps. Each span is reported at
/// most once, so the answer stays short where everything overlaps everything.
pub(super) fn overlaps<K: Copy + Ord, O: Copy>(
    mut spans: Vec<Span<K, O>>,
    may_overlap: impl Fn(O, O) -> bool,
) -> Vec<(O, O)> {
    // A stable sort: of two equal spans the one listed later is the one at fault.
    crate::plan::sort_list(&mut spans, |a, b| a.first.cmp(&b.first).then(b.last.cmp(&a.last)));
    let mut found = vec![];
    let mut farthest: Option<Span<K, O>> = None;
    for span in spans {
        if let Some(other) = farthest
            && span.first <= other.last
        {
            if !may_overlap(span.owner, other.owner) {
                found.push((span.owner, other.owner));
            }
            if span.last <= other.last {
                continue;
            }
        }
        farthest = Some(span);
    }
    found
}
