#!/usr/bin/env bash
# boto3 1.44.8 (Python 3.11) and @aws-sdk/client-lambda 3.1164.0 (Node.js 20).
#
# One would guess: a client that gives up waiting before the function has finished sends the request again, in both
# languages. One would also guess that `requestTimeout` of the JavaScript SDK ends a request.
# Instead: Python sends it three times, so the function runs three times. JavaScript with `requestTimeout` writes a
# warning, goes on waiting and returns the result of the only run. With `throwOnRequestTimeout`, or with `socketTimeout`,
# it behaves like Python.
# Seen: requests received by a server that answers after three seconds, with timeouts of one second.
# quizapp: asks why one program starts a slow function once and another three times
# (question_bank/items/real-runs-b-errors.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet boto3==1.44.8 botocore==1.44.8 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }
(cd "$work" && npm install --silent @aws-sdk/client-lambda@3.1164.0 >npm.log 2>&1) || { cat "$work/npm.log" >&2; exit 1; }

cat >"$work/server.py" <<'PYTHON'
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Slow(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    runs = 0

    def answer(self, body: bytes) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s" % (len(body), body))
        except OSError:
            pass  # the client no longer listens

    def do_GET(self) -> None:
        self.answer(b"%d" % self.runs)

    def do_POST(self) -> None:
        type(self).runs += 1
        self.rfile.read(int(self.headers.get("content-length", 0)))
        time.sleep(3)
        self.answer(b'"done"')

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
print(server.server_port, file=open(sys.argv[1], "w"), flush=True)
server.serve_forever()
PYTHON
"$work/venv/bin/python" "$work/server.py" "$work/port" 2>/dev/null &
server=$!
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
export PORT AWS_ACCESS_KEY_ID=not-a-key AWS_SECRET_ACCESS_KEY=not-a-secret
PORT="$(cat "$work/port")"

cat >"$work/client.mjs" <<'JAVASCRIPT'
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";

const endpoint = `http://127.0.0.1:${process.env.PORT}`;
const runs = async () => Number(await (await fetch(endpoint)).text());
const quiet = { trace() {}, debug() {}, info() {}, error() {} };
for (const requestHandler of [
  {},
  { requestTimeout: 1000 },
  { requestTimeout: 1000, throwOnRequestTimeout: true },
  { socketTimeout: 1000 },
]) {
  let warnings = 0;
  const logger = { ...quiet, warn: () => { warnings += 1; } };
  const client = new LambdaClient({ region: "us-east-1", endpoint, requestHandler: { ...requestHandler, logger }, logger });
  const before = await runs();
  let result;
  try {
    result = Buffer.from((await client.send(new InvokeCommand({ FunctionName: "rates" }))).Payload).toString();
  } catch (error) {
    result = error.name;
  }
  console.log(`JavaScript ${JSON.stringify(requestHandler)}: runs ${await runs() - before}, warnings ${warnings}, ${result}`);
}
JAVASCRIPT
{
"$work/venv/bin/python" - <<'PYTHON'
import os
import urllib.request
from copy import deepcopy

import boto3
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError

endpoint = f"http://127.0.0.1:{os.environ['PORT']}"


def runs() -> int:
    return int(urllib.request.urlopen(endpoint).read())


for settings in ({}, {"read_timeout": 1}, {"read_timeout": 1, "retries": {"total_max_attempts": 1}}):
    client = boto3.client("lambda", region_name="us-east-1", endpoint_url=endpoint, config=Config(**deepcopy(settings)))
    before = runs()
    try:
        result = client.invoke(FunctionName="rates")["Payload"].read().decode()
    except ReadTimeoutError as error:
        result = type(error).__name__
    print(f"Python {settings}: runs {runs() - before}, {result}")
PYTHON
NODE_NO_WARNINGS=1 node "$work/client.mjs"
} >"$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
Python {}: runs 1, "done"
Python {'read_timeout': 1}: runs 3, ReadTimeoutError
Python {'read_timeout': 1, 'retries': {'total_max_attempts': 1}}: runs 1, ReadTimeoutError
JavaScript {}: runs 1, warnings 0, "done"
JavaScript {"requestTimeout":1000}: runs 1, warnings 1, "done"
JavaScript {"requestTimeout":1000,"throwOnRequestTimeout":true}: runs 3, warnings 0, TimeoutError
JavaScript {"socketTimeout":1000}: runs 3, warnings 0, TimeoutError
SEEN
