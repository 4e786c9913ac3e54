//! One binary with two faces: in the browser the planner, on a terminal its command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    elb_rule_planner::view::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
