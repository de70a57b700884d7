//! Tables and properties of the rules of campaigns.

use std::collections::BTreeSet;

use proptest::{collection::vec, option, prelude::*, sample::Index};

use chrono::NaiveDate;
use uuid::Uuid;

use super::contents::ContentRefusal as Misplaced;
use super::contents::{
    CampaignContent, Contents, MOST_CONTENTS, MOST_LETTERS, MOST_LEVELS, Node, ORDINAL_MAX,
};
use super::indicators::{Direction, Indicator};
use super::life_cycle::check_day;
use super::numbering::{code, slug, year_of};
use super::period::CampaignPeriod;
use super::*;
use crate::http::Code;
use crate::operations::life_cycle::{
    LifeCycle, Refusal, allowed_actions, drawing, drawn_steps, next_step, permission_for,
};

mod readiness;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A life of today, met by somebody who did not create the campaign.
fn life(status: CampaignStatus) -> CampaignLife {
    let today = day("2026-11-23");
    CampaignLife { status, is_creator: false, effective_on: today, today, launched_on: None }
}

const REASON: Option<&str> = Some("Thiên tai");

#[test]
fn every_status_takes_its_steps_and_no_others() {
    let period = CampaignPeriod::new(day("2026-03-01"), day("2026-03-31")).unwrap();
    let line = |status: &CampaignStatus| {
        let mut steps = Vec::new();
        for action in CampaignAction::ALL {
            match next_step(&life(*status), *action, REASON) {
                Ok(step) => steps.push(format!("{action} to {} needs {}", step.to, step.by)),
                Err(problem) => assert_eq!(problem.code, Code::invalid_transition, "{status} {action}"),
            }
        }
        assert_eq!(allowed_actions(&life(*status), |_| true).len(), steps.len());
        let stage = period.stage(*status, day("2026-03-02"));
        let (published, running) = (status.is_published(), status.is_running());
        format!("{status}: {stage:?}, published {published}, running {running}, {steps:?}")
    };
    let lines: Vec<String> = CampaignStatus::ALL.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    DRAFT: None, published false, running false, ["LAUNCH to LAUNCHED needs LAUNCH_CAMPAIGNS", "WITHDRAW to WITHDRAWN needs EDIT_CAMPAIGNS"]
    LAUNCHED: Some(Running), published true, running true, ["START_REVIEW to IN_REVIEW needs RUN_CAMPAIGNS", "CANCEL to CANCELLED needs LAUNCH_CAMPAIGNS"]
    IN_REVIEW: Some(InReview), published true, running true, ["CLOSE to CLOSED needs LAUNCH_CAMPAIGNS"]
    CLOSED: Some(Closed), published true, running false, ["ARCHIVE to ARCHIVED needs RUN_CAMPAIGNS"]
    ARCHIVED: Some(Closed), published true, running false, []
    WITHDRAWN: None, published false, running false, []
    CANCELLED: Some(Cancelled), published true, running false, []
    "#);
}

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../../mod.rs")), drawing::<CampaignLife>());
}

/// What stands in the way of a step: a code of its own, a wrong day, or a missing reason.
fn obstacle(life: &CampaignLife, action: CampaignAction, reason: Option<&str>) -> Option<String> {
    let problem = next_step(life, action, reason).err()?;
    let day = check_day(life).err();
    Some(match (problem.code, day, reason) {
        (Code::invalid_request, _, None) if action == CampaignAction::Cancel => "reason_required".to_owned(),
        (Code::invalid_request, Some(Refusal { code, parameter: Some((_, day)), .. }), _) => {
            format!("{code:?} {day}")
        }
        (code, _, _) => format!("{code:?}"),
    })
}

#[test]
fn every_step_says_why_it_can_not_be_taken() {
    let mut lines = Vec::new();
    for step in CampaignLife::STEPS {
        assert_eq!(permission_for::<CampaignLife>(step.action).unwrap(), step.by);
        let other = life(step.from);
        let own = CampaignLife { is_creator: true, ..other };
        let tomorrow = CampaignLife { effective_on: day("2026-11-24"), ..other };
        let cases = [
            ("own", own, REASON),
            ("no reason", other, None),
            ("tomorrow", tomorrow, REASON),
            ("yesterday", CampaignLife { effective_on: day("2026-11-22"), ..other }, REASON),
            ("own, no reason, tomorrow", CampaignLife { is_creator: true, ..tomorrow }, None),
        ];
        let obstacles = cases.iter().filter_map(|(name, life, reason)| {
            Some(format!("{name}: {}", obstacle(life, step.action, *reason)?))
        });
        lines.push(format!("{}: {}", step.action, obstacles.collect::<Vec<_>>().join("; ")));
    }
    insta::assert_snapshot!(lines.join("\n"), @r"
    LAUNCH: own: own_campaign; tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: own_campaign
    WITHDRAW: tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: day_in_the_future 2026-11-23
    START_REVIEW: tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: day_in_the_future 2026-11-23
    CANCEL: own: own_campaign; no reason: reason_required; tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: own_campaign
    CLOSE: own: own_campaign; tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: own_campaign
    ARCHIVE: tomorrow: day_in_the_future 2026-11-23; own, no reason, tomorrow: day_in_the_future 2026-11-23
    ");
}

#[test]
fn the_creator_does_not_see_the_steps_of_others() {
    use CampaignAction as Do;
    let own = |status| allowed_actions(&CampaignLife { is_creator: true, ..life(status) }, |_| true);
    assert_eq!(own(CampaignStatus::Draft), [Do::Withdraw]);
    assert_eq!(own(CampaignStatus::Launched), [Do::StartReview]);
    assert_eq!(own(CampaignStatus::InReview), []);
}

#[test]
fn the_days_of_a_period_are_counted_with_both_ends() {
    let period = CampaignPeriod::new(day("2026-03-01"), day("2026-03-31")).unwrap();
    for (today, elapsed, stage) in [
        ("2026-02-28", 0, "UPCOMING"),
        ("2026-03-01", 1, "RUNNING"),
        ("2026-03-31", 31, "RUNNING"),
        ("2026-04-01", 31, "ENDED"),
    ] {
        assert_eq!(period.days_elapsed(day(today)), elapsed, "{today}");
        assert_eq!(period.stage(CampaignStatus::Launched, day(today)).unwrap().as_str(), stage, "{today}");
    }
    assert_eq!(CampaignPeriod::new(day("2026-03-01"), day("2026-02-28")), None);
    assert_eq!(CampaignPeriod::new(day("2026-03-01"), day("2026-03-01")).unwrap().days(), 1);
}

#[test]
fn a_slug_is_the_title_in_plain_words() {
    let codes = [code(year_of(day("2023-02-01")), 1), code(2026, 1234)];
    assert_eq!(codes, ["PT-2023-001", "PT-2026-1234"]);
    for (title, expected) in [
        ("Đẩy mạnh  chuyển đổi số – năm 2023!", "day-manh-chuyen-doi-so-nam-2023-pt-2023-001"),
        ("“Dân vận khéo” (II/2023)", "dan-van-kheo-ii-2023-pt-2023-001"),
        ("\u{2014} ★ 平 …", "pt-2023-001"),
        (&"x".repeat(81), "pt-2023-001"),
        (&format!("{} cắt ở đây", "x".repeat(76)), &format!("{}-cat-pt-2023-001", "x".repeat(76))),
    ] {
        assert_eq!(slug(title, "PT-2023-001"), expected, "{title}");
    }
}

fn titled(id: u128, parent: Option<u128>) -> CampaignContent {
    CampaignContent {
        id: Uuid::from_u128(id),
        parent_id: parent.map(Uuid::from_u128),
        place: 1,
        ordinal: String::new(),
        title: Some("Nội dung".to_owned()),
        text: None,
        indicators: Vec::new(),
    }
}

/// Contents numbered from 1, each under the parent that is named.
fn grow(parents: &[Option<u128>]) -> Contents {
    let mut contents = Contents::default();
    for (id, parent) in (1..).zip(parents) {
        contents.add(titled(id, *parent), None).unwrap();
    }
    contents
}

fn own(contents: &Contents, id: u128) -> CampaignContent {
    contents.find(Uuid::from_u128(id)).unwrap().clone()
}

fn move_content(
    tree: &mut Contents,
    id: u128,
    to: Option<u128>,
    place: Option<usize>,
) -> Result<usize, Misplaced> {
    let content = own(tree, id);
    tree.change(content, Some((to.map(Uuid::from_u128), place))).map(|changed| changed.len())
}

/// Level and content, depth first; children stand in order, no two at one place.
fn walk<'a>(nodes: &'a [Node], level: usize) -> Vec<(usize, &'a CampaignContent)> {
    assert!(nodes.windows(2).all(|pair| pair[0].content.place < pair[1].content.place));
    let below = |node: &'a Node| [vec![(level, &node.content)], walk(&node.children, level + 1)].concat();
    nodes.iter().flat_map(below).collect()
}

/// `place:ordinal` of every content, with a dot for each level above it.
fn outline(contents: &Contents) -> String {
    let tree = contents.tree();
    let lines = walk(&tree, 1).into_iter();
    let lines = lines.map(|(level, own)| format!("{}{}:{}", ".".repeat(level - 1), own.place, own.ordinal));
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_next_free_number_is_proposed() {
    let mut contents = grow(&[None, None, Some(2), Some(2), Some(4)]);
    assert_eq!(outline(&contents), "1:1 2:2 .1:2.1 .2:2.2 ..1:2.2.1");
    contents.add(CampaignContent { ordinal: "3".to_owned(), ..titled(6, Some(1)) }, None).unwrap();
    contents.add(titled(7, None), None).unwrap();
    contents.add(CampaignContent { ordinal: "V".to_owned(), ..titled(8, None) }, None).unwrap();
    contents.add(titled(9, Some(8)), None).unwrap();
    assert_eq!(outline(&contents), "1:1 .1:3 2:2 .1:2.1 .2:2.2 ..1:2.2.1 3:4 4:V .1:V.1");
    assert_eq!([5, 9, 99].map(|id| contents.level(Uuid::from_u128(id))), [3, 2, 0]);
}

#[test]
fn siblings_are_renumbered_and_changed_ones_come_back() {
    let mut contents = grow(&[None, None, None, Some(1)]);
    let first = CampaignContent { ordinal: "A".to_owned(), ..titled(5, None) };
    assert_eq!(contents.add(first, Some(1)).unwrap().len(), 4);
    assert_eq!(outline(&contents), "1:A 2:1 .1:1.1 3:2 4:3");
    assert_eq!(move_content(&mut contents, 3, None, Some(2)), Ok(3));
    assert_eq!(outline(&contents), "1:A 2:3 3:1 .1:1.1 4:2");
    assert_eq!(move_content(&mut contents, 4, None, Some(99)), Ok(1));
    assert_eq!(move_content(&mut contents, 4, Some(5), Some(0)), Ok(1));
    assert_eq!(outline(&contents), "1:A .1:1.1 2:3 3:1 4:2");
    let renamed = CampaignContent { title: Some("Tên mới".to_owned()), ..own(&contents, 3) };
    assert_eq!(contents.change(renamed.clone(), None), Ok(vec![renamed]));
}

#[test]
fn what_can_not_stand_there_is_refused() {
    let tree = || grow(&[None, Some(1), Some(2), None]);
    let add = |content: CampaignContent| tree().add(content, None).unwrap_err();
    let numbered =
        |ordinal: &str, content: CampaignContent| CampaignContent { ordinal: ordinal.to_owned(), ..content };
    assert_eq!(add(titled(9, Some(8))), Misplaced::UnknownParent);
    assert_eq!(add(numbered("9", titled(9, Some(8)))), Misplaced::UnknownParent);
    assert_eq!(add(CampaignContent { title: None, ..titled(9, None) }), Misplaced::SaysNothing);
    assert_eq!(add(numbered("1.1", titled(9, None))), Misplaced::OrdinalTaken);
    let put = |id: u128, parent: u128| move_content(&mut tree(), id, Some(parent), None).unwrap_err();
    assert_eq!([put(1, 1), put(1, 3)], [Misplaced::UnderItself, Misplaced::UnderItself]);
    assert_eq!(put(1, 8), Misplaced::UnknownParent);
    let change = |content: CampaignContent| tree().change(content, None).unwrap_err();
    assert_eq!(change(CampaignContent { title: None, ..own(&tree(), 3) }), Misplaced::SaysNothing);
    assert_eq!(change(numbered("2", own(&tree(), 3))), Misplaced::OrdinalTaken);
    let long = CampaignContent { text: Some("đ".repeat(MOST_LETTERS)), ..own(&tree(), 3) };
    assert_eq!(change(long), Misplaced::TooLong);
    assert_eq!(tree().remove(Uuid::from_u128(2)), Err(Misplaced::HasChildren));
    assert_eq!(tree().remove(Uuid::from_u128(3)), Ok(Vec::new()));
}

#[test]
fn a_tree_has_bounds() {
    let chain: Vec<_> = std::iter::once(None).chain((1..).map(Some)).take(MOST_LEVELS).collect();
    let last = u128::try_from(MOST_LEVELS).unwrap();
    let mut deep = grow(&[chain, vec![None, Some(last + 1)]].concat());
    assert_eq!(deep.add(titled(99, Some(last)), None), Err(Misplaced::TooDeep));
    assert_eq!(move_content(&mut deep, last + 1, Some(last - 1), None), Err(Misplaced::TooDeep));
    assert_eq!(move_content(&mut deep, last + 1, Some(last - 2), None), Ok(1));
    assert_eq!(deep.level(Uuid::from_u128(last + 2)), MOST_LEVELS);
    let numbered = |id: u128| CampaignContent { ordinal: id.to_string(), ..titled(id, None) };
    let mut full = Contents((1..).take(MOST_CONTENTS).map(numbered).collect());
    assert_eq!(full.add(numbered(9999), None), Err(Misplaced::TooMany));
    let mut long = Contents(vec![CampaignContent { ordinal: "I".repeat(ORDINAL_MAX), ..titled(1, None) }]);
    assert_eq!(long.add(titled(2, Some(1)), None), Err(Misplaced::OrdinalTooLong));
    long.add(CampaignContent { ordinal: "1".to_owned(), ..titled(2, Some(1)) }, None).unwrap();
}

/// What is done to a tree: kind, on which content, below which, at which place.
type Stroke = (u8, Index, Option<Index>, Option<usize>);

fn draw_stroke(tree: &mut Contents, next: u128, stroke: &Stroke) -> Result<Vec<CampaignContent>, Misplaced> {
    let (kind, which, parent, place) = stroke;
    let (own, parent) = (which.get(&tree.0).clone(), parent.map(|parent| parent.get(&tree.0).id));
    match kind {
        4 | 5 => tree.change(own, Some((parent, *place))),
        6 => tree.change(CampaignContent { ordinal: place.unwrap_or(1).to_string(), ..own }, None),
        7.. if tree.0.len() > 1 => tree.remove(own.id),
        _ => tree.add(CampaignContent { parent_id: parent, ..titled(next, None) }, *place),
    }
}

proptest! {
    /// The tree holds every content exactly once, so there is no circle; the returned contents are all that changed.
    #[test]
    fn whatever_is_done_to_a_tree_it_stays_one(
        strokes in vec((0..9_u8, any::<Index>(), option::of(any::<Index>()), option::of(0..6_usize)), 0..60),
    ) {
        let mut tree = grow(&[None]);
        for (next, stroke) in (2..).zip(&strokes) {
            let before = tree.clone();
            match draw_stroke(&mut tree, next, stroke) {
                Err(_) => prop_assert_eq!(&tree, &before),
                Ok(changed) => {
                    let differ = |content: &&CampaignContent| before.find(content.id) != Some(content);
                    prop_assert!(tree.0.iter().filter(differ).all(|content| changed.contains(content)));
                    let added = changed.iter().filter(|content| before.find(content.id).is_none()).count();
                    let gone = before.0.iter().filter(|content| tree.find(content.id).is_none()).count();
                    prop_assert_eq!(tree.0.len() + gone, before.0.len() + added);
                    for content in &tree.0 {
                        let siblings = tree.children(content.parent_id);
                        prop_assert!((1..).zip(siblings).all(|(place, sibling)| sibling.place == place));
                    }
                }
            }
            let nodes = tree.tree();
            let walk = walk(&nodes, 1);
            prop_assert!(walk.iter().all(|(level, own)| *level <= MOST_LEVELS && tree.level(own.id) == *level));
            let ids: BTreeSet<_> = walk.iter().map(|(_, own)| own.id).collect();
            let ordinals: BTreeSet<_> = tree.0.iter().map(|content| &content.ordinal).collect();
            prop_assert_eq!([walk.len(), ids.len(), ordinals.len()], [tree.0.len(); 3]);
        }
    }

    #[test]
    fn a_slug_is_words_of_letters_and_digits(title in "\\PC{0,300}", plain in "[a-zA-ZĐđÀ-ỹ ]{0,300}", number in 1..9999) {
        let code = code(2026, number);
        for slug in [slug(&title, &code), slug(&plain, &code)] {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            prop_assert!(slug.split('-').all(|word| !word.is_empty() && word.bytes().all(plain)), "{slug}");
            prop_assert!(slug.len() <= 120 && slug.ends_with(&code.to_lowercase()), "{slug}");
        }
    }

    #[test]
    fn every_day_of_a_period_is_over_or_left(length in 0_i64..2_000, offset in -3_000_i64..3_000) {
        let first = day("2024-02-29");
        let period = CampaignPeriod::new(first, first + chrono::TimeDelta::days(length)).unwrap();
        let today = first + chrono::TimeDelta::days(offset);
        let (elapsed, left) = (period.days_elapsed(today), period.days_left(today));
        prop_assert!(elapsed >= 0 && left >= 0 && elapsed + left == period.days());
        prop_assert_eq!(period.days_elapsed(today.succ_opt().unwrap()) - elapsed, i64::from((-1..length).contains(&offset)));
    }
}

#[test]
fn a_target_lies_on_the_better_side_of_the_baseline() {
    let goes = |baseline: Option<&str>, target: Option<&str>, direction: Direction| {
        let indicator = serde_json::json!({"name": "Tỷ lệ", "unitOfMeasure": "%", "baseline": baseline,
            "target": target, "direction": direction, "aggregation": "LAST", "evidenceRequired": false});
        serde_json::from_value::<Indicator>(indicator).unwrap().goes_its_direction()
    };
    for (baseline, target, up, down) in [
        (Some("92.5"), Some("98"), true, false),
        (Some("98"), Some("92.5"), false, true),
        (Some("5"), Some("5.0"), false, false),
        (None, Some("98"), true, true),
    ] {
        let goes = (goes(baseline, target, Direction::Up), goes(baseline, target, Direction::Down));
        assert_eq!(goes, (up, down), "{baseline:?} {target:?}");
    }
}

#[test]
fn no_step_is_taken_before_the_launch() {
    let launched_on = Some(day("2026-02-01"));
    let in_review =
        |on| CampaignLife { effective_on: day(on), launched_on, ..life(CampaignStatus::InReview) };
    let close = next_step(&in_review("2026-02-01"), CampaignAction::Close, None).unwrap();
    assert_eq!(close.to, CampaignStatus::Closed);
    let early =
        next_step(&in_review("2026-01-31"), CampaignAction::Close, None).map(|step| step.to).unwrap_err();
    assert_eq!(early.code, Code::invalid_request);
    let before_launch = Refusal::at("/effectiveOn", Code::before_launch).with("launchedOn", "2026-02-01");
    assert_eq!(check_day(&in_review("2026-01-31")), Err(before_launch));
}

#[test]
fn a_copy_takes_over_all_but_its_document_and_its_days() {
    let document_id = Some(Uuid::from_u128(8));
    let charter = Charter { document_id, parent_campaign_id: document_id, ..readiness::without(None).0 };
    assert_eq!(super::readiness::period(&charter), CampaignPeriod::new(day("2023-01-01"), day("2027-12-31")));
    let copy = charter.to_copy();
    assert_eq!((copy.document_id, copy.starts_on, copy.ends_on), (None, None, None));
    let Charter { document_id, starts_on, ends_on, .. } = charter;
    assert_eq!(Charter { document_id, starts_on, ends_on, ..copy }, charter);
}
