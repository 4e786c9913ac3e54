//! Long lists, of which only a part is drawn until somebody asks for more.

use yew::prelude::*;

use super::text::{say, use_language};
use crate::locale::{AmountText, Language};

/// How many entries of a list are drawn at first, and how many more each time.
pub(crate) const AT_ONCE: usize = 200;

/// How much of a list is shown.
#[derive(Clone)]
pub(crate) struct ShownEntries {
    count: UseStateHandle<usize>,
    language: Language,
}

/// How much of a list is shown.
#[hook]
pub(crate) fn use_shown_entries() -> ShownEntries {
    ShownEntries { count: use_state(|| AT_ONCE), language: use_language() }
}

impl ShownEntries {
    /// How many entries are shown.
    pub(crate) fn count(&self) -> usize {
        *self.count
    }

    /// How many entries are not shown, with the button that shows more; nothing where all are.
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
