//! The small picture of a plan: the board's own drawing without text.

use serde::{Deserialize, Serialize};

use crate::engine::report::{Report, Verdict};
use crate::layout::{Lines, Scene};
use crate::plan::{ElementId, Plan};

/// The most shapes, and the most lines, of a picture. A larger plan is drawn without its cards.
const MOST: usize = 150;

/// The small picture of a plan, in board units from its upper left corner.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// The shapes that are drawn, containers before what they hold.
    pub shapes: Vec<(PictureShape, [i32; 4])>,
    /// The lines, each a curve through four points.
    pub lines: Vec<(PictureLine, [i32; 8])>,
}

/// The kind of thing that a rectangle stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureShape {
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// Any card.
    #[serde(other)]
    Card,
}

/// The verdict on the flows along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureLine {
    /// They pass.
    Open,
    /// Something stops them.
    Blocked,
    /// No rule is asked.
    Exempt,
    /// Somebody has to look.
    Attention,
    /// Nothing flows yet.
    #[serde(other)]
    Nothing,
}

impl Picture {
    /// The picture of a plan and the engine's answer to it.
    #[must_use]
    pub fn of(plan: &Plan, report: &Report) -> Self {
        let scene = Scene::of(plan);
        let Some(bounds) = scene.bounds() else { return Self::default() };
        let x = |x: f64| whole(x - bounds.x);
        let y = |y: f64| whole(y - bounds.y);
        let is_large = scene.order().len() > MOST;
        let drawn = scene.order().iter().filter_map(|id| {
            let shape = match id {
                ElementId::Vpc(_) => PictureShape::Vpc,
                ElementId::Subnet(_) => PictureShape::Subnet,
                _ if is_large => return None,
                _ => PictureShape::Card,
            };
            let rect = scene.rect(*id)?;
            Some((shape, [x(rect.x), y(rect.y), whole(rect.width), whole(rect.height)]))
        });
        let shapes = drawn.take(MOST).collect();
        let mut lines = vec![];
        if !is_large {
            let all = Lines::of(plan, report, &scene);
            let of_links = all.links.iter().flat_map(|it| &it.strands);
            let of_links =
                of_links.flat_map(|strand| strand.all_courses().map(|it| (strand.verdict, it)));
            let of_trunks = all.trunks.iter().flat_map(|it| &it.strands);
            let of_trunks =
                of_trunks.flat_map(|strand| strand.all_courses().map(|it| (strand.verdict, it)));
            // The trunks come first: of a large group the branches alone would say nothing.
            for (verdict, course) in of_trunks.chain(of_links) {
                let line = match verdict {
                    Some(Verdict::Open) => PictureLine::Open,
                    Some(Verdict::Blocked) => PictureLine::Blocked,
                    Some(Verdict::Exempt) => PictureLine::Exempt,
                    Some(Verdict::Attention) => PictureLine::Attention,
                    None => PictureLine::Nothing,
                };
                lines.extend(course.curves().into_iter().map(|curve| {
                    let [a, b, c, d] =
                        [curve.start, curve.start_control, curve.end_control, curve.end];
                    let points = [x(a.x), y(a.y), x(b.x), y(b.y), x(c.x), y(c.y), x(d.x), y(d.y)];
                    (line, points)
                }));
            }
        }
        lines.truncate(MOST);
        Self { width: whole(bounds.width), height: whole(bounds.height), shapes, lines }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits just before")]
fn whole(length: f64) -> i32 {
    length.round().clamp(-1e9, 1e9) as i32
}
