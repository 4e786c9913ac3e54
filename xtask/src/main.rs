//! Set-up, serve, build and test: what the README and CI call.

fn main() {}
