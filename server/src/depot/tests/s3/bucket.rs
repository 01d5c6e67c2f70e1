//! The bucket's server.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};

use axum::{Router, error_handling::HandleErrorLayer, http::StatusCode};
use futures::{StreamExt as _, stream};
use s3s::{
    S3, S3Request, S3Response, S3Result,
    auth::SimpleAuth,
    crypto::{Checksum as _, Md5},
    dto::{
        ETag, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, ListObjectsV2Input,
        ListObjectsV2Output, StreamingBlob,
    },
    service::S3ServiceBuilder,
};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use tower::ServiceBuilder;

use super::{KEY, KEY_ID};

/// How a server of objects is in what may differ from one to another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Lists have marks and whole seconds, as Amazon's have.
    Usual,
    /// Lists have no marks, and milliseconds.
    Plain,
    /// As usual; but of each file, the first half comes, and the rest never.
    Stalling,
}

/// A bucket `acme` with its server, which listens until this is dropped.
pub struct Bucket {
    pub endpoint: String,
    folder: TempDir,
    manner: Manner,
    pages: Arc<AtomicUsize>,
    _open: DropGuard,
}

impl Bucket {
    /// An empty one, whose lists have one object a page.
    pub async fn open(manner: Manner) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("acme")).unwrap();
        let pages = Arc::<AtomicUsize>::default();
        let mut service = S3ServiceBuilder::new(Objects {
            files: FileSystem::new(folder.path()).unwrap(),
            folder: folder.path().to_owned(),
            manner,
            pages: pages.clone(),
        });
        service.set_auth(SimpleAuth::from_single(KEY_ID, KEY));
        let failed = HandleErrorLayer::new(|error: s3s::HttpError| async move {
            (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"))
        });
        let service = ServiceBuilder::new().layer(failed).service(service.build());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let stopped = stop.clone().cancelled_owned();
        tokio::spawn(async move {
            axum::serve(listener, Router::new().fallback_service(service))
                .with_graceful_shutdown(stopped)
                .await
        });
        Self {
            endpoint: format!("http://{address}"),
            folder,
            manner,
            pages,
            _open: stop.drop_guard(),
        }
    }

    /// An object that was written so many minutes before the tests' noon.
    pub fn put(&self, name: &str, body: impl AsRef<[u8]>, minutes_ago: u64) {
        let noon = UNIX_EPOCH + Duration::from_secs(1_772_884_800);
        let finer = Duration::from_millis(if self.manner == Manner::Plain { 123 } else { 0 });
        let file = self.file(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, body).unwrap();
        let file = fs::File::options().write(true).open(&file).unwrap();
        file.set_modified(noon - Duration::from_secs(minutes_ago * 60) + finer)
            .unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.file(name)).unwrap();
    }

    /// How many pages of lists were asked for.
    pub fn pages(&self) -> usize {
        self.pages.load(Ordering::Relaxed)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("acme").join(name)
    }
}

/// Files as objects, as some servers have them.
struct Objects {
    files: FileSystem,
    folder: PathBuf,
    manner: Manner,
    pages: Arc<AtomicUsize>,
}

#[async_trait::async_trait]
impl S3 for Objects {
    async fn list_objects_v2(
        &self,
        mut request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.pages.fetch_add(1, Ordering::Relaxed);
        request.input.max_keys = Some(1);
        let bucket = self.folder.join(&request.input.bucket);
        let mut listed = self.files.list_objects_v2(request).await?;
        if self.manner != Manner::Plain {
            for object in listed.output.contents.iter_mut().flatten() {
                object.e_tag = object.key.as_deref().map(|key| mark(&bucket.join(key)));
            }
        }
        Ok(listed)
    }

    async fn head_object(
        &self,
        request: S3Request<HeadObjectInput>,
    ) -> S3Result<S3Response<HeadObjectOutput>> {
        self.files.head_object(request).await
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let file = self.folder.join(&request.input.bucket).join(&request.input.key);
        let mut got = self.files.get_object(request).await?;
        if self.manner == Manner::Stalling {
            let mut half = fs::read(file).unwrap();
            half.truncate(half.len() / 2);
            let half = Ok::<_, std::io::Error>(half.into());
            got.output.body = Some(StreamingBlob::wrap(stream::iter([half]).chain(stream::pending())));
        }
        Ok(got)
    }
}

/// The MD5 of a file, by which this server marks what it gives.
fn mark(file: &Path) -> ETag {
    let sum = Md5::checksum(&fs::read(file).unwrap());
    let sum: &[u8] = sum.as_ref();
    ETag::Strong(sum.iter().map(|byte| format!("{byte:02x}")).collect())
}
