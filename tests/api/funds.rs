//! Funds: what decisions have committed, what is paid and comes back, never beyond what is due; and the warning before a decision is
//! signed.

use diesel_async::RunQueryDsl;
use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::decisions::{certificate, draft, drafted, issue, lines, proposed};
use crate::nominations::{nomination, person};
use crate::register::complete;
use crate::support::{Actor, NOTHING, Reply, TestApp, sample_id, units};

/// The department's fund of 2024, with a prize that is owed and one that is due back.
fn of_2024() -> String {
    format!("/funds/{}", sample_id(0x45_0001))
}

/// The award of it that is owed, and the one that was revoked.
fn award(number: u128) -> String {
    sample_id(0x3f_0101 + number)
}

fn sums(fund: &Value) -> [i64; 7] {
    ["allotted", "committed", "paid", "due", "recovered", "dueBack", "balance"]
        .map(|name| fund[name].as_i64().unwrap())
}

fn payment(award: &str, amount: i64) -> Value {
    json!({"kind": "PAYMENT", "awardId": award, "amount": amount})
}

fn recovery(award: &str, amount: i64) -> Value {
    json!({"kind": "RECOVERY", "awardId": award, "amount": amount})
}

fn allotment(amount: i64) -> Value {
    json!({"kind": "ALLOTMENT_CHANGE", "amount": amount, "note": "Điều chỉnh dự toán"})
}

async fn enter(office: &Actor<'_>, body: Value) -> Reply {
    office.post(&format!("{}/entries", of_2024()), body).await
}

async fn reverse(office: &Actor<'_>, entry: &str) -> Reply {
    let path = format!("{}/entries/{entry}/reversals", of_2024());
    office.post(&path, json!({"note": "Ghi nhầm"})).await
}

#[actix_web::test]
async fn a_fund_says_what_is_committed_paid_owed_and_due_back() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let fund = office.get(&of_2024()).await.expect(200).json();
    // Of the award that was revoked only what was paid before is committed.
    assert_eq!(sums(&fund), [210_000_000, 2_160_000, 1_080_000, 1_080_000, 500_000, 580_000, 166_340_000]);
    assert_eq!(
        (&fund["overdrawnBy"], &fund["organisingShare"], &fund["organisingAmount"]),
        (&json!(0), &json!("0.2"), &json!(42_000_000))
    );
    let path = format!("{}/awards", of_2024());
    let all = office.get(&path).await.expect(200).json();
    assert_eq!(column(&all["items"], "awardId"), [award(0), award(1)]);
    // Each stands in the list of its state, and in no other.
    for state in ["UNPAID", "PAID", "DUE_BACK", "RECOVERED", "NOTHING_DUE"] {
        let listed = office.get(&format!("{path}?state={state}")).await.expect(200).json();
        let own: Vec<Value> =
            all["items"].as_array().unwrap().iter().filter(|one| one["state"] == state).cloned().collect();
        assert_eq!(listed["items"], json!(own), "{state}");
    }
    assert_eq!(column(&all["items"], "state"), ["UNPAID", "DUE_BACK"]);
    assert_eq!(all["items"][1]["returnDueOn"], "2024-05-28");
    let table = office.call(Method::GET, &path).header("Accept", "text/csv").send().await.expect(200).raw();
    assert!(table.contains("Còn phải chi") && table.contains("1080000"), "{table}");
    let nothing = office.get(&format!("{path}?decisionId={NOTHING}")).await.expect(200).json();
    assert_eq!(nothing["items"], json!([]));
    let entries = office.get(&format!("{}/entries", of_2024())).await.expect(200).json();
    assert_eq!(
        column(&entries["items"], "kind"),
        ["ORGANISING_COST", "ALLOTMENT_CHANGE", "RECOVERY", "PAYMENT"]
    );
}

#[actix_web::test]
async fn a_unit_has_one_fund_a_year() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let new = |year: i32| json!({"unitId": units::DEPARTMENT, "year": year, "allotted": 1_000_000, "source": "Dự toán"});
    let made = office.post("/funds", new(2025)).await.expect(201);
    let path = format!("/funds/{}", made.text("/id"));
    assert_eq!(sums(&made.json()), [1_000_000, 0, 0, 0, 0, 0, 800_000]);
    office.post("/funds", new(2025)).await.expect_problem(409, "fund_already_there");
    let mut wrong = new(2027);
    wrong["documentId"] = json!(NOTHING);
    wrong["organisingShare"] = json!("1.5");
    let refused = office.post("/funds", wrong).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/documentId unknown_document", "/organisingShare fraction_out_of_bounds"]);
    let mut wrong = new(2027);
    wrong["unitId"] = json!(NOTHING);
    let refused = office.post("/funds", wrong).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/unitId unknown_unit"]);
    let mut foreign = new(2027);
    foreign["unitId"] = json!(units::PROVINCE);
    office.post("/funds", foreign).await.expect_problem(403, "forbidden");
    app.as_user("unit-snv-vp").await.post("/funds", new(2027)).await.expect_problem(403, "forbidden");
    // Two at once make one.
    let (one, other) = join(office.post("/funds", new(2028)), office.post("/funds", new(2028))).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let changed = json!({"organisingShare": "0.15", "organisingShareSource": "Nghị quyết của tỉnh", "source": "Dự toán mới"});
    let changed = office.patch(&path, 1, changed).await.expect(200).json();
    assert_eq!(
        (&changed["organisingShare"], &changed["organisingAmount"], &changed["version"]),
        (&json!("0.15"), &json!(150_000), &json!(2))
    );
    office.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let wrong = json!({"documentId": NOTHING, "organisingShare": "2"});
    let refused = office.patch(&path, 2, wrong).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/documentId unknown_document", "/organisingShare fraction_out_of_bounds"]);
    let listed =
        office.get(&format!("/funds?year=2025&unitId={}", units::DEPARTMENT)).await.expect(200).json();
    assert_eq!(column(&listed["items"], "id"), [made.text("/id")]);
    let of_office = office.get(&format!("/funds?unitId={}", units::OFFICE)).await.expect(200).json();
    assert_eq!(of_office["items"], json!([]));
    // Who reads no people of the department does not see its fund.
    app.as_user("unit-snv-vp").await.get(&of_2024()).await.expect_problem(404, "not_found");
    app.as_user("leader").await.get(&of_2024()).await.expect(200);
    let refused = app.as_user("leader").await.post(&format!("{}/entries", of_2024()), allotment(1)).await;
    refused.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn what_is_wrong_with_an_entry_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let decision = sample_id(0x3f_0001);
    for (body, faults) in [
        (json!({"kind": "PAYMENT", "amount": 1}), vec!["/awardId needed_for_this_kind"]),
        (
            json!({"kind": "PAYMENT", "amount": 1, "awardId": award(0), "decisionId": decision}),
            vec!["/decisionId not_for_this_kind"],
        ),
        (
            json!({"kind": "RECOVERY", "amount": 1, "awardId": award(1), "decisionId": decision}),
            vec!["/decisionId not_for_this_kind"],
        ),
        (
            json!({"kind": "ALLOTMENT_CHANGE", "amount": 0, "awardId": award(0)}),
            vec!["/amount out_of_range", "/awardId not_for_this_kind", "/note needed_for_this_kind"],
        ),
        (
            json!({"kind": "ALLOTMENT_CHANGE", "amount": 1, "note": "X", "decisionId": decision}),
            vec!["/decisionId not_for_this_kind"],
        ),
        (
            json!({"kind": "ORGANISING_COST", "amount": 0, "awardId": award(0)}),
            vec!["/amount out_of_range", "/awardId not_for_this_kind", "/note needed_for_this_kind"],
        ),
        (
            json!({"kind": "PAYMENT", "amount": -1, "awardId": award(0), "enteredOn": "2030-01-01", "documentId": NOTHING}),
            vec!["/amount out_of_range", "/documentId unknown_document", "/enteredOn day_in_the_future"],
        ),
        (payment(&sample_id(0x39_0001), 1), vec!["/awardId award_not_of_this_fund"]),
        (
            json!({"kind": "PAYMENT", "amount": 1, "decisionId": sample_id(0x3f_2001)}),
            vec!["/decisionId decision_not_of_this_fund"],
        ),
        (
            json!({"kind": "PAYMENT", "amount": 1, "awardId": award(0), "enteredOn": "2024-01-15"}),
            vec!["/enteredOn entered_before_decision"],
        ),
        (
            json!({"kind": "RECOVERY", "amount": 1, "awardId": award(1), "enteredOn": "2024-05-06"}),
            vec!["/enteredOn entered_before_decision"],
        ),
    ] {
        let refused = enter(&office, body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
    let fund = office.get(&of_2024()).await.expect(200).json();
    assert_eq!(fund["paid"], 1_080_000);
}

#[actix_web::test]
async fn nothing_is_paid_or_comes_back_beyond_what_is_due() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    enter(&office, payment(&award(0), 1_080_001)).await.expect_problem(409, "payment_above_due");
    enter(&office, recovery(&award(0), 1)).await.expect_problem(409, "recovery_above_due");
    enter(&office, recovery(&award(1), 580_001)).await.expect_problem(409, "recovery_above_due");
    enter(&office, payment(&award(1), 1)).await.expect_problem(409, "payment_above_due");
    enter(&office, allotment(-210_000_001)).await.expect_problem(409, "allotment_out_of_bounds");
    // In parts.
    let part = enter(&office, payment(&award(0), 80_000)).await.expect(201);
    assert_eq!((part.text("/awardId"), part.json()["amount"].clone()), (award(0), json!(80_000)));
    let refused =
        enter(&office, payment(&award(0), 1_000_001)).await.expect_problem(409, "payment_above_due");
    assert!(refused.raw().contains("1000000"), "{}", refused.raw());
    // A decision is paid with what is left of all its awards.
    let whole =
        |amount: i64| json!({"kind": "PAYMENT", "decisionId": sample_id(0x3f_0001), "amount": amount});
    enter(&office, whole(1_080_000)).await.expect_problem(409, "amount_is_not_the_sum");
    enter(&office, whole(1_000_000)).await.expect(201);
    let path = format!("{}/awards?state=PAID", of_2024());
    assert_eq!(column(&office.get(&path).await.json()["items"], "awardId"), [award(0)]);
    enter(&office, recovery(&award(1), 580_000)).await.expect(201);
    let path = format!("{}/awards?state=RECOVERED", of_2024());
    assert_eq!(column(&office.get(&path).await.json()["items"], "awardId"), [award(1)]);
    let fund = office.get(&of_2024()).await.expect(200).json();
    assert_eq!(sums(&fund), [210_000_000, 2_160_000, 2_160_000, 0, 1_080_000, 0, 166_920_000]);
    app.run_sequencer().await;
    let trail = app
        .auditor()
        .await
        .get(&format!("/audit-records?subjectId={}", part.text("/id")))
        .await
        .expect(200)
        .raw();
    assert!(trail.contains("FUND_ENTRY_RECORDED"), "{trail}");
}

#[actix_web::test]
async fn organising_costs_at_most_its_share_and_takes_nothing_from_prizes() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let told = async || {
        let fund = office.get(&of_2024()).await.expect(200).json();
        ["organisingAmount", "organisingPaid", "organisingLeft", "balance"]
            .map(|name| fund[name].as_i64().unwrap())
    };
    assert_eq!(told().await, [42_000_000, 6_500_000, 35_500_000, 166_340_000]);
    let cost = |amount: i64| json!({"kind": "ORGANISING_COST", "amount": amount, "note": "Chi hội đồng"});
    let refused = enter(&office, cost(35_500_001)).await.expect_problem(409, "organising_cost_above_share");
    assert!(refused.raw().contains("35500000"), "{}", refused.raw());
    let entry = enter(&office, cost(35_500_000)).await.expect(201).text("/id");
    assert_eq!(told().await, [42_000_000, 42_000_000, 0, 166_340_000]);
    enter(&office, cost(1)).await.expect_problem(409, "organising_cost_above_share");
    reverse(&office, &entry).await.expect(201);
    assert_eq!(told().await, [42_000_000, 6_500_000, 35_500_000, 166_340_000]);
    // A share that becomes smaller than what was spent says so.
    office.patch(&of_2024(), 1, json!({"organisingShare": "0.01"})).await.expect(200);
    assert_eq!(told().await, [2_100_000, 6_500_000, -4_400_000, 206_240_000]);
}

#[actix_web::test]
async fn a_wrong_entry_is_reversed_by_another_and_stays() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = sums(&office.get(&of_2024()).await.expect(200).json());
    let wrong = enter(&office, payment(&award(0), 100)).await.expect(201).text("/id");
    let back = reverse(&office, &wrong).await.expect(201);
    assert_eq!(
        (back.text("/reversesId"), back.json()["amount"].clone(), back.text("/awardId")),
        (wrong.clone(), json!(-100), award(0))
    );
    assert_eq!(sums(&office.get(&of_2024()).await.expect(200).json()), before);
    reverse(&office, &wrong).await.expect_problem(409, "already_reversed");
    reverse(&office, &back.text("/id")).await.expect_problem(409, "reversal_of_reversal");
    reverse(&office, NOTHING).await.expect_problem(404, "not_found");
    // What was paid has come back, in part: that is reversed first.
    reverse(&office, &sample_id(0x45_1001)).await.expect_problem(409, "recovered_already");
    reverse(&office, &sample_id(0x45_1002)).await.expect(201);
    reverse(&office, &sample_id(0x45_1001)).await.expect(201);
    let path = format!("{}/awards?state=NOTHING_DUE", of_2024());
    assert_eq!(column(&office.get(&path).await.json()["items"], "awardId"), [award(1)]);
    // What was paid before the revocation is due then, also where it is written down only now.
    let late = json!({"kind": "PAYMENT", "awardId": award(1), "amount": 80_000, "enteredOn": "2024-05-06"});
    enter(&office, late).await.expect(201);
    let path = format!("{}/awards?state=DUE_BACK", of_2024());
    assert_eq!(office.get(&path).await.json()["items"][0]["dueBack"], 80_000);
    // What a fund was given and has spent can be taken from it, but not what it never had.
    enter(&office, allotment(-205_000_000)).await.expect(201);
    reverse(&office, &sample_id(0x45_1003)).await.expect_problem(409, "allotment_out_of_bounds");
    let path = format!("{}/entries/{wrong}/reversals", of_2024());
    let future = json!({"note": "X", "enteredOn": "2030-01-01", "documentId": NOTHING});
    let refused = office.post(&path, future).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/documentId unknown_document", "/enteredOn day_in_the_future"]);
    let entries = office.get(&format!("{}/entries?limit=200", of_2024())).await.expect(200).json();
    let own = entries["items"].as_array().unwrap().iter().find(|entry| entry["id"] == json!(wrong)).unwrap();
    assert_eq!(own["reversedById"], back.json()["id"]);
    // Not even by hand is an entry changed.
    let mut connection = app.plan.connector.connect().await.unwrap();
    for sql in ["UPDATE fund_entries SET amount = 1", "DELETE FROM fund_entry_awards"] {
        let error = diesel::sql_query(sql).execute(&mut connection).await.unwrap_err();
        assert!(error.to_string().contains("append-only"), "{sql}: {error}");
    }
}

#[actix_web::test]
async fn two_at_once_pay_once_and_reverse_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let pay = || enter(&office, payment(&award(0), 1_080_000));
    let (one, other) = join(pay(), pay()).await;
    let (paid, refused) = if one.status == 201 { (one, other) } else { (other, one) };
    refused.expect_problem(409, "payment_above_due");
    let entry = paid.expect(201).text("/id");
    let (one, other) = join(reverse(&office, &entry), reverse(&office, &entry)).await;
    let (reversed, refused) = if one.status == 201 { (one, other) } else { (other, one) };
    reversed.expect(201);
    refused.expect_problem(409, "already_reversed");
    let fund = office.get(&of_2024()).await.expect(200).json();
    assert_eq!((&fund["paid"], &fund["due"]), (&json!(1_080_000), &json!(1_080_000)));
}

/// Whoever comes first: what was paid before the award was taken back is due back, and nothing is paid afterwards.
#[actix_web::test]
async fn an_award_is_paid_and_taken_back_at_the_same_instant() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = drafted(&office, draft("811", &[&certificate(&app, 0).await])).await;
    issue(&app, &path).await.expect(200);
    let award = lines(&office, &path).await.remove(0)["awardId"].as_str().unwrap().to_owned();
    let body = json!({"ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5", "title": "Về việc thu hồi"});
    let made = office.post(&format!("/awards/{award}/revocations"), body).await.expect(201);
    let revoking = format!("/decisions/{}", made.text("/id"));
    office.patch(&revoking, 1, complete("812")).await.expect(200);
    let fund = format!("/funds/{}", sample_id(0x45_0002));
    let entries = format!("{fund}/entries");
    let (paid, revoked) = join(office.post(&entries, payment(&award, 760_000)), issue(&app, &revoking)).await;
    revoked.expect(200);
    let decision = path.rsplit_once('/').unwrap().1;
    let now = office.get(&format!("{fund}/awards?decisionId={decision}")).await.expect(200).json();
    let own = &now["items"][0];
    let told = (&own["state"], &own["dueBack"], &own["due"]);
    if paid.status == 201 {
        assert_eq!(told, (&json!("DUE_BACK"), &json!(760_000), &json!(0)));
    } else {
        paid.expect_problem(409, "payment_above_due");
        assert_eq!(told, (&json!("NOTHING_DUE"), &json!(0), &json!(0)));
    }
}

/// Every order of three entries, each time reversed again.
#[actix_web::test]
async fn the_balance_does_not_depend_on_the_order_of_entries() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let read = async || sums(&office.get(&of_2024()).await.expect(200).json());
    let start = read().await;
    let entries = [payment(&award(0), 1_080_000), recovery(&award(1), 580_000), allotment(-3_000_000)];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut made = Vec::new();
        for place in order {
            made.push(enter(&office, entries[place].clone()).await.expect(201).text("/id"));
            let [allotted, committed, paid, due, recovered, _, balance] = read().await;
            let for_prizes = allotted - allotted / 5;
            assert_eq!(balance, for_prizes - committed + recovered, "{order:?}");
            assert_eq!(balance, for_prizes - (paid - recovered) - due, "{order:?}");
        }
        assert_eq!(
            read().await,
            [207_000_000, 2_160_000, 2_160_000, 0, 1_080_000, 0, 164_520_000],
            "{order:?}"
        );
        for entry in made.iter().rev() {
            reverse(&office, entry).await.expect(201);
        }
        assert_eq!(read().await, start, "{order:?}");
    }
}

#[actix_web::test]
async fn a_draft_warns_before_it_is_signed_that_its_fund_has_not_enough() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let funding = async |actor: &Actor<'_>, path: &str| actor.get(&format!("{path}/funding")).await;
    let told = |of: &Value| {
        let names =
            ["prizeTotal", "isCommitted", "balance", "balanceAfter", "wouldBeOverdrawn", "overdrawnBy"];
        json!(names.map(|name| of[name].clone()))
    };
    let sample = format!("/decisions/{}", sample_id(0x3f_2001));
    let own = funding(&leader, &sample).await.expect(200).json();
    assert_eq!(told(&own), json!([760_000, false, 500_000, -260_000, true, 260_000]));
    funding(&app.as_user("unit-snv-vp").await, &sample).await.expect_problem(404, "not_found");
    let id = certificate(&app, 0).await;
    let path = drafted(&office, draft("801", &[&id])).await;
    issue(&app, &path).await.expect(200);
    // It is committed, whether there is enough or not, and the fund says what is missing.
    let own = funding(&office, &path).await.expect(200).json();
    assert_eq!(told(&own), json!([760_000, true, -260_000, -260_000, true, 260_000]));
    let fund = format!("/funds/{}", sample_id(0x45_0002));
    let now = office.get(&fund).await.expect(200).json();
    assert_eq!((&now["balance"], &now["overdrawnBy"]), (&json!(-260_000), &json!(260_000)));
    office.post(&format!("{fund}/entries"), allotment(2_500_000)).await.expect(201);
    let own = funding(&office, &sample).await.expect(200).json();
    assert_eq!(told(&own), json!([760_000, false, 1_740_000, 980_000, false, 0]));
    // What is revoked before it was paid is committed no more, and nothing is due back.
    let line = lines(&office, &path).await.remove(0);
    let award = line["awardId"].as_str().unwrap();
    let body = json!({"ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5", "title": "Về việc thu hồi"});
    let made = office.post(&format!("/awards/{award}/revocations"), body).await.expect(201);
    let revoking = format!("/decisions/{}", made.text("/id"));
    office.patch(&revoking, 1, complete("802")).await.expect(200);
    issue(&app, &revoking).await.expect(200);
    let now = office.get(&fund).await.expect(200).json();
    assert_eq!(sums(&now), [4_075_000, 760_000, 0, 760_000, 0, 0, 2_500_000]);
    office.post(&format!("{fund}/entries"), payment(award, 1)).await.expect_problem(409, "payment_above_due");
    office
        .post(&format!("{fund}/entries"), recovery(award, 1))
        .await
        .expect_problem(409, "recovery_above_due");
    // Without a day of its own a draft is of this year; given up, it pays nothing; without a fund nothing is said.
    office.step_with(&sample, json!({"action": "WITHDRAW", "reason": "Lập lại"})).await.expect(200);
    let own = funding(&office, &sample).await.expect(200).json();
    assert_eq!((&own["prizeTotal"], &own["wouldBeOverdrawn"]), (&json!(0), &json!(false)));
    let mut earlier = draft("9", &[]);
    earlier["decidedOn"] = json!("2022-03-01");
    let earlier = drafted(&office, earlier).await;
    let own = funding(&office, &earlier).await.expect(200).json();
    assert_eq!(
        (&own["fundId"], &own["year"], &own["wouldBeOverdrawn"]),
        (&Value::Null, &json!(2022), &Value::Null)
    );
}

/// Decree 152/2025/NĐ-CP, Article 49.5, in whatever order titles of one day are granted, paid and taken back.
#[actix_web::test]
async fn a_title_is_paid_no_more_once_a_higher_one_is_and_again_when_that_is_revoked() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    app.sql("UPDATE award_types SET voting = NULL").await;
    let lower = granted(&app, "821", "LD_TIEN_TIEN").await;
    let fund = format!("/funds/{}", sample_id(0x45_0002));
    let entries = format!("{fund}/entries");
    let money = async |decision: &str, field: &str| {
        let id = decision.rsplit_once('/').unwrap().1;
        let all = office.get(&format!("{fund}/awards?decisionId={id}")).await.expect(200).json();
        all["items"][0][field].clone()
    };
    let award_of = async |decision: &str| lines(&office, decision).await.remove(0)["awardId"].clone();
    let award = award_of(&lower).await.as_str().unwrap().to_owned();
    office.post(&entries, payment(&award, 760_000)).await.expect(201);

    let higher = granted(&app, "822", "CSTD_CO_SO").await;
    let (instead, line) = (lines(&office, &higher).await.remove(0), lines(&office, &lower).await.remove(0));
    assert_eq!((&line["suppressedBy"], &line["paid"]), (&instead["id"], &json!(0)));
    assert_eq!(instead["paid"], 2_530_000);
    assert_eq!(
        (money(&lower, "state").await, money(&lower, "dueBack").await),
        (json!("DUE_BACK"), json!(760_000))
    );
    office.post(&entries, payment(&award, 1)).await.expect_problem(409, "payment_above_due");
    office.post(&entries, recovery(&award, 760_000)).await.expect(201);
    assert_eq!(money(&lower, "state").await, "RECOVERED");

    let revoked = award_of(&higher).await.as_str().unwrap().to_owned();
    let body = json!({"ground": "FALSE_PAPERS", "conclusion": "Kết luận số 5", "title": "Về việc thu hồi"});
    let made = office.post(&format!("/awards/{revoked}/revocations"), body).await.expect(201);
    let revoking = format!("/decisions/{}", made.text("/id"));
    office.patch(&revoking, 1, complete("823")).await.expect(200);
    issue(&app, &revoking).await.expect(200);
    assert_eq!(lines(&office, &lower).await[0]["suppressedBy"], Value::Null);
    assert_eq!((money(&lower, "state").await, money(&lower, "due").await), (json!("UNPAID"), json!(760_000)));
    office.post(&entries, payment(&award, 760_000)).await.expect(201);
    assert_eq!(money(&lower, "state").await, "PAID");
    app.run_sequencer().await;
    let trail =
        app.as_user("auditor").await.get(&format!("/audit-records?subjectId={award}")).await.expect(200);
    let changes = column(&trail.json()["items"], "action");
    let changes = changes.iter().filter(|own| *own == "AWARD_PAYMENT_CHANGED").count();
    assert_eq!(changes, 2);
}

#[actix_web::test]
async fn of_two_titles_issued_at_once_the_higher_is_paid() {
    let app = TestApp::start().await;
    app.sql("UPDATE award_types SET voting = NULL").await;
    let office = app.as_user("office").await;
    let lower =
        drafted(&office, draft("831", &[&proposed(&app, nomination(&person(0), "LD_TIEN_TIEN")).await]))
            .await;
    let higher =
        drafted(&office, draft("832", &[&proposed(&app, nomination(&person(0), "CSTD_CO_SO")).await])).await;
    let (one, other) = join(issue(&app, &lower), issue(&app, &higher)).await;
    one.expect(200);
    other.expect(200);
    let (line, instead) = (lines(&office, &lower).await.remove(0), lines(&office, &higher).await.remove(0));
    assert_eq!((&line["suppressedBy"], &instead["suppressedBy"]), (&instead["id"], &Value::Null));
}

/// The decision that grants a title to somebody today.
async fn granted(app: &TestApp, number: &str, award: &str) -> String {
    let office = app.as_user("office").await;
    let path = drafted(&office, draft(number, &[&proposed(app, nomination(&person(0), award)).await])).await;
    issue(app, &path).await.expect(200);
    path
}

/// What an authority outside the State awards, it pays itself (Decree 152/2025/NĐ-CP, Article 47).
#[actix_web::test]
async fn of_what_is_decided_outside_only_what_the_state_awards_is_paid() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = drafted(&office, draft("841", &[&certificate(&app, 0).await])).await;
    issue(&app, &path).await.expect(200);
    let fund =
        format!("/funds/{}/awards?decisionId={}", sample_id(0x45_0002), path.rsplit_once('/').unwrap().1);
    let paid = async || office.get(&fund).await.expect(200).json()["items"].as_array().unwrap().len();
    assert_eq!(paid().await, 1);
    app.sql("UPDATE decisions SET origin = 'OUTSIDE' WHERE number = '841'").await;
    assert_eq!(paid().await, 0);
    app.sql("UPDATE award_types SET level = 'STATE' WHERE code = 'GIAY_KHEN'").await;
    assert_eq!(paid().await, 1);
}
