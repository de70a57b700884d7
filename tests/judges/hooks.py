"""What schemathesis must know of the service beyond its document: who calls, files, and rules across fields."""

import io
import os
import zipfile
from xml.sax.saxutils import escape

import requests
import schemathesis

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# The account that calls, or `machine` for the sample's document system, with one scope behind a colon; nobody when it is empty.
ACCOUNT, _, SCOPE = os.environ["JUDGE_ACCOUNT"].partition(":")
MACHINE = ("01980000-0000-7000-8000-000000480001", "thidua-sample-secret-that-everybody-knows-1")
# Faults of a request that no schema can rule out: they compare several members with each other, or with what is there.
ACROSS_FIELDS = {
    # Made by the service and opaque to callers.
    "cursor_mismatch",
    "invalid_cursor",
    # What stands inside a file or a text.
    "duplicate_row",
    "malformed_csv",
    "unit_agency_code_taken",
    "unit_code_taken",
    "unit_legacy_agency_code_taken",
    "unreadable_reference",
    # A password is weak by what it says, and the present one is known to its user alone.
    "common_password",
    "same_password",
    "telling_password",
    "wrong_password",
    # A machine names each change.
    "key_needed_for_retries",
    # What a text stands for.
    "key_is_secret",
    "key_unusable",
    "not_a_network",
    "client_missing",
    "unknown_client",
    "webhook_address_unfit",
    "webhook_needs_tls",
    "webhook_target_not_allowed",
    # One member decides what another may be.
    "content_says_nothing",
    "due_too_soon",
    "entry_says_two_things",
    "needed_without_indicator",
    "one_name_needed",
    "opens_after_due",
    "registration_after_end",
    "weight_out_of_bounds",
    "document_says_nothing",
    "ends_before_start",
    "half_reference",
    "indicator_goes_its_direction",
    "item_without_clause",
    "named_twice",
    "kind_without_last_day",
    "recipient_not_reached",
    "needed_for_this_kind",
    "not_for_this_kind",
    "nothing_to_change",
    "reason_required",
    "reference_differs",
    "wrong_number_of_units",
    "year_differs",
    "year_out_of_bounds",
    # Whom and what facts, awards and rules are about.
    "answered_before_asked",
    "before_certificate_was_issued",
    "asked_before_received",
    "award_or_level",
    "consultation_too_short",
    "nomination_not_consulted",
    "nomination_not_for_consultation",
    "objections_were_received",
    "outcome_missing",
    "simplified_not_allowed",
    "award_is_not_for_recipient",
    "award_not_for_this_recipient",
    "award_rule_needs_document",
    "coefficient_not_for_recipient",
    "coefficient_out_of_bounds",
    "condition_never_met",
    "conditions_too_deep",
    "decided_before_the_year",
    "excepted_awards_do_not_fit",
    "fact_not_of_this_subject",
    "fraction_out_of_bounds",
    "kind_is_fixed",
    "leader_is_no_member",
    "name_differs",
    "one_subject_needed",
    "outcome_of_running_hold",
    "person_merged_into_oneself",
    "quota_is_no_part",
    "recogniser_missing",
    "rule_refers_to_itself",
    "score_out_of_bounds",
    "share_out_of_bounds",
    "shares_exceed_whole",
    "staff_code_is_identity_number",
    "too_many_conditions",
    "unknown_award_code",
    "unknown_person",
    "unknown_purpose",
    "unknown_reporting_class",
    "unknown_rule_code",
    "unknown_subject",
    "use_of_no_author",
    "women_exceed_members",
    # What is entered into statistics, and which of their cells there are.
    "groups_do_not_add_up",
    "no_such_day",
    "unknown_form_cell",
    "unknown_form_row",
    "women_exceed_total",
    "year_in_the_future",
    # Who is nominated for what, by what is there.
    "campaign_was_cancelled",
    "nomination_not_for_agenda",
    "nomination_not_for_decision",
    "nomination_not_for_this",
    "paper_is_two_things",
    "received_before_sent",
    "subject_outside_unit",
    "unit_is_closed",
    "unknown_initiative",
    "unknown_paper",
    "unknown_rule",
    "verdict_against_rules",
    "year_outside_campaign",
    # Who sits in a council and what it votes on, by what is there.
    "decided_after_start",
    "more_votes_than_voters",
    "not_a_council_member",
    "one_chair_needed",
    "unknown_agenda_item",
    "unknown_council",
    # What a fund pays and who an exemplar is about, by what is there.
    "award_not_of_this_fund",
    "award_not_of_this_subject",
    "decision_not_of_this_fund",
    "entered_before_decision",
    "file_is_no_picture",
    "picture_needs_words",
    # What is there decides, and the day.
    "after_unit_closes",
    "due_on_no_working_day",
    "item_is_measured",
    "item_is_rated",
    "not_a_weekend",
    "outside_of_campaign",
    "several_items",
    "unknown_award_type",
    "unknown_campaign_code",
    "unknown_item",
    "unknown_period_code",
    "unknown_rating",
    "before_last_amendment",
    "day_in_the_past",
    "before_launch",
    "before_unit_opens",
    "campaign_cycle",
    "day_in_the_future",
    "launching_unit_is_fixed",
    "unknown_campaign",
    "unknown_content",
    "unknown_document",
    "unknown_file",
    "unknown_indicator",
    "unknown_unit",
}
# Faults that a schema rules out elsewhere: of this operation's member, it depends on another one.
ACROSS_FIELDS_OF = {
    # Only an allotment is changed by a negative amount.
    ("POST /funds/{id}/entries", "/amount", "out_of_range"),
}


# What the account signs in with, also after it changed it, and the address at which it is at home.
PASSWORD = ["thidua-sample"]
HOME = {"X-Forwarded-For": "203.0.113.250"}


@schemathesis.hook
def after_call(context, case, response):
    """A password that was changed is the account's password from then on."""
    if case.operation.label == "POST /me/password-changes" and response.status_code == 204:
        PASSWORD[0] = case.body["newPassword"]


def machine(host):
    """The sample's document system, or a client of its own with the one scope; registered when it is asked for first."""
    if SCOPE and not REGISTERED:
        api = f"{host}/api/v1"
        account = {"username": "admin", "password": "thidua-sample"}
        answer = requests.post(f"{api}/sessions", json=account, headers=HOME, timeout=20)
        answer.raise_for_status()
        admin = HOME | {"Authorization": f"Bearer {answer.json()['accessToken']}"}
        client = {
            "code": "mot-quyen",
            "name": "Hệ thống một quyền (mẫu)",
            "purpose": "Kiểm tra từng quyền (mẫu)",
            "scopes": [SCOPE],
            "requestsPerMinute": 100000,
            "expiresOn": "2030-12-31",
        }
        made = requests.post(f"{api}/clients", json=client, headers=admin, timeout=20)
        made.raise_for_status()
        secret = requests.post(f"{api}/clients/{made.json()['id']}/secrets", json={}, headers=admin, timeout=20)
        secret.raise_for_status()
        REGISTERED.append((secret.json()["clientId"], secret.json()["clientSecret"]))
    return REGISTERED[0] if SCOPE else MACHINE


# The client of its own, once it is registered.
REGISTERED = []

if ACCOUNT:

    @schemathesis.auth()
    class Session:
        """Signs in, and again when the session was ended."""

        def get(self, case, context):
            if ACCOUNT == "machine":
                host = case.operation.base_url.removesuffix("/api/v1")
                form = {"grant_type": "client_credentials"}
                answer = requests.post(f"{host}/oauth/token", data=form, auth=machine(host), timeout=20)
                answer.raise_for_status()
                return answer.json()["access_token"]
            address = f"{case.operation.base_url}/sessions"
            account = {"username": ACCOUNT, "password": PASSWORD[0]}
            answer = requests.post(address, json=account, headers=HOME, timeout=20)
            answer.raise_for_status()
            return answer.json()["accessToken"]

        def set(self, case, data, context):
            case.headers["Authorization"] = f"Bearer {data}"


def docx(text):
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", document)
    return file.getvalue()


@schemathesis.serializer(DOCX)
def words_of_a_file(context, value):
    """What is generated becomes the words of a real file."""
    return {"data": docx(escape(value) if isinstance(value, str) else value)}


def after(mark):
    """What is generated follows the mark by which such a file is known."""
    return lambda context, value: {"data": mark + (value.encode() if isinstance(value, str) else bytes(value))}


schemathesis.serializer("application/pdf")(after(b"%PDF-1.7\n"))
schemathesis.serializer("application/vnd.ms-excel")(after(b"\xd0\xcf\x11\xe0"))
schemathesis.serializer(XLSX, "application/vnd.oasis.opendocument.spreadsheet")(after(b"PK\x03\x04"))


@schemathesis.hook
def map_query(context, query):
    """Who waits half a minute for an event that never comes holds everybody up."""
    if query and isinstance(query.get("wait"), int) and 1 < query["wait"] <= 30:
        query["wait"] = 1
    return query


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """A request that only breaks rules across fields is as good as its schema can make it."""
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 400:
        return True
    problem = response.json()

    def is_across(fault):
        member = (case.operation.label, fault.get("pointer"), fault["code"])
        return fault["code"] in ACROSS_FIELDS or member in ACROSS_FIELDS_OF

    return not all(is_across(fault) for fault in problem.get("errors", [problem]))
