//! Who listens is woken, and nobody else.

use service::Bus;
use store::LocalBus;

use crate::support::{kim, robin};

#[test]
fn news_wakes_every_listener_of_that_person_and_nobody_else() {
    let bus = LocalBus::default();
    let (one, two, theirs) = (bus.listen(&robin()), bus.listen(&robin()), bus.listen(&kim()));
    bus.wake(&robin());
    assert!(one.has_changed().unwrap() && two.has_changed().unwrap());
    assert!(!theirs.has_changed().unwrap());
}

#[test]
fn news_that_came_before_somebody_waits_is_not_missed() {
    let bus = LocalBus::default();
    let mut listener = bus.listen(&robin());
    bus.wake(&robin());
    bus.wake(&robin());
    assert!(listener.has_changed().unwrap());
    listener.borrow_and_update();
    assert!(!listener.has_changed().unwrap());
}

#[test]
fn a_new_listener_hears_after_the_last_one_left() {
    let bus = LocalBus::default();
    drop(bus.listen(&robin()));
    bus.wake(&robin());
    let listener = bus.listen(&robin());
    assert!(!listener.has_changed().unwrap());
    bus.wake(&robin());
    assert!(listener.has_changed().unwrap());
}

#[tokio::test]
async fn whoever_waits_is_woken() {
    let bus = LocalBus::default();
    let mut listener = bus.listen(&robin());
    let (heard, ()) = tokio::join!(listener.changed(), async { bus.wake(&robin()) });
    heard.unwrap();
}
