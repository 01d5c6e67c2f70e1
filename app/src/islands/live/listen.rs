//! One connection to the stream of events.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

use crate::{
    islands::http::Request,
    sse::{Message, Reader},
};

/// Listens until the stream ends, breaks or is broken off. Calls `hear` whenever something comes through, be it no more
/// than a heartbeat, with the events that it completes and how long the server wants to be left alone afterwards.
///
/// Fails when there was no stream to listen to, or when it broke.
pub async fn listen(
    address: &str,
    signal: &AbortSignal,
    hear: impl Fn(Vec<Message>, Option<i32>),
) -> Result<(), JsValue> {
    let response = Request::get(address, "text/event-stream")
        .until(signal)
        .send()
        .await
        .map_err(|_| JsValue::UNDEFINED)?;
    let kind = response.headers().get("content-type").unwrap_or_default();
    let body = response
        .body()
        .filter(|_| response.ok() && kind.starts_with("text/event-stream"));
    let Some(body) = body else {
        return Err(JsValue::UNDEFINED);
    };
    let chunks: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut reader = Reader::default();
    loop {
        let chunk = JsFuture::from(chunks.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(());
        }
        let bytes: Uint8Array = Reflect::get(&chunk, &"value".into())?.unchecked_into();
        let messages = reader.take(&bytes.to_vec());
        hear(messages, reader.retry);
    }
}
