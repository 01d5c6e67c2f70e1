//! Which language to speak: the one that was chosen, else the browser's.

use axum::http::{HeaderMap, header};
use domain::Lang;

use super::{cookies, framed::Wishes};

/// The cookie that remembers a choice.
pub const COOKIE: &str = "deskside-lang";

/// The language of a request. In a frame it is the host page's choice, not one that was made elsewhere.
pub fn language(headers: &HeaderMap, wishes: Option<&Wishes>) -> Lang {
    match wishes {
        Some(wishes) => wishes.lang(),
        None => chosen(headers),
    }
    .or_else(|| preferred(headers))
    .unwrap_or_default()
}

fn chosen(headers: &HeaderMap) -> Option<Lang> {
    cookies::value(headers, COOKIE)?.parse().ok()
}

/// The language of the highest weight that we speak; of equal ones the first.
fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let weighted = accepted.split(',').filter_map(|entry| {
        let mut parts = entry.trim().split(';');
        let lang: Lang = parts.next()?.trim().parse().ok()?;
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |q| q.parse::<f32>().ok())?;
        (weight > 0.0).then_some((lang, weight))
    });
    let best = weighted.fold(None::<(Lang, f32)>, |best, (lang, weight)| match best {
        Some((_, known)) if known >= weight => best,
        _ => Some((lang, weight)),
    });
    best.map(|(lang, _)| lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn a_choice_beats_the_browser() {
        let both = headers(&[
            (header::COOKIE, "a=b; deskside-lang=fr"),
            (header::ACCEPT_LANGUAGE, "de"),
        ]);
        assert_eq!(language(&both, None), Lang::Fr);
    }

    #[test]
    fn the_highest_weight_that_we_speak_wins() {
        let asked = |text| language(&headers(&[(header::ACCEPT_LANGUAGE, text)]), None);
        assert_eq!(asked("pt, en;q=0.4, de-CH;q=0.8"), Lang::De);
        assert_eq!(asked("fr;q=0, de;q=x, en;q=0.1"), Lang::En);
        assert_eq!(asked("zz"), Lang::En);
    }
}
