//! Writing an initiative.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::checks::{check, check_document, place_of};
use super::recorded::record_created;
use super::view::InitiativeView;
use crate::auth::policy::Permission;
use crate::core::context::{ChangeContext, NoActor};
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::features::initiatives::rules::{Authorship, InitiativeKind, InitiativeLevel, InitiativeUse};
use crate::features::initiatives::store::{self, Authors, Initiative};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, hold_subjects};

/// An initiative to be written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInitiative {
    /// Its code; nobody else has it.
    #[schema(
        min_length = 1,
        max_length = 35,
        pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$",
        example = "SK-2026-010"
    )]
    pub code: String,
    /// Its title.
    #[schema(max_length = 500, format = "line", example = "Rút ngắn thời gian giải quyết hồ sơ (mẫu)")]
    pub title: String,
    /// What kind of achievement it is.
    #[schema(example = "INITIATIVE")]
    pub kind: InitiativeKind,
    /// How far its effect was recognised.
    #[schema(example = "BASE")]
    pub level: InitiativeLevel,
    /// Who recognised it; needed above BASE.
    #[schema(max_length = 200, format = "line", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    pub recognised_by: Option<String>,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "line", example = "55/QĐ-SNV")]
    pub decision_number: Option<String>,
    /// The day of the decision.
    #[schema(example = "2026-10-20")]
    pub decided_on: Option<NaiveDate>,
    /// The decision, where it is registered.
    #[schema(example = json!(null))]
    pub document_id: Option<Uuid>,
    /// The first day on which it was applied.
    #[schema(example = "2026-03-01")]
    pub applied_from: Option<NaiveDate>,
    /// The year it counts for.
    #[schema(minimum = 1945, maximum = 2100, example = 2026)]
    pub year: i32,
    /// Who had it; their shares together are at most 100 percent.
    #[schema(min_items = 1, max_items = 50)]
    pub authors: Vec<Authorship>,
    /// For which awards its authors used it already.
    #[schema(nullable = false, max_items = 200, example = json!([]))]
    pub uses: Option<Vec<InitiativeUse>>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "line", example = "Biên bản họp Hội đồng sáng kiến (mẫu)")]
    pub source: String,
}

/// What a search looks in.
pub(super) fn search_text(code: &str, title: &str) -> String {
    folded(&format!("{code} {title}"))
}

impl NewInitiative {
    /// The initiative that is written.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn into_rows(self, context: &ChangeContext) -> Result<(Initiative, Authors), NoActor> {
        let (writer, title) = (context.actor()?, composed(&self.title));
        let text = |text: Option<String>| text.map(|text| composed(&text));
        let initiative = Initiative {
            id: context.ids.next(),
            search_text: search_text(&self.code, &title),
            code: self.code,
            title,
            kind: self.kind,
            level: self.level,
            recognised_by: text(self.recognised_by),
            decision_number: text(self.decision_number),
            decided_on: self.decided_on,
            document_id: self.document_id,
            applied_from: self.applied_from,
            year: self.year,
            source: composed(&self.source),
            written_by: writer,
            writers: Writers(vec![writer]),
            confirmed_by: None,
            confirmed_at: None,
            void_reason: None,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        };
        Ok((initiative, Authors { authors: self.authors, uses: self.uses.unwrap_or_default() }))
    }
}

/// Passes when all authors are there and the caller keeps what is known of one of them.
///
/// # Errors
/// 400 where nobody is seen behind an id, 409 where a person was merged, 403 where the caller keeps nothing of any.
pub(super) fn require_authors(
    known: &KnownSubjects,
    change: &Change,
    authors: &Authors,
) -> Result<(), Problem> {
    let mut faults = Vec::new();
    for person in authors.subjects() {
        match known.get(person) {
            None => {
                let place = place_of(authors, person.id);
                faults.push(Violation::at(place, Code::unknown_person).with("person", person.id));
            }
            Some(row) => {
                if let Some(survivor) = row.merged_into_id {
                    return Err(Problem::new(Code::person_is_merged).with_existing(survivor));
                }
            }
        }
    }
    require_none(faults)?;
    if known.allows_any(&change.caller.grants, Permission::KeepPeople, &authors.subjects()) {
        Ok(())
    } else {
        Err(Problem::new(Code::forbidden))
    }
}

/// Write an initiative
///
/// An initiative, a piece of research or a merit in combat, with its authors: one of them must be in the caller's reach. It
/// counts as known once a second person confirmed it.
#[utoipa::path(request_body = NewInitiative,
    responses((status = 201, body = InitiativeView, description = "Written", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_person, Code::person_is_merged, Code::recogniser_missing, Code::year_in_the_future,
        Code::day_in_the_future, Code::share_out_of_bounds, Code::named_twice, Code::shares_exceed_whole,
        Code::use_of_no_author, Code::unknown_award_type, Code::unknown_document, Code::initiative_code_taken
    ]))))]
#[post("/initiatives")]
pub async fn create_initiative(
    state: web::Data<State>,
    change: Change,
    input: Json<NewInitiative>,
) -> Result<Answer, Problem> {
    let context = &change.context;
    let authors = Authors { authors: input.0.authors.clone(), uses: Vec::new() };
    let permit = async |tx: &mut Connection| {
        let known = KnownSubjects::find(tx, authors.subjects(), context.today).await?;
        require_authors(&known, &change, &authors)
    };
    let effect = async |tx: &mut Connection| {
        let new = input.0.clone().into_rows(context)?;
        hold_subjects(tx, &new.1.subjects()).await?;
        check(tx, &change, &new.0, &new.1).await?;
        check_document(tx, &change.caller, new.0.document_id).await?;
        store::create(tx, std::slice::from_ref(&new)).await?;
        let known = KnownSubjects::find(tx, new.1.subjects(), context.today).await?;
        let unit = new.1.subjects().first().and_then(|person| known.unit_of(*person));
        record_created(tx, context, &[(new.clone(), unit)]).await?;
        let view = InitiativeView::new(new.0, new.1, &known);
        let link = state.link(&format!("/initiatives/{}", view.id));
        Ok(Answer::created(&link, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
