//! The reason of what somebody asks about, beside it on the board. All that says it is in a chunk.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::layout::{Point, Rect, SUBNET_HEADER, Scene, Size, Viewport};
use crate::locale::Language;
use crate::plan::ElementId;
use crate::view::parts::ChunkError;
use crate::view::state::{Action, Asked, Store};
use crate::view::why::{REASON, ReasonPlace};

/// Draws the reason of what somebody asks about, once anybody does and its chunk is there.
pub(super) fn reason(
    asked: Option<&Asked>,
    scene: &Scene,
    (viewport, window): (Viewport, Size),
    look: &Callback<Point>,
) -> Option<Html> {
    let Asked { about, on, mark } = asked?;
    let draw = REASON.loaded()?;
    let card = scene.rect(*on)?;
    let mark = match mark {
        Some(mark) => Rect { x: card.x + mark.x, y: card.y + mark.y, ..*mark },
        // A container is as large as all that is in it; its head stands for it.
        None if matches!(on, ElementId::Vpc(_) | ElementId::Subnet(_)) => {
            Rect { height: card.height.min(SUBNET_HEADER), ..card }
        }
        None => card,
    };
    let in_pixels = |rect: Rect| {
        let Viewport { origin, zoom } = viewport;
        let (x, y) = ((rect.x - origin.x) * zoom, (rect.y - origin.y) * zoom);
        Rect { x, y, width: rect.width * zoom, height: rect.height * zoom }
    };
    Some(draw(ReasonPlace {
        about: about.clone(),
        mark: in_pixels(mark),
        card: in_pixels(card),
        window,
        viewport,
        look: look.clone(),
    }))
}

/// Loads the chunk once anybody asks. Where it cannot be loaded, a notice says so.
pub(super) fn load(store: &Store, language: Language, redraw: &UseForceUpdateHandle) {
    let (store, redraw) = (store.clone(), redraw.clone());
    spawn_local(async move {
        match REASON.entry().await {
            Ok(_) => redraw.force_update(),
            Err(ChunkError) => {
                store.dispatch(Action::Explain(None));
                store.dispatch(Action::not_loaded(language));
            }
        }
    });
}
