"""The generated client runs the story: import the launch document, complete the draft, launch it, read it as everybody,
amend it; then let somebody in.

Arguments: the address of the API, and the folder in which the client `thidua_client` was generated.
"""

import datetime
import importlib
import pathlib
import pkgutil
import sys

address, folder = sys.argv[1:]
sys.path.insert(0, folder)

import thidua_client  # noqa: E402  (generated into the folder)
from thidua_client import models  # noqa: E402
from thidua_client.api import campaigns, public, sessions, units, users  # noqa: E402
from thidua_client.types import File  # noqa: E402

for package in (campaigns, public, sessions, units, users):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)

DEPARTMENT = "01980000-0000-7000-8000-000000000101"
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
    return launched.code, status.stage.value


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


refused = models.NewSession(username="office", password="not the password")
assert answer(sessions.create_session, 401, anonymous, body=refused).code == "wrong_credentials"
code, stage = tell_the_story()
let_somebody_in()
print(f"{code} was launched and is {stage} for everybody; somebody new signed in")
