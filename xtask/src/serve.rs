//! Serving the planner while one works on it.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::run::{Done, command, line, root};
use crate::tools;

/// The port that is tried first.
const FIRST_PORT: u16 = 8080;

/// Builds and serves the planner, and builds it anew when a source changes.
///
/// # Errors
/// Says what could not be installed, built or served.
pub(crate) fn serve(arguments: &[&str]) -> Done {
    let port = match arguments {
        [] => free_port()?,
        ["--port", number] => {
            number.parse().map_err(|_| format!("`{number}` is not a port; write `--port 8080`"))?
        }
        [other, ..] => return Err(format!("`serve` knows no `{other}`; it takes `--port N`")),
    };
    let path = tools::ready()?;
    // Trunk refuses to start where a folder that it is told not to watch is not there yet.
    let dist = root().join("dist");
    fs::create_dir_all(&dist)
        .map_err(|error| format!("`{}` cannot be made: {error}", dist.display()))?;
    println!("building the planner; the first build takes a minute or two");
    let mut trunk = command("trunk");
    trunk
        .args(["serve", "--offline", "--dist", "target/serve", "--address", "127.0.0.1"])
        .args(["--port", &port.to_string()])
        .env("PATH", path)
        .env_remove("NO_COLOR");
    let mut child =
        trunk.spawn().map_err(|error| format!("`trunk` could not be started: {error}"))?;
    let address = format!("http://127.0.0.1:{port}/");
    announce("the planner", &address, port, &mut child);
    let status = child.wait().map_err(|error| format!("`trunk` was lost: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`trunk` failed ({status})")) }
}

/// Waits until a page is served, then opens it and says where it is.
pub(crate) fn announce(what: &str, address: &str, port: u16, server: &mut Child) {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(1200) {
        if !matches!(server.try_wait(), Ok(None)) {
            return;
        }
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            println!("\n{what} is at {address} (Ctrl+C ends it)\n");
            if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
                let opened = line(&format!("xdg-open {address}"))
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn();
                drop(opened);
            }
            return;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The first port from 8080 up that nobody listens on.
///
/// # Errors
/// A hundred ports are taken.
pub(crate) fn free_port() -> Done<u16> {
    (FIRST_PORT..FIRST_PORT.saturating_add(100))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .ok_or_else(|| "no port from 8080 to 8179 is free; name one with `--port`".to_owned())
}
