//! Long lists, which are drawn as far as they are seen: the end of what is drawn asks for more when
//! it comes into sight, and so does a button.

use web_sys::Element;
use yew::prelude::*;

use super::printing::use_printing;
use super::text::{say, use_language};
use crate::locale::AmountText;
use crate::platform::on_sight;

/// The number of entries of a list that are drawn at first, and the number added each time that its
/// end is seen.
pub(crate) const AT_ONCE: usize = 24;

/// The least number of entries that the button adds.
const ASKED_FOR: usize = 200;

/// The part of a list that is shown.
#[derive(Clone)]
pub(crate) struct ShownEntries {
    count: UseStateHandle<usize>,
    /// The least number, so that an entry that is sought is among them.
    least: usize,
    /// True while the page is printed: a sheet has all entries.
    is_printing: bool,
}

/// Returns the part of a list that is shown, [`AT_ONCE`] entries at first.
#[hook]
pub(crate) fn use_shown_entries() -> ShownEntries {
    ShownEntries { count: use_state(|| AT_ONCE), least: 0, is_printing: use_printing() }
}

impl ShownEntries {
    /// The number of entries that are shown.
    pub(crate) fn count(&self) -> usize {
        if self.is_printing { usize::MAX } else { (*self.count).max(self.least) }
    }

    /// Shows the entry at a place as well, and stays so.
    pub(crate) fn up_to(self, place: Option<usize>) -> Self {
        let least = place.map_or(0, |place| place.saturating_add(1));
        if least > *self.count {
            self.count.set(least);
        }
        Self { least, ..self }
    }

    /// The number of entries that are not shown, with a button that shows more; nothing where all
    /// are.
    pub(crate) fn rest(&self, all: usize) -> Html {
        self.end(all, false)
    }

    /// The end of what is shown of a list box, in which only entries may stand.
    pub(crate) fn silent_rest(&self, all: usize) -> Html {
        self.end(all, true)
    }

    fn end(&self, all: usize, is_silent: bool) -> Html {
        let left = all.saturating_sub(self.count());
        if left == 0 {
            return Html::default();
        }
        let count = self.count.clone();
        let on_more = Callback::from(move |more: usize| count.set(count.saturating_add(more)));
        html! { <Rest {left} count={self.count()} {is_silent} {on_more} /> }
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RestProps {
    /// The number of entries that are not shown.
    left: usize,
    /// The number of those that are.
    count: usize,
    /// True if there is no text and no button.
    is_silent: bool,
    /// Shows so many more.
    on_more: Callback<usize>,
}

/// The end of what is shown of a list.
#[component]
fn Rest(props: &RestProps) -> Html {
    let RestProps { left, count, is_silent, on_more } = props.clone();
    let language = use_language();
    let end = use_node_ref();
    {
        let (end, on_more) = (end.clone(), on_more.clone());
        // With more entries above it the end may still be in sight, so each number is looked at anew.
        use_effect_with(count, move |_| {
            let seen = move || on_more.emit(AT_ONCE);
            let sighting = end.cast::<Element>().and_then(|end| on_sight(&end, seen));
            move || drop(sighting)
        });
    }
    if is_silent {
        return html! { <span ref={end} class="more-entries" aria-hidden="true">{ "…" }</span> };
    }
    let more = move |_: MouseEvent| on_more.emit(ASKED_FOR.max(count));
    html! {
        <span ref={end} class="more-entries">
            { say(AmountText::AndMore(left).text(language)) }{ " " }
            <button type="button" class="text-link" onclick={more}>
                { say(AmountText::ShowMore.text(language)) }
            </button>
        </span>
    }
}
