//! The laws of a hand-over, under every order in which senders work, break off and come back, and the service desk takes
//! its time.

use domain::{
    Facts, HandOver, HandOverFailureKind, HandOverSignal, HandOverState, NewHandOver, Subject, Ticket,
};
use jiff::Timestamp;
use proptest::{prelude::*, sample::select};

use crate::support::{noon, seconds};

fn pressed() -> HandOver {
    HandOver::new(NewHandOver {
        id: "40000000-0000-4000-8000-00000000abcd".parse().unwrap(),
        employee: "robin@example.com".parse().unwrap(),
        name: "Robin".into(),
        upn: "robin@example.com".into(),
        email: None,
        about: Subject::Device {
            device: crate::support::DEVICE.parse().unwrap(),
        },
        note: Some("It hangs.".parse().unwrap()),
        facts: Facts::default(),
        created_at: noon(),
    })
}

fn ticket(number: usize) -> Ticket {
    Ticket {
        number: Some(format!("INC{number}")),
        link: None,
        record: None,
    }
}

/// One call to the service desk, as only the world knows it.
#[derive(Debug, Clone)]
struct Call {
    number: u32,
    /// It is still on its way, or being worked on.
    under_way: bool,
    ticket: Option<Ticket>,
}

/// What may happen next; where it cannot, it does not. A number picks the call that it happens to.
#[derive(Debug, Clone, Copy)]
enum Happens {
    /// A sender begins a call, if it may.
    Begins,
    /// A call reaches the service desk, which makes a ticket.
    MakesTicket(usize),
    /// A call is over without a ticket.
    ComesToNothing(usize),
    /// A sender tells what became of its call, however late.
    Tells(usize),
    /// A sender is found to have broken off, or its call took too long.
    GivesUpCall(usize),
    /// The service desk is asked what it has.
    Looks,
    /// The ticket has got what goes along, or has not.
    Attaches(bool),
    /// Too much time went by.
    GivesUp,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        12 => Just(Happens::Begins),
        2 => (0..3_usize).prop_map(Happens::MakesTicket),
        12 => (0..3_usize).prop_map(Happens::ComesToNothing),
        12 => (0..3_usize).prop_map(Happens::Tells),
        12 => (0..3_usize).prop_map(Happens::GivesUpCall),
        12 => Just(Happens::Looks),
        1 => any::<bool>().prop_map(Happens::Attaches),
        1 => Just(Happens::GivesUp),
    ]
}

/// A hand-over, and the world in which it happens.
struct World {
    hand_over: HandOver,
    calls: Vec<Call>,
}

impl World {
    fn take(&mut self, signal: HandOverSignal, at: Timestamp) -> bool {
        let next = self.hand_over.advance(signal, at);
        let moved = next.is_some();
        self.hand_over = next.unwrap_or_else(|| self.hand_over.clone());
        moved
    }

    fn tickets(&self) -> impl Iterator<Item = &Ticket> {
        self.calls.iter().filter_map(|call| call.ticket.as_ref())
    }

    fn happens(&mut self, what: Happens, at: Timestamp) {
        use HandOverSignal::{Begun, Created, GivenUp, OutcomeUnknown, ProvenAbsent, PutOff};
        match what {
            Happens::Begins => {
                if self.take(Begun, at) {
                    self.calls.push(Call {
                        number: self.hand_over.calls(),
                        under_way: true,
                        ticket: None,
                    });
                }
            }
            Happens::MakesTicket(index) => {
                let number = self.tickets().count();
                if let Some(call) = self.calls.get_mut(index).filter(|call| call.under_way) {
                    call.under_way = false;
                    call.ticket = Some(ticket(number));
                }
            }
            Happens::ComesToNothing(index) => {
                if let Some(call) = self.calls.get_mut(index) {
                    call.under_way = false;
                }
            }
            Happens::Tells(index) => {
                let told = self.calls.get(index).filter(|call| !call.under_way).cloned();
                match told {
                    Some(Call {
                        ticket: Some(ticket), ..
                    }) => self.take(Created(ticket), at),
                    Some(Call { number, .. }) => self.take(PutOff { call: number }, at),
                    None => false,
                };
            }
            Happens::GivesUpCall(index) => {
                if let Some(call) = self.calls.get(index).map(|call| call.number) {
                    self.take(OutcomeUnknown { call }, at);
                }
            }
            Happens::Looks => {
                let found = self.tickets().next().cloned();
                let call = self.hand_over.calls();
                match found {
                    Some(ticket) => self.take(Created(ticket), at),
                    // Proven only when the last call is certainly over.
                    None if self.calls.iter().all(|call| !call.under_way) => {
                        self.take(ProvenAbsent { call }, at)
                    }
                    None => false,
                };
            }
            Happens::Attaches(all) => {
                self.take(HandOverSignal::Attached(all), at);
            }
            Happens::GivesUp => {
                self.take(GivenUp, at);
            }
        }
    }
}

proptest! {
    // What goes wrong takes many steps to get there.
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn there_is_never_a_second_ticket(story in prop::collection::vec((happens(), -60..600_i64), 0..60)) {
        let mut world = World { hand_over: pressed(), calls: Vec::new() };
        for (what, offset) in story {
            let before = world.hand_over.clone();
            world.happens(what, noon() + seconds(offset));
            let after = &world.hand_over;
            prop_assert!(world.tickets().count() <= 1, "{what:?} made a second ticket: {after:?}");
            if before.is_over() {
                prop_assert_eq!(&before, after);
            }
            if before.state().is_end() {
                prop_assert_eq!((before.state(), before.ticket()), (after.state(), after.ticket()));
            }
            if before.state() != after.state() {
                prop_assert!(after.revision() > before.revision());
                prop_assert!(after.since() >= before.since());
            }
            let created = after.state() == HandOverState::Created;
            prop_assert_eq!(after.ticket(), world.tickets().next().filter(|_| created));
        }
    }

    #[test]
    fn what_an_earlier_call_says_does_not_count(
        late in select(vec![
            HandOverSignal::PutOff { call: 1 },
            HandOverSignal::Refused { call: 1, words: "no".into() },
            HandOverSignal::OutcomeUnknown { call: 1 },
            HandOverSignal::ProvenAbsent { call: 1 },
        ]),
        unsure in any::<bool>(),
    ) {
        let mut second = pressed();
        for signal in [
            HandOverSignal::Begun,
            HandOverSignal::OutcomeUnknown { call: 1 },
            HandOverSignal::ProvenAbsent { call: 1 },
            HandOverSignal::Begun,
        ] {
            second = second.advance(signal, noon()).unwrap();
        }
        if unsure {
            second = second.advance(HandOverSignal::OutcomeUnknown { call: 2 }, noon()).unwrap();
        }
        prop_assert_eq!(second.advance(late, noon()), None);
    }
}

#[test]
fn what_was_tried_for_long_enough_ends_with_what_is_known() {
    let give_up = |hand_over: &HandOver| hand_over.advance(HandOverSignal::GivenUp, noon());
    let kind = |hand_over: Option<HandOver>| hand_over.unwrap().failure().unwrap().kind;
    assert_eq!(kind(give_up(&pressed())), HandOverFailureKind::NeverSent);
    let sending = pressed().advance(HandOverSignal::Begun, noon()).unwrap();
    assert_eq!(give_up(&sending), None, "its call will tell");
    let unsure = sending.advance(HandOverSignal::OutcomeUnknown { call: 1 }, noon());
    assert_eq!(kind(give_up(&unsure.unwrap())), HandOverFailureKind::NeverHeard);
}

#[test]
fn a_refusal_keeps_the_words_of_the_service_desk() {
    let sending = pressed().advance(HandOverSignal::Begun, noon()).unwrap();
    let words = "unknown assignment group".to_owned();
    let refused = sending
        .advance(HandOverSignal::Refused { call: 1, words }, noon())
        .unwrap();
    assert_eq!(refused.state(), HandOverState::Failed);
    assert_eq!(refused.failure().unwrap().words, "unknown assignment group");
}

#[test]
fn one_ticket_about_what_happens_once_is_enough() {
    let created = |about: Subject| {
        let mut order = pressed().order;
        order.about = about;
        let sending = HandOver::new(order)
            .advance(HandOverSignal::Begun, noon())
            .unwrap();
        assert!(sending.settles_subject());
        sending
            .advance(HandOverSignal::Created(ticket(1)), noon())
            .unwrap()
            .settles_subject()
    };
    let execution = "50000000-0000-4000-8000-000000000001".parse().unwrap();
    assert!(created(Subject::Execution { execution }));
    assert!(!created(pressed().order.about), "a device may need help again");
}

#[test]
fn it_comes_back_from_json_as_it_was() {
    let sending = pressed().advance(HandOverSignal::Begun, noon()).unwrap();
    let json = serde_json::to_string(&sending).unwrap();
    assert_eq!(serde_json::from_str::<HandOver>(&json).unwrap(), sending);
    assert_eq!(sending.code(), "DS-00ABCD");
}

#[test]
fn it_is_over_when_the_ticket_has_got_all_that_it_gets() {
    let sending = pressed().advance(HandOverSignal::Begun, noon()).unwrap();
    assert_eq!(
        sending.advance(HandOverSignal::Attached(true), noon()),
        None,
        "to what?"
    );
    let created = sending
        .advance(HandOverSignal::Created(ticket(1)), noon())
        .unwrap();
    assert!(!created.is_over());
    let over = created.advance(HandOverSignal::Attached(false), noon()).unwrap();
    assert_eq!((over.is_over(), over.attached()), (true, Some(false)));
    assert_eq!(over.advance(HandOverSignal::Attached(true), noon()), None);
}
