//! An address from which files are fetched.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

/// Where files are put: `s3://bucket/folder`, `az://container/folder`, `gs://bucket/folder` or `file:///folder`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
pub enum FetchedFrom {
    /// A folder in a bucket of S3.
    S3(String, String),
    /// A folder in a container of Azure.
    Azure(String, String),
    /// A folder in a bucket of Google Cloud.
    Gcs(String, String),
    /// A folder of this machine.
    Folder(PathBuf),
}

/// It is no such address.
#[derive(Debug, thiserror::Error)]
#[error("it is none of s3://bucket/folder, az://container/folder, gs://bucket/folder and file:///folder")]
pub struct NoAddress;

impl TryFrom<String> for FetchedFrom {
    type Error = NoAddress;

    fn try_from(text: String) -> Result<Self, NoAddress> {
        let (scheme, rest) = text.split_once("://").ok_or(NoAddress)?;
        if scheme == "file" {
            return match rest.starts_with('/') {
                true => Ok(Self::Folder(rest.into())),
                false => Err(NoAddress),
            };
        }
        let (bucket, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_');
        if bucket.is_empty() || !bucket.bytes().all(is_name) {
            return Err(NoAddress);
        }
        let (bucket, folder) = (bucket.to_owned(), folder.trim_matches('/').to_owned());
        match scheme {
            "s3" => Ok(Self::S3(bucket, folder)),
            "az" => Ok(Self::Azure(bucket, folder)),
            "gs" => Ok(Self::Gcs(bucket, folder)),
            _ => Err(NoAddress),
        }
    }
}

impl FetchedFrom {
    /// What it begins with.
    pub const fn scheme(&self) -> &'static str {
        match self {
            Self::S3(..) => "s3",
            Self::Azure(..) => "az",
            Self::Gcs(..) => "gs",
            Self::Folder(_) => "file",
        }
    }

    /// The folder in a bucket or container.
    pub fn folder(&self) -> Option<&str> {
        match self {
            Self::S3(_, folder) | Self::Azure(_, folder) | Self::Gcs(_, folder) => Some(folder),
            Self::Folder(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_four_kinds() {
        let read = |text: &str| FetchedFrom::try_from(text.to_owned());
        let folder = || ("acme".to_owned(), "a/b".to_owned());
        let (bucket, within) = folder();
        assert_eq!(read("s3://acme/a/b/").unwrap(), FetchedFrom::S3(bucket, within));
        let (bucket, within) = folder();
        assert_eq!(read("az://acme/a/b").unwrap(), FetchedFrom::Azure(bucket, within));
        assert_eq!(
            read("gs://acme").unwrap(),
            FetchedFrom::Gcs("acme".into(), String::new())
        );
        assert_eq!(
            read("file:///var/x").unwrap(),
            FetchedFrom::Folder("/var/x".into())
        );
        for wrong in [
            "",
            "/var/x",
            "file://var/x",
            "s3://",
            "s3:///a",
            "s3://user@acme/a",
            "https://acme/a",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
