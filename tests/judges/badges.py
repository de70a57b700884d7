"""Badges of the sample, judged by openbadgeslib: one holds, one that was changed does not."""
import json
import sys
import urllib.request

from cryptography.hazmat.primitives import serialization
from jwt import PyJWK
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

address = sys.argv[1]
AWARD = "01980000-0000-7000-8000-0000003f0101"


def call(path, token=None, body=None):
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    with urllib.request.urlopen(urllib.request.Request(address + path, data=body, headers=headers), timeout=60) as answer:
        return answer.read()


def is_refused(verifier, badge):
    try:
        verifier.verify(badge)
    except OB3VerificationError:
        return True
    return False


body = json.dumps({"username": "office", "password": "thidua-sample"}).encode()
token = json.loads(call("/api/v1/sessions", body=body))["accessToken"]
badge = call(f"/api/v1/awards/{AWARD}/badge", token).decode()
[key] = json.loads(call("/.well-known/badge-keys.json"))["keys"]
pem = PyJWK(key).key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

credential = OB3Verifier(pem).verify(badge)
assert credential.issuer.name, credential
head, claims, signature = badge.split(".")
assert is_refused(OB3Verifier(pem), f"{head}.{claims[:-4]}AAAA.{signature}")
print(f"a badge of {credential.issuer.name} holds")
