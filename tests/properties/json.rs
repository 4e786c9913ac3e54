//! Plans, reports and certificates read back as they were written.

use elb_rule_planner::edit::{Edit, History};
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::format::link::{decode, encode};
use elb_rule_planner::format::plan as plan_file;
use elb_rule_planner::plan::Plan;
use proptest::prelude::*;

use crate::edits;
use crate::{config, nonsense};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn plans_and_reports_read_back(nonsense::Shown(plan) in nonsense::plan()) {
        let text = serde_json::to_string(&plan).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Plan>(&text).unwrap(), &plan);
        let link = encode(&plan);
        prop_assert_eq!(&decode(&link).unwrap(), &plan);
        let cut = link.len() / 2;
        prop_assert!(decode(link.get(..cut).unwrap()).is_err());
        let report = check(&plan);
        let text = serde_json::to_string(&report).unwrap();
        prop_assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
    }

    #[test]
    fn whatever_edits_make_reads_back_from_files_and_links(
        nonsense::Shown(plan) in nonsense::plan(),
        list in proptest::collection::vec(edits::edit(), 0..12),
    ) {
        let mut history = History::new(plan);
        for edit in list {
            // An edit that names what is not there changes nothing.
            let _ = history.record(&[edit], None);
            let plan = &**history.plan();
            prop_assert_eq!(&plan_file::read(&plan_file::write(plan)).unwrap(), plan);
            let compact = serde_json::to_string(plan).unwrap();
            prop_assert_eq!(&plan_file::read(&compact).unwrap(), plan);
            prop_assert_eq!(&decode(&encode(plan)).unwrap(), plan);
        }
    }

    #[test]
    fn edits_read_back(edit in edits::edit()) {
        let text = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
    }
}
