//! A part of the page that is drawn once its chunk is loaded.

use std::pin::Pin;

use yew::platform::spawn_local;
use yew::prelude::*;

use super::button::Button;
use super::text::{say, use_language};
use crate::locale::GeneralText;
use crate::platform::idle;
use crate::view::code::Chunk;

/// The properties of [`Lazy`].
#[derive(Clone, Copy, Properties)]
struct LazyProps {
    chunk: Chunk,
    /// Draws what stands around a sentence in place of the part; it belongs to the chunk.
    around: fn(Html) -> Html,
}

impl PartialEq for LazyProps {
    fn eq(&self, other: &Self) -> bool {
        self.chunk == other.chunk
    }
}

/// The part of a chunk, which is loaded if it is not there yet. Until then, and where it cannot be
/// loaded, a sentence stands in its place, within what `around` draws.
pub(crate) fn lazy(chunk: Chunk, around: fn(Html) -> Html) -> Html {
    // Without the key, a part in the place of another one would have the failure of that one.
    html! { <Lazy key={chunk.name()} {chunk} {around} /> }
}

/// The part of a chunk, or the sentence in its place.
#[component]
fn Lazy(props: &LazyProps) -> Html {
    let LazyProps { chunk, around } = *props;
    let language = use_language();
    let tries = use_state(|| 0_u32);
    // The number of tries after which it was there, or was not.
    let ended = use_state(|| None::<u32>);
    let drawn = chunk.loaded();
    {
        let ended = ended.clone();
        // It may be loaded between this drawing, which has it not, and the effect of it.
        use_effect_with((*tries, drawn.is_some()), move |(tries, is_drawn)| {
            let tries = *tries;
            if !is_drawn {
                spawn_local(async move {
                    // An error is seen by the missing part.
                    drop(chunk.entry().await);
                    ended.set(Some(tries));
                });
            }
        });
    }
    if let Some(draw) = drawn {
        return draw();
    }
    if *ended != Some(*tries) {
        let text = say(GeneralText::Loading.text(language));
        return around(html! { <p class="muted" role="status">{ text }</p> });
    }
    let onclick = move |_| tries.set(*tries + 1);
    around(html! {
        <div class="work" role="alert">
            <p>{ say(GeneralText::PartNotLoaded.text(language)) }</p>
            <Button label={say(GeneralText::TryAgain.text(language))} small=true {onclick} />
        </div>
    })
}

/// Loads chunks ahead, one after the other, whenever the page has nothing else to do.
pub(crate) async fn load_ahead(
    chunks: impl IntoIterator<Item = Pin<Box<dyn Future<Output = ()>>>>,
) {
    for chunk in chunks {
        idle().await;
        chunk.await;
    }
}
