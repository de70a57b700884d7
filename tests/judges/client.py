"""The generated client reads the service: signs in, lists campaigns, reads one and its readiness.

Arguments: the address of the API, and the folder in which the client `thidua_client` was generated.
"""

import importlib
import pkgutil
import sys

address, folder = sys.argv[1:]
sys.path.insert(0, folder)

import thidua_client  # noqa: E402  (generated into the folder)
from thidua_client.api.campaigns import get_campaign, get_campaign_readiness, list_campaigns  # noqa: E402
from thidua_client.api.public import list_public_campaigns  # noqa: E402
from thidua_client.api.sessions import create_session, get_me  # noqa: E402
from thidua_client.models import NewSession  # noqa: E402

for module in pkgutil.walk_packages(thidua_client.__path__, "thidua_client."):
    importlib.import_module(module.name)


def answer(operation, status, client, *arguments, **options):
    got = operation.sync_detailed(*arguments, client=client, **options)
    assert got.status_code == status, (operation.__name__, got.status_code, got.content)
    return got.parsed


anonymous = thidua_client.Client(base_url=address)
refused = answer(create_session, 401, anonymous, body=NewSession(username="office", password="not the password"))
assert refused.code == "wrong_credentials", refused

tokens = answer(create_session, 201, anonymous, body=NewSession(username="office", password="thidua-sample"))
office = thidua_client.AuthenticatedClient(base_url=address, token=tokens.access_token)
assert answer(get_me, 200, office).username == "office"

campaigns = answer(list_campaigns, 200, office, limit=100).items
assert campaigns, "the sample has campaigns"
for summary in campaigns:
    campaign = answer(get_campaign, 200, office, summary.id)
    assert campaign.title == summary.title
    answer(get_campaign_readiness, 200, office, summary.id)
public = answer(list_public_campaigns, 200, anonymous).items
print(f"{len(campaigns)} campaigns, {len(public)} of them public")
