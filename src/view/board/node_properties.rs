//! The properties of the nodes, worked out from the plan and the report.

use std::collections::HashSet;
use std::num::NonZeroU16;

use rustc_hash::FxHashMap as HashMap;
use yew::prelude::*;

use super::badge::{Badge, MAX_WIDTH};
use super::balancer::{Balancer, BalancerProps};
use super::card::{Card, CardProps};
use super::container::{Container, ContainerProps};
use super::far_card::label;
use super::far_container::{Summary, header};
use super::labels::labels;
use super::listener_row::ListenerRow;
use super::lit::Lit;
use super::marks::{NodeMark, NodeMarks};
use super::node::{Node, NodeFrame};
use super::picture_props::{PicturePart, PictureProps};
use super::unknown_badges::{no_security_group, unknown_acl};
use crate::command::DrawnKind;
use crate::engine::report::{RulePlace, Verdict};
use crate::layout::{
    DetailLevel, DrawnThings, Overview, Point, Rect, Scene, Tiles, VerdictCounts, tile_area,
};
use crate::locale::{BoardText, ElementKindText, Language};
use crate::page::Explained;
use crate::plan::{
    ElementId, Ipv6Cidr, LoadBalancer, LoadBalancerKind, Plan, SecurityGroupId, Server,
};
use crate::view::parts::{Icon, say};

/// Works out the properties of each node from those of the picture.
pub(super) struct NodeProperties<'a> {
    plan: &'a Plan,
    scene: &'a Scene,
    marks: &'a NodeMarks,
    lit: &'a Lit,
    overview: Option<&'a Overview>,
    is_answered: bool,
    /// The places of the labels of cards that are too small for their names.
    labels: HashMap<ElementId, Point>,
    selection: &'a HashSet<ElementId>,
    target: Option<ElementId>,
    part: PicturePart,
    lifted: &'a HashSet<ElementId>,
    drawn: &'a DrawnThings,
    language: Language,
    /// The ports of the members on each server and address, in order.
    ports: HashMap<ElementId, Vec<NonZeroU16>>,
}

impl<'a> NodeProperties<'a> {
    pub(super) fn of(props: &'a PictureProps) -> Self {
        let (plan, scene, drawn) = (&*props.plan.0, &*props.scene.0, &*props.drawn.0);
        let (lifted, part) = (&*props.lifted.0, props.part);
        let is_drawn = |id: ElementId| is_drawn(drawn, scene, lifted, part, id);
        let mut ports: HashMap<_, Vec<_>> = HashMap::default();
        for (group, member) in plan.members().filter(|(_, it)| is_drawn(it.target.into())) {
            let port = group.port_of(member);
            ports.entry(ElementId::from(member.target)).or_default().extend(port);
        }
        for ports in ports.values_mut() {
            crate::plan::sort_list(ports, Ord::cmp);
            ports.dedup();
        }
        Self {
            plan,
            scene,
            marks: &props.marks.0,
            lit: &props.lit.0,
            overview: props.overview.as_ref().map(|it| &*it.0),
            is_answered: props.is_answered,
            labels: labels(plan, scene, drawn, |id| match part {
                PicturePart::Ground => !lifted.contains(&id),
                PicturePart::Lifted => lifted.contains(&id),
                PicturePart::Closer => false,
            }),
            selection: &props.selection.0,
            target: props.target,
            part,
            lifted,
            drawn,
            language: props.language,
            ports,
        }
    }

    /// Tells whether a thing is in the part that is drawn.
    fn has(&self, id: impl Into<ElementId>) -> bool {
        is_drawn(self.drawn, self.scene, self.lifted, self.part, id.into())
    }

    fn zoom(&self) -> f64 {
        self.drawn.area.text_zoom()
    }

    fn say(&self, text: &BoardText) -> AttrValue {
        say(text.text(self.language))
    }

    fn node(
        &self,
        id: ElementId,
        name: &str,
        detail: String,
        verdict: Option<Verdict>,
    ) -> Option<Node> {
        let rect: Rect = self.scene.rect(id)?;
        let kind = ElementKindText(id).text(self.language).into_owned();
        let name = name.to_owned();
        let label = BoardText::Described { kind, name: name.clone(), detail, verdict };
        Some(Node {
            id,
            frame: match self.part {
                PicturePart::Closer => NodeFrame::closer(rect, self.drawn.area.zoom),
                PicturePart::Ground | PicturePart::Lifted => NodeFrame::of(rect, self.drawn.area),
            },
            has_label: self.labels.contains_key(&id),
            name: name.into(),
            label: self.say(&label),
            is_selected: self.selection.contains(&id),
            is_target: self.target == Some(id),
            problem: self.marks.has_problem(id).then(|| self.say(&BoardText::Fault)),
            is_lifted: self.part != PicturePart::Closer && self.lifted.contains(&id),
            is_copy: self.part != PicturePart::Ground,
        })
    }

    /// The badge of a security group or a network ACL on a thing.
    fn badge(&self, place: RulePlace, name: &str, on: ElementId) -> Badge {
        let NodeMark { changes, verdict, is_unknown } = self.marks.place(place);
        let name_of_it = name.to_owned();
        let text = match is_unknown {
            true => BoardText::UnknownBadge(name_of_it),
            false => BoardText::Badge { name: name_of_it, changes },
        };
        let about = about_badge(place, on);
        Badge {
            is_lit: self.lit.badge(place, &about),
            of: Some(place.into()),
            about: Some(about),
            tip: Some(self.badge_tip(place, name)),
            text: text.text(self.language).into_owned(),
            verdict,
            room: MAX_WIDTH,
        }
    }

    fn badge_tip(&self, place: RulePlace, name: &str) -> AttrValue {
        let NodeMark { changes, verdict, is_unknown } = self.marks.place(place);
        if is_unknown {
            return self.say(&BoardText::UnknownBadgeTip(name.to_owned()));
        }
        self.say(&BoardText::BadgeTip { name: name.to_owned(), changes, verdict })
    }

    pub(super) fn vpcs(&self) -> Vec<Html> {
        let vpcs = self.plan.vpcs.iter().filter(|it| self.has(it.id)).filter_map(|vpc| {
            let mut block = vpc.cidr.to_string();
            for cidr in &vpc.secondary_cidrs {
                block = format!("{block}, {cidr}");
            }
            if let Some(cidr) = vpc.ipv6_cidr {
                block = format!("{block}, {cidr}");
            }
            let node = self.node(vpc.id.into(), &vpc.name, block.clone(), None)?;
            let props = ContainerProps {
                node,
                is_vpc: true,
                block: block.into(),
                ipv6_block: None,
                badge: None,
                summary: self.overview.and_then(|it| self.summary(it.vpc(vpc.id), None)),
            };
            Some(html! { <Container key={vpc.id.to_string()} ..props /> })
        });
        vpcs.collect()
    }

    pub(super) fn subnets(&self) -> Vec<Html> {
        let subnets = self.plan.subnets.iter().filter(|it| self.has(it.id)).filter_map(|subnet| {
            let block = subnet.cidr.to_string();
            let node = self.node(subnet.id.into(), &subnet.name, block.clone(), None)?;
            let acl = subnet.network_acl.and_then(|id| self.plan.network_acl(id));
            let props = ContainerProps {
                node,
                is_vpc: false,
                block: block.into(),
                ipv6_block: subnet.ipv6_cidr.as_ref().map(Ipv6Cidr::to_string).map(AttrValue::from),
                badge: match acl {
                    Some(acl) => {
                        let place = RulePlace::NetworkAcl(acl.id);
                        Some(self.badge(place, &acl.name, subnet.id.into()))
                    }
                    None => subnet.may_have_other_acl().then(|| unknown_acl(self.language)),
                },
                summary: self
                    .overview
                    .and_then(|it| self.summary(it.subnet(subnet.id), Some(subnet.id.into()))),
            };
            Some(html! { <Container key={subnet.id.to_string()} ..props /> })
        });
        subnets.collect()
    }

    /// Sums the servers in a container up, with tiles if it is a subnet that is very far away.
    fn summary(&self, counts: VerdictCounts, tiled: Option<ElementId>) -> Option<Summary> {
        if counts.servers() == 0 {
            return None;
        }
        let verdict = counts.worst();
        let zoom = self.zoom();
        let is_tiled = self.drawn.area.detail() == DetailLevel::Blocks;
        let tiles = tiled.filter(|_| is_tiled && self.is_answered).and_then(|id| {
            let rect = self.scene.rect(id)?;
            let own = Rect { x: 0.0, y: 0.0, width: rect.width * zoom, height: rect.height * zoom };
            let area = tile_area(own, header(own.height))?;
            Some(Tiles::of(&counts, area))
        });
        let state = BoardText::ServersAre { verdict, count: counts.of(verdict) };
        let count = BoardText::ServerCount(counts.servers());
        let state = self.is_answered.then(|| self.say(&state));
        let tip = self.say(&BoardText::Line(verdict));
        Some(Summary { count: self.say(&count), state, verdict, tip, tiles })
    }

    /// Load balancers, groups, servers and addresses, in the order in which traffic passes them.
    pub(super) fn cards(&self) -> Vec<Html> {
        let names = self.plan.security_groups.iter().map(|it| (it.id, it.name.as_str()));
        let names = names.collect::<HashMap<_, _>>();
        let balancers = self.plan.load_balancers.iter().filter(|it| self.has(it.id));
        let balancers = balancers.filter_map(|it| self.balancer(it));
        let servers = self.plan.servers.iter().filter(|it| self.has(it.id));
        let servers = servers.filter_map(|it| self.server(it, &names));
        balancers.chain(self.groups()).chain(servers).chain(self.ip_backends()).collect()
    }

    fn balancer(&self, balancer: &LoadBalancer) -> Option<Html> {
        let listeners = balancer.listeners.iter();
        let verdict = listeners.clone().filter_map(|it| self.marks.listener(it.id)).max();
        let kind =
            BoardText::BalancerKind { kind: balancer.kind, ip_as_backend: balancer.ip_as_backend };
        let kind = self.say(&kind);
        let names = |ids: &[crate::plan::SubnetId]| {
            let subnets = ids.iter().filter_map(|id| self.plan.subnet(*id));
            subnets.map(|subnet| subnet.name.clone()).collect::<Vec<_>>()
        };
        let own = balancer.current_backend_subnets() == [balancer.subnet];
        let source = match balancer.kind {
            LoadBalancerKind::Shared => {
                let blocks = self.plan.settings.sources_of_shared();
                BoardText::SharedSource { blocks: blocks.iter().map(ToString::to_string).collect() }
            }
            LoadBalancerKind::Dedicated => BoardText::BackendSubnets {
                names: if own { vec![] } else { names(&balancer.backend_subnets) },
                previous: names(&balancer.previous_backend_subnets),
            },
        };
        let node = self.node(balancer.id.into(), &balancer.name, kind.to_string(), verdict)?;
        let rows = listeners.map(|listener| {
            let groups = listener.groups();
            let mut names = groups.iter().filter_map(|id| self.plan.backend_server_group(*id));
            let group = names.next().map(|group| group.name.clone());
            let more = names.count();
            ListenerRow {
                end: listener.id.to_string().into(),
                label: format!("{} :{}", listener.protocol, listener.ports).into(),
                has_group: group.is_some(),
                group: match (group, more) {
                    (None, _) => self.say(&BoardText::NoGroup),
                    (Some(name), 0) => AttrValue::from(name),
                    (Some(name), more) => self.say(&BoardText::AndMore { name, more }),
                },
                verdict: self.marks.listener(listener.id),
                tip: self.say(&BoardText::DragToGroup),
            }
        });
        let props = BalancerProps {
            node,
            kind,
            source: self.say(&source),
            rows: rows.collect(),
            empty: self.say(&BoardText::NoListener),
        };
        Some(html! { <Balancer key={balancer.id.to_string()} ..props /> })
    }

    fn groups(&self) -> impl Iterator<Item = Html> + '_ {
        self.plan.backend_server_groups.iter().filter(|it| self.has(it.id)).filter_map(|group| {
            let text =
                BoardText::Group { protocol: group.protocol, check: group.health_check.clone() };
            let second = self.say(&text);
            let node = self.node(group.id.into(), &group.name, second.to_string(), None)?;
            let props = CardProps {
                node,
                class: "group",
                second,
                is_code: true,
                icon: None,
                badges: vec![],
                end: Some((group.id.to_string().into(), self.say(&BoardText::DragToServer))),
            };
            Some(html! { <Card key={group.id.to_string()} ..props /> })
        })
    }

    fn server(&self, server: &Server, names: &HashMap<SecurityGroupId, &str>) -> Option<Html> {
        let id = ElementId::from(server.id);
        let verdict = self.marks.target(id);
        let ports = self.ports_of(id);
        let address = match (server.ipv4, server.ipv6) {
            (Some(address), _) => format!("{address}{ports}"),
            (None, Some(address)) if ports.is_empty() => address.to_string(),
            (None, Some(address)) => format!("[{address}]{ports}"),
            (None, None) => String::new(),
        };
        let address = match server.interfaces.len() {
            0 => address,
            more => self.say(&BoardText::AndMore { name: address, more }).to_string(),
        };
        let mut worn: Vec<SecurityGroupId> = vec![];
        for id in server.all_interfaces().flat_map(|it| it.security_groups) {
            if !worn.contains(id) {
                worn.push(*id);
            }
        }
        let mut badges = worn
            .iter()
            .filter_map(|worn| {
                Some(self.badge(RulePlace::SecurityGroup(*worn), names.get(worn)?, id))
            })
            .collect::<Vec<_>>();
        // Without port security no group counts, so none is missing.
        if badges.is_empty() && server.all_interfaces().any(|it| it.port_security) {
            badges.push(no_security_group(id, self.language));
        }
        let node = self.node(id, &server.name, address.clone(), verdict)?;
        let props = CardProps {
            node,
            class: "server",
            second: address.into(),
            is_code: true,
            icon: None,
            badges,
            end: None,
        };
        Some(html! { <Card key={server.id.to_string()} ..props /> })
    }

    fn ip_backends(&self) -> impl Iterator<Item = Html> + '_ {
        self.plan.ip_backends.iter().filter(|it| self.has(it.id)).filter_map(|backend| {
            let id = ElementId::from(backend.id);
            let address = format!("{}{}", backend.address, self.ports_of(id));
            let verdict = self.marks.target(id);
            let node = self.node(id, &backend.name, address.clone(), verdict)?;
            let home = match backend.vpc {
                Some(_) => None,
                None => Some(Badge {
                    of: None,
                    about: None,
                    tip: None,
                    text: self.say(&BoardText::OnPremises).to_string(),
                    verdict: None,
                    is_lit: false,
                    room: MAX_WIDTH,
                }),
            };
            let props = CardProps {
                node,
                class: "server",
                second: address.into(),
                is_code: true,
                icon: Some(Icon::Of(DrawnKind::IpBackend)),
                badges: home.into_iter().collect(),
                end: None,
            };
            Some(html! { <Card key={backend.id.to_string()} ..props /> })
        })
    }

    /// The ports of the members on a server or an address, as they are written behind its address.
    fn ports_of(&self, target: ElementId) -> String {
        let ports = self.ports.get(&target).map(Vec::as_slice).unwrap_or_default();
        let ports = ports.iter().map(ToString::to_string).collect::<Vec<_>>();
        if ports.is_empty() { String::new() } else { format!(":{}", ports.join(",")) }
    }

    /// The labels of cards that are too small for their names. They stand above all cards.
    pub(super) fn labels(&self) -> Vec<Html> {
        let elements = self.scene.order().iter();
        let labels = elements.filter_map(|id| Some((*id, *self.labels.get(id)?)));
        let zoom = self.zoom();
        let label = |(id, place): (ElementId, Point)| {
            let middle = self.scene.rect(id)?.center();
            let name = self.plan.name_of(id)?;
            let at = middle.moved(place.x / zoom, place.y / zoom);
            Some(label(id, name, self.selection.contains(&id), (at, 1.0 / zoom)))
        };
        labels.filter_map(label).collect()
    }

    /// Cards of security groups, network ACLs and IP address groups.
    pub(super) fn rule_cards(&self) -> Vec<Html> {
        let groups =
            self.plan.security_groups.iter().filter(|it| self.has(it.id)).filter_map(|it| {
                let count = match it.rules_known {
                    true => rule_count(it.inbound.len(), it.outbound.len()),
                    false => BoardText::RulesNotKnown,
                };
                let end = (it.id.to_string().into(), self.say(&BoardText::DragToWear));
                let place = RulePlace::SecurityGroup(it.id);
                self.rule_card(it.id.into(), &it.name, &count, Some(place), Some(end))
            });
        let acls = self.plan.network_acls.iter().filter(|it| self.has(it.id)).filter_map(|it| {
            let count = match (it.enabled, it.rules_known) {
                (true, true) => rule_count(it.inbound.len(), it.outbound.len()),
                (true, false) => BoardText::RulesNotKnown,
                (false, _) => BoardText::AclDisabled,
            };
            let end = (it.id.to_string().into(), self.say(&BoardText::DragToSubnet));
            let place = RulePlace::NetworkAcl(it.id);
            self.rule_card(it.id.into(), &it.name, &count, Some(place), Some(end))
        });
        let addresses =
            self.plan.address_groups.iter().filter(|it| self.has(it.id)).filter_map(|it| {
                let count = BoardText::AddressCount(it.addresses.len());
                self.rule_card(it.id.into(), &it.name, &count, None, None)
            });
        groups.chain(acls).chain(addresses).collect()
    }

    fn rule_card(
        &self,
        id: ElementId,
        name: &str,
        count: &BoardText,
        place: Option<RulePlace>,
        end: Option<(AttrValue, AttrValue)>,
    ) -> Option<Html> {
        let mark = place.map(|place| self.marks.place(place)).unwrap_or_default();
        let second = self.say(count);
        let node = self.node(id, name, second.to_string(), mark.verdict)?;
        let badge = (mark.changes > 0).then(|| Badge {
            of: None,
            about: place.map(|place| about_badge(place, id)),
            tip: place.map(|place| self.badge_tip(place, name)),
            text: mark.changes.to_string(),
            verdict: mark.verdict,
            is_lit: place.is_some_and(|place| self.lit.badge(place, &about_badge(place, id))),
            room: MAX_WIDTH,
        });
        let props = CardProps {
            node,
            class: "rules",
            second,
            is_code: false,
            icon: Some(Icon::Of(DrawnKind::of(id))),
            badges: badge.into_iter().collect(),
            end,
        };
        Some(html! { <Card key={id.to_string()} ..props /> })
    }
}

fn rule_count(inbound: usize, outbound: usize) -> BoardText {
    BoardText::RuleCount { inbound, outbound }
}

/// The thing that a press on a badge asks about, as the board has it in its attributes.
fn about_badge(place: RulePlace, on: ElementId) -> AttrValue {
    AttrValue::from(Explained::Badge(place, on).to_string())
}

/// Tells whether a thing is in a part of the picture, and drawn there.
fn is_drawn(
    drawn: &DrawnThings,
    scene: &Scene,
    lifted: &HashSet<ElementId>,
    part: PicturePart,
    id: ElementId,
) -> bool {
    let is_in_part = part == PicturePart::Ground || lifted.contains(&id);
    is_in_part && scene.rect(id).is_some_and(|rect| drawn.shows(id, rect))
}
