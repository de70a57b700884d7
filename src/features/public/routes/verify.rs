//! Verifying an award by its code.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::core::crypto;
use crate::core::row_version::RowVersion;
use crate::features::catalogue::rules::AwardReference;
use crate::features::people::rules::Subject;
use crate::features::public::rules::AwardStanding;
use crate::features::public::store;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// Caches ask each time: an award may be revoked, an exemplar withdrawn.
pub(super) const ASKED_EACH_TIME: &str = "public, no-cache";

/// Which award.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct VerificationParameter {
    /// The verification code, as the certificate shows it.
    #[param(
        min_length = 32,
        max_length = 32,
        pattern = "^[0-9a-f]{32}$",
        example = "624c73fd57ea43bbea323045e9ed2929"
    )]
    verification_code: String,
}

/// An award, as far as its decision made it public.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicAward {
    /// Whether it holds.
    #[schema(example = "VALID")]
    pub standing: AwardStanding,
    /// Since when it is revoked.
    #[schema(required, example = json!(null))]
    pub revoked_on: Option<NaiveDate>,
    /// Who was honoured.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub recipient_name: String,
    /// What with.
    pub award: AwardReference,
    /// The year of the achievement.
    #[schema(minimum = 1945, maximum = 2100, example = 2023)]
    pub achievement_year: i32,
    /// What for.
    #[schema(
        required,
        max_length = 2000,
        format = "text",
        example = "Dẫn đầu phong trào thi đua năm 2023 (mẫu)"
    )]
    pub achievement: Option<String>,
    /// Number and sign of the decision.
    #[schema(max_length = 60, format = "text", example = "15/QĐ-SNV")]
    pub decision_number: String,
    /// Its day.
    #[schema(example = "2024-01-16")]
    pub decided_on: NaiveDate,
    /// Who decided.
    #[schema(max_length = 200, format = "text", example = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn")]
    pub decided_by: String,
}

/// Verify an award
///
/// By the code on its certificate: what its decision made public, and whether it holds. The code is not to be guessed; it is found by
/// its digest, so that the time of an answer tells nothing of codes that are nearly right.
#[utoipa::path(params(VerificationParameter),
    responses((status = 200, body = PublicAward, description = "The award", headers(("ETag" = String)))))]
#[get("/public/awards/{verificationCode}")]
pub async fn verify_award(
    state: web::Data<State>,
    path: Parameters<VerificationParameter>,
) -> Result<Answer, Problem> {
    let (version, view) = find_public_award(&state, &path.0.verification_code).await?;
    Ok(Answer::ok(&view)?.with_etag(version).cached(ASKED_EACH_TIME))
}

/// What a verification code says of an award, with the version of the award's row.
///
/// # Errors
/// 404 when the code stands for nothing.
pub async fn find_public_award(state: &State, code: &str) -> Result<(RowVersion, PublicAward), Problem> {
    let digest = crypto::sha256(&[code.as_bytes()]);
    let award = state.db.point_read(async |conn| store::find_verified(conn, &digest).await).await?;
    let (version, subject) = (award.version, award.subject());
    let recipient_name = match award.recipient_name {
        Some(name) => name,
        None => name_today(state, subject).await?,
    };
    let view = PublicAward {
        standing: if award.holds { AwardStanding::Valid } else { AwardStanding::Revoked },
        revoked_on: award.revoked_on,
        recipient_name,
        award: AwardReference {
            name: award.award_name.unwrap_or_else(|| award.award_code.clone()),
            code: award.award_code,
        },
        achievement_year: award.achievement_year,
        achievement: award.achievement,
        decision_number: award.decision_number,
        decided_on: award.decided_on,
        decided_by: award.decided_by,
    };
    Ok((version, view))
}

/// The name of a recipient of whom none was printed.
async fn name_today(state: &State, subject: Subject) -> Result<String, Problem> {
    let today = state.clock.today();
    let known = state.db.read(async |conn| KnownSubjects::find(conn, [subject], today).await).await?;
    Ok(known.reference(subject).name)
}
