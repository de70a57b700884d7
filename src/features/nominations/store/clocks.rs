//! The clocks that run: which step each nomination awaits, since when, and how many working days the law gives it.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Integer, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::procedure_rules;
use crate::features::catalogue::rules::{MOST_WORKING_DAYS, ProcedureKind, ProcedureRequirement};
use crate::features::catalogue::store::ProcedureRule;
use crate::features::nominations::rules::{ClockedStep, first_day_in_time};
use crate::features::periods::rules::WorkingDays;
use crate::text_columns;

text_columns!(ClockedStep);

/// A clock that runs.
#[derive(Debug, Clone, QueryableByName)]
#[expect(missing_docs, reason = "each is a column of what runs")]
pub struct RunningClock {
    /// Day, nomination, step and request as one text: the order of the list.
    #[diesel(sql_type = Text)]
    pub sort_key: String,
    #[diesel(sql_type = SqlUuid)]
    pub nomination_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    pub unit_id: Uuid,
    #[diesel(sql_type = Text)]
    pub step: ClockedStep,
    #[diesel(sql_type = Date)]
    pub since: NaiveDate,
    /// Who appraised it or asked for the opinion; nobody in particular where the office as a whole is awaited.
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub officer_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub request_id: Option<Uuid>,
    /// The working days of the law; none where nobody has set them, and of opinions, which have their day.
    #[diesel(sql_type = Nullable<Integer>)]
    pub days: Option<i32>,
    #[diesel(sql_type = Nullable<Date>)]
    pub due_on: Option<NaiveDate>,
    #[diesel(sql_type = Nullable<Text>)]
    pub clause: Option<String>,
}

/// Everything that runs. Each step by the narrowest row of the day of receipt; what holds at the province holds where no unit is
/// above. Days are those of the country.
const RUNNING: &str = "
    WITH here AS (
        SELECT nomination.id, nomination.award_code, nomination.status, nomination.verdict, nomination.stage_unit_id AS unit_id,
            stage.id AS stage_id, stage.received_on, stage.appraised_by,
            (stage.appraised_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS appraised_on,
            (stage.proposed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS proposed_on
        FROM nominations AS nomination
        JOIN nomination_stages AS stage ON stage.nomination_id = nomination.id AND stage.position = nomination.stage
        WHERE nomination.status IN ('SUBMITTED', 'APPRAISED', 'VOTED', 'PROPOSED') AND nomination.stage_unit_id IS NOT NULL
            AND ($1 IS NULL OR nomination.id = ANY ($1)) AND ($2 IS NULL OR nomination.stage_unit_id = ANY ($2))
    ), steps AS (
        SELECT *, 'APPRAISE' AS step, received_on AS since, NULL::uuid AS officer_id FROM here WHERE status = 'SUBMITTED'
        UNION ALL
        SELECT *, 'PROPOSE', received_on, appraised_by FROM here
        WHERE status IN ('SUBMITTED', 'APPRAISED', 'VOTED') AND verdict IS DISTINCT FROM 'DOES_NOT'
        UNION ALL
        SELECT *, 'RETURN', appraised_on, appraised_by FROM here WHERE status = 'APPRAISED' AND verdict = 'DOES_NOT'
        UNION ALL
        SELECT *, 'DECIDE', proposed_on, NULL FROM here WHERE status = 'PROPOSED' AND proposed_on IS NOT NULL
    ), running AS (
        SELECT steps.id AS nomination_id, steps.unit_id, steps.step, steps.since, steps.officer_id, NULL::uuid AS request_id,
            (rule.requirement ->> 'workingDays')::integer AS days, NULL::date AS due_on, rule.clause
        FROM steps
        LEFT JOIN LATERAL (
            SELECT requirement, clause FROM procedure_rules AS rule
            WHERE rule.kind = 'STEP_DAYS' AND rule.requirement ->> 'step' = steps.step
                AND (rule.award_code = steps.award_code OR rule.award_code IS NULL)
                AND (rule.award_level IS NULL OR rule.award_level = (SELECT level FROM award_types AS award
                    WHERE award.code = steps.award_code AND award.starts_on <= steps.received_on
                        AND (award.ends_before IS NULL OR award.ends_before > steps.received_on) LIMIT 1))
                AND rule.starts_on <= steps.received_on
                AND (rule.ends_before IS NULL OR rule.ends_before > steps.received_on)
                AND (NOT (rule.requirement ->> 'atProvince')::boolean OR unit_parent_on(steps.unit_id, $3) IS NULL)
            ORDER BY rule.award_code IS NULL, rule.award_level IS NULL, NOT (rule.requirement ->> 'atProvince')::boolean
            LIMIT 1) AS rule ON true
        UNION ALL
        SELECT here.id, here.unit_id, 'OPINION', request.asked_on, request.asked_by, request.id, NULL, request.due_on, request.ground
        FROM here
        JOIN opinion_requests AS request ON request.stage_id = here.stage_id AND request.status = 'ASKED'
            AND request.superseded_at IS NULL
    ), clocks AS (
        SELECT running.since || ' ' || running.nomination_id || ' ' || running.step || ' ' || coalesce(running.request_id::text, '')
            AS sort_key, running.* FROM running
    )";

/// The clocks of some nominations.
pub async fn list_clocks(
    mut conn: &AsyncPgConnection,
    nomination_ids: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<RunningClock>, Error> {
    let sql = format!("{RUNNING} SELECT * FROM clocks ORDER BY sort_key COLLATE \"C\"");
    Ok(diesel::sql_query(sql)
        .bind::<Nullable<Array<SqlUuid>>, _>(Some(nomination_ids))
        .bind::<Nullable<Array<SqlUuid>>, _>(None::<Vec<Uuid>>)
        .bind::<Date, _>(today)
        .load(&mut conn)
        .await?)
}

/// Which clocks that have run out a list shows.
#[derive(Debug, Default)]
pub struct OverdueFilter {
    /// Only at the stages of these units; `None` are all.
    pub units: Option<Vec<Uuid>>,
    /// Only of this step.
    pub step: Option<ClockedStep>,
    /// Only of this officer.
    pub officer: Option<Uuid>,
}

/// The clocks that have run out, the oldest first, after a sort key, a page at a time.
pub async fn list_overdue(
    mut conn: &AsyncPgConnection,
    filter: &OverdueFilter,
    (today, calendar): (NaiveDate, &WorkingDays),
    after: Option<String>,
    page: &PageRead,
) -> Result<Vec<RunningClock>, Error> {
    let days = days_in_use(conn).await?;
    let first = |days: &u32| first_day_in_time(today, *days, calendar);
    let firsts: Vec<NaiveDate> = days.iter().map(first).collect();
    let days: Vec<i32> = days.into_iter().filter_map(|days| i32::try_from(days).ok()).collect();
    // Sums of working days are the calendar's: here stand the first days that are still in time.
    let sql = format!(
        "{RUNNING}, limits AS (SELECT * FROM unnest($4, $5) AS own (days, in_time_from))
        SELECT clocks.* FROM clocks LEFT JOIN limits ON limits.days = clocks.days
        WHERE (clocks.since < limits.in_time_from OR clocks.due_on < $3)
            AND ($6 IS NULL OR clocks.step = $6) AND ($7 IS NULL OR clocks.officer_id = $7)
            AND ($8 IS NULL OR clocks.sort_key COLLATE \"C\" > $8)
        ORDER BY clocks.sort_key COLLATE \"C\" LIMIT $9"
    );
    let query = |after: Option<String>, limit: Option<i64>| {
        diesel::sql_query(&sql)
            .bind::<Nullable<Array<SqlUuid>>, _>(None::<Vec<Uuid>>)
            .bind::<Nullable<Array<SqlUuid>>, _>(filter.units.as_deref())
            .bind::<Date, _>(today)
            .bind::<Array<Integer>, _>(&days)
            .bind::<Array<Date>, _>(&firsts)
            .bind::<Nullable<Text>, _>(filter.step.map(ClockedStep::as_str))
            .bind::<Nullable<SqlUuid>, _>(filter.officer)
            .bind::<Nullable<Text>, _>(after)
            .bind::<Nullable<BigInt>, _>(limit)
    };
    page.count(conn, &mut query(None, None)).await?;
    Ok(query(after, Some(page.limit)).load(&mut conn).await?)
}

/// The numbers of working days that rows give to steps.
async fn days_in_use(mut conn: &AsyncPgConnection) -> Result<Vec<u32>, Error> {
    let own = procedure_rules::table.filter(procedure_rules::kind.eq(ProcedureKind::StepDays));
    let rows: Vec<ProcedureRule> = own.select(ProcedureRule::as_select()).load(&mut conn).await?;
    let days = rows.iter().filter_map(|rule| match rule.requirement {
        ProcedureRequirement::StepDays { working_days, .. } => working_days,
        _ => None,
    });
    let mut days: Vec<u32> = days.map(|days| days.min(MOST_WORKING_DAYS)).collect();
    days.sort_unstable();
    days.dedup();
    Ok(days)
}
