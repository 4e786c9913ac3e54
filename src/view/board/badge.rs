//! Badges: the name of a security group or a network ACL with the number of changes it needs.

use yew::prelude::*;

use super::text_measure::TextMeasure;
use crate::engine::report::Verdict;
use crate::layout::decimal;

use crate::plan::ElementId;
use crate::view::parts::class_of;

/// The greatest width of a badge, in board units.
pub(super) const MAX_WIDTH: f64 = 104.0;
/// The least width that a badge is cut to: some letters and the number.
pub(super) const MIN_WIDTH: f64 = 56.0;
const PADDING: f64 = 9.0;

/// A badge.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Badge {
    /// The thing that the badge names; a press on the badge selects it.
    pub(super) of: Option<ElementId>,
    /// The thing that a press on it asks about.
    pub(super) about: Option<AttrValue>,
    /// The words for who points at it.
    pub(super) tip: Option<AttrValue>,
    pub(super) text: String,
    pub(super) verdict: Option<Verdict>,
    pub(super) is_lit: bool,
    /// Its greatest width, between [`MIN_WIDTH`] and [`MAX_WIDTH`].
    pub(super) room: f64,
}

impl Badge {
    /// The badge with a greatest width.
    pub(super) fn within(&self, room: f64) -> Self {
        Self { room: room.clamp(MIN_WIDTH, MAX_WIDTH), ..self.clone() }
    }

    /// The text cut to the width; the number of changes, behind the last space, is always kept.
    fn shown(&self) -> String {
        let room = self.room - 2.0 * PADDING;
        match self.text.rsplit_once(' ') {
            Some((name, count))
                if count == "?" || count.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                let counted = TextMeasure::Badge.width(count) + TextMeasure::Badge.width(" ");
                format!("{} {count}", TextMeasure::Badge.fit(name, room - counted))
            }
            _ => TextMeasure::Badge.fit(&self.text, room),
        }
    }

    pub(super) fn width(&self) -> f64 {
        (TextMeasure::Badge.width(&self.shown()) + 2.0 * PADDING).min(self.room + 4.0)
    }

    /// Draws the badge with its upper right corner at a place.
    pub(super) fn svg(&self, right: f64, y: f64) -> Html {
        let width = self.width();
        let x = right - width;
        let classes = classes!("badge", class_of(self.verdict), self.is_lit.then_some("lit"));
        html! {
            <g
                class={classes}
                data-select={self.of.map(|id| id.to_string())}
                data-why={self.about.clone()}
            >
                if let Some(tip) = &self.tip {
                    <title>{ tip }</title>
                }
                <rect x={decimal(x)} y={decimal(y)} width={decimal(width)} height="20" rx="10" />
                <text x={decimal(x + width / 2.0)} y={decimal(y + 14.0)}>{ self.shown() }</text>
            </g>
        }
    }
}
