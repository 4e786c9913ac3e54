//! What is written reads back as it was.

use elb_rule_planner::edit::Edit;
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::format::link::{decode, encode};
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
    fn edits_read_back(edit in edits::edit()) {
        let text = serde_json::to_string(&edit).unwrap();
        prop_assert_eq!(serde_json::from_str::<Edit>(&text).unwrap(), edit);
    }
}
