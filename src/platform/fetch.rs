//! Files from other hosts.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit,
    Response, Url,
};

/// The longest time that a host may take to answer, in milliseconds.
const PATIENCE: u32 = 15_000;

/// The reason why a file was not loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfetched {
    /// The page's own policy forbids it.
    Policy,
    /// There is no answer, or the host does not allow other pages to read it: a browser does not
    /// say which.
    Refused,
    /// The host answers with an error, such as that it has no such file.
    Status(u16),
    /// It is larger than the caller allows.
    TooLong,
    /// It took too long.
    Slow,
}

/// The whole address of a file and its origin; nothing if the page may not ask for it. It may ask
/// over https, on its own host, and on this machine.
pub(crate) fn place(text: &str) -> Option<(String, String)> {
    let base = window().location().href().ok()?;
    let url = Url::new_with_base(text, &base).ok()?;
    let own = window().location().origin().ok()?;
    let origin = url.origin();
    let is_here = matches!(url.hostname().as_str(), "localhost" | "127.0.0.1" | "[::1]");
    let may = match url.protocol().as_str() {
        "https:" => true,
        "http:" => origin == own || is_here,
        _ => false,
    };
    may.then(|| (url.href(), origin))
}

/// Loads a file without a sign of who asks: no cookies, no referrer.
///
/// # Errors
/// The file was not loaded, for the reason returned.
pub(crate) async fn fetch_bytes(address: &str, most: usize) -> Result<Vec<u8>, Unfetched> {
    let is_forbidden = Rc::new(Cell::new(false));
    let violation = {
        let is_forbidden = is_forbidden.clone();
        EventListener::new(&document(), "securitypolicyviolation", move |_| is_forbidden.set(true))
    };
    let is_slow = Rc::new(Cell::new(false));
    let controller = AbortController::new().map_err(|_| Unfetched::Refused)?;
    let patience = {
        let (is_slow, controller) = (is_slow.clone(), controller.clone());
        Timeout::new(PATIENCE, move || {
            is_slow.set(true);
            controller.abort();
        })
    };
    let loaded = load(address, most, &controller).await;
    drop(patience);
    let loaded = match loaded {
        Err(Unfetched::Refused) if is_slow.get() => Err(Unfetched::Slow),
        Err(Unfetched::Refused) => {
            // The browser reports a violation of the policy a moment after it has refused the
            // request.
            moment().await;
            Err(if is_forbidden.get() { Unfetched::Policy } else { Unfetched::Refused })
        }
        other => other,
    };
    drop(violation);
    loaded
}

async fn load(
    address: &str,
    most: usize,
    controller: &AbortController,
) -> Result<Vec<u8>, Unfetched> {
    let refused = |_: JsValue| Unfetched::Refused;
    let init = RequestInit::new();
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(&controller.signal()));
    let asked = window().fetch_with_str_and_init(address, &init);
    let response = JsFuture::from(asked).await.map_err(refused)?;
    let response = response.dyn_into::<Response>().map_err(refused)?;
    if !response.ok() {
        return Err(Unfetched::Status(response.status()));
    }
    let Some(body) = response.body() else { return Ok(vec![]) };
    let reader = body.get_reader().dyn_into::<ReadableStreamDefaultReader>();
    let reader = reader.map_err(|_| Unfetched::Refused)?;
    let mut bytes: Vec<u8> = vec![];
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(refused)?;
        if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            break;
        }
        let piece = Reflect::get(&piece, &"value".into()).map_err(refused)?;
        let piece = Uint8Array::new(&piece);
        let length = usize::try_from(piece.length()).unwrap_or(usize::MAX);
        if bytes.len().saturating_add(length) > most {
            controller.abort();
            return Err(Unfetched::TooLong);
        }
        bytes.extend(piece.to_vec());
    }
    Ok(bytes)
}

/// Waits 60 milliseconds.
async fn moment() {
    let promise = Promise::new(&mut |resolve, _| {
        // Without the timer the promise would never be resolved, so it is resolved at once.
        let timer = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 60);
        if timer.is_err() {
            drop(resolve.call0(&JsValue::NULL));
        }
    });
    drop(JsFuture::from(promise).await);
}
