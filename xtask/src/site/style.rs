//! One style sheet out of all.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Features, Targets},
};

/// Follows the `@import`s of a style sheet, writes it for the browsers of a browserslist query, and minifies it.
///
/// `light-dark()` is kept as it is. Its replacement for older browsers is two custom properties that are set
/// where the style sheet sets `color-scheme`; it would not follow a `color-scheme` set from a script, nor
/// one on an element below `:root`.
pub fn bundle(file: &Path, browsers: &str) -> Result<String> {
    let browsers = Browsers::from_browserslist([browsers])
        .map_err(|error| anyhow!("browserquery {browsers:?}: {error}"))?;
    let targets = Targets {
        browsers,
        include: Features::empty(),
        exclude: Features::LightDark,
    };

    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler.bundle(file).map_err(|error| match error.loc {
        Some(loc) => anyhow!("{}:{}:{}: {}", loc.filename, loc.line + 1, loc.column, error.kind),
        None => anyhow!("{}: {}", file.display(), error.kind),
    })?;
    sheet
        .minify(MinifyOptions {
            targets,
            ..MinifyOptions::default()
        })
        .map_err(|error| anyhow!("{}: {error}", file.display()))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("{}: {error}", file.display()))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn bundled(main: &str) -> Result<String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), main).unwrap();
        fs::write(
            folder.path().join("tokens.css"),
            ":root { color-scheme: light dark; --paper: light-dark(#fff, #111) }",
        )
        .unwrap();
        bundle(&folder.path().join("main.css"), "defaults")
    }

    #[test]
    fn imports_are_followed_into_their_layers() {
        let css = bundled("@import './tokens.css' layer(tokens);\n.card { & > p { margin: 0px } }").unwrap();
        assert!(css.contains("@layer tokens{:root{"), "{css}");
        assert!(
            !css.contains("@import") && !css.contains('\n') && css.contains("margin:0"),
            "{css}"
        );
    }

    #[test]
    fn light_dark_stays_so_that_it_follows_any_color_scheme() {
        let css = bundled("@import './tokens.css';").unwrap();
        assert!(
            css.contains("light-dark(#fff,#111)") && !css.contains("--lightningcss"),
            "{css}"
        );
    }

    #[test]
    fn a_mistake_names_its_file_and_line() {
        let error = bundled(".a { color: red }\n.b { color: red } }")
            .unwrap_err()
            .to_string();
        assert!(error.contains("main.css:2:"), "{error}");
        let error = bundled("@import './gone.css';").unwrap_err().to_string();
        assert!(error.contains("main.css:1:"), "{error}");
    }
}
