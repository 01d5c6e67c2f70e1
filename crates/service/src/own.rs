//! What is the employee's own. What is somebody else's is not there, whether it exists or not.

use std::sync::Arc;

use domain::{Diagnosis, DiagnosisId, Execution, ExecutionId, HandOver, HandOverId, Topic, TopicId};

use crate::{Employee, Service, StoreError};

impl Service {
    pub(crate) async fn own_execution(
        &self,
        employee: &Employee,
        id: &ExecutionId,
    ) -> Result<Option<Execution>, StoreError> {
        let found = self.store().execution(id).await?;
        Ok(found.filter(|found| found.order.employee == *employee.id()))
    }

    pub(crate) async fn own_diagnosis(
        &self,
        employee: &Employee,
        id: &DiagnosisId,
    ) -> Result<Option<Diagnosis>, StoreError> {
        let found = self.store().diagnosis(id).await?;
        Ok(found.filter(|found| found.employee == *employee.id()))
    }

    pub(crate) async fn own_hand_over(
        &self,
        employee: &Employee,
        id: &HandOverId,
    ) -> Result<Option<HandOver>, StoreError> {
        let found = self.store().hand_over(id).await?;
        Ok(found.filter(|found| found.order.employee == *employee.id()))
    }

    /// A topic that this employee is shown.
    pub(crate) fn topic_for(&self, employee: &Employee, id: &TopicId) -> Option<&Arc<Topic>> {
        self.catalogue()
            .topic(id)
            .filter(|topic| topic.is_for(employee.standing()))
    }
}
