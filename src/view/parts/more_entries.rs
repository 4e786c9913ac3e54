//! Long lists, of which only a part is drawn until somebody asks for more.

use yew::prelude::*;

use super::text::{say, use_language};
use crate::locale::{AmountText, Language};

/// The number of entries of a list that are drawn at first, and the least number added each time.
pub(crate) const AT_ONCE: usize = 200;

/// The part of a list that is shown.
#[derive(Clone)]
pub(crate) struct ShownEntries {
    count: UseStateHandle<usize>,
    language: Language,
}

/// Returns the part of a list that is shown, [`AT_ONCE`] entries at first.
#[hook]
pub(crate) fn use_shown_entries() -> ShownEntries {
    ShownEntries { count: use_state(|| AT_ONCE), language: use_language() }
}

impl ShownEntries {
    /// The number of entries that are shown.
    pub(crate) fn count(&self) -> usize {
        *self.count
    }

    /// The number of entries that are not shown, with a button that shows more; nothing where all
    /// are.
    pub(crate) fn rest(&self, all: usize) -> Html {
        let left = all.saturating_sub(self.count());
        if left == 0 {
            return Html::default();
        }
        let count = self.count.clone();
        let more = move |_: MouseEvent| {
            let step = AT_ONCE.max(*count);
            count.set(count.saturating_add(step));
        };
        let text = |text: AmountText| say(text.text(self.language));
        html! {
            <span class="more-entries">
                { text(AmountText::AndMore(left)) }{ " " }
                <button type="button" class="text-link" onclick={more}>
                    { text(AmountText::ShowMore) }
                </button>
            </span>
        }
    }
}
