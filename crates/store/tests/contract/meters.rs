//! A meter is one for everybody: whoever changes it has read what it says.

use futures::future::join_all;

use crate::support::Backend;

pub async fn a_meter_is_kept_by_whoever_has_read_it(backend: &impl Backend) {
    let (store, other) = (backend.open().await, backend.open().await);
    assert_eq!(store.meter("nql").await.unwrap(), None);
    assert!(store.keep_meter("nql", "1", None).await.unwrap());
    assert!(
        !other.keep_meter("nql", "other", None).await.unwrap(),
        "it is there"
    );
    let kept = other.meter("nql").await.unwrap().unwrap();
    assert_eq!((kept.body.as_str(), kept.revision), ("1", 1));
    assert!(other.keep_meter("nql", "2", Some(1)).await.unwrap());
    assert!(
        !store.keep_meter("nql", "3", Some(1)).await.unwrap(),
        "it was changed"
    );
    let kept = store.meter("nql").await.unwrap().unwrap();
    assert_eq!((kept.body.as_str(), kept.revision), ("2", 2));
    assert_eq!(store.meter("export").await.unwrap(), None);
    assert!(
        !store.keep_meter("export", "1", Some(1)).await.unwrap(),
        "it is not there"
    );
}

pub async fn twenty_who_count_at_once_lose_nothing(backend: &impl Backend) {
    let store = backend.open().await;
    let count = async || loop {
        let kept = store.meter("nql").await.unwrap();
        let counted: u32 = kept.as_ref().map_or(0, |kept| kept.body.parse().unwrap());
        let before = kept.map(|kept| kept.revision);
        let next = (counted + 1).to_string();
        if store.keep_meter("nql", &next, before).await.unwrap() {
            break;
        }
    };
    join_all((0..20).map(|_| count())).await;
    assert_eq!(store.meter("nql").await.unwrap().unwrap().body, "20");
}
