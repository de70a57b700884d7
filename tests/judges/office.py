"""LibreOffice opens what the service gives, saves it, and the service takes it back unchanged.

Arguments: the address of the API, and a folder to work in.
"""

import json
import pathlib
import subprocess
import sys
import urllib.error
import urllib.request

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLS = "application/vnd.ms-excel"
CAMPAIGN = "01980000-0000-7000-8000-000000000300"


def call(method, path, token=None, body=None, **headers):
    if token:
        headers["authorization"] = f"Bearer {token}"
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address + path, method=method, data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def signed_in(username):
    body = json.dumps({"username": username, "password": "thidua-sample"}).encode()
    return json.loads(call("POST", "/sessions", body=body, content_type="application/json"))["accessToken"]


def convert(source, ending):
    target = folder / ending
    target.mkdir(exist_ok=True)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", ending]
    subprocess.run([*command, "--outdir", target, source], check=True, capture_output=True, timeout=120)
    return target / f"{source.stem}.{ending}"


admin, office = signed_in("admin"), signed_in("office")

# Units go out, through LibreOffice in three formats, and back in: nothing is wrong with them but that they exist.
units = json.loads(call("GET", "/units?limit=200", admin))["items"]
table = folder / "don-vi.xlsx"
table.write_bytes(call("GET", "/units", admin, accept=XLSX))
for ending, media_type in (("xlsx", XLSX), ("ods", ODS), ("xls", XLS)):
    saved = convert(table, ending).read_bytes()
    trial = json.loads(call("POST", "/units/import?dryRun=true", admin, saved, content_type=media_type))
    assert len(trial["rows"]) == len(units), (ending, len(trial["rows"]))
    faults = {(fault["pointer"].split("/")[2], fault["code"]) for row in trial["rows"] for fault in row["errors"]}
    known = {("code", "unit_code_taken"), ("agencyCode", "unit_agency_code_taken"),
             ("legacyAgencyCode", "unit_legacy_agency_code_taken")}
    assert faults <= known, (ending, faults)

# The template and the figures open, too.
template = folder / "mau.xlsx"
template.write_bytes(call("GET", "/imports/templates/UNITS", admin))
figures = folder / "tien-do.xlsx"
figures.write_bytes(call("GET", f"/campaigns/{CAMPAIGN}/progress", office, accept=XLSX))
for book in (template, figures):
    assert convert(book, "pdf").stat().st_size > 1000, book
print(f"{len(units)} units went through LibreOffice in three formats")
