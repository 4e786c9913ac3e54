//! Reads plans, one a line, and writes for each what another program needs to judge the answer:
//! the plan, the flows, and the plan with all changes made. One JSON object a line.
//!
//! `cargo xtask oracle` puts it before Z3.

use std::io::{self, BufRead, Write};

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::check;
use elb_rule_planner::plan::Plan;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let plan: Plan = serde_json::from_str(&line?)?;
        let report = check(&plan);
        let changed = transact(&plan, &report.remedy()).map_err(|error| format!("{error:?}"))?;
        let answer = serde_json::json!({
            "plan": plan, "flows": report.flows, "proved": report.summary.proved, "changed": changed,
        });
        writeln!(output, "{answer}")?;
    }
    Ok(())
}
