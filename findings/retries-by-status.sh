#!/usr/bin/env bash
# boto3 and botocore 1.44.8, seen with Python 3.11.
#
# One would guess: a disabled KMS key, a damaged package or a missing permission cannot be repaired by sending the
# request again, so the SDK does not; a mount that timed out or an environment that is not ready yet may work a second
# later, so the SDK repeats the request.
# Instead: the HTTP status decides, and Lambda gives the first kind 502 and the second 408 or 409. Of the errors of
# Invoke, those of keys, packages and security groups are sent three times, those of mounts, SnapStart and conflicting
# updates once.
# Seen: each error of Invoke in the SDK's own model, with its status there, against a server that answers just that.
# quizapp: asks which failures are repeated (question_bank/items/real-runs-b-errors.yaml).
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
from botocore.exceptions import ClientError


class Failing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    requests = 0
    status = 500
    error = ""

    def do_POST(self) -> None:
        type(self).requests += 1
        self.rfile.read(int(self.headers.get("content-length", 0)))
        head = f"HTTP/1.1 {self.status} Failed\r\nx-amzn-errortype: {self.error}\r\ncontent-length: 2\r\n\r\n{{}}"
        self.wfile.write(head.encode())

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Failing)
threading.Thread(target=server.serve_forever, daemon=True).start()
session = boto3.Session("not-a-key", "not-a-secret", region_name="us-east-1")
time.sleep = lambda _: None  # no waiting between attempts; their number is the same


def requests() -> int:
    client = session.client("lambda", endpoint_url=f"http://127.0.0.1:{server.server_port}")
    Failing.requests = 0
    try:
        client.invoke(FunctionName="rates")
    except ClientError:
        pass
    return Failing.requests


for Failing.status in (400, 403, 404, 408, 409, 413, 429, 500, 501, 502, 503, 504):
    print(f"{Failing.status} without a name: {requests()}")
model = session.client("lambda").meta.service_model.operation_model("Invoke")
seen: dict[tuple[int, int], list[str]] = {}
for shape in sorted(model.error_shapes, key=lambda each: each.name):
    Failing.error, Failing.status = shape.name, shape.metadata["error"]["httpStatusCode"]
    seen.setdefault((Failing.status, requests()), []).append(shape.name.removesuffix("Exception"))
for (status, number), names in sorted(seen.items()):
    print(f"{status}: {number}:", *names)
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
400 without a name: 1
403 without a name: 1
404 without a name: 1
408 without a name: 1
409 without a name: 1
413 without a name: 1
429 without a name: 3
500 without a name: 3
501 without a name: 1
502 without a name: 3
503 without a name: 3
504 without a name: 3
400: 1: InvalidParameterValue InvalidRequestContent ModeNotSupported NoPublishedVersion RecursiveInvocation SnapStart
402: 1: ServiceQuotaExceeded
403: 1: EFSMountFailure S3FilesMountFailure
404: 1: ResourceNotFound
408: 1: EFSMountConnectivity EFSMountTimeout S3FilesMountConnectivity S3FilesMountTimeout SnapStartTimeout
409: 1: CodeArtifactUserDeleted CodeArtifactUserFailed CodeArtifactUserPending DurableExecutionAlreadyStarted ResourceConflict RuntimeAliasDeleted RuntimeVersionDeleted SnapStartNotReady SnapStartRegenerationFailure
410: 1: EFSIO
413: 1: RequestTooLarge SerializedRequestEntityTooLarge
415: 1: UnsupportedMediaType
429: 3: TooManyRequests
500: 3: Service
502: 3: EC2AccessDenied EC2Throttled EC2Unexpected ENILimitReached ENINotReady InvalidRuntime InvalidSecurityGroupID InvalidSubnetID InvalidZipFile KMSAccessDenied KMSDisabled KMSInvalidState KMSNotFound ResourceNotReady SubnetIPAddressLimitReached
SEEN
