//! What the frame script (`src/frame/frame.js`) does for the islands, and they for it. At the top level there is none.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Document;

use super::dom::window;

/// Whether the page is in a frame.
pub fn is_framed() -> bool {
    script().is_some()
}

/// The credential that the frame has been given; `None` where it is a cookie.
pub fn authorization() -> Option<String> {
    call("authorization", &[])?.as_string()
}

/// Asks the host page for a new sign-in, and says whether there is one. There is none without a frame.
pub async fn renew() -> bool {
    is_kept(call("renew", &[])).await
}

/// Goes to another page of the frame. Says whether it is there; `None` when there is no frame.
pub async fn go(address: &str) -> Option<bool> {
    let going = call("go", &[address.into()])?;
    Some(is_kept(Some(going)).await)
}

/// Whether the frame's credential is its own, so that it must listen for itself.
pub fn is_alone() -> bool {
    call("isAlone", &[]).is_some_and(|alone| alone.is_truthy())
}

/// Tells the host page of an event of the stream.
pub fn tell(event: &str) {
    call("execution", &[event.into()]);
}

/// Lets the frame script replace what is shown by the same page of another document, and say that another page is shown.
pub fn serve(swap: fn(Document), shown: fn()) {
    if let Some(script) = script() {
        let swap = Closure::<dyn Fn(Document)>::new(swap).into_js_value();
        let shown = Closure::<dyn Fn()>::new(shown).into_js_value();
        // It fails only for what is not an object.
        let _ = Reflect::set(&script, &"swap".into(), &swap);
        let _ = Reflect::set(&script, &"shown".into(), &shown);
    }
}

fn script() -> Option<JsValue> {
    Reflect::get(&window(), &"deskside".into())
        .ok()
        .filter(JsValue::is_object)
}

fn call(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let script = script()?;
    let function: Function = Reflect::get(&script, &name.into()).ok()?.dyn_into().ok()?;
    let arguments: Array = arguments.iter().collect();
    Reflect::apply(&function, &script, &arguments).ok()
}

/// Whether a promise is kept, and with something.
async fn is_kept(promise: Option<JsValue>) -> bool {
    match promise.and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy()),
        None => false,
    }
}
