//! The glue that wasm-bindgen writes, without what only its authors need: long names, comments and indentation.

use std::{collections::HashMap, mem};

use anyhow::{Result, bail};

/// The long name of each import and the short one that it has now.
pub type Renamed = HashMap<String, String>;

/// Gives the module's imports short names. Their own carry a hash each, which no packing makes smaller.
pub fn shorten<'a>(imports: impl Iterator<Item = &'a mut String>) -> Renamed {
    let numbered = imports.enumerate();
    let renamed = numbered.map(|(number, import)| {
        let short = format!("i{number}");
        (mem::replace(import, short.clone()), short)
    });
    renamed.collect()
}

/// The glue to a module whose imports have been renamed. It fails where the glue is not written as it is known to be:
/// each import stands in it once, and no text goes on in the next line.
pub fn tidy(glue: &str, renamed: &Renamed) -> Result<String> {
    let mut tidy = String::with_capacity(glue.len());
    let mut given = 0;
    let mut in_comment = false;
    for line in glue.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            bail!("the glue has a text of several lines, which would lose its indentation: {line}");
        }
        let mut rest = line;
        while let Some(word) = rest
            .split(|c| !is_of_a_name(c))
            .next()
            .filter(|_| !rest.is_empty())
        {
            let short = renamed.get(word);
            given += usize::from(short.is_some());
            tidy.push_str(short.map_or(word, String::as_str));
            rest = &rest[word.len()..];
            let between = rest.find(is_of_a_name).unwrap_or(rest.len());
            tidy.push_str(&rest[..between]);
            rest = &rest[between..];
        }
        // Some statements end with the line only.
        tidy.push('\n');
    }
    if given != renamed.len() {
        bail!(
            "the glue names imports {given} times, and the module has {}",
            renamed.len()
        );
    }
    Ok(tidy)
}

fn is_of_a_name(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "
/**
 * @param {HTMLElement} el
 */
export function Live_1(el) {
    wasm.Live_1(el); /* stays */
}
const import0 = {
    __wbg_get_12ab: function(arg0) { return `${arg0}: //`; },
    // Cast intrinsic for `String
    __wbg_get_12: function() {},
};
";

    fn shortened() -> Renamed {
        let mut names = ["__wbg_get_12", "__wbg_get_12ab"].map(str::to_owned);
        let renamed = shorten(names.iter_mut());
        assert_eq!(names, ["i0", "i1"]);
        renamed
    }

    #[test]
    fn names_become_short_and_comments_and_indentation_go() {
        assert_eq!(
            tidy(GLUE, &shortened()).unwrap(),
            "export function Live_1(el) {\nwasm.Live_1(el); /* stays */\n}\nconst import0 = {\n\
             i1: function(arg0) { return `${arg0}: //`; },\ni0: function() {},\n};\n"
        );
    }

    #[test]
    fn glue_that_is_written_in_another_way_is_refused() {
        let without = GLUE.replace("__wbg_get_12:", "get:");
        assert!(tidy(&without, &shortened()).is_err());
        let twice = format!("{GLUE}__wbg_get_12();\n");
        assert!(tidy(&twice, &shortened()).is_err());
        let lines = format!("{GLUE}let text = `a\n   b`;\n");
        assert!(tidy(&lines, &shortened()).is_err());
    }
}
