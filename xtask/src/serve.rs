//! Serving the planner while one works on it.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use tiny_http::{Header, Request, Response, Server};

use crate::files::files_below;
use crate::page::{self, Build};
use crate::run::{Done, line, root};

/// The port that is tried first.
const FIRST_PORT: u16 = 8080;

/// The files and folders that a build is made of.
const SOURCES: [&str; 6] =
    ["src", "static", "index.html", "Cargo.toml", "Cargo.lock", "Trunk.toml"];

/// The time between two looks at the sources.
const PAUSE: Duration = Duration::from_millis(500);

/// The address at which a page asks for the number of the latest build.
const BUILT: &str = "built";

/// The script that loads a page anew once there is a later build.
const RELOAD: &str = "<script>
  let shown;
  setInterval(async () => {
    const built = await fetch(\"./built\").then((answer) => answer.text(), () => shown);
    if (shown !== undefined && built !== shown) location.reload();
    shown = built;
  }, 500);
</script>
</body>";

/// Builds and serves the planner, and builds it anew when a source changes.
///
/// # Errors
/// Says what could not be built or served.
pub(crate) fn serve(arguments: &[&str]) -> Done {
    let port = match arguments {
        [] => free_port()?,
        ["--port", number] => {
            number.parse().map_err(|_| format!("`{number}` is not a port; write `--port 8080`"))?
        }
        [other, ..] => return Err(format!("`serve` knows no `{other}`; it takes `--port N`")),
    };
    let folder = root().join("target/serve");
    // Requests wait until the first build is done.
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| format!("port {port} cannot be listened on: {error}"))?;
    println!("building the planner; the first build takes a minute or two");
    let seen = sources()?;
    page::build(&folder, Build::Development)?;
    show("the planner", &format!("http://127.0.0.1:{port}/"));
    let built = AtomicU64::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| build_on_change(&folder, seen, &built));
        for request in server.incoming_requests() {
            answer(request, &folder, &built);
        }
    });
    Ok(())
}

/// Builds the planner whenever a source has changed. What the compiler has to say, it says itself;
/// the page stays as it was built last.
fn build_on_change(folder: &Path, mut seen: Vec<(PathBuf, SystemTime)>, built: &AtomicU64) {
    loop {
        std::thread::sleep(PAUSE);
        // A file may go while the folder is read; it is looked at again after the pause.
        let Ok(now) = sources() else { continue };
        if now == seen {
            continue;
        }
        seen = now;
        let started = Instant::now();
        match page::build(folder, Build::Development) {
            Ok(()) => {
                built.fetch_add(1, Ordering::Relaxed);
                println!("built anew in {:.1} s", started.elapsed().as_secs_f64());
            }
            Err(message) => eprintln!("error: {message}"),
        }
    }
}

/// All sources, with the times of their last change.
fn sources() -> Done<Vec<(PathBuf, SystemTime)>> {
    let mut files = vec![];
    for source in SOURCES {
        let path = root().join(source);
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    files.sort();
    let dated = files.into_iter().filter_map(|path| {
        let changed = fs::metadata(&path).and_then(|data| data.modified()).ok()?;
        Some((path, changed))
    });
    Ok(dated.collect())
}

/// Answers a request with a file of a folder. There are none in folders within it.
fn answer(request: Request, folder: &Path, built: &AtomicU64) {
    let name = request.url().split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let name = if name.is_empty() { "index.html" } else { name }.to_owned();
    let file = if name.contains('/') { None } else { fs::read(folder.join(&name)).ok() };
    let (status, body) = match file {
        _ if name == BUILT => (200, built.load(Ordering::Relaxed).to_string().into_bytes()),
        Some(page) if name == "index.html" => {
            (200, String::from_utf8_lossy(&page).replace("</body>", RELOAD).into_bytes())
        }
        Some(bytes) => (200, bytes),
        None => (404, b"there is no such file\n".to_vec()),
    };
    let mut response = Response::from_data(body).with_status_code(status);
    for (field, value) in [("content-type", media_type(&name)), ("cache-control", "no-store")] {
        if let Ok(header) = Header::from_bytes(field, value) {
            response.add_header(header);
        }
    }
    // A browser that went away needs no answer.
    drop(request.respond(response));
}

/// The media type of a file, by its ending.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "text/plain; charset=utf-8",
    }
}

/// Waits until a page is served, then opens it and says where it is.
pub(crate) fn announce(what: &str, address: &str, port: u16, server: &mut Child) {
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(60) {
        if !matches!(server.try_wait(), Ok(None)) {
            return;
        }
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return show(what, address);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Says where a page is, and opens it in the browser of a desktop.
fn show(what: &str, address: &str) {
    println!("\n{what} is at {address} (Ctrl+C ends it)\n");
    if env::var_os("DISPLAY").is_some() || env::var_os("WAYLAND_DISPLAY").is_some() {
        let opened = line(&format!("xdg-open {address}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        drop(opened);
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
