//! The choice of the lines that are drawn.

use std::collections::HashSet;
use std::rc::Rc;

use super::lines::TrunkProps;
use super::lit::about_trunk;
use super::picture_props::{PicturePart, PictureProps};
use crate::layout::{DetailLevel, Link, LinkEnds, Trunk};

/// The lines of a part of the picture that run through the drawn area.
pub(super) struct DrawnLines {
    pub(super) links: Vec<Rc<Link>>,
    pub(super) trunks: Vec<TrunkProps>,
}

impl DrawnLines {
    pub(super) fn of(props: &PictureProps) -> Self {
        let (all, drawn, lifted) = (&props.lines.0, &props.drawn.0, &props.lifted.0);
        let is_far = drawn.area.detail() == DetailLevel::Blocks;
        // From very far a trunk leads to a subnet, not to its servers.
        let trunked = match is_far {
            true => all.trunks.iter().map(|it| it.group).collect::<HashSet<_>>(),
            false => HashSet::new(),
        };
        let is_branch = |link: &Link| match link.ends {
            LinkEnds::Member { group, .. } => trunked.contains(&group),
            LinkEnds::Forward { .. } => false,
        };
        let is_drawn = |link: &Link| !is_branch(link) && drawn.reaches(link.bounds());
        let links = match props.part {
            PicturePart::Closer => vec![],
            PicturePart::Lifted => {
                let dragged = all.dragged(&props.scene.0, lifted).into_iter();
                dragged.filter(|link| is_drawn(link)).map(Rc::new).collect()
            }
            PicturePart::Ground => {
                let resting = all.links.iter().filter(|it| is_drawn(it) && !it.is_at(lifted));
                resting.cloned().collect()
            }
        };
        let lies = |trunk: &&Rc<Trunk>| {
            drawn.reaches(trunk.bounds()) && !lifted.contains(&trunk.group.into())
        };
        let trunks = match props.part {
            PicturePart::Ground => all.trunks.iter().filter(lies).collect(),
            PicturePart::Lifted | PicturePart::Closer => vec![],
        };
        let lit = |trunk: &Trunk| {
            let about = about_trunk(trunk);
            trunk.strands.iter().map(|strand| props.lit.0.line(&about, &strand.flows)).collect()
        };
        let trunks = trunks.into_iter().map(|trunk| TrunkProps {
            trunk: Rc::clone(trunk),
            is_lit: lit(trunk),
            is_far,
            edge: trunk.into.filter(|_| is_far).and_then(|id| props.scene.0.rect(id)),
        });
        Self { links, trunks: trunks.collect() }
    }
}
