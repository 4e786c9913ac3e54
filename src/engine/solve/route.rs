//! The filters that a way leads past.
//!
//! Servers that wear the same groups behind the same network ACL share a route, so the compiled
//! filters of a plan are looked up once for all of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use smallvec::SmallVec;

use super::policies::{Policies, PolicyNumber};
use super::shelf::Filter;
use crate::engine::memo::Generation;
use crate::engine::requirements::Crossed;
use crate::plan::Direction;
use crate::plan::quick::QuickMap;

/// The routes of the last plans.
#[derive(Default)]
pub(super) struct Routes {
    routes: QuickMap<Vec<(Crossed, Direction)>, Rc<Route>>,
    stops: QuickMap<(Crossed, Direction), Rc<Stop>>,
}

/// The filters on a way, each once.
pub(super) struct Route {
    stops: Vec<Rc<Stop>>,
    known: RefCell<Vec<Rc<Compiled>>>,
    found: RefCell<Option<(PolicyNumber, Rc<Compiled>)>>,
}

/// A filter in one direction, which many routes lead past.
struct Stop {
    crossed: Crossed,
    direction: Direction,
    found: RefCell<Option<(PolicyNumber, Rc<Filter>)>>,
}

/// The filters of a route as some plans have them, compiled.
pub(super) struct Compiled {
    pub(super) filters: Vec<Rc<Filter>>,
    asked: Cell<Generation>,
}

impl Routes {
    /// The route past some filters.
    pub(super) fn of(&mut self, crossed: Vec<(Crossed, Direction)>) -> Rc<Route> {
        let Self { routes, stops } = self;
        let route = routes.entry(crossed).or_insert_with_key(|crossed| {
            let stop = |key: &(Crossed, Direction)| {
                let new = || {
                    let (crossed, direction) = key.clone();
                    Rc::new(Stop { crossed, direction, found: RefCell::default() })
                };
                stops.entry(key.clone()).or_insert_with(new).clone()
            };
            let stops = crossed.iter().map(stop).collect();
            Rc::new(Route { stops, known: RefCell::default(), found: RefCell::default() })
        });
        route.clone()
    }

    /// Forgets the routes that no way takes, and filters that the latest answers did not need.
    pub(super) fn forget(&mut self, now: Generation) {
        self.routes.retain(|_, route| {
            route.known.borrow_mut().retain(|it| it.asked.get().is_late(now));
            Rc::strong_count(route) > 1
        });
        self.stops.retain(|_, stop| Rc::strong_count(stop) > 1);
    }
}

impl Route {
    /// The filters by the policies of a plan. Where they are all the same in two plans, they come
    /// as the same list.
    pub(super) fn compiled(&self, policies: &mut Policies, now: Generation) -> Rc<Compiled> {
        let found = &mut *self.found.borrow_mut();
        if let Some((number, compiled)) = found
            && *number == policies.number()
        {
            return compiled.clone();
        }
        let filters = self.stops.iter().map(|stop| stop.filter(policies));
        let filters = filters.collect::<SmallVec<[_; 8]>>();
        let known = &mut *self.known.borrow_mut();
        let is_it = |it: &&Rc<Compiled>| {
            it.filters.iter().zip(&filters).all(|(own, other)| Rc::ptr_eq(own, other))
        };
        let compiled = known.iter().find(is_it).cloned().unwrap_or_else(|| {
            let asked = Cell::new(now);
            let compiled = Rc::new(Compiled { filters: filters.to_vec(), asked });
            known.push(compiled.clone());
            compiled
        });
        compiled.asked.set(now);
        *found = Some((policies.number(), compiled.clone()));
        compiled
    }
}

impl Stop {
    /// The filter by the policies of a plan.
    fn filter(&self, policies: &mut Policies) -> Rc<Filter> {
        let found = &mut *self.found.borrow_mut();
        match found {
            Some((number, filter)) if *number == policies.number() => filter.clone(),
            _ => {
                let filter = policies.compiled(&self.crossed, self.direction);
                *found = Some((policies.number(), filter.clone()));
                filter
            }
        }
    }
}

#[cfg(test)]
impl Routes {
    /// How many are kept.
    pub(super) fn count(&self) -> usize {
        self.routes.len()
    }
}
