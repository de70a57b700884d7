"""How long after the answer to a change its event reaches a poll that waits for it, and a webhook: median and 99th percentile."""

import base64
import http.server
import json
import sys
import threading
import time
import urllib.request
import uuid

API, READER, WRITER, PARENT, CLIENT = sys.argv[1:]
CHANGES = 200


def ask(method, path, token, body=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API + path, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def token_of_client():
    headers = {"Authorization": "Basic " + base64.b64encode(CLIENT.encode()).decode()}
    address = API.removesuffix("/api/v1") + "/oauth/token"
    request = urllib.request.Request(address, data=b"grant_type=client_credentials", headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["access_token"]


def receive(seen):
    """Where an endpoint is called: the instant at which each event came."""

    class Receiver(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            now = time.monotonic()
            event = json.loads(self.rfile.read(int(self.headers["content-length"])))
            seen.setdefault(event["subject"].rsplit("/")[-1], now)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = {"url": f"http://127.0.0.1:{server.server_port}/", "purpose": "Đo độ trễ", "types": ["vn.thidua.unit.created.v1"]}
    ask("POST", "/webhook-endpoints", token_of_client(), endpoint)


def show(what, seen, created):
    missing = created.keys() - seen.keys()
    if missing:
        sys.exit(f"{what}: {len(missing)} events never came")
    delays = sorted(max(0.0, seen[one] - created[one]) * 1000 for one in created)
    print(f"{what:36} {delays[len(delays) // 2]:9.1f} median {delays[int(len(delays) * 0.99) - 1]:9.1f} p99")


def main():
    created, polled, called = {}, {}, {}
    after = int(sys.stdin.read() or 0)
    done = threading.Event()
    receive(called)

    def poll():
        position = after
        while not done.is_set():
            page = ask("GET", f"/events?after={position}&wait=5&limit=200", READER)
            now = time.monotonic()
            for event in page["items"]:
                position = int(event["sequence"])
                polled.setdefault(event["subject"].rsplit("/")[-1], now)

    reader = threading.Thread(target=poll)
    reader.start()
    time.sleep(1)
    for number in range(CHANGES):
        unit = {"code": f"L{number}-{uuid.uuid4().hex[:8]}".upper(), "name": "Phòng đo độ trễ", "kind": "DIVISION", "parentId": PARENT,
                "openedOn": "2026-01-01"}
        answer = ask("POST", "/units", WRITER, unit)
        created[answer["id"]] = time.monotonic()
        time.sleep(0.05)
    time.sleep(3)
    done.set()
    reader.join()
    print()
    show("an event reaches a waiting poll, ms", polled, created)
    show("an event reaches a webhook, ms", called, created)


main()
