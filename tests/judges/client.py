"""The generated client runs the story: import the launch document, complete the draft, launch it, read it as everybody,
amend it; pledge and report in its copy for this year; then let somebody in.

Arguments: the address of the API, and the folder in which the client `thidua_client` was generated.
"""

import datetime
import importlib
import io
import pathlib
import pkgutil
import sys

address, folder = sys.argv[1:]
sys.path.insert(0, folder)

import thidua_client  # noqa: E402  (generated into the folder)
from thidua_client import models  # noqa: E402
from thidua_client.api import campaigns, files, pledges, progress, public, reporting, sessions, units, users  # noqa: E402
from thidua_client.types import File  # noqa: E402

for package in (campaigns, files, pledges, progress, public, reporting, sessions, units, users):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

DEPARTMENT = "01980000-0000-7000-8000-000000000101"
OFFICE_UNIT = "01980000-0000-7000-8000-000000000102"
DOCUMENT = "01980000-0000-7000-8000-0000000003f0"
LAUNCH = pathlib.Path(__file__).parent.parent / "documents" / "launch-2023.txt"
anonymous = thidua_client.Client(base_url=address)


def answer(operation, status, client, *arguments, **options):
    got = operation.sync_detailed(*arguments, client=client, **options)
    assert got.status_code == status, (operation.__name__, got.status_code, got.content)
    return got.parsed


def signed_in(username, password="thidua-sample"):
    account = models.NewSession(username=username, password=password)
    tokens = answer(sessions.create_session, 201, anonymous, body=account)
    return thidua_client.AuthenticatedClient(base_url=address, token=tokens.access_token)


def tell_the_story():
    office, leader = signed_in("office"), signed_in("leader")
    with LAUNCH.open("rb") as text:
        form = models.ImportForm(file=File(payload=text, file_name=LAUNCH.name, mime_type="text/plain"))
        draft = answer(campaigns.import_campaign, 201, office, body=form).campaign
    ready = answer(campaigns.get_campaign_readiness, 200, office, draft.id, effective_on=datetime.date(2023, 2, 1))
    assert not ready.ready and ready.items, "the document leaves something open"
    patch = models.CampaignPatch.from_dict({
        "startsOn": "2023-02-01", "form": "REGULAR", "level": "SECTOR",
        "participants": [{"unitId": DEPARTMENT, "withSubtree": True}],
    })
    answer(campaigns.change_campaign, 200, office, draft.id, body=patch, if_match='"v1"')
    launch = models.CampaignTransition.from_dict({"action": "LAUNCH", "effectiveOn": "2023-02-01"})
    launched = answer(campaigns.transition_campaign, 200, leader, draft.id, body=launch, if_match='"v2"')
    assert launched.status == models.CampaignStatus.LAUNCHED
    status = answer(public.get_public_campaign_status, 200, anonymous, launched.slug)
    amendment = models.NewAmendment.from_dict({
        "documentId": DOCUMENT, "summary": "Bổ sung biện pháp", "changes": {"measures": ["Giao ban hằng quý"]},
    })
    answer(campaigns.amend_campaign, 201, office, draft.id, body=amendment)
    assert answer(campaigns.get_campaign, 200, office, draft.id).measures == ["Giao ban hằng quý"]
    return launched, status.stage.value


def live_through_a_period(source):
    office, leader, unit = signed_in("office"), signed_in("leader"), signed_in("unit-snv-vp")
    today = datetime.date.today()
    year = {"title": "Phong trào năm nay", "startsOn": f"{today.year - 1}-01-01", "endsOn": f"{today.year}-12-31"}
    copy = answer(campaigns.copy_campaign, 201, office, source.id, body=models.CampaignCopy.from_dict(year))
    step(campaigns.transition_campaign, models.CampaignTransition, leader, copy.id, 1, "LAUNCH")
    contents = answer(pledges.get_coverage, 200, unit, copy.id).contents
    measure = {"name": "Số cuộc kiểm tra", "unitOfMeasure": "cuộc", "target": "24", "aggregation": "SUM"}
    item = {"contentId": str(contents[0].content_id), "text": "Tổ chức 24 cuộc kiểm tra", "measure": measure}
    own = models.NewPledge.from_dict({"unitId": OFFICE_UNIT, "items": [item]})
    pledge = answer(pledges.create_pledge, 201, unit, copy.id, body=own)
    step(pledges.transition_pledge, models.PledgeTransition, unit, pledge.id, 1, "SUBMIT")
    step(pledges.transition_pledge, models.PledgeTransition, office, pledge.id, 2, "APPROVE")
    due = datetime.date(today.year - 1, 6, 8)
    due += datetime.timedelta(days=-due.weekday() % 7)  # a Monday
    month = models.NewReportingPeriod.from_dict({
        "code": "KY1", "name": "Kỳ thử", "kind": "OTHER", "dataFrom": f"{due.year}-05-01", "dataTo": f"{due.year}-05-31",
        "opensOn": f"{due.year}-06-01", "dueOn": str(due),
    })
    period = answer(reporting.create_reporting_period, 201, office, copy.id, body=month)
    step(reporting.transition_reporting_period, models.PeriodTransition, office, period.id, 1, "OPEN")
    late = {"unitId": OFFICE_UNIT, "untilOn": str(today + datetime.timedelta(days=7)), "reason": "Kỳ đã qua"}
    answer(reporting.grant_lock_exception, 201, office, period.id, body=models.NewLockException.from_dict(late))
    shown = evidence(unit)
    entry = {"itemId": str(pledge.items[0].id), "value": "6", "fileIds": [str(shown.id)]}
    filed = models.NewReport.from_dict({"unitId": OFFICE_UNIT, "entries": [entry]})
    report = answer(reporting.create_report, 201, unit, period.id, body=filed)
    step(reporting.transition_report, models.ReportTransition, unit, report.id, 1, "SUBMIT")
    step(reporting.transition_report, models.ReportTransition, office, report.id, 2, "ACCEPT")
    answer(reporting.get_report_file, 200, leader, report.id, shown.id)
    return answer(progress.get_campaign_progress, 200, leader, copy.id).progress


def evidence(client):
    with LAUNCH.open("rb") as text:
        form = models.UploadForm(file=File(payload=text, file_name="minh-chung.txt", mime_type="text/plain"))
        kept = answer(files.upload_file, 201, client, body=form, unit_id=OFFICE_UNIT)
    assert answer(files.get_file, 200, client, kept.id).bytes_ == LAUNCH.stat().st_size
    return kept


def step(operation, body, client, subject, version, action):
    return answer(operation, 200, client, subject, body=body.from_dict({"action": action}), if_match=f'"v{version}"')


def let_somebody_in():
    admin = signed_in("admin")
    role = {"role": "UNIT_OFFICER", "unitId": DEPARTMENT}
    account = {"username": "client", "displayName": "Người dùng (mẫu)", "unitId": DEPARTMENT, "roles": [role]}
    user = answer(users.create_user, 201, admin, body=models.NewUser.from_dict(account))
    made = answer(users.reset_password, 201, admin, user.id).temporary_password
    new = "sông Kỳ Cùng chảy ngược"
    change = models.PasswordChange(current_password=made, new_password=new)
    answer(sessions.change_password, 204, signed_in("client", made), body=change)
    mine = answer(units.list_my_units, 200, signed_in("client", new))
    assert mine.items[0].unit.code == "SNV"


def try_a_table():
    table = io.BytesIO("code,name,kind,parentCode,openedOn\nSNV-M,Phòng mẫu,DIVISION,SNV,2026-01-01\n".encode())
    form = models.ImportForm(file=File(payload=table, file_name="don-vi.csv", mime_type="text/csv"))
    tried = answer(units.import_units, 200, signed_in("admin"), body=form, dry_run=True)
    assert (tried.created, tried.rows[0].errors) == (1, []), tried


refused = models.NewSession(username="office", password="not the password")
assert answer(sessions.create_session, 401, anonymous, body=refused).code == "wrong_credentials"
launched, stage = tell_the_story()
reached = live_through_a_period(launched)
let_somebody_in()
try_a_table()
print(f"{launched.code} was launched and is {stage} for everybody; its copy reached {reached}; somebody new signed in")
