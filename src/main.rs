//! One binary with two faces: in the browser the planner, on a terminal its command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    // What builds a release calls the other program by its name.
    if !cfg!(feature = "prerender") {
        elb_rule_planner::view::start();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    let code = elb_rule_planner::cli::run(
        std::env::args_os().skip(1),
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
        &mut std::io::stderr().lock(),
    );
    std::process::ExitCode::from(code)
}
