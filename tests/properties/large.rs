//! Large plans: what tidying makes of them.

use std::collections::HashMap;

use elb_rule_planner::edit::{Container, transact};
use elb_rule_planner::engine::check;
use elb_rule_planner::layout::{Course, Lines, LinkEnds, Point, Rect, Scene, TrunkStrand, arrange};
use elb_rule_planner::plan::{ElementId, Plan};
use proptest::prelude::*;
use serde_json::{Value, json};

/// The proportions of a large plan.
#[derive(Debug, Clone, Copy)]
struct Shape {
    servers: u32,
    vpcs: u32,
    /// The servers of a subnet, of a group, and the groups of a load balancer.
    in_subnet: u32,
    in_group: u32,
    of_balancer: u32,
    /// The number of subnets over which the members of a group are spread.
    spread: u32,
    /// Tells whether load balancers stand in a subnet of servers.
    is_shared: bool,
    /// The addresses in each VPC, and outside.
    backends: u32,
}

/// A plan of a shape. Members of a group are spread over subnets that follow each other.
fn plan(shape: Shape) -> Plan {
    let Shape { servers, vpcs, in_subnet, in_group, of_balancer, spread, is_shared, backends } =
        shape;
    let (mut networks, mut subnets, mut balancers) = (vec![], vec![], vec![]);
    let (mut groups, mut machines, mut addresses) = (vec![], vec![], vec![]);
    // Some security groups let everything in, the others nothing, and so does the network ACL.
    let security_groups = (1..=12).map(|at| {
        let open = json!([{ "id": format!("rule-{at}"), "remote": "0.0.0.0/0" }]);
        let inbound = if at % 3 == 0 { json!([]) } else { open };
        json!({ "id": format!("sg-{at}"), "name": "sg", "inbound": inbound })
    });
    let security_groups = security_groups.collect::<Vec<_>>();
    let (mut server, mut subnet, mut group, mut listener) = (0, 0, 0, 0);
    for vpc in 1..=vpcs {
        networks.push(json!({
            "id": format!("vpc-{vpc}"), "name": "vpc", "cidr": "10.0.0.0/8",
        }));
        let mut add_subnet = || {
            subnet += 1;
            subnets.push(json!({
                "id": format!("subnet-{subnet}"), "name": "s", "vpc": format!("vpc-{vpc}"),
                "cidr": format!("10.{}.{}.0/24", subnet / 250, subnet % 250),
                "network_acl": (subnet % 4 == 0).then_some("acl-1"),
                "ipv6_cidr": (subnet % 3 == 0).then(|| format!("2001:db8:{subnet:x}::/64")),
            }));
            subnet
        };
        let own = add_subnet();
        let here = servers / vpcs;
        let count = here.div_ceil(in_subnet).max(1);
        let first = if is_shared { own } else { add_subnet() };
        for _ in 1..count {
            add_subnet();
        }
        let first_server = server;
        for at in 0..here {
            server += 1;
            machines.push(json!({
                "id": format!("server-{server}"), "name": "m",
                "subnet": format!("subnet-{}", first + at / in_subnet),
                "security_groups": [format!("sg-{}", 1 + at * 7 % 12)],
            }));
        }
        let group_count = (here / in_group).max(1);
        let mut listeners: Vec<Value> = vec![];
        for at in 0..group_count {
            group += 1;
            listener += 1;
            let place = |member: u32| {
                let within = (at / spread * spread + member % spread) * in_group;
                (within + member / spread + at % spread * (in_group / spread)) % here
            };
            let members = (0..in_group.min(here)).map(|member| {
                json!({
                    "id": format!("member-{}", group * 1000 + member), "port": 80, "weight": 1,
                    "target": format!("server-{}", first_server + 1 + place(member)),
                })
            });
            groups.push(json!({
                "id": format!("bsg-{group}"), "name": "g", "vpc": format!("vpc-{vpc}"),
                "protocol": "TCP", "members": members.collect::<Vec<_>>(),
                "health_check": { "enabled": false, "protocol": "TCP" },
            }));
            listeners.push(json!({
                "id": format!("listener-{listener}"), "protocol": "TCP",
                "ports": format!("{}", 1 + listener), "backend_server_group": format!("bsg-{group}"),
            }));
            if listeners.len() == of_balancer as usize || at + 1 == group_count {
                balancers.push(json!({
                    "id": format!("elb-{}", balancers.len() + 1), "name": "elb",
                    "kind": "dedicated", "subnet": format!("subnet-{own}"),
                    "ip_as_backend": balancers.len() % 3 < 2,
                    "listeners": std::mem::take(&mut listeners),
                }));
            }
        }
        for vpc in [json!(format!("vpc-{vpc}")), Value::Null].iter().cycle().take(backends as usize)
        {
            let number = addresses.len() + 1;
            addresses.push(json!({
                "id": format!("ip-{number}"), "name": "a", "vpc": vpc,
                "address": format!("172.16.{}.{}", number / 200, 1 + number % 200),
            }));
        }
    }
    serde_json::from_value(json!({
        "version": 1, "vpcs": networks, "subnets": subnets, "load_balancers": balancers,
        "backend_server_groups": groups, "servers": machines, "ip_backends": addresses,
        "security_groups": security_groups, "network_acls": [{ "id": "acl-1", "name": "acl" }],
    }))
    .unwrap()
}

fn shape() -> impl Strategy<Value = Shape> {
    (200..3000_u32, 1..4_u32, 4..400_u32, 3..80_u32, 1..40_u32, 1..6_u32, any::<bool>(), 0..30_u32)
        .prop_map(
            |(servers, vpcs, in_subnet, in_group, of_balancer, spread, is_shared, backends)| {
                Shape {
                    servers,
                    vpcs,
                    in_subnet,
                    in_group,
                    of_balancer,
                    spread,
                    is_shared,
                    backends,
                }
            },
        )
}

fn tidy(plan: &Plan) -> Plan {
    transact(plan, &arrange(plan)).unwrap()
}

/// The cards by the squares of the board that they touch.
fn by_square(scene: &Scene) -> HashMap<(i64, i64), Vec<(ElementId, Rect)>> {
    let mut squares: HashMap<_, Vec<_>> = HashMap::new();
    for id in scene.order() {
        if !matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_)) {
            let rect = scene.rect(*id).unwrap();
            for square in squares_of(rect) {
                squares.entry(square).or_default().push((*id, rect));
            }
        }
    }
    squares
}

/// The square of the board in which a place lies.
fn square_of(at: Point) -> (i64, i64) {
    let part = |at: f64| (at / 512.0).floor() as i64;
    (part(at.x), part(at.y))
}

fn squares_of(rect: Rect) -> impl Iterator<Item = (i64, i64)> {
    let (left, top) = square_of(Point::new(rect.x, rect.y));
    let (right, bottom) = square_of(Point::new(rect.right(), rect.bottom()));
    (top..=bottom).flat_map(move |y| (left..=right).map(move |x| (x, y)))
}

fn is_in_place(scene: &Scene) -> Result<(), TestCaseError> {
    for cards in by_square(scene).values() {
        for (at, one) in cards.iter().enumerate() {
            for other in &cards[at + 1..] {
                prop_assert!(!one.1.overlaps(other.1), "{} {}", one.0, other.0);
            }
        }
    }
    let containers = |id: &&ElementId| matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
    let containers = scene.order().iter().filter(containers).collect::<Vec<_>>();
    for (at, one) in containers.iter().enumerate() {
        for other in &containers[at + 1..] {
            let are_beside = scene.home(**one) == scene.home(**other);
            let [a, b] = [one, other].map(|id| scene.rect(**id).unwrap());
            prop_assert!(!are_beside || !a.overlaps(b), "{} {}", one, other);
        }
    }
    for id in scene.order() {
        // A thing lies within its container, and a group in no subnet.
        let rect = scene.rect(*id).unwrap();
        if let Some(holder) = scene.holders(*id).next() {
            prop_assert_eq!(scene.rect(holder).unwrap().union(rect), scene.rect(holder).unwrap());
        }
        if let (ElementId::BackendServerGroup(_), Some(home)) = (id, scene.home(*id)) {
            let beside = containers.iter().filter(|it| scene.home(***it) == Some(home));
            for other in beside {
                prop_assert!(!scene.rect(**other).unwrap().overlaps(rect), "{} {}", id, other);
            }
        }
    }
    Ok(())
}

/// Places along a line, close to each other.
fn places(course: &Course) -> Vec<Point> {
    let along = |from: Point, to: Point| {
        let steps = (from.distance(to) / 4.0).ceil().max(1.0) as u32;
        (0..=steps).map(move |at| from.toward(to, f64::from(at) / f64::from(steps)))
    };
    match course {
        Course::Curve(curve) => (0..=400).map(|at| curve.point(f64::from(at) / 400.0)).collect(),
        Course::Path(points) => {
            points.iter().zip(&points[1..]).flat_map(|(from, to)| along(*from, *to)).collect()
        }
    }
}

fn surrounds(bounds: Rect, course: &Course) -> bool {
    places(course).iter().all(|at| bounds.contains(*at))
}

/// Holds that no line crosses a card, that lines begin and end at theirs, and that branches begin at
/// a trunk.
fn are_lines_in_place(plan: &Plan) -> Result<(), TestCaseError> {
    let scene = Scene::of(plan);
    let lines = Lines::of(plan, &check(plan), &scene);
    let squares = by_square(&scene);
    let crossed = |course: &Course, ends: &[ElementId]| {
        places(course).into_iter().find_map(|at| {
            let cards = squares.get(&square_of(at))?;
            let card = cards.iter().find(|(id, rect)| rect.contains(at) && !ends.contains(id))?;
            Some((card.0, at))
        })
    };
    let mut members = vec![];
    for link in &lines.links {
        let cards = link.ends.cards();
        let [from, to] = cards.map(|id| scene.rect(id).unwrap().grown(0.5));
        if let LinkEnds::Member { member, .. } = link.ends {
            members.push(member);
        }
        for strand in &link.strands {
            for course in strand.all_courses() {
                let crossed = crossed(course, &cards);
                prop_assert!(crossed.is_none(), "{crossed:?} {link:?}");
                prop_assert!(surrounds(link.bounds(), course));
            }
            let end = strand.all_courses().last().unwrap().end();
            prop_assert!(to.contains(end), "{link:?}");
            let start = strand.course.start();
            let begins = |course: &Course| places(course).iter().any(|at| at.distance(start) < 4.0);
            let of_trunk = lines.trunks.iter().filter(|it| cards.contains(&it.group.into()));
            let mut courses =
                of_trunk.flat_map(|it| &it.strands).filter(|it| it.verdict == strand.verdict);
            prop_assert!(
                from.contains(start) || courses.any(|it| it.all_courses().any(begins)),
                "{link:?}"
            );
        }
    }
    let all = plan.members().map(|it| it.1.id).collect::<Vec<_>>();
    prop_assert_eq!(members, all);
    for trunk in &lines.trunks {
        let group = [trunk.group.into()];
        for course in trunk.strands.iter().flat_map(TrunkStrand::all_courses) {
            let crossed = crossed(course, &group);
            prop_assert!(crossed.is_none(), "{crossed:?} {trunk:?}");
            prop_assert!(surrounds(trunk.bounds(), course));
        }
        for strand in &trunk.strands {
            let start = strand.courses[0].start();
            prop_assert!(scene.rect(group[0]).unwrap().grown(0.5).contains(start), "{trunk:?}");
        }
    }
    Ok(())
}

/// The widths of a tidy board as multiples of its height. The best is 1.4; two VPCs of that shape,
/// each with one subnet that cannot be narrower, make half or twice of it.
const ABOUT_AS_WIDE_AS_HIGH: std::ops::RangeInclusive<f64> = 0.7 / 1.25..=2.8;

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::config().cases.div_ceil(20).max(24), ..crate::config() })]

    #[test]
    fn a_large_plan_is_tidied_about_as_wide_as_high_without_anything_on_anything(shape in shape()) {
        let plan = tidy(&plan(shape));
        let scene = Scene::of(&plan);
        let bounds = scene.bounds().unwrap();
        let ratio = bounds.width / bounds.height;
        prop_assert!(ABOUT_AS_WIDE_AS_HIGH.contains(&ratio), "{ratio} {shape:?}");
        is_in_place(&scene)?;
        prop_assert_eq!(arrange(&plan), []);
        are_lines_in_place(&plan)?;
        for server in &plan.servers {
            prop_assert_eq!(scene.home(server.id.into()), Some(Container::Subnet(server.subnet)));
        }
    }
}

const HUGE: Shape = Shape {
    servers: 20_000,
    vpcs: 2,
    in_subnet: 300,
    in_group: 50,
    of_balancer: 20,
    spread: 3,
    is_shared: false,
    backends: 20,
};

#[test]
fn a_plan_of_twenty_thousand_servers_is_tidied_about_as_wide_as_high() {
    let plan = tidy(&plan(HUGE));
    let bounds = Scene::of(&plan).bounds().unwrap();
    let ratio = bounds.width / bounds.height;
    assert!(ABOUT_AS_WIDE_AS_HIGH.contains(&ratio), "{ratio}");
    assert_eq!(arrange(&plan), []);
}

/// A gap of six units lies beside a group of this plan, narrower than a trunk with all its lines.
#[test]
fn the_lines_of_a_trunk_move_closer_together_in_a_narrow_gap() {
    let shape = Shape {
        servers: 2520,
        vpcs: 2,
        in_subnet: 69,
        in_group: 38,
        of_balancer: 18,
        spread: 4,
        is_shared: false,
        backends: 0,
    };
    are_lines_in_place(&tidy(&plan(shape))).unwrap();
}

/// In one column the load balancers of this plan would be four times as high as it is wide.
#[test]
fn many_load_balancers_of_one_subnet_stand_in_several_columns() {
    let shape = Shape {
        servers: 1917,
        vpcs: 1,
        in_subnet: 135,
        in_group: 3,
        of_balancer: 1,
        spread: 1,
        is_shared: false,
        backends: 0,
    };
    let plan = tidy(&plan(shape));
    let scene = Scene::of(&plan);
    let bounds = scene.bounds().unwrap();
    let ratio = bounds.width / bounds.height;
    assert!(ABOUT_AS_WIDE_AS_HIGH.contains(&ratio), "{ratio}");
    is_in_place(&scene).unwrap();
    are_lines_in_place(&plan).unwrap();
}
