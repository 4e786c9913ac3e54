//! The board: whatever is done on it, nothing lies on anything else.

use elb_rule_planner::command::{
    CommandStep, DrawnKind, add, carry, copy, drag, line, relocate, remove,
};
use elb_rule_planner::command::{Line, LineEnd};
use elb_rule_planner::edit::{Container, Edit, transact};
use elb_rule_planner::engine::check;
use elb_rule_planner::layout::{
    Lines, Link, Point, Rect, Scene, arrange, container_of, free_position, nudged, with_room,
};
use elb_rule_planner::plan::{
    BackendServerGroup, ElementId, IpType, Listener, ListenerId, Plan, Position, Server, VpcId,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::config;

/// Something that is done on the board.
#[derive(Debug, Clone)]
enum Act {
    Add(DrawnKind, Option<Index>),
    Carry(DrawnKind, Point),
    Drag(Vec<Index>, Point, Point),
    Nudge(Vec<Index>, (i32, i32)),
    Copy(Vec<Index>),
    Remove(Index),
    Line(Index, Point),
    Relocate(Index, Index),
    AddListener(Index),
    AddIpv6(Index),
    Tidy,
}

fn place() -> impl Strategy<Value = Point> {
    (-200..1400_i32, -200..1000_i32).prop_map(|(x, y)| Point::new(f64::from(x), f64::from(y)))
}

fn act() -> impl Strategy<Value = Act> {
    let kind = select(DrawnKind::ALL.to_vec());
    let some = || vec(any::<Index>(), 1..4);
    let step = select(vec![(8, 0), (-8, 0), (0, 8), (0, -8), (40, 0), (0, -40)]);
    prop_oneof![
        3 => (kind.clone(), any::<Option<Index>>()).prop_map(|(kind, at)| Act::Add(kind, at)),
        6 => (kind, place()).prop_map(|(kind, at)| Act::Carry(kind, at)),
        6 => (some(), place(), place()).prop_map(|(ids, from, to)| Act::Drag(ids, from, to)),
        2 => (some(), step).prop_map(|(ids, by)| Act::Nudge(ids, by)),
        2 => some().prop_map(Act::Copy),
        1 => any::<Index>().prop_map(Act::Remove),
        2 => (any::<Index>(), place()).prop_map(|(end, at)| Act::Line(end, at)),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(id, home)| Act::Relocate(id, home)),
        2 => any::<Index>().prop_map(Act::AddListener),
        1 => any::<Index>().prop_map(Act::AddIpv6),
        1 => Just(Act::Tidy),
    ]
}

fn chosen(plan: &Plan, ids: &[Index]) -> Vec<ElementId> {
    let all = plan.element_ids().collect::<Vec<_>>();
    let mut chosen: Vec<ElementId> = vec![];
    for at in ids.iter().filter(|_| !all.is_empty()) {
        let id = *at.get(&all);
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    chosen
}

/// The step that something done comes to; none where nothing is changed.
fn step(plan: &Plan, act: &Act) -> CommandStep {
    let scene = Scene::of(plan);
    match act {
        Act::Add(kind, at) => {
            let selection = at.map(|at| chosen(plan, &[at])).unwrap_or_default();
            add(plan, &selection, *kind, None).step
        }
        Act::Carry(kind, at) => carry(plan, &scene, &[], *kind, *at).unwrap_or_default(),
        Act::Drag(ids, from, to) => {
            let ids = chosen(plan, ids);
            drag(plan, &scene, &ids, (*from, *to)).unwrap_or_default()
        }
        Act::Nudge(ids, by) => {
            let moves = nudged(plan, &chosen(plan, ids), *by).into_iter();
            let edit = |(element, position)| Edit::Move { element, into: None, position };
            CommandStep::of(moves.map(edit).collect())
        }
        Act::Copy(ids) => copy(plan, &chosen(plan, ids)),
        Act::Remove(at) => remove(plan, &chosen(plan, &[*at])),
        Act::Line(end, to) => {
            let listeners = plan
                .listeners()
                .map(|(balancer, it)| (LineEnd::Listener(it.id), ElementId::from(balancer.id)));
            let groups = plan
                .backend_server_groups
                .iter()
                .map(|it| (LineEnd::BackendServerGroup(it.id), it.id.into()));
            let ends = listeners.chain(groups).collect::<Vec<_>>();
            if ends.is_empty() {
                return CommandStep::default();
            }
            let (end, source) = *end.get(&ends);
            let from = scene.rect(source).unwrap().center();
            line(plan, &scene, Line { end, from, to: *to }).unwrap_or_default()
        }
        Act::Relocate(at, home) => {
            let Some(id) = chosen(plan, &[*at]).pop() else { return CommandStep::default() };
            let vpcs = plan.vpcs.iter().map(|it| Container::Vpc(it.id));
            let subnets = plan.subnets.iter().map(|it| Container::Subnet(it.id));
            let all = vpcs.chain(subnets).filter(|it| DrawnKind::of(id).fits(*it));
            let all = all.collect::<Vec<_>>();
            if all.is_empty() {
                return CommandStep::default();
            }
            let into = *home.get(&all);
            relocate(plan, id, into, free_position(plan, into, id))
        }
        Act::AddListener(at) => {
            if plan.load_balancers.is_empty() {
                return CommandStep::default();
            }
            let balancer = at.get(&plan.load_balancers);
            let Some(first) = balancer.listeners.first() else { return CommandStep::default() };
            let listener = Listener { id: plan.next_listener_id(), ..first.clone() };
            let edit = Edit::PutListener { load_balancer: balancer.id, listener };
            CommandStep::of(vec![edit])
        }
        Act::AddIpv6(at) => {
            if plan.subnets.is_empty() {
                return CommandStep::default();
            }
            let mut subnet = at.get(&plan.subnets).clone();
            subnet.ipv6_cidr = Some("2001:db8::/64".parse().unwrap());
            CommandStep::of(vec![Edit::Put(subnet.into())])
        }
        Act::Tidy => CommandStep::of(arrange(plan)),
    }
}

/// Pairs that hide each other. A group may stand in front of a subnet.
fn hidden(plan: &Plan) -> Vec<(ElementId, ElementId)> {
    let scene = Scene::of(plan);
    let mut pairs = vec![];
    for (at, one) in scene.order().iter().enumerate() {
        for other in &scene.order()[at + 1..] {
            let is_group = |id: &ElementId| matches!(id, ElementId::BackendServerGroup(_));
            let is_subnet = |id: &ElementId| matches!(id, ElementId::Subnet(_));
            let is_before = is_group(one) && is_subnet(other) || is_group(other) && is_subnet(one);
            let are_beside = container_of(plan, *one) == container_of(plan, *other);
            let [a, b] = [one, other].map(|id| scene.rect(*id).unwrap());
            // A group in front of a subnet stands on none of the cards in it.
            if (are_beside && !is_before || are_cards(one, other)) && a.overlaps(b) {
                pairs.push((*one, *other));
            }
        }
    }
    pairs
}

fn are_cards(one: &ElementId, other: &ElementId) -> bool {
    let is_card = |id: &ElementId| !matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
    is_card(one) && is_card(other)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn after_any_acts_no_two_things_lie_on_each_other(acts in vec(act(), 1..24)) {
        let mut plan = Plan::default();
        for act in acts {
            let step = step(&plan, &act);
            let edits = with_room(&plan, step.edits);
            let next = transact(&plan, &edits).unwrap();
            let pairs = hidden(&next);
            prop_assert!(pairs.is_empty(), "{act:?}\n{pairs:?}\n{}",
                serde_json::to_string(&next).unwrap());
            plan = next;
        }
    }

    /// While things are dragged, they and what they hold move by as much as the pointer, nothing else
    /// moves, and the lines that are drawn anew are the ones at what moves.
    #[test]
    fn a_drag_moves_what_is_dragged_with_its_lines_and_nothing_else(
        acts in vec(act(), 1..16), ids in vec(any::<Index>(), 1..4),
    ) {
        let mut plan = Plan::default();
        for act in acts {
            plan = transact(&plan, &with_room(&plan, step(&plan, &act).edits)).unwrap();
        }
        let (ids, scene, report) = (chosen(&plan, &ids), Scene::of(&plan), check(&plan));
        let around = |scene: &Scene| {
            scene.order().iter().filter_map(|id| scene.rect(*id)).reduce(Rect::union)
        };
        prop_assert_eq!(scene.bounds(), around(&scene));
        let moving = scene.with_contents(&ids);
        let moved = scene.with_moved(&moving, 40.0, -24.0);
        prop_assert_eq!(moved.bounds(), around(&moved));
        for id in plan.element_ids() {
            let holds = |it: ElementId| {
                std::iter::successors(Some(it), |it| match container_of(&plan, *it)? {
                    Container::Vpc(id) => Some(id.into()),
                    Container::Subnet(id) => Some(id.into()),
                    Container::Board => None,
                })
            };
            let moves = holds(id).any(|it| ids.contains(&it));
            let (dx, dy) = if moves { (40.0, -24.0) } else { (0.0, 0.0) };
            prop_assert_eq!(moved.rect(id), scene.rect(id).map(|it| it.moved(dx, dy)), "{}", id);
        }
        let all = Lines::of(&plan, &report, &scene);
        let theirs = all.links.iter().filter(|link| link.is_at(&moving)).collect::<Vec<_>>();
        let dragged = all.dragged(&moved, &moving);
        prop_assert_eq!(dragged.len(), theirs.len());
        for (link, before) in dragged.iter().zip(theirs) {
            prop_assert_eq!((link.ends, &link.flows), (before.ends, &before.flows));
            let verdicts = |link: &Link| link.strands.iter().map(|it| it.verdict).collect::<Vec<_>>();
            prop_assert_eq!(verdicts(link), verdicts(before));
            for strand in &link.strands {
                let end = strand.all_courses().last().unwrap().end();
                let [from, to] = link.ends.cards().map(|it| moved.rect(it).unwrap());
                prop_assert!(from.grown(1.0).contains(strand.course.start()), "{:?}", link);
                prop_assert!(to.grown(1.0).contains(end), "{:?}", link);
            }
        }
    }

    /// The board shows things, while they are carried or dragged, at the place where they come to
    /// lie, and what makes way is never the thing that was put down.
    #[test]
    fn what_is_put_down_stays_where_it_was_shown(acts in vec(act(), 1..16)) {
        let mut plan = Plan::default();
        for act in acts {
            let step = step(&plan, &act);
            let shown = Scene::of(&transact(&plan, &step.edits).unwrap());
            let edits = with_room(&plan, step.edits);
            let next = transact(&plan, &edits).unwrap();
            let there = Scene::of(&next);
            let placed: Vec<ElementId> = match &act {
                Act::Carry(..) => step.select.unwrap_or_default(),
                // Several in different containers can be in each other's way.
                Act::Drag(ids, ..) if ids.len() == 1 => chosen(&plan, ids),
                _ => vec![],
            };
            for id in placed {
                prop_assert_eq!(shown.rect(id), there.rect(id), "{:?} {}", act, id);
            }
            plan = next;
        }
    }
}

fn overlapping() -> Plan {
    let mut plan = Plan::default();
    for kind in [DrawnKind::Vpc, DrawnKind::Vpc, DrawnKind::Server, DrawnKind::Server] {
        plan = transact(&plan, &add(&plan, &[], kind, None).step.edits).unwrap();
    }
    plan.vpcs[1].position = Position::new(40, 40);
    plan.servers[1].position = plan.servers[0].position;
    plan
}

#[test]
fn what_lay_on_each_other_in_a_plan_from_elsewhere_is_left_alone() {
    let plan = overlapping();
    let before = hidden(&plan);
    assert!(before.len() >= 2, "{before:?}");
    let open = vec![Edit::Open(Box::new(plan.clone()))];
    assert_eq!(with_room(&Plan::default(), open.clone()), open);
    // An edit of something else moves neither.
    let step = add(&plan, &[], DrawnKind::SecurityGroup, None).step;
    assert_eq!(with_room(&plan, step.edits.clone()), step.edits);
    let mut server: Server = plan.servers[0].clone();
    "renamed".clone_into(&mut server.name);
    let rename = vec![Edit::Put(server.into())];
    assert_eq!(with_room(&plan, rename.clone()), rename);
}

#[test]
fn what_stood_beside_goes_aside_and_what_stood_below_goes_down() {
    let mut plan = Plan::default();
    for kind in [DrawnKind::Vpc, DrawnKind::Subnet] {
        plan = transact(&plan, &add(&plan, &[], kind, None).step.edits).unwrap();
    }
    let scene = Scene::of(&plan);
    let vpc: Rect = scene.rect(VpcId(1).into()).unwrap();
    for at in [(vpc.right() + 16.0, 0.0), (0.0, vpc.bottom() + 16.0)] {
        let at = Point::new(at.0 + 48.0, at.1 + 20.0);
        let step = carry(&plan, &Scene::of(&plan), &[], DrawnKind::Vpc, at).unwrap();
        plan = transact(&plan, &with_room(&plan, step.edits)).unwrap();
    }
    let before = plan.vpcs.iter().map(|it| it.position).collect::<Vec<_>>();
    // A second subnet to the right of the first one makes the VPC wider, and then higher.
    let step = add(&plan, &[VpcId(1).into()], DrawnKind::Subnet, None).step;
    plan = transact(&plan, &with_room(&plan, step.edits)).unwrap();
    let after = plan.vpcs.iter().map(|it| it.position).collect::<Vec<_>>();
    assert!(after[1].x > before[1].x && after[1].y == before[1].y, "{before:?} {after:?}");
    assert_eq!([after[0], after[2]], [before[0], before[2]]);
    let at = Point::new(vpc.x + 70.0, vpc.bottom() - 10.0);
    let step = carry(&plan, &Scene::of(&plan), &[], DrawnKind::Subnet, at).unwrap();
    plan = transact(&plan, &with_room(&plan, step.edits)).unwrap();
    assert!(plan.vpcs[2].position.y > after[2].y);
    assert_eq!(plan.vpcs[2].position.x, after[2].x);
}

#[test]
fn a_listener_with_a_group_keeps_it_when_its_line_ends_nowhere() {
    let mut plan = Plan::default();
    for (kind, selection) in
        [(DrawnKind::LoadBalancer, vec![]), (DrawnKind::BackendServerGroup, vec!["elb-1"])]
    {
        let ids: Vec<ElementId> = selection
            .iter()
            .filter_map(|name| plan.element_ids().find(|id| plan.name_of(*id) == Some(name)))
            .collect();
        plan = transact(&plan, &add(&plan, &ids, kind, None).step.edits).unwrap();
    }
    let (_, listener) = plan.listener(ListenerId(1)).unwrap();
    assert!(listener.backend_server_group.is_some());
    let scene = Scene::of(&plan);
    let ground = scene.rect(VpcId(1).into()).unwrap();
    let to = Point::new(ground.x + 8.0, ground.bottom() - 8.0);
    let drawn = |end, to| line(&plan, &scene, Line { end, from: Point::new(0.0, 0.0), to });
    assert!(drawn(LineEnd::Listener(ListenerId(1)), to).is_err());
    // An empty group wishes for a server, but not far from every subnet.
    let group: &BackendServerGroup = &plan.backend_server_groups[0];
    let far = Point::new(9000.0, 9000.0);
    assert!(drawn(LineEnd::BackendServerGroup(group.id), far).is_err());
    let within = scene.rect(plan.subnets[0].id.into()).unwrap();
    let within = Point::new(within.right() - 10.0, within.bottom() - 6.0);
    let step = drawn(LineEnd::BackendServerGroup(group.id), within).unwrap();
    let plan = transact(&plan, &step.edits).unwrap();
    assert_eq!(plan.backend_server_groups[0].members.len(), 1);
    assert_eq!(
        plan.servers[0].address(IpType::IPv4).map(|it| it.to_string()).as_deref(),
        Some("10.0.1.10")
    );
    // With a member it wishes for nothing.
    let scene = Scene::of(&plan);
    let end = LineEnd::BackendServerGroup(plan.backend_server_groups[0].id);
    let from = Point::new(0.0, 0.0);
    let free = Point::new(within.x, scene.rect(plan.subnets[0].id.into()).unwrap().bottom() - 4.0);
    assert!(line(&plan, &scene, Line { end, from, to: free }).is_err());
}

/// The copied load balancer makes its subnet grow under the copied group, whichever is copied first.
#[test]
fn a_group_and_a_load_balancer_that_are_copied_together_do_not_lie_on_each_other() {
    let mut plan = Plan::default();
    let carried = [(DrawnKind::LoadBalancer, (1274.0, 261.0)), (DrawnKind::Vpc, (0.0, 0.0))];
    let mut put = |kind, (x, y)| {
        let step = step(&plan, &Act::Carry(kind, Point::new(x, y)));
        plan = transact(&plan, &with_room(&plan, step.edits)).unwrap();
    };
    for (kind, at) in carried {
        put(kind, at);
    }
    let scene = Scene::of(&plan);
    let balancer = ElementId::from(plan.load_balancers[0].id);
    let below = scene.rect(balancer).unwrap();
    let at = Point::new(below.x + 56.0, below.bottom() + 40.0);
    let step = step(&plan, &Act::Carry(DrawnKind::BackendServerGroup, at));
    let plan = transact(&plan, &with_room(&plan, step.edits)).unwrap();
    let group = ElementId::from(plan.backend_server_groups[0].id);
    for ids in [[balancer, group], [group, balancer]] {
        let step = copy(&plan, &ids);
        let copied = transact(&plan, &with_room(&plan, step.edits)).unwrap();
        assert_eq!(hidden(&copied), [], "{ids:?}");
    }
}
