//! Where exported files are put and fetched: a bucket of S3 or Google Cloud, a container of Azure, or a folder.

mod refusal;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, io, path::Path as FilePath, sync::Arc, time::Duration};

use async_trait::async_trait;
use domain::FeedName;
use futures::{StreamExt as _, TryFutureExt as _, TryStreamExt as _};
use jiff::Timestamp;
use object_store::{
    ClientOptions, GetOptions, GetResult, ObjectMeta, ObjectStore, RetryConfig, aws::AmazonS3Builder,
    azure::MicrosoftAzureBuilder, gcp::GoogleCloudStorageBuilder, local::LocalFileSystem, path::Path,
};
use secrecy::ExposeSecret as _;
use service::{DepotError, DepotFile, Feed, FileVersion, FleetFile};
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Access, Export, FetchedFrom},
    fault::Fault,
    tenant::{Fetched, FileLimits},
};

/// So many files are looked at: all others are older.
const LATEST: usize = 16;

/// How long to wait for a connection, and for the next bytes on it. A large file as a whole may take longer.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(60);

/// What is not answered is asked again at the next look.
const TRIES: usize = 2;
const TRYING: Duration = Duration::from_secs(60);

/// Every feed that is fetched, with where its files are.
pub type Depots = BTreeMap<FeedName, (Feed, Depot)>;

/// Where the files of a feed are.
#[derive(Clone)]
pub struct Depot {
    objects: Arc<dyn ObjectStore>,
    /// The folder in it; none for all of it.
    folder: Option<Path>,
    feed: Feed,
    limits: FileLimits,
    stop: CancellationToken,
}

/// The depots of all feeds that are fetched.
///
/// # Errors
/// When one cannot be, or a secret cannot be read.
pub fn open_all(exports: &BTreeMap<FeedName, Export>) -> Result<Depots, Fault> {
    let mut depots = BTreeMap::new();
    for (name, export) in exports {
        if let Some(depot) = open(name, export)? {
            depots.insert(name.clone(), (export.feed(), depot));
        }
    }
    Ok(depots)
}

/// The depot of a feed; `None` for one that is sent.
///
/// # Errors
/// When it cannot be one, or a secret cannot be read.
pub fn open(name: &FeedName, export: &Export) -> Result<Option<Depot>, Fault> {
    let from = export.from.as_ref();
    from.map(|from| Depot::open(name, export, from)).transpose()
}

impl Depot {
    fn open(name: &FeedName, export: &Export, from: &FetchedFrom) -> Result<Self, Fault> {
        let access = export.access.as_ref();
        let secret = export.access_secret(name)?;
        let secret = secret.as_ref().map(|secret| secret.expose_secret());
        let objects = match from {
            FetchedFrom::Folder(folder) => in_folder(folder),
            FetchedFrom::S3(bucket, _) => in_s3(bucket, access, secret),
            FetchedFrom::Azure(container, _) => in_azure(container, access, secret),
            FetchedFrom::Gcs(bucket, _) => in_gcs(bucket, secret),
        };
        let objects = objects.map_err(|error| {
            let what = format!("exports.{name}.from: {error}");
            Fault::new(what, "check the address, and what access there is")
        })?;
        let folder = from.folder().filter(|folder| !folder.is_empty());
        Ok(Self {
            objects,
            folder: folder.map(Path::from),
            feed: export.feed(),
            limits: export.limits(),
            stop: CancellationToken::new(),
        })
    }

    /// The same, that breaks off what it is at as soon as this says so: whoever reads a file can then give up what they have
    /// begun with it.
    pub fn until(&self, stop: CancellationToken) -> Self {
        Self { stop, ..self.clone() }
    }

    async fn unless_stopped<T>(
        &self,
        asked: impl Future<Output = Result<T, DepotError>>,
    ) -> Result<T, DepotError> {
        tokio::select! {
            answer = asked => answer,
            () = self.stop.cancelled() => Err(DepotError("this server stops".to_owned())),
        }
    }

    /// Looks whether a file can be read, without reading it.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn look_at(&self, file: &DepotFile) -> Result<(), DepotError> {
        let head = GetOptions {
            head: true,
            ..GetOptions::default()
        };
        self.get(file, head).await.map(drop)
    }

    async fn get(&self, file: &DepotFile, options: GetOptions) -> Result<GetResult, DepotError> {
        let place = Path::parse(&file.version.name).map_err(|error| DepotError(error.to_string()))?;
        let asked = self.objects.get_opts(&place, options);
        self.unless_stopped(asked.map_err(|error| failed(&error))).await
    }

    async fn list(&self) -> Result<Vec<DepotFile>, DepotError> {
        let mut latest: Vec<DepotFile> = Vec::new();
        let mut listed = self.objects.list(self.folder.as_ref());
        while let Some(object) = listed.try_next().await.map_err(|error| failed(&error))? {
            if !is_export(&object) {
                continue;
            }
            latest.push(read(&object).ok_or_else(|| DepotError("it has a time that cannot be".to_owned()))?);
            if latest.len() > LATEST * 2 {
                thin_out(&mut latest);
            }
        }
        thin_out(&mut latest);
        Ok(latest)
    }
}

type Opened = object_store::Result<Arc<dyn ObjectStore>>;

fn in_folder(folder: &FilePath) -> Opened {
    Ok(Arc::new(LocalFileSystem::new_with_prefix(folder)?))
}

fn in_s3(bucket: &str, access: Option<&Access>, secret: Option<&str>) -> Opened {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_client_options(patience())
        .with_retry(tries());
    if let Some(Access::S3 {
        region,
        endpoint,
        access_key_id,
        ..
    }) = access
    {
        if let (Some(id), Some(secret)) = (access_key_id, secret) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        if let Some(region) = region {
            builder = builder.with_region(region);
        }
        if let Some(endpoint) = endpoint {
            builder = builder
                .with_endpoint(endpoint)
                .with_allow_http(is_plain(endpoint));
        }
    }
    Ok(Arc::new(builder.build()?))
}

fn in_azure(container: &str, access: Option<&Access>, secret: Option<&str>) -> Opened {
    let mut builder = MicrosoftAzureBuilder::new()
        .with_container_name(container)
        .with_client_options(patience())
        .with_retry(tries());
    if let Some(Access::Azure {
        account, endpoint, ..
    }) = access
    {
        builder = builder.with_account(account);
        if let Some(secret) = secret {
            builder = builder.with_access_key(secret);
        }
        if let Some(endpoint) = endpoint {
            builder = builder
                .with_allow_http(is_plain(endpoint))
                .with_endpoint(endpoint.clone());
        }
    }
    Ok(Arc::new(builder.build()?))
}

fn in_gcs(bucket: &str, secret: Option<&str>) -> Opened {
    let mut builder = GoogleCloudStorageBuilder::new()
        .with_bucket_name(bucket)
        .with_client_options(patience())
        .with_retry(tries());
    if let Some(secret) = secret {
        builder = builder.with_service_account_key(secret);
    }
    Ok(Arc::new(builder.build()?))
}

/// Whoever writes an address of plain HTTP wants that: a server of their own beside Deskside.
fn is_plain(endpoint: &str) -> bool {
    endpoint.starts_with("http://")
}

fn patience() -> ClientOptions {
    ClientOptions::new()
        .with_connect_timeout(CONNECT)
        .with_read_timeout(SILENCE)
        .with_timeout_disabled()
}

fn tries() -> RetryConfig {
    RetryConfig {
        max_retries: TRIES,
        retry_timeout: TRYING,
        ..RetryConfig::default()
    }
}

fn failed(error: &object_store::Error) -> DepotError {
    DepotError(refusal::said(error).unwrap_or_else(|| error.to_string()))
}

#[async_trait]
impl service::Depot for Depot {
    async fn latest(&self) -> Result<Vec<DepotFile>, DepotError> {
        self.unless_stopped(self.list()).await
    }

    async fn open(&self, file: &DepotFile) -> Result<Box<dyn FleetFile>, DepotError> {
        let got = self.get(file, GetOptions::default()).await?;
        if !is_same(file, &got.meta) {
            return Err(DepotError(format!(
                "{} has become another one",
                file.version.name
            )));
        }
        let bytes = got.into_stream().map_err(io::Error::other);
        let (bytes, stop) = (bytes.boxed(), self.stop.clone());
        Ok(Box::new(Fetched::of(self.feed.set, bytes, self.limits, stop)))
    }
}

fn thin_out(files: &mut Vec<DepotFile>) {
    files.sort_by(|one, other| {
        let key = |file: &DepotFile| (file.modified, file.version.name.clone());
        key(other).cmp(&key(one))
    });
    files.truncate(LATEST);
}

/// Folders stand in some lists as files with nothing in them, and programs that upload hide what they are at.
fn is_export(object: &ObjectMeta) -> bool {
    let is_hidden = object
        .location
        .filename()
        .is_none_or(|name| name.starts_with('.'));
    object.size > 0 && !is_hidden
}

/// Whether what is opened is what was listed. A list may leave marks out, and tell times finer than a header can.
fn is_same(listed: &DepotFile, opened: &ObjectMeta) -> bool {
    let marks = [opened.e_tag.as_deref(), None];
    marks
        .iter()
        .any(|mark| version(opened, *mark) == listed.version.version)
        && opened.last_modified.timestamp() == listed.modified.as_second()
}

/// Size and mark, as far as it has one.
fn version(object: &ObjectMeta, mark: Option<&str>) -> String {
    format!("{} {}", object.size, mark.unwrap_or_default())
}

/// `None` for a time that no clock has.
fn read(object: &ObjectMeta) -> Option<DepotFile> {
    Some(DepotFile {
        version: FileVersion {
            name: object.location.to_string(),
            version: version(object, object.e_tag.as_deref()),
        },
        modified: Timestamp::from_microsecond(object.last_modified.timestamp_micros()).ok()?,
    })
}
