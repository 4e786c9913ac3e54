//! Other people's solvers beside the engine: Z3 as a judge, and the benchmark.

use std::path::PathBuf;
use std::process::Stdio;

use crate::run::{Done, command, line, root, run};

/// The version of Z3 that is installed.
const Z3: &str = "z3-solver==5.4.1.0";

/// Puts random plans before Z3, which says whether the report is right about what is missing.
///
/// # Errors
/// Names the plan on which the two disagree, or what could not be built.
pub(crate) fn oracle(plans: &str) -> Done {
    let Some(python) = z3() else { return Ok(()) };
    run(&mut line("cargo build --quiet --example answers"))?;
    let answers = root().join("target/debug/examples/answers");
    run(command(&python.to_string_lossy()).arg("tests/z3/check.py").arg(answers).arg(plans))
}

/// Measures.
///
/// # Errors
/// Says what could not be built, or on what the engines disagree.
pub(crate) fn bench(parts: &[&str]) -> Done {
    z3();
    run(line("cargo bench --bench speed --").args(parts))
}

/// Changes the engine in one place at a time, and lists the changes that no test notices.
///
/// # Errors
/// Says what is missing, or what does not build.
pub(crate) fn mutants(files: &[&str]) -> Done {
    run(line("cargo run --quiet --manifest-path mutants/Cargo.toml --").args(files))
}

/// The Python that has Z3, below `target`; it is made where it is missing. Where that cannot be,
/// one line says so, and what needs Z3 is left out.
fn z3() -> Option<PathBuf> {
    let home = root().join("target/z3-venv");
    let python = home.join("bin/python3");
    let has_z3 = |python: &PathBuf| {
        let mut asked = command(&python.to_string_lossy());
        asked.args(["-c", "import z3"]).stdout(Stdio::null()).stderr(Stdio::null());
        run(&mut asked).is_ok()
    };
    if has_z3(&python) {
        return Some(python);
    }
    let made = run(command("python3").args(["-m", "venv"]).arg(&home)).and_then(|()| {
        run(command(&python.to_string_lossy()).args(["-m", "pip", "install", "--quiet", Z3]))
    });
    match made {
        Ok(()) => Some(python),
        Err(message) => {
            println!("z3 is skipped: {message}; it needs Python 3 with venv and pip");
            None
        }
    }
}
