#!/usr/bin/env bash
# aws-lambda-powertools 3.37.0 (Python) and @aws-lambda-powertools/batch 2.35.0 (TypeScript), seen with Python 3.11 and
# Node.js 20.20.
#
# One would guess: `BatchProcessor` does the same in both languages. It handles the records of a shard one after another,
# and stops at the first failure, because Lambda sends everything from there again.
# Instead: Python handles one record after another, and TypeScript starts all of them at once unless `processInParallel`
# is false. Both also handle the records behind a failure, and report only the failed one. Lambda retries from the lowest
# sequence number that is reported, so the records behind it are handled twice although they succeeded.
# Seen: below; +1 starts record 1 and -1 ends it. Record 3 of six fails. The earlier a record, the longer it takes.
# quizapp: the key of the question real-runs-stream-order rests on it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet aws-lambda-powertools==3.37.0 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }
(cd "$work" && npm install --loglevel=error --no-audit --no-fund @aws-lambda-powertools/batch@2.35.0) >"$work/npm.log" 2>&1 ||
    { cat "$work/npm.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import base64
import time

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response


def record(number):
    data = base64.b64encode(number.encode()).decode()
    kinesis = {"partitionKey": "account-1", "sequenceNumber": number, "data": data}
    return {"eventSource": "aws:kinesis", "kinesis": kinesis}


seen = []


def record_handler(record):
    number = record.kinesis.sequence_number
    seen.append(f"+{number}")
    time.sleep((7 - int(number)) / 20)
    if number == "3":
        raise ValueError(number)
    seen.append(f"-{number}")


event = {"Records": [record(number) for number in "123456"]}
response = process_partial_response(event, record_handler, BatchProcessor(EventType.KinesisDataStreams))
print("Python:", *seen, "reported", *(failure["itemIdentifier"] for failure in response["batchItemFailures"]))
PYTHON

cat >"$work/order.cjs" <<'NODE'
const { BatchProcessor, EventType, processPartialResponse } = require('@aws-lambda-powertools/batch');
const { setTimeout } = require('node:timers/promises');

const record = (number) => ({
  eventSource: 'aws:kinesis',
  kinesis: { partitionKey: 'account-1', sequenceNumber: number, data: Buffer.from(number).toString('base64') },
});

async function run(what, options) {
  const seen = [];
  const recordHandler = async ({ kinesis: { sequenceNumber } }) => {
    seen.push(`+${sequenceNumber}`);
    await setTimeout((7 - Number(sequenceNumber)) * 50);
    if (sequenceNumber === '3') throw new Error(sequenceNumber);
    seen.push(`-${sequenceNumber}`);
  };
  const event = { Records: [...'123456'].map(record) };
  const processor = new BatchProcessor(EventType.KinesisDataStreams);
  const response = await processPartialResponse(event, recordHandler, processor, options);
  console.log(`${what}:`, ...seen, 'reported', ...response.batchItemFailures.map((failure) => failure.itemIdentifier));
}

(async () => {
  await run('TypeScript', {});
  await run('TypeScript, processInParallel false', { processInParallel: false });
})();
NODE
node "$work/order.cjs" >>"$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
Python: +1 -1 +2 -2 +3 +4 -4 +5 -5 +6 -6 reported 3
TypeScript: +1 +2 +3 +4 +5 +6 -6 -5 -4 -2 -1 reported 3
TypeScript, processInParallel false: +1 -1 +2 -2 +3 +4 -4 +5 -5 +6 -6 reported 3
SEEN
