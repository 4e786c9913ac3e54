//! The files that are generated and kept in the repository, made anew.

use std::collections::BTreeMap;
use std::fs;

use crate::run::{Done, line, root, run};

/// A test that holds generated files against the code, and writes them where it is asked to.
struct Generator {
    /// The arguments of `cargo test` that run it.
    test: &'static str,
    /// The files that it writes, from the root of the project.
    files: &'static [&'static str],
}

const GENERATORS: &[Generator] = &[
    Generator {
        test: "--lib schema",
        files: &[
            "static/audit.schema.json",
            "static/certificate.schema.json",
            "static/change-plan.schema.json",
            "static/plan.schema.json",
            "static/reach.schema.json",
            "static/report.schema.json",
            "static/trace.schema.json",
            "static/traffic-change.schema.json",
            "npm/types.d.ts",
        ],
    },
    Generator { test: "--test guide readings", files: &["docs/readings.md"] },
    Generator { test: "--test conformance lists", files: &["tests/conformance/list.rs"] },
    Generator { test: "--test conformance digests", files: &[DIGESTS] },
];

/// The digests of the answers to the conformance cases, a line for each: the digest and the name.
const DIGESTS: &str = "tests/conformance/digests.txt";

/// Writes every generated file anew and lists what changed.
///
/// # Errors
/// A generator does not build or fails.
pub(crate) fn update() -> Done {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap_or_default();
    let mut changes = vec![];
    for generator in GENERATORS {
        let before = generator.files.iter().map(|file| read(file)).collect::<Vec<_>>();
        let test = format!("cargo test --quiet {}", generator.test);
        run(line(&test).env("UPDATE_KEPT", "1"))?;
        for (file, before) in generator.files.iter().zip(before) {
            let after = read(file);
            if after == before {
                continue;
            }
            changes.push((*file).to_owned());
            if *file == DIGESTS {
                changes.extend(changed_answers(&before, &after));
            }
        }
    }
    if changes.is_empty() {
        println!("\nnothing changed");
        return Ok(());
    }
    println!("\nchanged:");
    for change in changes {
        println!("  {change}");
    }
    Ok(())
}

/// A line for each case whose answer is another one than before, is new, or is gone.
fn changed_answers(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (by_name(before), by_name(after));
    let mut lines = vec![];
    for (name, digest) in &after {
        match before.get(name) {
            Some(kept) if kept == digest => {}
            Some(_) => lines.push(format!("  another answer: {name}")),
            None => lines.push(format!("  new: {name}")),
        }
    }
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    lines.extend(gone.map(|name| format!("  gone: {name}")));
    lines
}

fn by_name(digests: &str) -> BTreeMap<&str, &str> {
    let pairs = digests.lines().filter_map(|line| line.split_once(' '));
    pairs.map(|(digest, name)| (name, digest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_changed_is_named_with_those_that_came_and_went() {
        let before = "01 kept\n02 changed\n03 removed\n";
        let after = "01 kept\n22 changed\n04 added\n";
        assert_eq!(
            changed_answers(before, after),
            ["  new: added", "  another answer: changed", "  gone: removed"]
        );
    }

    #[test]
    fn every_generated_file_is_there() {
        for file in GENERATORS.iter().flat_map(|generator| generator.files) {
            assert!(root().join(file).is_file(), "{file}");
        }
    }
}
