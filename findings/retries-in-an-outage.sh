#!/usr/bin/env bash
# boto3 and botocore 1.44.8, seen with Python 3.11.
#
# One would guess: while a service is down, each call leaves as three requests, because three attempts are the default.
# Instead: each repetition is paid for from a quota of 500 that belongs to one client: 14 after a server error, 5 after
# throttling. When it is used up, a failed call is not repeated, and each further call leaves as one request. A program
# that makes a client for each call has a new quota each time, and all of its calls leave as three requests.
# Seen: requests for 100 calls that all fail; below. `legacy` has no quota, and it is no longer the default.
# quizapp: asks what the quota does and where it is kept (question_bank/items/real-runs-b-errors.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet boto3==1.44.8 botocore==1.44.8 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError


class Down(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    requests = 0
    status = 500

    def do_POST(self) -> None:
        type(self).requests += 1
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.wfile.write(b"HTTP/1.1 %d Failed\r\ncontent-length: 2\r\n\r\n{}" % self.status)

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Down)
threading.Thread(target=server.serve_forever, daemon=True).start()
session = boto3.Session("not-a-key", "not-a-secret", region_name="us-east-1")
time.sleep = lambda _: None  # no waiting between attempts; their number is the same


def client(**retries: str) -> object:
    return session.client("lambda", endpoint_url=f"http://127.0.0.1:{server.server_port}", config=Config(retries=retries))


def invoke(it: object) -> None:
    try:
        it.invoke(FunctionName="rates")
    except ClientError:
        pass


for Down.status in (500, 503, 429):
    for mode in ({}, {"mode": "standard"}, {"mode": "legacy"}):
        Down.requests, one = 0, client(**mode)
        for _ in range(100):
            invoke(one)
        print(f"{Down.status}, one client, {mode.get('mode', 'default')}: {Down.requests}")
Down.status, Down.requests = 500, 0
for _ in range(100):
    invoke(client())
print(f"500, a client for each call, default: {Down.requests}")
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
500, one client, default: 135
500, one client, standard: 135
500, one client, legacy: 500
503, one client, default: 135
503, one client, standard: 135
503, one client, legacy: 500
429, one client, default: 200
429, one client, standard: 200
429, one client, legacy: 500
500, a client for each call, default: 300
SEEN
