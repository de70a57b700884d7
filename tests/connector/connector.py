"""What a connector does, by the client that openapi-python-client generates: the story of connector.sh, with the same arguments."""
import io
import pathlib
import sys
import uuid

import httpx
from thidua_client import AuthenticatedClient, models
from thidua_client.api.documents.put_document import sync as put_document
from thidua_client.api.events.list_events import sync as list_events
from thidua_client.api.files.upload_file import sync as upload_file
from thidua_client.api.progress.list_my_obligations import sync as list_my_obligations
from thidua_client.api.reporting.put_report import sync as put_report
from thidua_client.types import File

host, client_id, secret, folder = sys.argv[1:]
RETURNED = models.ListEventsTypesItem.VN_THIDUA_PROGRESS_REPORT_RETURNED_V1
position, content = pathlib.Path(folder, "position"), pathlib.Path("tests/documents/launch-2023.txt").read_bytes()
token = httpx.post(f"{host}/oauth/token", auth=(client_id, secret), data={"grant_type": "client_credentials"}).json()
own = AuthenticatedClient(base_url=f"{host}/api/v1", token=token["access_token"], timeout=40, raise_on_unexpected_status=True)
kept = lambda: File(payload=io.BytesIO(content), file_name="ke-hoach.txt", mime_type="text/plain")  # noqa: E731
pushed = models.DocumentForm(document=models.DocumentToPut.from_dict({"type": "Kế hoạch", "issuedOn": "2024-03-04"}), file=kept())
print(put_document(client=own, body=pushed, issuer="Sở Nội vụ tỉnh Lạng Sơn", year=2024, number="28", notation="KH-SNV").verdict)
unit = next(due.unit.id for due in list_my_obligations(client=own, limit=200).items if due.unit.code == "SNV-BTG")
shown = upload_file(client=own, body=models.UploadForm(file=kept()), unit_id=unit, idempotency_key=str(uuid.uuid4()))
for value in ("2", "3"):
    measured = {"contentOrdinal": "II.2.1", "value": value, "fileIds": [str(shown.id)]}
    others = [{"contentOrdinal": "II.2.5", "value": "2"}, {"contentOrdinal": "II.3", "rating": "COMPLETED"}]
    whole = models.ReportToPut.from_dict({"submit": True, "confirmWarnings": True, "entries": [measured, *others]})
    print(put_report("PT-2023-001", "2023-M12", "SNV-BTG", client=own, body=whole).status, flush=True)
    after, returned = int(position.read_text()) if position.exists() else 0, value == "3"
    while not returned:
        page = list_events(client=own, after=after, types=[RETURNED], wait=30)
        after, returned = page.next_cursor or page.looked_through, any(one.data.unit.code == "SNV-BTG" for one in page.items)
        position.write_text(str(after))
