//! Councils: who sits in them, what they vote on, who votes, what carries a nomination, and what is refused.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::nominations::{appraise, grant, meets_by_override, nomination, person, send};
use crate::support::{Actor, NOTHING, Reply, TestApp, sample_id, units};

/// The council of the sample's department.
pub fn council() -> String {
    sample_id(0x3e_0001)
}

/// Its members.
pub const MEMBERS: [&str; 3] = ["council-1", "council-2", "council-3"];

/// The account of a member, from 1.
pub fn account(member: u128) -> String {
    sample_id(3 + member)
}

/// A nomination of somebody of the Office that awaits the vote of the department's council: its id.
pub async fn awaiting(app: &TestApp, number: u128) -> String {
    let officer = app.as_user("unit-snv-vp").await;
    let path = send(&officer, nomination(&person(number), "LD_TIEN_TIEN")).await;
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let body = meets_by_override(&office, &path).await;
    appraise(&office, &path, body).await.expect(201);
    second.step(&path, "CONFIRM").await.expect(200);
    path.rsplit_once('/').unwrap().1.to_owned()
}

pub fn meeting(nomination_ids: &[&String]) -> Value {
    json!({"councilId": council(), "title": "Họp xét khen thưởng", "heldOn": "2026-11-23",
        "nominationIds": nomination_ids})
}

fn attendance(presences: [&str; 3]) -> Value {
    let row = |(member, presence): (u128, &str)| json!({"userId": account(member), "presence": presence});
    json!({"attendance": (1..).zip(presences).map(row).collect::<Vec<_>>()})
}

/// Changes a meeting, whatever its version is.
async fn change(office: &Actor<'_>, path: &str, patch: Value) -> Reply {
    let version = office.get(path).await.expect(200).version();
    office.patch(path, version, patch).await
}

/// A meeting that is held with everybody there: its path and the paths of its items.
pub async fn held(office: &Actor<'_>, nomination_ids: &[&String]) -> (String, Vec<String>) {
    let made = office.post("/council-meetings", meeting(nomination_ids)).await.expect(201);
    let path = format!("/council-meetings/{}", made.text("/id"));
    change(office, &path, attendance(["PRESENT"; 3])).await.expect(200);
    office.step(&path, "OPEN").await.expect(200);
    let items = column(&made.json()["items"], "id");
    let items = items.iter().map(|id| format!("{path}/items/{id}")).collect();
    (path, items)
}

/// The same for one nomination: the paths of the meeting and of its item.
pub async fn held_for(office: &Actor<'_>, nomination_id: &String) -> (String, String) {
    let (path, items) = held(office, &[nomination_id]).await;
    let [item] = items.as_slice() else { panic!("{items:?}") };
    (path, item.clone())
}

/// Takes a step of an item: its version stands in the meeting.
pub async fn item_step(office: &Actor<'_>, item: &str, body: Value) -> Reply {
    let (path, id) = item.split_once("/items/").unwrap();
    let meeting = office.get(path).await.expect(200).json();
    let own = meeting["items"].as_array().unwrap().iter().find(|own| own["id"] == id).unwrap();
    let version = i32::try_from(own["version"].as_i64().unwrap()).unwrap();
    office.transition(item, version, body).await
}

/// A ballot paper.
pub fn paper(votes: &[(&String, &str)]) -> Value {
    let vote = |(item, choice): &(&String, &str)| json!({"itemId": item.rsplit_once('/').unwrap().1, "choice": choice});
    json!({"votes": votes.iter().map(vote).collect::<Vec<_>>()})
}

async fn vote(app: &TestApp, member: &str, path: &str, votes: &[(&String, &str)]) -> Reply {
    app.as_user(member).await.post(&format!("{path}/ballots"), paper(votes)).await
}

#[actix_web::test]
async fn a_council_votes_and_what_is_carried_is_proposed() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let nominated = format!("/nominations/{id}");
    // The catalogue asks for a vote: nothing is proposed without one.
    office.step(&nominated, "PROPOSE").await.expect_problem(409, "invalid_transition");
    let (path, item) = &held_for(&office, &id).await;
    change(&office, path, attendance(["PRESENT", "PRESENT", "IN_WRITING"])).await.expect(200);
    let opened = item_step(&office, item, json!({"action": "OPEN"})).await.expect(200).json();
    assert_eq!(
        (&opened["status"], &opened["voting"]["share"], &opened["turnout"]),
        (&json!("VOTING"), &json!("0.7"), &json!(0))
    );
    let member = app.as_user("council-1").await;
    assert_eq!(member.get(path).await.expect(200).json()["items"][0]["awaitsMyVote"], true);
    let receipt = vote(&app, "council-1", path, &[(item, "FOR")]).await.expect(201).json();
    assert_eq!(receipt, json!({"itemIds": [opened["id"]]}));
    let second = vote(&app, "council-1", path, &[(item, "AGAINST")]).await;
    second.expect_problem(409, "already_voted");
    let seen = member.get(path).await.expect(200).json();
    let own = &seen["items"][0];
    assert_eq!(
        (&own["turnout"], &own["result"], &own["awaitsMyVote"]),
        (&json!(1), &Value::Null, &json!(false))
    );
    office.step(path, "CLOSE").await.expect_problem(409, "vote_is_open");
    // A trial would count what has been cast so far.
    let trial = office.call(Method::POST, &format!("{item}/transitions?dryRun=true")).version(2);
    let trial = trial.json(&json!({"action": "CLOSE"})).send().await;
    trial.expect_problem(400, "invalid_request");
    for other in ["council-2", "council-3"] {
        vote(&app, other, path, &[(item, "FOR")]).await.expect(201);
    }
    let closed = item_step(&office, item, json!({"action": "CLOSE"})).await.expect(200).json();
    assert_eq!(closed["status"], "CARRIED");
    assert_eq!(
        closed["result"],
        json!({"voters": 3, "votesFor": 3, "votesAgainst": 0, "votesBlank": 0, "votesOf": 3, "share": "1"})
    );
    let voted = office.get(&nominated).await.expect(200).json();
    assert_eq!(voted["status"], "VOTED");
    let stages = office.get(&format!("{nominated}/stages")).await.expect(200).json();
    assert_eq!(
        stages["items"][0]["vote"],
        json!({"isCarried": true, "votesFor": 3, "votesOf": 3, "votedOn": "2026-11-23"})
    );
    assert_eq!(office.step(path, "CLOSE").await.expect(200).json()["status"], "CLOSED");
    assert_eq!(office.step(&nominated, "PROPOSE").await.expect(200).json()["status"], "PROPOSED");
    let steps = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["OPEN", "CLOSE"]);
    let steps = office.get(&format!("{item}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["OPEN", "CLOSE"]);
    let minutes = office.get(&format!("{path}/minutes")).await.expect(200);
    assert!(minutes.header("content-disposition").unwrap().contains("bien-ban"));
}

#[actix_web::test]
async fn what_is_not_carried_is_returned_or_declined() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    for (member, choice) in MEMBERS.into_iter().zip(["FOR", "FOR", "AGAINST"]) {
        vote(&app, member, path, &[(item, choice)]).await.expect(201);
    }
    let closed = item_step(&office, item, json!({"action": "CLOSE"})).await.expect(200).json();
    assert_eq!((&closed["status"], &closed["result"]["share"]), (&json!("NOT_CARRIED"), &json!("0.666667")));
    let nominated = format!("/nominations/{id}");
    office.step(&nominated, "PROPOSE").await.expect_problem(409, "invalid_transition");
    let back = json!({"action": "RETURN", "reason": "Hội đồng không thông qua"});
    assert_eq!(office.step_with(&nominated, back).await.expect(200).json()["status"], "RETURNED");
    // Sent again, it is appraised and voted on anew.
    let officer = app.as_user("unit-snv-vp").await;
    officer.step(&nominated, "SUBMIT").await.expect(200);
    let stages = office.get(&format!("{nominated}/stages")).await.expect(200).json();
    assert_eq!(stages["items"][0]["vote"], Value::Null);
}

#[actix_web::test]
async fn only_members_who_are_there_and_take_part_vote_and_only_while_the_vote_is_open() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (id, other) = (awaiting(&app, 0).await, awaiting(&app, 1).await);
    let (path, items) = held(&office, &[&id, &other]).await;
    let [item, quiet] = items.as_slice() else { panic!("{items:?}") };
    let refused = vote(&app, "council-1", &path, &[(item, "FOR")]).await;
    refused.expect_problem(409, "vote_is_not_open");
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    change(&office, &path, attendance(["PRESENT", "PRESENT", "ABSENT"])).await.expect(200);
    vote(&app, "council-3", &path, &[(item, "FOR")]).await.expect_problem(409, "member_is_absent");
    // All votes of a paper count, or none does.
    let both = vote(&app, "council-1", &path, &[(item, "FOR"), (quiet, "FOR")]).await;
    both.expect_problem(409, "vote_is_not_open");
    let unknown = format!("{path}/items/{NOTHING}");
    let refused = vote(&app, "council-1", &path, &[(item, "FOR"), (item, "FOR"), (&unknown, "FOR")]).await;
    let refused = refused.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/votes/1/itemId named_twice", "/votes/2/itemId unknown_agenda_item"]);
    assert_eq!(office.get(&path).await.json()["items"][0]["turnout"], 0);
    office.post(&format!("{path}/ballots"), paper(&[(item, "FOR")])).await.expect_problem(403, "forbidden");
    // Somebody with the role of a member who does not sit there.
    grant(&app, 0x009, "COUNCIL_MEMBER", units::DEPARTMENT).await;
    let refused = vote(&app, "province-office", &path, &[(item, "FOR")]).await;
    refused.expect_problem(409, "member_is_absent");
    vote(&app, "council-1", &path, &[(item, "FOR")]).await.expect(201);
    let recusals = format!("{item}/recusals");
    let declared = json!({"reason": "Là anh em ruột của người được đề nghị"});
    let first = app.as_user("council-1").await;
    first.post(&recusals, declared.clone()).await.expect_problem(409, "already_voted");
    let member = app.as_user("council-2").await;
    let recused = member.post(&recusals, declared.clone()).await.expect(201).json();
    assert_eq!(recused["recusals"][0]["ground"], "DECLARED");
    member.post(&recusals, declared.clone()).await.expect_problem(409, "already_recused");
    vote(&app, "council-2", &path, &[(item, "FOR")]).await.expect_problem(409, "member_is_recused");
    let named = |user: &str| json!({"userId": user, "reason": "Vợ của người được đề nghị"});
    member.post(&recusals, named(&account(3))).await.expect_problem(403, "forbidden");
    let refused = office.post(&recusals, named(NOTHING)).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/userId not_a_council_member"]);
    office.post(&recusals, named(&account(3))).await.expect(201);
    // One voter is left of three members who are all there: the share is taken of who can vote.
    let closed = item_step(&office, item, json!({"action": "CLOSE"})).await.expect(200).json();
    assert_eq!((&closed["status"], &closed["result"]["votesOf"]), (&json!("CARRIED"), &json!(1)));
    vote(&app, "council-3", &path, &[(item, "FOR")]).await.expect_problem(409, "vote_is_not_open");
    member.post(&recusals, declared).await.expect_problem(409, "vote_is_over");
}

#[actix_web::test]
async fn a_quorum_that_is_lost_stops_the_vote() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    vote(&app, "council-1", path, &[(item, "FOR")]).await.expect(201);
    change(&office, path, attendance(["PRESENT", "ABSENT", "ABSENT"])).await.expect(200);
    item_step(&office, item, json!({"action": "CLOSE"})).await.expect_problem(409, "no_quorum");
    // Who has voted stays where they were then.
    let moved = change(&office, path, attendance(["ABSENT", "PRESENT", "ABSENT"])).await;
    moved.expect_problem(409, "member_has_voted");
    change(&office, path, attendance(["PRESENT", "ABSENT", "IN_WRITING"])).await.expect(200);
    vote(&app, "council-3", path, &[(item, "FOR")]).await.expect_problem(409, "no_quorum");
    // Voided, it can be voted on anew, by everybody.
    item_step(&office, item, json!({"action": "VOID"})).await.expect_problem(400, "invalid_request");
    let void = json!({"action": "VOID", "reason": "Không đủ thành viên"});
    let voided = item_step(&office, item, void).await.expect(200).json();
    assert_eq!(
        (&voided["status"], &voided["turnout"], &voided["voting"]),
        (&json!("PENDING"), &json!(0), &Value::Null)
    );
    item_step(&office, item, json!({"action": "OPEN"})).await.expect_problem(409, "no_quorum");
    change(&office, path, attendance(["PRESENT"; 3])).await.expect(200);
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    vote(&app, "council-1", path, &[(item, "FOR")]).await.expect(201);
}

#[actix_web::test]
async fn a_nomination_that_changed_during_its_vote_has_no_result() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    let nominated = format!("/nominations/{id}");
    let back = json!({"action": "RETURN", "reason": "Bổ sung số liệu"});
    office.step_with(&nominated, back).await.expect(200);
    let close = json!({"action": "CLOSE"});
    let code = "nomination_does_not_await_this_vote";
    item_step(&office, item, close.clone()).await.expect_problem(409, code);
    // Even when it is back where it was: what was voted on was something else.
    app.as_user("unit-snv-vp").await.step(&nominated, "SUBMIT").await.expect(200);
    let body = meets_by_override(&office, &nominated).await;
    appraise(&office, &nominated, body).await.expect(201);
    app.as_user("office-2").await.step(&nominated, "CONFIRM").await.expect(200);
    item_step(&office, item, close).await.expect_problem(409, code);
    let void = json!({"action": "VOID", "reason": "Hồ sơ đã thay đổi"});
    item_step(&office, item, void).await.expect(200);
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    let void = json!({"action": "VOID", "reason": "Thử"});
    item_step(&office, item, void).await.expect(200);
    item_step(&office, item, json!({"action": "REMOVE"})).await.expect(200);
    assert_eq!(office.get(path).await.json()["itemCount"], 0);
}

#[actix_web::test]
async fn members_are_kept_from_their_own_case_and_their_own_unit() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    // The first member is who is proposed, the second somebody of the same unit, the third of another one.
    for (member, number) in [(1, 0), (2, 1), (3, 3)] {
        let path = format!("/users/{}", account(member));
        let version = admin.get(&path).await.version();
        admin.patch(&path, version, json!({"personId": person(number)["id"]})).await.expect(200);
    }
    let id = awaiting(&app, 0).await;
    let (_, item) = &held_for(&office, &id).await;
    let opened = item_step(&office, item, json!({"action": "OPEN"})).await.expect(200).json();
    assert_eq!(column(&opened["recusals"], "ground"), ["OWN_CASE", "OWN_UNIT"]);
    let of_council = format!("/councils/{}", council());
    let changed = office.patch(&of_council, 1, json!({"recusesOwnUnit": false})).await.expect(200).json();
    assert_eq!(changed["recusesOwnUnit"], false);
    office.patch(&of_council, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let other = awaiting(&app, 1).await;
    let (_, item) = &held_for(&office, &other).await;
    let opened = item_step(&office, item, json!({"action": "OPEN"})).await.expect(200).json();
    assert_eq!(column(&opened["recusals"], "userId"), [account(2)]);
}

#[actix_web::test]
async fn hands_are_counted_where_the_catalogue_has_the_council_show_them() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let award = format!("/award-types/{}", sample_id(0xe10));
    let rule = |quorum: Value, ballot: &str| {
        json!({"voting": {"share": "0.5", "base": "ALL_MEMBERS", "quorum": quorum, "ballot": ballot,
            "inWriting": null}})
    };
    change(&admin, &award, rule(Value::Null, "OPEN")).await.expect(200);
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    // The province has not said how many must be there.
    item_step(&office, item, json!({"action": "OPEN"})).await.expect_problem(409, "quorum_is_not_set");
    change(&admin, &award, rule(json!("0.5"), "OPEN")).await.expect(200);
    let hands = |votes_for: u32, votes_against: u32| json!({"action": "CLOSE", "hands": {"votesFor": votes_for, "votesAgainst": votes_against, "votesBlank": 0}});
    let refused = item_step(&office, item, json!({"action": "OPEN", "hands": hands(1, 1)["hands"]})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/hands not_for_this_kind"]);
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    vote(&app, "council-1", path, &[(item, "FOR")]).await.expect_problem(409, "vote_is_by_hands");
    let close = item_step(&office, item, json!({"action": "CLOSE"})).await;
    assert_eq!(close.expect_problem(400, "invalid_request").faults(), ["/hands needed_for_this_kind"]);
    let refused = item_step(&office, item, hands(3, 1)).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/hands more_votes_than_voters"]);
    let closed = item_step(&office, item, hands(2, 1)).await.expect(200).json();
    assert_eq!((&closed["status"], &closed["result"]["votesOf"]), (&json!("CARRIED"), &json!(3)));
}

#[actix_web::test]
async fn what_is_wrong_with_a_meeting_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (id, other) = (awaiting(&app, 0).await, awaiting(&app, 1).await);
    let submitted = sample_id(0x3d_0101);
    let unknown = json!({"councilId": NOTHING, "title": "Họp", "heldOn": "2026-11-23"});
    let refused = office.post("/council-meetings", unknown).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/councilId unknown_council"]);
    let nothing = NOTHING.to_owned();
    let refused = office.post("/council-meetings", meeting(&[&submitted, &nothing, &id, &id])).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        [
            "/nominationIds/0 nomination_not_for_agenda",
            "/nominationIds/1 nomination_not_for_agenda",
            "/nominationIds/3 named_twice"
        ]
    );
    let made = office.post("/council-meetings", meeting(&[&id])).await.expect(201);
    let path = format!("/council-meetings/{}", made.text("/id"));
    office.post("/council-meetings", meeting(&[&id])).await.expect_problem(409, "on_another_agenda");
    let items = format!("{path}/items");
    let added = office.post(&items, json!({"nominationIds": [other]})).await.expect(201).json();
    assert_eq!(added["items"][1]["position"], 2);
    office.post(&items, json!({"nominationIds": [other]})).await.expect_problem(409, "on_another_agenda");
    let refused = change(
        &office,
        &path,
        json!({"attendance": [{"userId": NOTHING, "presence": "PRESENT"},
        {"userId": account(1), "presence": "PRESENT"}, {"userId": account(1), "presence": "ABSENT"}]}),
    );
    assert_eq!(
        refused.await.expect_problem(400, "invalid_request").faults(),
        ["/attendance/0/userId not_a_council_member", "/attendance/2/userId named_twice"]
    );
    change(&office, &path, json!({})).await.expect_problem(400, "nothing_to_change");
    change(&office, &path, json!({"heldOn": "2026-11-24"})).await.expect(200);
    office.step(&path, "OPEN").await.expect_problem(409, "meeting_is_not_due");
    change(&office, &path, json!({"heldOn": "2023-01-01"})).await.expect(200);
    office.step(&path, "OPEN").await.expect_problem(409, "council_has_no_members");
    change(&office, &path, json!({"heldOn": "2026-11-23", "place": "Phòng họp số 2"})).await.expect(200);
    let item = format!("{items}/{}", added["items"][0]["id"].as_str().unwrap());
    item_step(&office, &item, json!({"action": "OPEN"})).await.expect_problem(409, "meeting_is_not_open");
    office.step(&path, "CANCEL").await.expect_problem(400, "invalid_request");
    let cancel = json!({"action": "CANCEL", "reason": "Hoãn họp"});
    assert_eq!(office.step_with(&path, cancel).await.expect(200).json()["status"], "CANCELLED");
    change(&office, &path, json!({"title": "Khác"})).await.expect_problem(409, "meeting_is_over");
    office.post(&items, json!({"nominationIds": [id]})).await.expect_problem(409, "meeting_is_over");
    // What left one agenda can be put on another.
    let made = office.post("/council-meetings", meeting(&[])).await.expect(201);
    let path = format!("/council-meetings/{}", made.text("/id"));
    office.step(&path, "OPEN").await.expect_problem(409, "agenda_is_empty");
    office.post(&format!("{path}/items"), json!({"nominationIds": [id]})).await.expect(201);
    office.step(&path, "OPEN").await.expect(200);
    change(&office, &path, json!({"title": "Khác"})).await.expect_problem(409, "meeting_is_not_planned");
    office.step(&path, "CLOSE").await.expect(200);
    assert_eq!(office.get(&path).await.json()["items"][0]["status"], "REMOVED");
}

fn composition(starts_on: &str, members: Value) -> Value {
    json!({"startsOn": starts_on, "decisionNumber": "15/QĐ-SNV", "decidedOn": starts_on, "members": members})
}

fn member(number: u128, position: &str) -> Value {
    json!({"userId": account(number), "position": position})
}

fn new_council(unit: &str, composition: Value) -> Value {
    json!({"unitId": unit, "name": "Hội đồng", "recusesOwnUnit": true, "composition": composition})
}

#[actix_web::test]
async fn a_council_is_composed_by_decision_and_day() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let whole = json!([member(1, "CHAIR"), member(2, "SECRETARY")]);
    for (body, faults) in [
        (new_council(NOTHING, composition("2026-11-01", whole.clone())), vec!["/unitId unknown_unit"]),
        (
            new_council(
                units::DEPARTMENT,
                composition("2026-11-24", json!([member(1, "MEMBER"), member(1, "MEMBER")])),
            ),
            vec![
                "/composition/members one_chair_needed",
                "/composition/members/1/userId named_twice",
                "/composition/startsOn day_in_the_future",
            ],
        ),
        (
            new_council(
                units::DEPARTMENT,
                composition("2026-11-01", json!([{"userId": sample_id(2), "position": "CHAIR"}])),
            ),
            vec!["/composition/members/0/userId not_a_council_member"],
        ),
    ] {
        let refused = office.post("/councils", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
    let mut late = composition("2026-11-01", whole.clone());
    late["decidedOn"] = json!("2026-11-02");
    late["documentId"] = json!(NOTHING);
    let refused = office.post("/councils", new_council(units::DEPARTMENT, late)).await;
    assert_eq!(
        refused.expect_problem(400, "invalid_request").faults(),
        ["/composition/decidedOn decided_after_start", "/composition/documentId unknown_document"]
    );
    let abroad = new_council(units::PROVINCE, composition("2026-11-01", whole.clone()));
    office.post("/councils", abroad).await.expect_problem(403, "forbidden");
    let made =
        office.post("/councils", new_council(units::DEPARTMENT, composition("2026-11-01", whole.clone())));
    let path = format!("/councils/{}", made.await.expect(201).text("/id"));
    let compositions = format!("{path}/compositions");
    let earlier = office.post(&compositions, composition("2026-11-01", whole.clone())).await;
    earlier.expect_problem(409, "composition_already_there");
    let later = office.post(&compositions, composition("2026-11-20", json!([member(3, "CHAIR")]))).await;
    let later = later.expect(201).json();
    assert_eq!(column(&later["compositions"], "startsOn"), ["2026-11-20", "2026-11-01"]);
    let changed = office.patch(&path, 2, json!({"name": "Hội đồng mới"})).await.expect(200).json();
    assert_eq!((&changed["name"], &changed["version"]), (&json!("Hội đồng mới"), &json!(3)));
}

#[actix_web::test]
async fn a_meeting_has_the_members_of_its_day_and_is_opened_by_those_of_today() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let first = composition("2026-11-01", json!([member(1, "CHAIR"), member(2, "SECRETARY")]));
    let made = office.post("/councils", new_council(units::DEPARTMENT, first)).await.expect(201);
    let compositions = format!("/councils/{}/compositions", made.text("/id"));
    let mut wrong =
        composition("2026-11-24", json!([member(1, "MEMBER"), member(1, "MEMBER"), member(99, "MEMBER")]));
    wrong["decidedOn"] = json!("2026-11-25");
    wrong["documentId"] = json!(NOTHING);
    let refused = office.post(&compositions, wrong).await.expect_problem(400, "invalid_request");
    let mut faults = refused.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/decidedOn decided_after_start",
            "/documentId unknown_document",
            "/members one_chair_needed",
            "/members/1/userId named_twice",
            "/members/2/userId not_a_council_member",
            "/startsOn day_in_the_future"
        ]
    );
    let later = composition("2026-11-20", json!([member(3, "CHAIR")]));
    let later = office.post(&compositions, later).await.expect(201).json();
    for (day, members) in [("2026-11-19", 2), ("2026-11-20", 1)] {
        let body = json!({"councilId": later["id"], "title": "Họp", "heldOn": day});
        let planned = office.post("/council-meetings", body).await.expect(201).json();
        assert_eq!(planned["attendance"].as_array().unwrap().len(), members, "{day}");
        // Those who sat there before vote on nothing any more.
        if day == "2026-11-19" {
            let path = format!("/council-meetings/{}", planned["id"].as_str().unwrap());
            office.step(&path, "OPEN").await.expect_problem(409, "council_was_recomposed");
        }
    }
}

#[actix_web::test]
async fn nobody_sits_there_twice_and_nobody_votes_where_all_are_recused() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let id = awaiting(&app, 0).await;
    let (_, item) = &held_for(&office, &id).await;
    for member in 1..=3 {
        let body = json!({"userId": account(member), "reason": "Cùng tham gia công trình được đề nghị"});
        office.post(&format!("{item}/recusals"), body).await.expect(201);
    }
    item_step(&office, item, json!({"action": "OPEN"})).await.expect_problem(409, "nobody_can_vote");
    let person = person(3)["id"].clone();
    for member in [1, 2] {
        let path = format!("/users/{}", account(member));
        let version = admin.get(&path).await.version();
        admin.patch(&path, version, json!({"personId": person})).await.expect(200);
    }
    let other = awaiting(&app, 1).await;
    let made = office.post("/council-meetings", meeting(&[&other])).await.expect(201);
    let path = format!("/council-meetings/{}", made.text("/id"));
    office.step(&path, "OPEN").await.expect_problem(409, "one_person_twice");
}

#[actix_web::test]
async fn councils_are_seen_by_their_members_and_by_who_reads_drafts() {
    let app = TestApp::start().await;
    let paths = [format!("/councils/{}", council()), format!("/council-meetings/{}", sample_id(0x3e_2001))];
    for (user, sees) in [
        ("council-2", true),
        ("office", true),
        ("leader", true),
        ("auditor", true),
        ("province-office", true),
        ("unit-snv-vp", false),
    ] {
        let actor = app.as_user(user).await;
        for path in &paths {
            assert_eq!(actor.get(path).await.status, if sees { 200 } else { 404 }, "{user} {path}");
        }
        let listed = [actor.get("/councils").await, actor.get("/council-meetings?status=OPEN").await];
        for list in listed {
            assert_eq!(
                list.expect(200).json()["items"].as_array().unwrap().len(),
                usize::from(sees),
                "{user}"
            );
        }
    }
    let office = app.as_user("office").await;
    let filtered = office.get(&format!("/council-meetings?councilId={}", council())).await.expect(200).json();
    assert_eq!(column(&filtered["items"], "status"), ["OPEN", "CLOSED"]);
    let below = office.get(&format!("/councils?unitId={}", units::OFFICE)).await.expect(200).json();
    assert_eq!(below["items"], json!([]));
}

#[actix_web::test]
async fn a_member_votes_once_also_at_the_same_instant() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    let member = app.as_user("council-1").await;
    let ballots = format!("{path}/ballots");
    let replies = join_all((0..6).map(|_| member.post(&ballots, paper(&[(item, "FOR")])))).await;
    let taken = replies.iter().filter(|reply| reply.status == 201).count();
    let refused =
        replies.iter().filter(|reply| reply.status == 409 && reply.text("/code") == "already_voted");
    assert_eq!((taken, refused.count()), (1, 5));
    // Votes and the closing of the vote: what was taken was counted.
    let (two, three) = (app.as_user("council-2").await, app.as_user("council-3").await);
    let closing = office.call(Method::POST, &format!("{item}/transitions"));
    let closing = closing.version(2).json(&json!({"action": "CLOSE"})).send();
    let (votes, closed) = futures_util::future::join(
        join_all([two, three].iter().map(|own| own.post(&ballots, paper(&[(item, "FOR")])))),
        closing,
    )
    .await;
    let taken = 1 + votes.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(closed.expect(200).json()["result"]["votesFor"], json!(taken));
}
