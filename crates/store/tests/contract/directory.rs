//! A directory is whole or not there, and tells whose a device is.

use domain::{Device, DeviceKind, Platform};
use jiff::SignedDuration;
use service::{Begun, DeviceReading, DirectorySet, Listing, Store, StoreError, Use};

use crate::support::{Backend, DIRECTORY_NUMBERS, at, kim, robin, uuid};

const HOLD: SignedDuration = SignedDuration::from_secs(600);
const BOTH: [DirectorySet; 2] = DirectorySet::ALL;

fn device(number: u32, last_user: &str) -> DeviceReading {
    DeviceReading {
        device: Device {
            uid: uuid(number),
            name: format!("LAPTOP-{number} \"q\"\u{e9}"),
            kind: DeviceKind::Laptop,
            model: "M".to_owned(),
            platform: Platform::Windows,
            system: String::new(),
            last_seen: at(i64::from(number)),
            last_user: last_user.to_owned(),
        },
        numbers: [("disk_free".to_owned(), f64::from(number) + 0.5)].into(),
    }
}

fn used(employee: &domain::EmployeeId, number: u32, seconds: i64) -> Use {
    Use {
        employee: employee.clone(),
        name: format!("{}@COMPANY", employee.as_str().split('@').next().unwrap()),
        device: uuid(number),
        at: at(seconds),
    }
}

async fn begin(store: &dyn Store, generation: &str) {
    for set in BOTH {
        let begun = store.begin_generation(set, generation, HOLD, at(0)).await;
        assert_ne!(begun.unwrap(), Begun::Busy);
    }
}

async fn add(store: &dyn Store, generation: &str, devices: &[DeviceReading], uses: &[Use]) {
    store.add_devices(generation, 0, devices, at(1)).await.unwrap();
    store.add_people(generation, 1, uses, at(1)).await.unwrap();
}

async fn fill(store: &dyn Store, generation: &str, devices: &[DeviceReading], uses: &[Use], seconds: i64) {
    begin(store, generation).await;
    add(store, generation, devices, uses).await;
    store
        .put_in_force(&BOTH, generation, at(seconds), "discovery")
        .await
        .unwrap();
}

fn uids(listing: Option<Listing>) -> Vec<domain::CollectorUid> {
    let devices = listing.unwrap().devices;
    devices
        .into_iter()
        .map(|listed| listed.reading.device.uid)
        .collect()
}

pub async fn nobody_is_told_anything_before_it_is_whole(backend: &impl Backend) {
    let store = backend.open().await;
    begin(&*store, "a").await;
    add(&*store, "a", &[device(1, "")], &[used(&robin(), 1, 5)]).await;
    assert_eq!(store.listing(&robin()).await.unwrap(), None);
    assert_eq!(store.directory().await.unwrap(), []);
    store.put_in_force(&BOTH, "a", at(9), "discovery").await.unwrap();
    let listing = store.listing(&robin()).await.unwrap().unwrap();
    assert_eq!(listing.as_of, at(9));
    let [listed] = &listing.devices[..] else {
        panic!("{listing:?}")
    };
    assert_eq!(listed.reading, device(1, ""));
    assert_eq!((listed.used_at, listed.by_log_on), (at(5), false));
    let sets = store.directory().await.unwrap();
    let said = sets
        .iter()
        .map(|set| (set.set, set.as_of, set.rows, set.source.as_str()));
    assert!(said.eq(BOTH.map(|set| (set, at(9), 1, "discovery"))), "{sets:?}");
}

pub async fn as_many_rows_as_come_at_once_are_all_there(backend: &impl Backend) {
    let store = backend.open().await;
    for (place, count) in [0, 1, 99, 100, 101, 250].into_iter().enumerate() {
        let devices: Vec<_> = (0..count).map(|number| device(number, "")).collect();
        let uses: Vec<_> = (0..count)
            .map(|number| used(&kim(), number, i64::from(number)))
            .collect();
        fill(&*store, &place.to_string(), &devices, &uses, 9).await;
        let sets = store.directory().await.unwrap();
        let rows: Vec<_> = sets.iter().map(|set| set.rows).collect();
        assert_eq!(rows, [u64::from(count); 2]);
        let listed = store.listing(&kim()).await.unwrap().unwrap().devices;
        let last: Vec<_> = (0..count)
            .rev()
            .take(50)
            .map(|number| device(number, ""))
            .collect();
        let listed: Vec<_> = listed.into_iter().map(|listed| listed.reading).collect();
        assert_eq!(listed, last, "of {count}");
    }
}

pub async fn what_was_listed_before_its_figures_had_a_column_is_still_listed(backend: &impl Backend) {
    let database = backend.database().await;
    let store: &dyn Store = &database;
    let uses = [used(&robin(), 1, 5), used(&robin(), 2, 6)];
    fill(store, "a", &[device(1, ""), device(2, "")], &uses, 10).await;
    backend.unmake(DIRECTORY_NUMBERS).await;
    database.migrate().await.unwrap();
    let listed = store.listing(&robin()).await.unwrap().unwrap().devices;
    let listed: Vec<_> = listed.into_iter().map(|listed| listed.reading).collect();
    assert_eq!(listed, [device(2, ""), device(1, "")]);
}

pub async fn a_new_generation_takes_the_place_of_the_old_one_at_once(backend: &impl Backend) {
    let store = backend.open().await;
    let uses = [used(&robin(), 1, 5), used(&robin(), 2, 6), used(&kim(), 3, 1)];
    fill(
        &*store,
        "a",
        &[device(1, ""), device(2, ""), device(3, "")],
        &uses,
        10,
    )
    .await;
    assert_eq!(uids(store.listing(&robin()).await.unwrap()), [uuid(2), uuid(1)]);
    begin(&*store, "b").await;
    add(&*store, "b", &[device(3, "")], &[used(&robin(), 3, 7)]).await;
    assert_eq!(uids(store.listing(&robin()).await.unwrap()), [uuid(2), uuid(1)]);
    store.put_in_force(&BOTH, "b", at(20), "discovery").await.unwrap();
    assert_eq!(uids(store.listing(&robin()).await.unwrap()), [uuid(3)]);
    assert_eq!(
        uids(store.listing(&kim()).await.unwrap()),
        [],
        "it has changed hands"
    );
    for (generation, number) in [("c", 1), ("d", 2), ("e", 3)] {
        fill(
            &*store,
            generation,
            &[device(number, "")],
            &[used(&kim(), number, 1)],
            30,
        )
        .await;
        assert_eq!(uids(store.listing(&kim()).await.unwrap()), [uuid(number)]);
    }
}

pub async fn one_set_may_come_alone(backend: &impl Backend) {
    let store = backend.open().await;
    fill(&*store, "a", &[device(1, "")], &[used(&robin(), 1, 5)], 10).await;
    let people = DirectorySet::People;
    let begun = store.begin_generation(people, "b", HOLD, at(20)).await;
    assert_eq!(begun.unwrap(), Begun::New);
    store
        .add_people("b", 0, &[used(&kim(), 1, 6)], at(21))
        .await
        .unwrap();
    store
        .put_in_force(&[people], "b", at(30), "people")
        .await
        .unwrap();
    assert_eq!(uids(store.listing(&kim()).await.unwrap()), [uuid(1)]);
    assert_eq!(uids(store.listing(&robin()).await.unwrap()), []);
    let listing = store.listing(&kim()).await.unwrap().unwrap();
    assert_eq!(listing.as_of, at(10), "its figures are as old as that");
}

pub async fn one_generation_is_made_at_a_time(backend: &impl Backend) {
    let (store, other) = (backend.open().await, backend.open().await);
    begin(&*store, "a").await;
    store
        .add_devices("a", 0, &[device(1, "")], at(100))
        .await
        .unwrap();
    let devices = DirectorySet::Devices;
    let begun = async |seconds| {
        other
            .begin_generation(devices, "b", HOLD, at(seconds))
            .await
            .unwrap()
    };
    assert_eq!(begun(699).await, Begun::Busy);
    assert_eq!(begun(700).await, Begun::New, "it was given up");
    assert_eq!(begun(700).await, Begun::GoesOn);
    let late = store.add_devices("a", 0, &[device(2, "")], at(701)).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
    let late = store.put_in_force(&BOTH, "a", at(1), "discovery").await;
    assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
    assert_eq!(store.directory().await.unwrap(), [], "not the half of it either");
}

pub async fn what_is_given_up_is_made_by_others_at_once(backend: &impl Backend) {
    let (store, other) = (backend.open().await, backend.open().await);
    begin(&*store, "a").await;
    store.add_devices("a", 0, &[device(1, "")], at(1)).await.unwrap();
    let devices = DirectorySet::Devices;
    other.give_up(devices, "b").await.unwrap();
    let begun = async |generation| {
        other
            .begin_generation(devices, generation, HOLD, at(2))
            .await
            .unwrap()
    };
    assert_eq!(begun("b").await, Begun::Busy, "it is not theirs to give up");
    store.give_up(devices, "a").await.unwrap();
    let late = store.add_devices("a", 0, &[device(2, "")], at(2)).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "{late:?}");
    assert_eq!(begun("a").await, Begun::New, "nothing is left of it");
    other.add_devices("a", 0, &[device(3, "")], at(3)).await.unwrap();
    other.put_in_force(&[devices], "a", at(4), "acme").await.unwrap();
    let rows: Vec<u64> = other
        .directory()
        .await
        .unwrap()
        .iter()
        .map(|set| set.rows)
        .collect();
    assert_eq!(rows, [1]);
}

pub async fn whoever_goes_on_has_what_was_brought_before(backend: &impl Backend) {
    let store = backend.open().await;
    begin(&*store, "a").await;
    store.add_devices("a", 0, &[device(1, "")], at(1)).await.unwrap();
    store.add_devices("a", 1, &[device(2, "")], at(1)).await.unwrap();
    let next = backend.after_a_crash().await;
    begin(&*next, "a").await;
    let devices = DirectorySet::Devices;
    next.drop_part(devices, "a", 1, at(2)).await.unwrap();
    next.add_devices("a", 1, &[device(3, "")], at(2)).await.unwrap();
    let uses: Vec<Use> = (1..=3).map(|number| used(&robin(), number, 5)).collect();
    next.add_people("a", 2, &uses, at(2)).await.unwrap();
    next.put_in_force(&BOTH, "a", at(3), "discovery").await.unwrap();
    let mut listed = uids(next.listing(&robin()).await.unwrap());
    listed.sort();
    assert_eq!(listed, [uuid(1), uuid(3)]);
}

pub async fn who_logged_on_last_stands_in_where_nobody_was_seen(backend: &impl Backend) {
    let store = backend.open().await;
    let devices = [
        device(1, "robin@COMPANY"),
        device(2, "kim@COMPANY"),
        device(3, "admin"),
        device(4, "robin@COMPANY"),
        device(5, ""),
    ];
    let admin = |employee| Use {
        name: "admin".to_owned(),
        ..used(employee, 9, 1)
    };
    let nameless = Use {
        name: String::new(),
        ..used(&kim(), 9, 1)
    };
    let uses = [
        used(&robin(), 1, 5),
        used(&kim(), 4, 6),
        admin(&robin()),
        admin(&kim()),
        nameless,
    ];
    fill(&*store, "a", &devices, &uses, 10).await;
    let listed = |listing: Option<Listing>| {
        let devices = listing.unwrap().devices.into_iter();
        devices
            .map(|listed| (listed.reading.device.uid, listed.used_at, listed.by_log_on))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        listed(store.listing(&robin()).await.unwrap()),
        [(uuid(1), at(5), false)],
        "4 was used by somebody else"
    );
    assert_eq!(
        listed(store.listing(&kim()).await.unwrap()),
        [(uuid(4), at(6), false), (uuid(2), at(2), true)],
        "several are called admin, and nobody is called nothing"
    );
    let set = DirectorySet::Devices;
    let begun = store.begin_generation(set, "b", HOLD, at(20)).await;
    assert_eq!(begun.unwrap(), Begun::New);
    store
        .add_devices("b", 0, &[device(4, "x"), device(2, "x")], at(20))
        .await
        .unwrap();
    store.put_in_force(&[set], "b", at(20), "devices").await.unwrap();
    assert_eq!(
        listed(store.listing(&kim()).await.unwrap()),
        [(uuid(4), at(6), false)]
    );
}

pub async fn how_far_a_discovery_is_is_kept(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(store.discovery().await.unwrap(), None);
    for progress in ["{}", "{\"part\":1}"] {
        store.keep_discovery(progress).await.unwrap();
        assert_eq!(store.discovery().await.unwrap().as_deref(), Some(progress));
    }
}

pub async fn a_day_is_what_was_known_last_on_it(backend: &impl Backend) {
    let store = backend.open().await;
    let free = |reading: DeviceReading, free: f64| DeviceReading {
        numbers: [("disk_free".to_owned(), free)].into(),
        ..reading
    };
    let keep = async |day, limit| {
        let mut after = String::new();
        let mut rounds = 0;
        while let Some(last) = store.keep_day(day, at(2), &after, limit).await.unwrap() {
            (after, rounds) = (last, rounds + 1);
        }
        rounds
    };
    let days = async |number: u32| {
        let days = store.days_of(&uuid(number)).await.unwrap();
        days.into_iter()
            .map(|(day, numbers)| (day, numbers["disk_free"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(keep(1, 10).await, 0, "there is nothing yet");
    let mut later = free(device(2, ""), 9.0);
    later.device.last_seen = at(50);
    let devices = [device(1, ""), later, device(2, ""), device(3, ""), device(4, "")];
    fill(&*store, "a", &devices, &[], 10).await;
    assert_eq!(keep(1, 3).await, 2);
    assert_eq!(days(1).await, [], "it has not reported for long");
    assert_eq!(days(2).await, [(1, 9.0)], "it came twice");
    fill(
        &*store,
        "b",
        &[free(device(2, ""), 7.0), free(device(4, ""), 6.0)],
        &[],
        20,
    )
    .await;
    assert_eq!(keep(1, 1).await, 2);
    assert_eq!(keep(2, 5).await, 1);
    assert_eq!(days(2).await, [(1, 7.0), (2, 7.0)]);
    assert_eq!(days(3).await, [(1, 3.5)]);
    store.forget_days(2).await.unwrap();
    assert_eq!(days(4).await, [(2, 6.0)]);
    assert_eq!(days(3).await, []);
}

pub async fn names_may_hold_any_character(backend: &impl Backend) {
    let store = backend.open().await;
    let mut odd = device(1, "a\0\u{1f6b2}\\u0000\"");
    odd.device.name = "\0 \\ \u{1b}\"".to_owned();
    let named = Use {
        name: "a\0\"".to_owned(),
        ..used(&robin(), 1, 5)
    };
    fill(&*store, "a", &[odd], &[named], 10).await;
    let listing = store.listing(&robin()).await.unwrap().unwrap();
    let name = &listing.devices[0].reading.device.name;
    assert!(name.ends_with(" \\ \u{1b}\""), "{name:?}");
}
