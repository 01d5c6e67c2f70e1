//! The texts of the pages, as far as content may put them in other words.

use content::KnownTexts;
use rust_embed::RustEmbed;

/// English stands for all: every language has the same texts, and they are given the same.
#[derive(RustEmbed)]
#[folder = "../app/locales/en"]
struct English;

/// Every text of the pages.
pub fn known() -> KnownTexts {
    let files = English::iter().filter_map(|name| English::get(&name));
    let sources: Vec<String> = files
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect();
    KnownTexts::read(sources.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use content::{Files, check};

    use super::known;

    #[test]
    fn every_text_of_the_pages_may_be_put_in_other_words() {
        let files = |text: &str| Files::new([("texts/de.ftl".to_owned(), text.to_owned())]);
        let faults = |text: &str| {
            let faults = check(&files(text), &[], &known()).expect_err("the rest of the content is missing");
            let about_texts = faults.into_iter().filter(|fault| fault.file == "texts/de.ftl");
            about_texts.map(|fault| fault.what).collect::<Vec<_>>()
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/locales/de");
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("it is a text");
            assert_eq!(faults(&text), [""; 0], "{}", path.display());
        }
        assert_eq!(
            faults("nowhere-to-be-found = A\n"),
            ["Deskside has no text `nowhere-to-be-found`"]
        );
    }
}
