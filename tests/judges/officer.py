"""An officer of the standing office who waits for the report of the connector's unit, and returns it once.

Argument: the address of the service.
"""

import sys
import time

import requests

api = f"{sys.argv[1]}/api/v1"
PLACE = ("2023-M12", "SNV-BTG")
account = {"username": "office", "password": "thidua-sample"}
office = requests.Session()
token = office.post(f"{api}/sessions", json=account, timeout=20).json()["accessToken"]
office.headers["Authorization"] = f"Bearer {token}"


def submitted():
    page = office.get(f"{api}/events?types=vn.thidua.progress_report.submitted.v1&limit=200", timeout=20).json()
    for event in page["items"]:
        data = event["data"]
        if (data["period"]["code"], data["unit"]["code"]) == PLACE:
            return f"{api}/progress-reports/{data['subjectId']}"
    return None


while not (report := submitted()):
    time.sleep(0.5)
version = office.get(report, timeout=20).json()["version"]
back = {"action": "RETURN", "reason": "Bổ sung số liệu (mẫu)"}
answer = office.post(f"{report}/transitions", json=back, headers={"If-Match": f'"v{version}"'}, timeout=20)
assert answer.status_code == 200, answer.text
