//! Correcting an initiative, or voiding it.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{check, check_document};
use super::create::{require_authors, search_text};
use super::read::find_visible;
use super::recorded::write_change;
use super::view::InitiativeView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::initiatives::rules::{Authorship, InitiativeKind, InitiativeLevel, InitiativeUse};
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::subjects::{KnownSubjects, Subject, SubjectKind};

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InitiativePatch {
    /// Its code.
    #[schema(nullable = false, min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$")]
    code: Option<String>,
    /// Its title.
    #[schema(nullable = false, max_length = 500, format = "line")]
    title: Option<String>,
    /// What kind of achievement it is.
    #[schema(nullable = false)]
    kind: Option<InitiativeKind>,
    /// How far its effect was recognised.
    #[schema(nullable = false)]
    level: Option<InitiativeLevel>,
    /// Who recognised it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line")]
    recognised_by: Patch<String>,
    /// Number and sign of the decision.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60, format = "line", example = "1202/QĐ-UBND")]
    decision_number: Patch<String>,
    /// The day of the decision.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    decided_on: Patch<NaiveDate>,
    /// The decision, where it is registered.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// The first day on which it was applied.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    applied_from: Patch<NaiveDate>,
    /// The year it counts for.
    #[schema(nullable = false, minimum = 1945, maximum = 2100)]
    year: Option<i32>,
    /// Who had it, all of them.
    #[schema(nullable = false, min_items = 1, max_items = 50)]
    authors: Option<Vec<Authorship>>,
    /// For which awards its authors used it, all of them.
    #[schema(nullable = false, max_items = 200)]
    uses: Option<Vec<InitiativeUse>>,
    /// Where it is known from.
    #[schema(nullable = false, max_length = 500, format = "line")]
    source: Option<String>,
    /// Why it does not count any more; null makes it count again. For the standing office.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000, format = "paragraphs")]
    void_reason: Patch<String>,
}

impl InitiativePatch {
    /// What the initiative is afterwards; where it changes, with a writer more and nobody's confirmation.
    fn apply(
        self,
        before: &(Initiative, Authors),
        context: &ChangeContext,
    ) -> Result<(Initiative, Authors), Problem> {
        let text = |patch: Patch<String>, own: Option<String>| patch.map(|text| composed(&text)).apply(own);
        let own = before.0.clone();
        let (code, title) =
            (self.code.unwrap_or(own.code), self.title.map_or(own.title, |new| composed(&new)));
        let after = Initiative {
            search_text: search_text(&code, &title),
            code,
            title,
            kind: self.kind.unwrap_or(own.kind),
            level: self.level.unwrap_or(own.level),
            recognised_by: text(self.recognised_by, own.recognised_by),
            decision_number: text(self.decision_number, own.decision_number),
            decided_on: self.decided_on.apply(own.decided_on),
            document_id: self.document_id.apply(own.document_id),
            applied_from: self.applied_from.apply(own.applied_from),
            year: self.year.unwrap_or(own.year),
            source: self.source.map_or(own.source, |new| composed(&new)),
            void_reason: text(self.void_reason, own.void_reason),
            ..own
        };
        let mut authors = before.1.clone();
        authors.authors = self.authors.unwrap_or(authors.authors);
        authors.uses = self.uses.unwrap_or(authors.uses);
        if (&after, &authors) == (&before.0, &before.1) {
            return Ok((after, authors));
        }
        Ok((unconfirmed(after, context)?, authors))
    }
}

/// A changed initiative: one more writer, a new version, nobody's confirmation.
fn unconfirmed(one: Initiative, context: &ChangeContext) -> Result<Initiative, Problem> {
    Ok(Initiative {
        written_by: context.actor()?,
        writers: one.writers.and(context.actor_id),
        confirmed_by: None,
        confirmed_at: None,
        version: one.version.next(),
        updated_at: context.at,
        ..one
    })
}

/// Passes when the caller keeps what is known of each author whose share, use or place among the authors changes.
async fn require_those_who_change(
    tx: &Connection,
    change: &Change,
    before: &Authors,
    after: &Authors,
) -> Result<(), Problem> {
    let moved = before.authors.iter().filter(|author| !after.authors.contains(author));
    let taken = before.uses.iter().filter(|one| !after.uses.contains(one));
    let added = after.uses.iter().filter(|one| !before.uses.contains(one));
    let people = moved.map(|author| author.person_id).chain(taken.chain(added).map(|one| one.person_id));
    let subjects: Vec<Subject> = people.map(|id| Subject { kind: SubjectKind::Person, id }).collect();
    let known = KnownSubjects::find(tx, subjects.iter().copied(), change.context.today).await?;
    let keeps = |subject: &Subject| known.allows(&change.caller.grants, Permission::KeepPeople, *subject);
    if subjects.iter().all(keeps) { Ok(()) } else { Err(Problem::new(Code::forbidden)) }
}

/// Correct an initiative
///
/// For who keeps what is known of one of its authors; voiding it is for the standing office alone. Authors and uses are
/// replaced as a whole, by who keeps all those whose share or use changes. A correction takes the confirmation away, and what was before is kept.
#[utoipa::path(request_body(content = InitiativePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = InitiativeView, description = "The initiative afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_person, Code::person_is_merged, Code::recogniser_missing, Code::year_in_the_future,
        Code::day_in_the_future, Code::share_out_of_bounds, Code::named_twice, Code::shares_exceed_whole,
        Code::use_of_no_author, Code::unknown_award_type, Code::unknown_document, Code::initiative_code_taken
    ]))))]
#[patch("/initiatives/{id}")]
pub async fn change_initiative(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<InitiativePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == InitiativePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let (_, authors, known) = find_visible(tx, &change.caller, id, context.today).await?;
        known.require_any(&change.caller, Permission::KeepPeople, &authors.subjects())?;
        if patch.void_reason.is_keep() {
            return Ok(());
        }
        known.require_any(&change.caller, Permission::ConfirmFacts, &authors.subjects())
    };
    let effect = async |tx: &mut Connection| {
        let before = (store::lock_exclusive(tx, id).await?, store::authors_of(tx, id).await?);
        if_match.check(before.0.version)?;
        let after = patch.clone().apply(&before, context)?;
        let known = KnownSubjects::find(tx, after.1.subjects(), context.today).await?;
        if after != before {
            if after.1.authors != before.1.authors {
                require_authors(&known, &change, &after.1)?;
            }
            require_those_who_change(tx, &change, &before.1, &after.1).await?;
            check(tx, &change, &after.0, &after.1).await?;
            if after.0.document_id != before.0.document_id {
                check_document(tx, &change.caller, after.0.document_id).await?;
            }
            let unit = after.1.subjects().first().and_then(|person| known.unit_of(*person));
            write_change(tx, context, unit, (&before, &after)).await?;
        }
        let view = InitiativeView::new(after.0, after.1, &known);
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
