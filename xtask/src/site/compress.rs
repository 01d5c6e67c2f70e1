//! Files with their compressed forms beside them, made once so that no answer waits for it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// What compresses well; images and fonts are compressed already.
const EXTENSIONS: [&str; 9] = ["css", "html", "js", "json", "mjs", "svg", "txt", "wasm", "xml"];

/// Writes the same bytes under each path, with `.br` and `.gz` beside it where they are smaller.
pub fn write(paths: &[PathBuf], bytes: &[u8]) -> Result<()> {
    let worth = paths.first().is_some_and(|path| is_worth(path));
    let forms = if worth {
        vec![("br", brotli(bytes)?), ("gz", gzip(bytes)?)]
    } else {
        Vec::new()
    };
    for path in paths {
        put(path, bytes)?;
        for (suffix, packed) in forms.iter().filter(|(_, packed)| packed.len() < bytes.len()) {
            put(&with_suffix(path, suffix), packed)?;
        }
    }
    Ok(())
}

fn is_worth(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| EXTENSIONS.contains(&extension))
}

fn brotli(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut out, &params).context("compressing with brotli")?;
    Ok(out)
}

/// Packed by gzip as well as it gets.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .context("compressing with gzip")
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_compressed_forms_unpack_to_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pkg/a.js");
        let text = "let deskside = 1;\n".repeat(200);
        write(std::slice::from_ref(&path), text.as_bytes()).unwrap();

        let mut unpacked = String::new();
        let packed = fs::read(folder.path().join("pkg/a.js.gz")).unwrap();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);

        let packed = fs::read(folder.path().join("pkg/a.js.br")).unwrap();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());
    }

    #[test]
    fn what_does_not_get_smaller_stands_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (tiny, image) = (folder.path().join("tiny.txt"), folder.path().join("logo.png"));
        write(&[tiny], b"x").unwrap();
        write(&[image], &[0; 1000]).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
