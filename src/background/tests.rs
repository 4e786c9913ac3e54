//! The talk of a page with its worker, without a browser between them.

use std::collections::VecDeque;
use std::rc::Rc;

use serde_json::json;

use super::{Answered, Answerer, Requester};
use crate::edit::{Edit, transact};
use crate::engine::check;
use crate::plan::{Element, ElementId, Plan, ServerId};

/// A page and its worker, with the messages that are on their way to the worker.
#[derive(Default)]
struct Talk {
    page: Requester,
    worker: Answerer,
    to_worker: VecDeque<String>,
    /// The length of the longest message.
    longest: usize,
    /// The number of messages, and of those among them that hold flows.
    count: usize,
    with_flows: usize,
}

impl Talk {
    fn ask(&mut self, plan: &Rc<Plan>) {
        self.to_worker.extend(self.page.ask(plan));
    }

    /// Delivers messages until the worker has none left, and returns the answers.
    fn deliver(&mut self) -> Vec<Answered> {
        let mut answers = vec![];
        while let Some(message) = self.to_worker.pop_front() {
            let mut to_page = vec![message.clone()];
            self.worker.hear(&message, || 1.0, |text| to_page.push(text)).unwrap();
            self.count += to_page.len();
            let with_flows = to_page.iter().filter(|text| text.starts_with("{\"flows\""));
            self.with_flows += with_flows.count();
            self.longest = to_page.iter().map(String::len).max().max(Some(self.longest)).unwrap();
            for message in &to_page[1..] {
                let heard = self.page.hear(message).unwrap();
                self.to_worker.extend(heard.send);
                answers.extend(heard.answered);
            }
        }
        answers
    }

    /// Asks for the answer to a plan, and holds it against that of the engine.
    fn holds(&mut self, plan: &Plan) {
        let plan = Rc::new(plan.clone());
        self.ask(&plan);
        let answers = self.deliver();
        let [answered] = answers.as_slice() else { panic!("{} answers", answers.len()) };
        assert!(Rc::ptr_eq(&answered.plan, &plan));
        assert_eq!(*answered.report, check(&plan));
    }
}

fn edited(plan: &Plan, edit: Edit) -> Plan {
    transact(plan, &[edit]).unwrap()
}

/// A plan with so many servers in one group, beside what it has.
fn with_servers(plan: &Plan, count: u32) -> Plan {
    let mut plan = plan.clone();
    let first = plan.servers[0].clone();
    let member = plan.backend_server_groups[0].members[0].clone();
    for number in 1..=count {
        let id = ServerId(1000 + number);
        let [high, low] = u16::try_from(number).unwrap().to_be_bytes();
        let ipv4 = Some(std::net::Ipv4Addr::new(10, 77, high, low));
        plan.servers.push(crate::plan::Server { id, ipv4, ..first.clone() });
        let mut member = member.clone();
        (member.id.0, member.target) = (1000 + number, id.into());
        plan.backend_server_groups[0].members.push(member);
    }
    plan
}

#[test]
fn every_case_is_answered_as_by_the_engine_whatever_was_answered_before() {
    let mut talk = Talk::default();
    for (_, case) in crate::conformance::cases() {
        let plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        talk.holds(&plan);
        let report = check(&plan);
        talk.holds(&transact(&plan, &report.remedy()).unwrap());
        if let Some(server) = plan.servers.first() {
            talk.holds(&edited(&plan, Edit::Remove(ElementId::Server(server.id))));
        }
        talk.holds(&edited(&plan, Edit::Rename("another name".to_owned())));
    }
    talk.holds(&Plan::default());
}

#[test]
fn a_large_plan_goes_in_portions_and_an_edit_of_it_in_one() {
    let case = crate::conformance::case("sample-shop");
    let plan = with_servers(&serde_json::from_value(case["plan"].clone()).unwrap(), 800);
    let mut talk = Talk::default();
    talk.holds(&plan);
    // The group with all its members is one element.
    assert!(talk.longest < 400_000, "{}", talk.longest);
    assert!(talk.count > 20, "{}", talk.count);
    talk.count = 0;
    let mut server = plan.servers[7].clone();
    server.name = "another name".to_owned();
    let plan = edited(&plan, Edit::Put(Element::Server(server)));
    talk.holds(&plan);
    assert!(talk.count <= 4, "{}", talk.count);
    talk.holds(&edited(&plan, Edit::Remove(ElementId::Server(ServerId(1003)))));
    // A member in front gives all flows behind it other numbers, and they are not sent again.
    let mut group = plan.backend_server_groups[0].clone();
    let mut first = group.members[0].clone();
    (first.id.0, first.port) = (9_000, std::num::NonZeroU16::new(9_000));
    group.members.insert(0, first);
    talk.with_flows = 0;
    talk.holds(&edited(&plan, Edit::Put(Element::BackendServerGroup(group))));
    assert_eq!(talk.with_flows, 1);
}

#[test]
fn of_plans_that_come_while_one_is_answered_only_the_latest_is_answered() {
    let case = crate::conformance::case("sample-shop");
    let plan: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
    let mut talk = Talk::default();
    let plans = ["one", "two", "three"].map(|name| {
        let mut plan = edited(&plan, Edit::Rename(name.to_owned()));
        plan.security_groups[0].inbound.clear();
        Rc::new(plan)
    });
    plans.iter().for_each(|plan| talk.ask(plan));
    assert_eq!(talk.to_worker.len(), 2, "the shape and the elements of the first plan");
    let answers = talk.deliver();
    assert_eq!(answers.len(), 1);
    assert!(Rc::ptr_eq(&answers[0].plan, &plans[2]));
    assert_eq!(*answers[0].report, check(&plans[2]));
    // A plan that comes back while it is still being answered is not asked for again.
    [&plans[0], &plans[1], &plans[0]].into_iter().for_each(|plan| talk.ask(plan));
    let answers = talk.deliver();
    assert_eq!(answers.len(), 1);
    assert!(Rc::ptr_eq(&answers[0].plan, &plans[0]));
}

#[test]
fn a_message_that_nobody_understands_is_refused() {
    let mut page = Requester::default();
    assert!(page.hear("\"more\"").is_none(), "nothing was asked");
    page.ask(&Rc::new(Plan::default()));
    let unfit = json!({ "flows": [] }).to_string();
    for message in ["", "{}", unfit.as_str()] {
        assert!(page.hear(message).is_none(), "{message}");
        let sent = Answerer::default().hear(message, || 0.0, |_| panic!("it answers"));
        assert!(sent.is_none(), "{message}");
    }
}
