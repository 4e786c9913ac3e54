//! Results that are worked out only on demand, for the plan as it stands.

use std::rc::Rc;

use yew::prelude::*;

use crate::engine::report::Audit;
use crate::plan::Plan;
use crate::view::form::FormContext;

/// Returns the result for the plan as it stands, once it was asked for, and the callback that asks.
/// After an edit there is no result until somebody asks again.
#[hook]
pub(super) fn use_found<T: 'static>(
    context: &FormContext,
    find: fn(&Plan, &Audit) -> T,
) -> (Option<Rc<T>>, Callback<MouseEvent>) {
    let found = use_state(|| None::<(Rc<Plan>, Rc<T>)>);
    let known = found.as_ref().filter(|(plan, _)| Rc::ptr_eq(plan, context.plan()));
    let known = known.map(|(_, it)| it.clone());
    let context = context.clone();
    let ask = Callback::from(move |_| {
        let plan = context.plan().clone();
        // The button is shown with the audit, so the audit is there.
        if let Some(audit) = context.store.audit() {
            let it = find(&plan, &audit);
            found.set(Some((plan, Rc::new(it))));
        }
    });
    (known, ask)
}
