//! What is recorded of periods, their exceptions and holidays.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::periods::store::{Holiday, LockException, ReportingPeriod, TimelyReport};
use crate::http::Problem;
use crate::record::{self, ChangeRecord, Occurrence, Recorded, Subject, record_change};

/// A period with the unit whose auditors may read of it.
struct RecordedPeriod<'a> {
    period: &'a ReportingPeriod,
    launching_unit_id: Uuid,
}

impl Recorded for RecordedPeriod<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.period.id, unit_id: Some(self.launching_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.period.version
    }

    fn audited(&self) -> Value {
        let period = self.period;
        json!({
            "code": period.code,
            "name": period.name,
            "kind": period.kind,
            "status": period.status,
            "dataFrom": period.data_from,
            "dataTo": period.data_to,
            "opensOn": period.opens_on,
            "dueOn": period.due_on,
        })
    }
}

/// Records new periods.
pub(super) async fn record_new_periods(
    tx: &mut Connection,
    context: &ChangeContext,
    launching_unit_id: Uuid,
    periods: &[ReportingPeriod],
) -> Result<(), Problem> {
    let change = |period| {
        let recorded = RecordedPeriod { period, launching_unit_id };
        ChangeRecord::of(Occurrence::ReportingPeriodCreated, None, &recorded)
    };
    Ok(record::record(tx, context, periods.iter().map(change)).await?)
}

/// Records a change of a period.
pub(super) async fn record_period(
    tx: &mut Connection,
    context: &ChangeContext,
    launching_unit_id: Uuid,
    occurrence: Occurrence,
    (before, after): (&ReportingPeriod, &ReportingPeriod),
) -> Result<(), Problem> {
    let recorded = |period| RecordedPeriod { period, launching_unit_id };
    Ok(record_change(tx, context, occurrence, Some(&recorded(before)), &recorded(after)).await?)
}

/// Records that reports are no longer late.
pub(super) async fn record_timely_reports(
    tx: &mut Connection,
    context: &ChangeContext,
    reports: &[TimelyReport],
) -> Result<(), Problem> {
    let change = |report: &TimelyReport| {
        let subject = Subject { id: report.report_id, unit_id: Some(report.unit_id) };
        let audited = (Some(json!({"isLate": true})), Some(json!({"isLate": false})));
        ChangeRecord::new(Occurrence::ReportChanged, subject, report.version, audited)
    };
    Ok(record::record(tx, context, reports.iter().map(change)).await?)
}

/// Records that an exception was granted or revoked, as a change of its period.
pub(super) async fn record_exception(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    exception: &LockException,
) -> Result<(), Problem> {
    let content = json!({
        "id": exception.id,
        "unitId": exception.unit_id,
        "untilOn": exception.until_on,
        "reason": exception.reason,
    });
    let (occurrence, audited) = match exception.revoked_at {
        None => (Occurrence::LockExceptionGranted, (None, Some(content))),
        Some(_) => (Occurrence::LockExceptionRevoked, (Some(content), None)),
    };
    let subject = Subject { id: period.id, unit_id: Some(exception.unit_id) };
    let change = ChangeRecord::new(occurrence, subject, period.version, audited);
    Ok(record::record(tx, context, [change]).await?)
}

/// Records that an excused unit is expected after all, as a change of its period.
pub(super) async fn record_expected_again(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    (unit_id, reason): (Uuid, &str),
) -> Result<(), Problem> {
    let subject = Subject { id: period.id, unit_id: Some(unit_id) };
    let audited = (None, Some(json!({"unitId": unit_id, "reason": reason})));
    let change = ChangeRecord::new(Occurrence::ReporterExpected, subject, period.version, audited);
    Ok(record::record(tx, context, [change]).await?)
}

impl Recorded for Holiday {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({
            "day": self.day,
            "name": self.name,
            "isWorkingDay": self.is_working_day,
            "clause": self.clause,
            "certainty": self.certainty,
        })
    }
}

/// Records that a holiday was removed.
pub(super) async fn record_removed_holiday(
    tx: &mut Connection,
    context: &ChangeContext,
    holiday: &Holiday,
) -> Result<(), Problem> {
    let audited = (Some(holiday.audited()), None);
    let change = ChangeRecord::new(Occurrence::HolidayRemoved, holiday.subject(), holiday.version, audited);
    Ok(record::record(tx, context, [change]).await?)
}
