//! The reason of what somebody asks about, beside it on the board.

use std::rc::Rc;

use yew::prelude::*;

use crate::layout::{Point, Rect, SUBNET_HEADER, Scene, Size, Viewport};
use crate::plan::ElementId;
use crate::view::parts::{Same, lazy};
use crate::view::state::{Asked, use_part, use_store};
use crate::view::why::{REASON, ReasonPlace, reason_around};

/// The part of the board that is seen, and the places of things on it.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct AskedReasonProps {
    pub(super) scene: Same<Scene>,
    pub(super) viewport: Viewport,
    pub(super) window: Size,
    pub(super) look: Callback<Point>,
}

/// The reason of what somebody asks about, once anybody does.
#[component]
pub(super) fn AskedReason(props: &AskedReasonProps) -> Html {
    let store = use_store();
    let asked = use_part(|state| state.asked.0);
    let AskedReasonProps { scene: Same(scene), viewport, window, look } = props;
    let Some((mark, card)) = asked.and_then(|asked| {
        let card = asked.about.card(store.plan())?;
        places(asked, card, scene)
    }) else {
        return Html::default();
    };
    let place = ReasonPlace {
        mark: in_pixels(mark, *viewport),
        card: in_pixels(card, *viewport),
        window: *window,
        viewport: *viewport,
        look: look.clone(),
    };
    html! {
        <ContextProvider<ReasonPlace> context={place}>
            { lazy(REASON, reason_around) }
        </ContextProvider<ReasonPlace>>
    }
}

/// The mark that was pressed, and the card that it belongs to.
fn places(asked: Asked, card: ElementId, scene: &Rc<Scene>) -> Option<(Rect, Rect)> {
    let rect = scene.rect(card)?;
    let mark = match asked.mark {
        Some(mark) => Rect { x: rect.x + mark.x, y: rect.y + mark.y, ..mark },
        // A container is as large as all that is in it; its head stands for it.
        None if matches!(card, ElementId::Vpc(_) | ElementId::Subnet(_)) => {
            Rect { height: rect.height.min(SUBNET_HEADER), ..rect }
        }
        None => rect,
    };
    Some((mark, rect))
}

fn in_pixels(rect: Rect, viewport: Viewport) -> Rect {
    let Viewport { origin, zoom } = viewport;
    let (x, y) = ((rect.x - origin.x) * zoom, (rect.y - origin.y) * zoom);
    Rect { x, y, width: rect.width * zoom, height: rect.height * zoom }
}
