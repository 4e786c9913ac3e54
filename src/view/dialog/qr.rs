//! A link as a QR code.

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

/// The width of the empty border around the code, in modules, as the standard demands.
const RING: i32 = 4;

/// Draws the code of a text; nothing if the text is too long. The code is dark on light in every
/// theme, because not every reader can read the opposite.
pub(super) fn code(text: &str, label: AttrValue) -> Html {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Low) else { return Html::default() };
    let size = code.size();
    let whole = size + 2 * RING;
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                path.push_str(&format!(
                    "M{} {}h{}v1h-{}z",
                    start + RING,
                    y + RING,
                    x - start,
                    x - start
                ));
            }
            x += 1;
        }
    }
    html! {
        <svg
            class="qr"
            viewBox={format!("0 0 {whole} {whole}")}
            shape-rendering="crispEdges"
            role="img"
            aria-label={label}
        >
            <rect class="qr-ground" width={whole.to_string()} height={whole.to_string()} />
            <path class="qr-modules" d={path} />
        </svg>
    }
}
