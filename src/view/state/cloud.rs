//! The states of the shown plan in the cloud, and the changes that exports make to them.

use std::rc::Rc;

use super::action::Action;
use super::cloud_news::CloudNews;
use super::page_state::State;
use super::store::Store;
use crate::edit::{CloudStates, Since, transact};
use crate::engine::{self, compare::Pending};
use crate::library::Operation;
use crate::locale::{Language, PendingText, When};
use crate::platform::{local_time, time_ms};

impl State {
    /// The states that the cloud has of the shown plan. They are stored with the plan.
    pub(crate) fn cloud(&self) -> &CloudStates {
        self.history.cloud()
    }

    /// True if rules differ from those that the cloud is known to have.
    pub(crate) fn waits(&self) -> bool {
        *self.waiting.get_or_init(|| {
            let cloud = self.cloud();
            let known = cloud.state(cloud.usual());
            known.is_some_and(|it| engine::waits(&it.plan, self.plan()))
        })
    }

    /// The changes of rules that are to be made in the cloud, from one of its states on.
    pub(crate) fn pending(&self, since: Since) -> Pending {
        let state = self.cloud().state(since);
        let from = state.map_or_else(|| self.plan(), |it| &it.plan);
        engine::pending(from, self.plan(), &self.settled_report())
    }

    /// Takes over news of the cloud.
    pub(super) fn hear(&mut self, news: CloudNews) {
        match news {
            CloudNews::Known(states) => *self.history.cloud_mut() = *states,
            CloudNews::Exported(format) => {
                self.note(&self.plan().clone(), Operation::Export(format.to_owned()));
                let complete = transact(self.plan(), &self.settled_report().remedy());
                let complete = complete.map_or_else(|_| self.plan().clone(), Rc::new);
                self.history.cloud_mut().export(complete, time_ms());
            }
            CloudNews::Made => {
                // The engine's changes always fit the plan, so this does not fail.
                let (before, edits) = (self.plan().clone(), self.settled_report().remedy());
                let _ = self.history.record(&edits, None);
                let plan = self.plan().clone();
                if !Rc::ptr_eq(&before, &plan) {
                    self.note(&before, Operation::Edit { edits, topic: None });
                }
                self.history.cloud_mut().make(plan, time_ms());
                *self = self.clone().settle();
                self.say(PendingText::MadeNow.text(self.language()));
            }
        }
        self.waiting = Rc::default();
    }
}

/// The name of one of the cloud's states.
pub(crate) fn name_of_state(cloud: &CloudStates, since: Since, language: Language) -> String {
    let when = cloud.state(since).and_then(|it| it.when_ms).map(|ms| {
        let (at, today) = (local_time(ms), local_time(time_ms()));
        let is_today = at.day_number == today.day_number;
        let day = (!is_today).then_some((at.day, at.month.saturating_add(1)));
        When { day, hour: at.hour, minute: at.minute }
    });
    let text = match since {
        Since::Opened => PendingText::Opened(when),
        Since::Made => PendingText::Made(when),
        Since::Exported => PendingText::Exported(when),
        Since::Now => PendingText::Now,
    };
    text.text(language).into_owned()
}

/// Tells the store that an export was taken.
pub(crate) fn taken(store: &Store, format: &'static str) {
    store.dispatch(Action::Hear(CloudNews::Exported(format)));
}
