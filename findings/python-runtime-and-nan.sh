#!/usr/bin/env bash
# awslambdaric 4.2.2, the runtime interface client of the Python runtimes (Python 3.11), and Node.js 20.
#
# One would guess: a result that JSON cannot express fails in the runtime, as a set or a date does: Runtime.MarshalError.
# Instead: NaN and Infinity are returned under these names, which JSON does not have. The function succeeds, Python reads
# its result, and strict readers such as JSON.parse refuse it. A Node.js function with the same result returns null.
# Seen: below.
# quizapp: asks why the next step fails after a function that succeeded (question_bank/items/real-runs-b-invocation.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet awslambdaric==4.2.2 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

cat >"$work/returns.py" <<'PYTHON'
import datetime
import json
import sys
from decimal import Decimal

from awslambdaric.lambda_runtime_exception import FaultException
from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller

for value in (float("nan"), float("inf"), Decimal("NaN"), {1}, datetime.date(2027, 1, 15)):
    try:
        text, _ = LambdaMarshaller().marshal_response({"score": value})
    except FaultException as error:
        print(f"Python {value!r}: {error.exception_type}")
    else:
        print(f"Python {value!r}: returns {text}, read by json.loads as {json.loads(text)}")
        print(text, file=sys.stderr)
PYTHON
{
"$work/venv/bin/python" "$work/returns.py" 2>"$work/returned"
node --input-type=module - "$work/returned" <<'JAVASCRIPT'
import { readFileSync } from "node:fs";

for (const text of readFileSync(process.argv[2], "utf8").trim().split("\n")) {
  try {
    console.log(`JSON.parse of ${text}: ${JSON.parse(text)}`);
  } catch (error) {
    console.log(`JSON.parse of ${text}: ${error.name}`);
  }
}
for (const value of [NaN, Infinity]) console.log(`Node.js ${value}: returns ${JSON.stringify({ score: value })}`);
JAVASCRIPT
} >"$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
Python nan: returns {"score": NaN}, read by json.loads as {'score': nan}
Python inf: returns {"score": Infinity}, read by json.loads as {'score': inf}
Python Decimal('NaN'): returns {"score": NaN}, read by json.loads as {'score': nan}
Python {1}: Runtime.MarshalError
Python datetime.date(2027, 1, 15): Runtime.MarshalError
JSON.parse of {"score": NaN}: SyntaxError
JSON.parse of {"score": Infinity}: SyntaxError
JSON.parse of {"score": NaN}: SyntaxError
Node.js NaN: returns {"score":null}
Node.js Infinity: returns {"score":null}
SEEN
