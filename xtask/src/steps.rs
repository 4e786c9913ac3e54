//! Everything that has to hold, step by step.

use std::process::Command;
use std::time::Instant;

use crate::run::{Done, command, line, root, run};
use crate::serve::free_port;
use crate::{browser, generators, nginx, package, site, skipped, tools, weight};

/// A step of the tests.
struct Step {
    name: &'static str,
    run: fn() -> Done,
}

/// All steps, the quick ones first.
const STEPS: &[Step] = &[
    Step { name: "lint", run: lint },
    Step { name: "native", run: native },
    Step { name: "wasm", run: wasm },
    Step { name: "site", run: release },
    Step { name: "package", run: javascript },
    Step { name: "browser", run: end_to_end },
    Step { name: "generators", run: || generators(false) },
];

/// Runs the named steps, or all of them.
///
/// # Errors
/// Names the step that failed; those behind it are not run.
pub(crate) fn test(names: &[&str]) -> Done {
    if let Some(unknown) = names.iter().find(|name| !STEPS.iter().any(|it| it.name == **name)) {
        let known = STEPS.iter().map(|step| step.name).collect::<Vec<_>>().join(", ");
        return Err(format!("there is no step `{unknown}`; the steps are {known}"));
    }
    let mut times = vec![];
    for step in STEPS.iter().filter(|it| names.is_empty() || names.contains(&it.name)) {
        println!("\n=== {} ===", step.name);
        let started = Instant::now();
        (step.run)().map_err(|message| format!("step `{}`: {message}", step.name))?;
        times.push((step.name, started.elapsed().as_secs()));
    }
    println!();
    for (name, seconds) in &times {
        println!("{name:<10} ok {seconds:>5} s");
    }
    let skipped = skipped::list();
    if !skipped.is_empty() {
        println!("\nnot tested here:");
        for line in skipped {
            println!("  {line}");
        }
    }
    Ok(())
}

fn lint() -> Done {
    // The wasm target has to be there before its lints are run.
    tools::wasm_target()?;
    run(&mut line("cargo fmt --all --check"))?;
    run(&mut line("cargo clippy --workspace --all-targets -- -D warnings"))?;
    let wasm = format!(
        "cargo clippy --target {} --lib --bins --test wasm --features javascript,chunks,prerender",
        tools::WASM
    );
    run(&mut line(&format!("{wasm} -- -D warnings")))
}

fn native() -> Done {
    run(&mut line("cargo test --workspace"))
}

/// The tests of the engine as wasm, in a real browser.
fn wasm() -> Done {
    let path = tools::test_runner()?;
    let browser = browser::ready()?;
    let test = format!("cargo test --target {} --test wasm", tools::WASM);
    run(line(&test).env("PATH", path).env("CHROMEDRIVER", browser.driver))
}

fn release() -> Done {
    let dist = site::build()?;
    weight::check_site(&dist)
}

/// The engine for JavaScript, built, packed and installed as its users do.
fn javascript() -> Done {
    let home = package::build()?;
    package::check_size(&home)?;
    // The command line is what its answers are held against.
    run(&mut line("cargo build --quiet"))?;
    run(&mut line("cargo run --quiet --package handbook -- cases target/plans"))?;
    run(&mut line("node --test --test-reporter=spec tests/npm/package.test.js"))
}

/// The tests of the page, in a real browser, on the release site.
fn end_to_end() -> Done {
    let mut playwright = playwright()?;
    match nginx::ready() {
        Ok(nginx) => {
            playwright.env("NGINX_PROGRAM", nginx);
        }
        Err(why) => skipped::note("hosting by nginx", &why),
    }
    run(&mut playwright)
}

/// The pictures of the documentation and of the README, made anew of the planner in `dist`.
///
/// # Errors
/// The planner cannot be shown, or does not come to what a picture shows.
pub(crate) fn pictures() -> Done {
    run(playwright()?.arg("pictures.spec.js").env("PICTURES", "1"))?;
    println!("look at `docs/planner-*.webp` and `docs/site/pages/assets/pictures`");
    Ok(())
}

/// Embedded plans in the sites of documentation generators, in a real browser.
///
/// # Errors
/// A site cannot be built, or does not show its plan.
pub(crate) fn generators(long: bool) -> Done {
    let built = generators::build(long)?;
    if built.is_empty() {
        return Ok(());
    }
    run(playwright()?.arg("generators").env("GENERATORS", built.join(" ")))
}

/// The tests in the browser, ready to be run.
fn playwright() -> Done<Command> {
    let browser = browser::ready()?;
    site::ready()?;
    if !root().join("dist/npm/package.json").is_file() {
        package::build()?;
    }
    let mut playwright = command("npx");
    playwright
        .args(["--no-install", "playwright", "test"])
        .current_dir(browser::tests()?)
        .env("CHROMIUM", browser.chromium)
        .env("PLANNER_PORT", free_port()?.to_string());
    Ok(playwright)
}
