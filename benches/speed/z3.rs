//! Z3, a rival of another kind: a solver of formulas. It is asked if its Python package is installed
//! below `target/`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::diagram::Asked;
use crate::workload::{Kind, Match, Workload};

/// The Python that has Z3, where there is one.
pub(crate) fn python() -> Option<PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/z3-venv/bin/python3");
    let ready = Command::new(&python).args(["-c", "import z3"]).output();
    ready.is_ok_and(|it| it.status.success()).then_some(python)
}

/// Asks Z3, in its own process; nothing, where it takes longer than the limit.
pub(crate) fn ask(python: &Path, workload: &Workload, limit: Duration) -> Option<Asked> {
    let packets = |it: &Match| {
        json!({
            "protocol": it.protocol, "source": it.source, "destination": it.destination,
            "source_ports": it.source_ports, "ports": it.ports,
        })
    };
    let rules = workload.rules.iter().map(|rule| {
        let mut value = packets(&rule.packets);
        value["allow"] = json!(rule.allow);
        value
    });
    let workload = json!({
        "ordered": workload.kind == Kind::NetworkAcl,
        "rules": rules.collect::<Vec<_>>(),
        "flows": workload.flows.iter().map(packets).collect::<Vec<_>>(),
        "limit": limit.as_secs(),
    });
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/speed/z3_workload.py");
    let mut asked = Command::new(python)
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    asked.stdin.take().unwrap().write_all(workload.to_string().as_bytes()).unwrap();
    let output = asked.wait_with_output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).ok()?;
    Some(Asked {
        time: Duration::from_secs_f64(answer["seconds"].as_f64()?),
        open: usize::try_from(answer["open"].as_u64()?).ok()?,
        missing: None,
    })
}
