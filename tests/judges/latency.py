"""How long after the answer to a change its event reaches a poll that waits for it: median and 99th percentile."""

import json
import sys
import threading
import time
import urllib.request
import uuid

API, READER, WRITER, PARENT = sys.argv[1:]
CHANGES = 200


def ask(method, path, token, body=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(API + path, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def main():
    created, seen, wanted = {}, {}, set()
    after = int(sys.stdin.read() or 0)
    done = threading.Event()

    def poll():
        position = after
        while not done.is_set():
            page = ask("GET", f"/events?after={position}&wait=5&limit=200", READER)
            now = time.monotonic()
            for event in page["items"]:
                position = int(event["sequence"])
                seen.setdefault(event["subject"].rsplit("/")[-1], now)

    reader = threading.Thread(target=poll)
    reader.start()
    time.sleep(1)
    for number in range(CHANGES):
        unit = {"code": f"L{number}-{uuid.uuid4().hex[:8]}".upper(), "name": "Phòng đo độ trễ", "kind": "DIVISION", "parentId": PARENT,
                "openedOn": "2026-01-01"}
        answer = ask("POST", "/units", WRITER, unit)
        created[answer["id"]] = time.monotonic()
        wanted.add(answer["id"])
        time.sleep(0.05)
    time.sleep(2)
    done.set()
    reader.join()
    missing = wanted - seen.keys()
    if missing:
        sys.exit(f"{len(missing)} events never came")
    delays = sorted(max(0.0, seen[one] - created[one]) * 1000 for one in wanted)
    print(f"\n{'an event reaches a waiting poll, ms':36} {delays[len(delays) // 2]:9.1f} median "
          f"{delays[int(len(delays) * 0.99) - 1]:9.1f} p99")


main()
