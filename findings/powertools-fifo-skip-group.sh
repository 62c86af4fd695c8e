#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 (Python), seen with Python 3.11.
#
# One would guess: the FIFO processor reports failed and unprocessed messages, so the function itself never fails. With
# `skip_group_on_error`, it reports the failed message and handles the rest of the batch.
# Instead: with the option, it handles other groups, also behind the failure, and reports the later messages of the failed
# group without handling them. Without it, the first failure stops all groups. When no message has succeeded, it reports
# nothing and raises an exception, which Lambda counts as a function error. Without the option, this depends only on the
# place of the failing message: as the first of a batch it fails the function, as the third it does not.
# Seen: below; a message is named by its group and its place in the group.
# quizapp: the key of the question real-runs-fifo-skip-group rests on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-lambda-powertools==3.37.0 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError


def message(name):
    return {
        "messageId": name,
        "receiptHandle": name,
        "body": name,
        "attributes": {"MessageGroupId": name[0]},
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders.fifo",
        "awsRegion": "us-east-1",
    }


def run(failing, **options):
    ran = []

    def record_handler(record):
        ran.append(record.body)
        if record.body == failing:
            raise ValueError(record.body)

    event = {"Records": [message(name) for name in ("A1", "B1", "A2", "C1", "B2", "A3")]}
    processor = SqsFifoPartialProcessor(**options)
    try:
        response = process_partial_response(event, record_handler, processor)
    except BatchProcessingError:
        result = "raised BatchProcessingError"
    else:
        result = "reported " + " ".join(failure["itemIdentifier"] for failure in response["batchItemFailures"])
    print(f"{failing} fails, {options or 'default'}: ran {' '.join(ran)}; {result}")


for options in ({}, {"skip_group_on_error": True}):
    for failing in ("A1", "A2"):
        run(failing, **options)
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
A1 fails, default: ran A1; raised BatchProcessingError
A2 fails, default: ran A1 B1 A2; reported A2 C1 B2 A3
A1 fails, {'skip_group_on_error': True}: ran A1 B1 C1 B2; reported A1 A2 A3
A2 fails, {'skip_group_on_error': True}: ran A1 B1 A2 C1 B2; reported A2 A3
SEEN
