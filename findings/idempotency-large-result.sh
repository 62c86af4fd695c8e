#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 with moto 5.2.5 in place of DynamoDB, seen with Python 3.11.
#
# One would guess: a function whose work succeeds is not run again for the same event while its idempotency record is
# valid, which is an hour by default.
# Instead: the result is stored with the record, and a DynamoDB item has at most 400 KB. With a larger result, the work
# is done, then storing fails, the caller gets an error, and the record stays INPROGRESS. While the function's timeout
# runs, a repetition is refused; after it, the work is done a second time. A local cache does not help.
# Seen: below, with a remaining time of one second in the context, as at the start of a function with such a timeout.
# moto refuses items above 400 KB as DynamoDB does.
# quizapp: asks why an invoice is created twice (question_bank/items/real-runs-b-errors.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-lambda-powertools==3.37.0 jmespath==1.0.1 boto3==1.44.8 botocore==1.44.8 \
  'moto[dynamodb]==5.2.5' 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

AWS_ACCESS_KEY_ID=not-a-key AWS_SECRET_ACCESS_KEY=not-a-secret AWS_DEFAULT_REGION=us-east-1 \
  "$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import time
from types import SimpleNamespace

import boto3
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
)
from moto import mock_aws

runs = []


def handler(event: dict, _: object) -> dict:
    runs.append(event)
    return {"invoice": "x" * event["size"]}


def call(event: dict) -> None:
    before = len(runs)
    try:
        result = f"result of {len(handler(event, context)['invoice'])} characters"
    except (IdempotencyAlreadyInProgressError, IdempotencyPersistenceLayerError) as error:
        result = f"{type(error).__name__}: {str(error).partition(':')[0].partition(' - ')[0]}"
    last = list(db.scan(TableName="records")["Items"])[-1]
    print(f"  runs {len(runs) - before}, {result}; record {last['status']['S']}")


with mock_aws():
    db = boto3.client("dynamodb")
    db.create_table(
        TableName="records",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 1000)
    plain = handler
    for event, cached in (
        ({"order": 1, "size": 300_000}, False),
        ({"order": 2, "size": 500_000}, False),
        ({"order": 3, "size": 500_000}, True),
    ):
        handler = idempotent(
            plain,
            config=IdempotencyConfig(event_key_jmespath="order", use_local_cache=cached),
            persistence_store=DynamoDBPersistenceLayer(table_name="records"),
        )
        print(f"{event}, use_local_cache={cached}")
        call(event)
        call(event)
        time.sleep(1.5)
        call(event)
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
{'order': 1, 'size': 300000}, use_local_cache=False
  runs 1, result of 300000 characters; record COMPLETED
  runs 0, result of 300000 characters; record COMPLETED
  runs 0, result of 300000 characters; record COMPLETED
{'order': 2, 'size': 500000}, use_local_cache=False
  runs 1, IdempotencyPersistenceLayerError: Failed to update record state to success in idempotency store; record INPROGRESS
  runs 0, IdempotencyAlreadyInProgressError: Execution already in progress with idempotency key; record INPROGRESS
  runs 1, IdempotencyPersistenceLayerError: Failed to update record state to success in idempotency store; record INPROGRESS
{'order': 3, 'size': 500000}, use_local_cache=True
  runs 1, IdempotencyPersistenceLayerError: Failed to update record state to success in idempotency store; record INPROGRESS
  runs 0, IdempotencyAlreadyInProgressError: Execution already in progress with idempotency key; record INPROGRESS
  runs 1, IdempotencyPersistenceLayerError: Failed to update record state to success in idempotency store; record INPROGRESS
SEEN
