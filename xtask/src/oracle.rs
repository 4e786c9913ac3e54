//! Other people's solvers beside the engine: Z3 as a judge, and the benchmark.

use std::path::PathBuf;

use crate::python::environment;
use crate::run::{Done, command, line, root, run};
use crate::skipped;

/// The version of Z3 that is installed.
const Z3: &str = "z3-solver==5.4.1.0";

/// Puts random plans, from a seed on, before Z3, which says whether the report is right about what is
/// missing.
///
/// # Errors
/// Names the plan on which the two disagree, or what could not be built.
pub(crate) fn oracle(plans: &str, first_seed: u64) -> Done {
    let python = z3()?;
    run(&mut line("cargo build --quiet --example answers"))?;
    let answers = root().join("target/debug/examples/answers");
    let mut python = command(&python.to_string_lossy());
    python.arg("tests/z3/check.py").arg(answers).arg(plans).arg(first_seed.to_string());
    run(&mut python)
}

/// Measures.
///
/// # Errors
/// Says what could not be built, or on what the engines disagree.
pub(crate) fn bench(parts: &[&str]) -> Done {
    // Without Z3 the others are measured.
    if let Err(why) = z3() {
        skipped::note("Z3", &why);
    }
    run(line("cargo bench --bench speed --").args(parts))
}

/// Changes the engine in one place at a time, and lists the changes that no test notices.
///
/// # Errors
/// Says what is missing, or what does not build.
pub(crate) fn mutants(files: &[&str]) -> Done {
    run(line("cargo run --quiet --manifest-path mutants/Cargo.toml --").args(files))
}

/// The Python that has Z3.
fn z3() -> Done<PathBuf> {
    Ok(environment("z3", &[Z3])?.join("python3"))
}
