//! An employee hands something over to IT.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Facts, HandOver, HandOverId, HandOverState, IdempotencyKey, Identity, NewHandOver, Note, Subject,
};
use thiserror::Error;

use crate::{
    Employee, HandOverDraft, HandOverPlaced, PageError, Service, StoreError, TicketReport, Trouble,
    facts::FactsError,
    view::{HandOverForm, HandOverOffer, HandOverPage},
};

/// What the employee wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOverRequest {
    /// What they hand over.
    pub about: Subject,
    /// What they say about it.
    pub note: Option<Note>,
    /// Identifies this press.
    pub key: IdempotencyKey,
    /// The latest hand-over about it that the page showed. A page that stood open while it was handed over from another
    /// does not make a second ticket.
    pub after: Option<HandOverId>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// The hand-over that this press started.
    pub hand_over: HandOverId,
    /// Whether the same press had come before.
    pub repeated: bool,
}

/// Why it was not handed over. Nothing was stored.
#[derive(Debug, Error)]
pub enum HandOverError {
    /// The employee has no such thing, or content has none for them.
    #[error("there is no such thing to hand over")]
    NotFound,
    /// No service desk takes it.
    #[error("there is no service desk to hand it over to")]
    NoDesk,
    /// It was handed over already, and needs no other, or whoever pressed does not know of it yet.
    #[error("it was handed over already, as {0}")]
    Settled(HandOverId),
    /// Nobody knows whose device it is, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// The press is known, but it was for something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

impl From<FactsError> for HandOverError {
    fn from(error: FactsError) -> Self {
        match error {
            FactsError::NotFound => Self::NotFound,
            FactsError::Unavailable(trouble) => Self::Unavailable(trouble),
            FactsError::Store(error) => Self::Internal(error),
        }
    }
}

impl Service {
    /// Hands something of the employee's own over to IT. When this returns, it is stored with all that is known, and
    /// becomes one ticket.
    ///
    /// # Errors
    /// Why it was not handed over; nothing was stored then.
    pub async fn hand_over(
        &self,
        employee: &Employee,
        request: HandOverRequest,
    ) -> Result<HandedOver, HandOverError> {
        if let Some(known) = self
            .store()
            .hand_over_pressed(employee.id(), &request.key)
            .await?
        {
            return repeated(&known, &request);
        }
        if self.desk().is_none() {
            return Err(HandOverError::NoDesk);
        }
        let facts = self.facts(employee, &request.about).await?;
        let draft = HandOverDraft {
            hand_over: self.new_hand_over(employee, request.about.clone(), request.note.clone(), facts),
            key: request.key.clone(),
            after: request.after.clone(),
        };
        let now = draft.hand_over.order.created_at;
        match self.store().place_hand_over(&draft, now).await? {
            HandOverPlaced::New => {
                let id = draft.hand_over.order.id;
                tracing::info!(hand_over = %id, "hand-over {id} placed");
                self.tell(employee.id()).await;
                self.wake_hand_overs();
                Ok(HandedOver {
                    hand_over: id,
                    repeated: false,
                })
            }
            HandOverPlaced::Repeated(known) => repeated(&known, &request),
            HandOverPlaced::Settled(by) => Err(HandOverError::Settled(by.order.id)),
        }
    }

    /// What the page shows on which the employee hands something over.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for what is not the employee's, whether it exists or not.
    pub async fn hand_over_form(
        &self,
        employee: &Employee,
        about: Subject,
    ) -> Result<HandOverForm, PageError> {
        let last_event = self.last_event();
        let facts = self.facts(employee, &about).await.map_err(|error| match error {
            FactsError::NotFound => PageError::NotFound,
            FactsError::Unavailable(trouble) => PageError::Unavailable { trouble, last_event },
            FactsError::Store(error) => error.into(),
        })?;
        let shown = self.handed_facts(&facts);
        let mail = self.desk_mail().map(|mail| {
            mail.link(&TicketReport {
                hand_over: self.new_hand_over(employee, about.clone(), None, facts.clone()),
                topic: shown.topic.clone(),
                findings: shown.findings.clone(),
                figures: shown.figures.clone(),
                runs: shown.runs.clone(),
                receipts: Vec::new(),
            })
        });
        Ok(HandOverForm {
            now: self.now(),
            offer: self.hand_over_offer(employee, about).await?,
            mail,
            shown,
            facts,
            last_event,
        })
    }

    /// How many hand-overs are kept in each state; those in which there are none may be left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hand_over_counts(&self) -> Result<BTreeMap<HandOverState, u64>, StoreError> {
        self.store().count_hand_overs().await
    }

    /// One that is not stored yet.
    fn new_hand_over(
        &self,
        employee: &Employee,
        about: Subject,
        note: Option<Note>,
        facts: Facts,
    ) -> HandOver {
        let Identity { name, upn, email, .. } = employee.identity().clone();
        HandOver::new(NewHandOver {
            id: self.mint(),
            employee: employee.id().clone(),
            name,
            upn,
            email,
            about,
            note,
            facts,
            created_at: self.now(),
        })
    }

    /// What the page of one of the employee's hand-overs shows.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for one that is not the employee's, whether it exists or not.
    pub async fn hand_over_page(
        &self,
        employee: &Employee,
        id: &HandOverId,
    ) -> Result<HandOverPage, PageError> {
        let last_event = self.last_event();
        let own = self.own_hand_over(employee, id).await?;
        let own = own.ok_or(PageError::NotFound)?;
        Ok(HandOverPage {
            now: self.now(),
            shown: self.handed_facts(&own.order.facts),
            hand_over: Arc::new(own),
            last_event,
        })
    }

    /// Whether the employee can hand this over, which is known to be theirs.
    pub(crate) async fn hand_over_offer(
        &self,
        employee: &Employee,
        about: Subject,
    ) -> Result<HandOverOffer, StoreError> {
        let last = self.store().hand_over_about(employee.id(), &about).await?;
        let settled = last.as_ref().is_some_and(HandOver::settles_subject);
        Ok(HandOverOffer {
            about,
            available: self.desk().is_some() && !settled,
            by_mail: self.desk_mail().is_some(),
            last: last.map(Arc::new),
            key: self.new_key(),
        })
    }
}

fn repeated(known: &HandOver, request: &HandOverRequest) -> Result<HandedOver, HandOverError> {
    if known.order.about != request.about || known.order.note != request.note {
        return Err(HandOverError::KeyReused);
    }
    Ok(HandedOver {
        hand_over: known.order.id.clone(),
        repeated: true,
    })
}
