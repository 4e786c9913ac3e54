//! Serving the documentation beside the planner.

use crate::run::{Done, command, root};
use crate::serve::{announce, free_port};
use crate::{docs, site};

/// Builds the documentation, and the planner where it is not built yet, and serves both.
///
/// # Errors
/// Says what could not be built or served.
pub(crate) fn serve(arguments: &[&str]) -> Done {
    let port = match arguments {
        [] => free_port()?,
        ["--port", number] => {
            number.parse().map_err(|_| format!("`{number}` is not a port; write `--port 8080`"))?
        }
        [other, ..] => return Err(format!("`docs` knows no `{other}`; it takes `--port N`")),
    };
    let dist = root().join("dist");
    if dist.join("index.html").is_file() {
        println!("the planner in `dist` is used as it is; `cargo xtask build` makes it anew");
        // A page that was built without the documentation does not lead there.
        docs::build(&dist)?;
    } else {
        site::build()?;
    }
    if !dist.join("docs/index.html").is_file() {
        return Err("the documentation needs Python 3 with venv and pip".to_owned());
    }
    let mut server = command("python3");
    server
        .args(["-m", "http.server", &port.to_string(), "--bind", "127.0.0.1", "--directory"])
        .arg(&dist)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut child =
        server.spawn().map_err(|error| format!("`python3` could not be started: {error}"))?;
    announce(
        "the documentation",
        &format!("http://127.0.0.1:{port}/docs/index.html"),
        port,
        &mut child,
    );
    let status = child.wait().map_err(|error| format!("`python3` was lost: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`python3` failed ({status})")) }
}
