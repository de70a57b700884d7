"""The sample's document system, run by libraries that know nothing of the service: authlib discovers the endpoints, takes tokens in three
ways, introspects and revokes them; joserfc checks a token offline; the CloudEvents SDK reads the feed; standardwebhooks checks what webhooks
deliver, by two secrets.

Argument: the address of the service.
"""

import http.server
import json
import queue
import sys
import threading
import uuid

import requests
from authlib.integrations.requests_client import OAuth2Session, OAuthError
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata, get_well_known_url
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from standardwebhooks import Webhook

address = sys.argv[1]
CLIENT, SECRET = "01980000-0000-7000-8000-000000480001", "thidua-sample-secret-that-everybody-knows-1"
GATEWAY = "01980000-0000-7000-8000-000000480002"

told = requests.get(get_well_known_url(address, external=True), timeout=20).json()
endpoints = AuthorizationServerMetadata(told)
endpoints.validate_issuer()
endpoints.validate_token_endpoint()
endpoints.validate_jwks_uri()


def session(method, client=CLIENT, secret=SECRET):
    return OAuth2Session(client, secret, token_endpoint_auth_method=method)


def fetch(own, **options):
    return own.fetch_token(endpoints["token_endpoint"], grant_type="client_credentials", **options)


for method in ("client_secret_basic", "client_secret_post"):
    token = fetch(session(method), scope="campaigns:read events:read")
    assert token["scope"] == "campaigns:read events:read", token

# Offline, as a gateway does (RFC 9068).
keys = KeySet.import_key_set(requests.get(endpoints["jwks_uri"], timeout=20).json())
checked = jwt.decode(token["access_token"], keys, algorithms=["ES256"])
assert checked.header["typ"] == "at+jwt" and checked.claims["client_id"] == CLIENT, checked.claims
jwt.JWTClaimsRegistry(iss={"essential": True, "value": address}, aud={"essential": True}).validate(checked.claims)

# By a key pair of its own.
pair = ECKey.generate_key("P-256", {"kid": "judge"})
admin = requests.post(f"{address}/api/v1/sessions", json={"username": "admin", "password": "thidua-sample"}, timeout=20).json()
added = requests.post(
    f"{address}/api/v1/clients/{CLIENT}/keys",
    json={"keyId": "judge", "publicKey": pair.as_dict(private=False)},
    headers={"Authorization": f"Bearer {admin['accessToken']}"},
    timeout=20,
)
assert added.status_code == 201, added.text
by_key = session("private_key_jwt", secret=pair)
by_key.register_client_auth_method(PrivateKeyJWT(endpoints["token_endpoint"], headers={"kid": "judge"}, alg="ES256"))
signed = fetch(by_key)
assert "reports:write" in signed["scope"], signed

# Introspection by a gateway, and revocation.
gateway = session("client_secret_basic", GATEWAY)


def introspect(token):
    return gateway.introspect_token(endpoints["introspection_endpoint"], token=token["access_token"]).json()


assert introspect(signed)["client_id"] == CLIENT
own = session("client_secret_basic")
assert own.revoke_token(endpoints["revocation_endpoint"], token=signed["access_token"]).status_code == 200
assert introspect(signed) == {"active": False}
assert introspect(token)["active"]
try:
    fetch(session("client_secret_basic", secret="wrong"))
    raise SystemExit("a wrong secret was taken")
except OAuthError as error:
    assert error.error == "invalid_client", error

# The feed, as the bare list that the SDK's users expect.
own.token = fetch(own)
batch = own.get(f"{address}/api/v1/events?limit=200", headers={"Accept": "application/cloudevents-batch+json"}, timeout=20)
assert batch.headers["Content-Type"].startswith("application/cloudevents-batch+json"), batch.headers
events = [JSONFormat().read(CloudEvent, json.dumps(event)) for event in batch.json()]
launched = [event for event in events if event.get_type() == "vn.thidua.campaign.launched.v1"]
assert launched and launched[0].get_data()["campaign"]["code"] == "PT-2023-001", events[:2]
assert len({uuid.UUID(event.get_id()) for event in events}) == len(events) == 200

# Webhooks: what is delivered is what the library takes.
delivered = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        delivered.put((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()


def change(path, body, status=201):
    answer = own.post(f"{address}/api/v1{path}", json=body, headers={"Idempotency-Key": str(uuid.uuid4())}, timeout=20)
    assert answer.status_code == status, answer.text
    return answer.json()


own.token = fetch(session("client_secret_basic"))
made = change("/webhook-endpoints", {"url": f"http://127.0.0.1:{receiver.server_port}/", "purpose": "Judge"})
endpoint, first = f"/webhook-endpoints/{made['endpoint']['id']}", made["secret"]["signingSecret"]
for secrets in ([first], [first, change(f"{endpoint}/secrets", {})["signingSecret"]]):
    test = change(f"{endpoint}/tests", {})
    headers, body = delivered.get(timeout=20)
    assert headers["webhook-id"] == test["eventId"], headers
    for secret in secrets:
        assert Webhook(secret).verify(body, headers)["id"] == test["eventId"]
    event = JSONFormat().read(CloudEvent, body.decode())
    assert event.get_type() == "vn.thidua.webhook_endpoint.tested.v1", event
receiver.shutdown()
print(f"authlib took tokens in three ways; the CloudEvents SDK read {len(events)} events; standardwebhooks took what was delivered")
