//! The filters that a way leads past.
//!
//! Servers that wear the same groups behind the same network ACL share a route, so the compiled
//! filters of a plan are looked up once for all of them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::policies::{Policies, PolicyNumber};
use super::shelf::{Filter, Made};
use crate::engine::memo::Generation;
use crate::engine::requirements::Crossed;
use crate::plan::Direction;
use crate::plan::quick::QuickMap;

/// The routes of the last plans.
#[derive(Default)]
pub(super) struct Routes(QuickMap<Vec<(Crossed, Direction)>, Rc<Route>>);

/// The filters on a way, each once.
pub(super) struct Route {
    crossed: Vec<(Crossed, Direction)>,
    known: RefCell<Vec<Rc<Compiled>>>,
    found: RefCell<Option<(PolicyNumber, Rc<Compiled>)>>,
}

/// The filters of a route as some plans have them, compiled.
pub(super) struct Compiled {
    made: Vec<Made>,
    pub(super) filters: Vec<Rc<Filter>>,
    asked: Cell<Generation>,
}

impl Routes {
    /// The route past some filters.
    pub(super) fn of(&mut self, crossed: Vec<(Crossed, Direction)>) -> Rc<Route> {
        let route = self.0.entry(crossed).or_insert_with_key(|crossed| {
            let crossed = crossed.clone();
            Rc::new(Route { crossed, known: RefCell::default(), found: RefCell::default() })
        });
        route.clone()
    }

    /// Forgets the routes that no way takes, and filters that the latest answers did not need.
    pub(super) fn forget(&mut self, now: Generation) {
        self.0.retain(|_, route| {
            route.known.borrow_mut().retain(|it| it.asked.get().is_late(now));
            Rc::strong_count(route) > 1
        });
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
        let made = self.crossed.iter().map(|(filter, direction)| policies.made(filter, *direction));
        let made = made.collect::<Vec<_>>();
        let known = &mut *self.known.borrow_mut();
        let compiled = known.iter().find(|it| it.made == made).cloned().unwrap_or_else(|| {
            let crossed = self.crossed.iter();
            let filters = crossed.map(|(filter, direction)| policies.filter(filter, *direction));
            let filters = filters.collect();
            let compiled = Rc::new(Compiled { made, filters, asked: Cell::new(now) });
            known.push(compiled.clone());
            compiled
        });
        compiled.filters.iter().for_each(|filter| filter.turn(now));
        compiled.asked.set(now);
        *found = Some((policies.number(), compiled.clone()));
        compiled
    }
}

#[cfg(test)]
impl Routes {
    /// How many are kept.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}
