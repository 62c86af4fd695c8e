#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 with moto 5.2.5 in place of DynamoDB, seen with Python 3.11.
#
# One would guess: with `raise_on_no_idempotency_key`, an event that lacks a part of its idempotency key is refused.
# Instead: it is refused when every part is missing. When one of two parts is found, the other counts as null: all
# orders of a customer whose number stands under another name have one key. The second order is not carried out, and its
# caller gets the result of the first one, without an error or a warning.
# Validation of the payload turns the lost order into an error. An expression that knows both names ships it.
# Seen: below; the expression is `[customerId, orderId]`, and some events say `order_id`.
# quizapp: asks which orders are lost (question_bank/items/real-runs-b-errors.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-lambda-powertools==3.37.0 jmespath==1.0.1 boto3==1.44.8 botocore==1.44.8 \
  'moto[dynamodb]==5.2.5' 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

AWS_ACCESS_KEY_ID=not-a-key AWS_SECRET_ACCESS_KEY=not-a-secret AWS_DEFAULT_REGION=us-east-1 \
  "$work/venv/bin/python" -W ignore - >"$work/seen" <<'PYTHON'
from types import SimpleNamespace

import boto3
from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyKeyError, IdempotencyValidationError
from moto import mock_aws

with mock_aws():
    boto3.client("dynamodb").create_table(
        TableName="records",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: 3000)
    for settings in (
        {"event_key_jmespath": "[customerId, orderId]"},
        {"event_key_jmespath": "[customerId, orderId]", "raise_on_no_idempotency_key": True},
        {"event_key_jmespath": "[customerId, orderId]", "payload_validation_jmespath": "order_id"},
        {"event_key_jmespath": "[customerId, orderId || order_id]"},
    ):
        runs = []

        def handler(event: dict, _: object) -> str:
            runs.append(event)
            return f"shipped {event['item']}"

        handler.__qualname__ = str(settings)  # the records of each setting have their own keys
        handler = idempotent(
            handler,
            config=IdempotencyConfig(**settings),
            persistence_store=DynamoDBPersistenceLayer(table_name="records"),
        )
        print(settings)
        for event in (
            {"customerId": "c1", "orderId": 1, "item": "lamp"},
            {"customerId": "c1", "orderId": 2, "item": "desk"},
            {"customerId": "c3", "order_id": 7, "item": "rug"},
            {"customerId": "c3", "order_id": 8, "item": "sofa"},
            {"customer": "c4", "order_id": 9, "item": "vase"},
        ):
            before = len(runs)
            try:
                result = handler(event, context)
            except (IdempotencyKeyError, IdempotencyValidationError) as error:
                result = type(error).__name__
            print(f"  {event}: runs {len(runs) - before}, {result}")
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
{'event_key_jmespath': '[customerId, orderId]'}
  {'customerId': 'c1', 'orderId': 1, 'item': 'lamp'}: runs 1, shipped lamp
  {'customerId': 'c1', 'orderId': 2, 'item': 'desk'}: runs 1, shipped desk
  {'customerId': 'c3', 'order_id': 7, 'item': 'rug'}: runs 1, shipped rug
  {'customerId': 'c3', 'order_id': 8, 'item': 'sofa'}: runs 0, shipped rug
  {'customer': 'c4', 'order_id': 9, 'item': 'vase'}: runs 1, shipped vase
{'event_key_jmespath': '[customerId, orderId]', 'raise_on_no_idempotency_key': True}
  {'customerId': 'c1', 'orderId': 1, 'item': 'lamp'}: runs 1, shipped lamp
  {'customerId': 'c1', 'orderId': 2, 'item': 'desk'}: runs 1, shipped desk
  {'customerId': 'c3', 'order_id': 7, 'item': 'rug'}: runs 1, shipped rug
  {'customerId': 'c3', 'order_id': 8, 'item': 'sofa'}: runs 0, shipped rug
  {'customer': 'c4', 'order_id': 9, 'item': 'vase'}: runs 0, IdempotencyKeyError
{'event_key_jmespath': '[customerId, orderId]', 'payload_validation_jmespath': 'order_id'}
  {'customerId': 'c1', 'orderId': 1, 'item': 'lamp'}: runs 1, shipped lamp
  {'customerId': 'c1', 'orderId': 2, 'item': 'desk'}: runs 1, shipped desk
  {'customerId': 'c3', 'order_id': 7, 'item': 'rug'}: runs 1, shipped rug
  {'customerId': 'c3', 'order_id': 8, 'item': 'sofa'}: runs 0, IdempotencyValidationError
  {'customer': 'c4', 'order_id': 9, 'item': 'vase'}: runs 1, shipped vase
{'event_key_jmespath': '[customerId, orderId || order_id]'}
  {'customerId': 'c1', 'orderId': 1, 'item': 'lamp'}: runs 1, shipped lamp
  {'customerId': 'c1', 'orderId': 2, 'item': 'desk'}: runs 1, shipped desk
  {'customerId': 'c3', 'order_id': 7, 'item': 'rug'}: runs 1, shipped rug
  {'customerId': 'c3', 'order_id': 8, 'item': 'sofa'}: runs 1, shipped sofa
  {'customer': 'c4', 'order_id': 9, 'item': 'vase'}: runs 1, shipped vase
SEEN
