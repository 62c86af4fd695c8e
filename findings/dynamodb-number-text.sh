#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 with boto3 1.44.8 (Python) and @aws-sdk/util-dynamodb 3.996.9 (JavaScript), seen with
# Python 3.11 and Node.js 20.20.
#
# One would guess: a DynamoDB number that a function returns through the event handler of Powertools is a number in the
# JSON body. In JavaScript, `wrapNumbers` returns numbers as strings, as its description says.
# Instead: boto3 makes a Decimal of the number, json.dumps refuses it, and the event handler writes it as text. With
# `enable_validation` it is a number, and text again when the route is annotated to return a dict. In JavaScript it is a
# number up to the largest safe integer and a BigInt above, which JSON.stringify refuses. Long decimals are rounded
# without a warning. `wrapNumbers` returns an object whose property `value` holds the text.
# Seen: below.
# quizapp: the key of the question real-runs-number-as-text rests on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet boto3==1.44.8 "aws-lambda-powertools[parser]==3.37.0" 2>"$work/pip.log" ||
    { cat "$work/pip.log" >&2; exit 1; }
(cd "$work" && npm install --loglevel=error --no-audit --no-fund @aws-sdk/util-dynamodb@3.996.9) >"$work/npm.log" 2>&1 ||
    { cat "$work/npm.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import json

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from boto3.dynamodb.types import TypeDeserializer

item = {"price": TypeDeserializer().deserialize({"N": "12.5"})}
print("boto3:", item["price"].__class__.__name__)
try:
    print("json.dumps:", json.dumps(item))
except TypeError as error:
    print("json.dumps:", error)


def event(path):
    return {
        "resource": path,
        "path": path,
        "httpMethod": "GET",
        "headers": {},
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "requestContext": {"resourcePath": path, "httpMethod": "GET", "stage": "prod", "path": f"/prod{path}"},
        "body": None,
        "isBase64Encoded": False,
    }


for validation in (False, True):
    app = APIGatewayRestResolver(enable_validation=validation)

    @app.get("/plain")
    def plain():
        return item

    @app.get("/dict")
    def typed() -> dict:
        return item

    bodies = (app.resolve(event(path), None)["body"] for path in ("/plain", "/dict"))
    print(f"event handler, enable_validation={validation}:", "; with '-> dict': ".join(bodies))
PYTHON

cat >"$work/numbers.cjs" <<'NODE'
const { unmarshall } = require('@aws-sdk/util-dynamodb');

for (const number of ['12.5', '12345678901234567890', '0.1234567890123456789']) {
  for (const wrapNumbers of [false, true]) {
    const item = unmarshall({ n: { N: number } }, { wrapNumbers });
    let body;
    try {
      body = JSON.stringify(item);
    } catch (error) {
      body = error.message;
    }
    console.log(`JavaScript, ${number}, wrapNumbers ${wrapNumbers}: ${typeof item.n}, ${body}`);
  }
}
NODE
node "$work/numbers.cjs" >>"$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
boto3: Decimal
json.dumps: Object of type Decimal is not JSON serializable
event handler, enable_validation=False: {"price":"12.5"}; with '-> dict': {"price":"12.5"}
event handler, enable_validation=True: {"price":12.5}; with '-> dict': {"price":"12.5"}
JavaScript, 12.5, wrapNumbers false: number, {"n":12.5}
JavaScript, 12.5, wrapNumbers true: object, {"n":{"value":"12.5"}}
JavaScript, 12345678901234567890, wrapNumbers false: bigint, Do not know how to serialize a BigInt
JavaScript, 12345678901234567890, wrapNumbers true: object, {"n":{"value":"12345678901234567890"}}
JavaScript, 0.1234567890123456789, wrapNumbers false: number, {"n":0.12345678901234568}
JavaScript, 0.1234567890123456789, wrapNumbers true: object, {"n":{"value":"0.1234567890123456789"}}
SEEN
