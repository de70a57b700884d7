//! The figures of a review, read from what is known, and the letterhead that fits the launching unit.

use std::cmp::Ordering;
use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::db::{self, Connection};
use crate::features::campaigns::rules::contents::{CampaignContent, Contents, Parents};
use crate::features::campaigns::store::{self as campaigns, Campaign, contents};
use crate::features::obligations::store as obligations;
use crate::features::pledges::store as pledges;
use crate::features::progress::rules::{Share, UnitState, roll_up, verdict};
use crate::features::progress::store::{self as progress, Figures, Participant};
use crate::features::reports::store::{self as reports, Totals};
use crate::features::reviews::rules::{
    ContentFigure, Letterhead, MOST_NAMED, MOST_OVERFULFILLED, OverfulfilledItem, ReviewFigures, ReviewKind,
    UnitCode, UnitFigure,
};
use crate::features::units::rules::version_for;
use crate::features::units::store as units;
use crate::official_documents::writer::place_of;
use crate::operations::references::UnitReference;

/// So many units without a pledge are named.
const MOST_WITHOUT_PLEDGE: usize = 100;

/// Everything that a review says in figures, through a day.
pub async fn figures(
    conn: &Connection,
    campaign: &Campaign,
    through_on: NaiveDate,
    today: NaiveDate,
) -> Result<ReviewFigures, db::Error> {
    let id = campaign.id;
    let figures = Figures::read(conn, campaign, through_on).await?;
    let participants = progress::participant_states(conn, id, through_on).await?;
    let (outline, parents) = contents::outline_and_parents(conn, id).await?;
    let whole = figures.by_content(conn, id, through_on).await?;
    let ranking = Ranking::of(&parents, &participants);
    let units = UnitReference::find_all(conn, ranking.units(), through_on).await?;
    let figure = |RankedUnit { unit: (unit, code, _), progress }: RankedUnit| UnitFigure {
        code: code.clone(),
        name: units.get(*unit).name,
        progress: progress.normalize(),
    };
    let named = |ranked_units: &[RankedUnit]| ranked_units.iter().copied().map(figure).collect();
    let rates = Totals::of(&reports::through(reports::rates(conn, id, today).await?, through_on));
    let overdue = obligations::overdue_reports(conn, id, (through_on, today)).await?;
    let progress = figures.progress().filter(|_| figures.sums.known_count > 0);
    let over = progress::list_overfulfilled(conn, id, through_on, MOST_OVERFULFILLED).await?;
    let without_pledge = obligations::without_pledge(conn, id, today).await?;
    Ok(ReviewFigures {
        launched_on: campaign.launched_on,
        participant_count: figures.participants,
        pledged_count: figures.pledged(),
        late_pledge_count: pledges::count_late(conn, id).await?,
        without_pledge_count: Some(i64::try_from(without_pledge.len()).unwrap_or_default()),
        without_pledge: without_pledge.into_iter().map(UnitCode).take(MOST_WITHOUT_PLEDGE).collect(),
        item_count: figures.sums.item_count,
        expected_reports: rates.expected,
        received_reports: rates.received,
        overdue_reports: Some(overdue),
        pending_reports: Some((rates.expected - rates.received - overdue).max(0)),
        reports_on_time: rates.on_time,
        accepted_reports: rates.accepted,
        progress: progress.map(|share| share.normalize()),
        of_pledged: figures.of_pledged().filter(|_| progress.is_some()).map(|share| share.normalize()),
        elapsed: figures.elapsed.0.normalize(),
        verdict: verdict(progress, figures.elapsed, &progress::thresholds(conn).await?),
        contents: content_figures(&outline, &roll_up(&parents, &whole), &ranking, figure),
        best_units: named(&ranking.best),
        weakest_units: named(&ranking.weakest),
        overfulfilled_count: Some(over.first().map_or(0, |item| item.of_all)),
        overfulfilled: over
            .into_iter()
            .map(|item| OverfulfilledItem {
                unit_code: item.unit_code,
                text: item.body,
                fulfilment: item.fulfilment.normalize(),
            })
            .collect(),
    })
}

/// The state of a unit of which something was accepted.
fn with_data(state: Option<&UnitState>) -> Option<&UnitState> {
    state.filter(|state| state.known_count > 0)
}

/// A unit and how far it is, of the whole or of a content.
#[derive(Clone, Copy)]
struct RankedUnit<'a> {
    unit: &'a Participant,
    progress: Decimal,
}

impl RankedUnit<'_> {
    /// The furthest first; of two that are as far the one with the earlier code.
    fn order(&self, other: &Self) -> Ordering {
        other.progress.cmp(&self.progress).then_with(|| self.unit.1.cmp(&other.unit.1))
    }
}

/// The units that a review names. Of each content only the first and the last are kept: all of them would be units times
/// contents.
struct Ranking<'a> {
    best: Vec<RankedUnit<'a>>,
    weakest: Vec<RankedUnit<'a>>,
    by_content: HashMap<Uuid, (RankedUnit<'a>, Option<RankedUnit<'a>>)>,
}

impl<'a> Ranking<'a> {
    fn of(parents: &Parents, participants: &'a [Participant]) -> Self {
        let (mut all, mut by_content) = (Vec::new(), HashMap::new());
        for unit in participants {
            let Some(state) = with_data(unit.2.as_ref()) else { continue };
            all.extend(state.progress().map(|progress| RankedUnit { unit, progress }));
            for (content, share) in roll_up(parents, &state.by_content) {
                if let Some(progress) = share.progress() {
                    rank(&mut by_content, content, RankedUnit { unit, progress });
                }
            }
        }
        let (best, weakest) = ranked(all);
        Self { best, weakest, by_content }
    }

    fn units(&self) -> impl Iterator<Item = Uuid> + '_ {
        let of_contents = self.by_content.values().flat_map(|(first, last)| [Some(first), last.as_ref()]);
        let named = self.best.iter().chain(&self.weakest).chain(of_contents.flatten());
        named.map(|ranked_unit| ranked_unit.unit.0)
    }
}

/// Keeps the first and the last of a content.
fn rank<'a>(
    by_content: &mut HashMap<Uuid, (RankedUnit<'a>, Option<RankedUnit<'a>>)>,
    content: Uuid,
    ranked_unit: RankedUnit<'a>,
) {
    let Some((first, last)) = by_content.get_mut(&content) else {
        by_content.insert(content, (ranked_unit, None));
        return;
    };
    if ranked_unit.order(first).is_lt() {
        let former = std::mem::replace(first, ranked_unit);
        last.get_or_insert(former);
    } else if last.as_ref().is_none_or(|last| ranked_unit.order(last).is_gt()) {
        *last = Some(ranked_unit);
    }
}

/// The best and the weakest; nobody is both.
fn ranked(mut units: Vec<RankedUnit<'_>>) -> (Vec<RankedUnit<'_>>, Vec<RankedUnit<'_>>) {
    units.sort_by(RankedUnit::order);
    let named = MOST_NAMED.min(units.len().div_ceil(2));
    let weakest = units.iter().rev().take(named.min(units.len() - named)).copied().collect();
    units.truncate(named);
    (units, weakest)
}

/// Every content that a pledge in force answers, with the units that are furthest and least far in it.
fn content_figures<'a>(
    outline: &Contents,
    whole: &HashMap<Uuid, Share>,
    ranking: &Ranking<'a>,
    figure: impl Fn(RankedUnit<'a>) -> UnitFigure,
) -> Vec<ContentFigure> {
    let content_figure = |content: &CampaignContent| {
        let progress = whole.get(&content.id)?.progress()?.normalize();
        let ranked = ranking.by_content.get(&content.id).copied();
        Some(ContentFigure {
            ordinal: content.ordinal.clone(),
            title: content.title.clone(),
            progress,
            best: ranked.map(|(first, _)| figure(first)),
            weakest: ranked.and_then(|(_, last)| last).map(&figure),
        })
    };
    outline.in_order().into_iter().filter_map(content_figure).collect()
}

/// The letterhead of a document of the launching unit, for people to correct.
pub async fn letterhead(
    conn: &Connection,
    campaign: &Campaign,
    kind: ReviewKind,
    day: NaiveDate,
) -> Result<Letterhead, db::Error> {
    let (unit, versions) = units::find(conn, campaign.launching_unit_id).await?;
    let days: Vec<_> = versions.iter().map(units::Version::days).collect();
    let own = version_for(&days, day).and_then(|place| versions.get(place)).ok_or(db::Error::NotFound)?;
    let superior = UnitReference::find_optional(conn, own.parent_id, day).await?.map(|unit| unit.name);
    let signatory = campaigns::charter_of(conn, campaign).await?.signatory;
    let told = match kind {
        ReviewKind::Interim => "Sơ kết",
        ReviewKind::Final => "Tổng kết",
    };
    let title = campaign.title.clone().unwrap_or_default();
    let reported = superior.iter().map(|name| format!("{name} (để báo cáo)"));
    Ok(Letterhead {
        place: place_of(superior.as_deref().unwrap_or(&own.name)),
        recipients: reported.chain(["Các đơn vị tham gia phong trào".to_owned()]).collect(),
        superior,
        issuer: own.name.clone(),
        number: None,
        notation: Some(format!("BC-{}", unit.code)),
        subject: format!("{told} {}", lower_first(&title)),
        signer_authority: None,
        signer_position: signatory.position.unwrap_or_else(|| "Giám đốc".to_owned()),
        signer_name: None,
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
