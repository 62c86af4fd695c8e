#!/usr/bin/env bash
# awslambdaric 4.2.2, the runtime interface client of the Python runtimes, seen with Python 3.11.
#
# One would guess: the size of a response is that of its text in UTF-8, on each runtime; and a function that moves to
# Python 3.12, which returns Unicode characters, returns smaller responses.
# Instead: runtimes up to Python 3.11 return each character beyond ASCII as an escape of 6 bytes (12 for most emoji), so
# 6 MB hold a third of the Cyrillic and half of the Chinese text that they hold from Python 3.12 on. The name of the
# runtime in AWS_EXECUTION_ENV decides, not the interpreter. But a body made by `json.dumps`, as API Gateway expects it,
# is escaped by `json.dumps`, on each runtime, and with one byte more for the escaped backslash.
# Seen: bytes of a response with 1,000 characters, quotation marks and names not counted.
# quizapp: asks which change lets a response fit (question_bank/items/real-runs-b-limits.yaml).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet awslambdaric==4.2.2 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

cat >"$work/sizes.py" <<'PYTHON'
import json
import os

from awslambdaric.lambda_runtime_marshaller import LambdaMarshaller


def size(response: object) -> int:
    return len(LambdaMarshaller().marshal_response(response)[0].encode())


letters = {"Latin": "a", "Cyrillic": "ж", "Hindi": "ह", "Chinese": "中", "emoji": "😀"}
print(os.environ["AWS_EXECUTION_ENV"])
print("  text:", *(f"{name} {size(letter * 1000) - size('')}" for name, letter in letters.items()))
for kept in ({}, {"ensure_ascii": False}):
    bodies = {name: size({"body": json.dumps(letter * 1000, **kept)}) for name, letter in letters.items()}
    empty = size({"body": json.dumps("")})
    print(f"  body by json.dumps{', ensure_ascii=False' if kept else ''}:", *(f"{name} {bytes_ - empty}" for name, bytes_ in bodies.items()))
PYTHON
for version in 3.10 3.11 3.12 3.13 3.14; do
  AWS_EXECUTION_ENV="AWS_Lambda_python$version" "$work/venv/bin/python" "$work/sizes.py"
done >"$work/seen"
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
AWS_Lambda_python3.10
  text: Latin 1000 Cyrillic 6000 Hindi 6000 Chinese 6000 emoji 12000
  body by json.dumps: Latin 1000 Cyrillic 7000 Hindi 7000 Chinese 7000 emoji 14000
  body by json.dumps, ensure_ascii=False: Latin 1000 Cyrillic 6000 Hindi 6000 Chinese 6000 emoji 12000
AWS_Lambda_python3.11
  text: Latin 1000 Cyrillic 6000 Hindi 6000 Chinese 6000 emoji 12000
  body by json.dumps: Latin 1000 Cyrillic 7000 Hindi 7000 Chinese 7000 emoji 14000
  body by json.dumps, ensure_ascii=False: Latin 1000 Cyrillic 6000 Hindi 6000 Chinese 6000 emoji 12000
AWS_Lambda_python3.12
  text: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
  body by json.dumps: Latin 1000 Cyrillic 7000 Hindi 7000 Chinese 7000 emoji 14000
  body by json.dumps, ensure_ascii=False: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
AWS_Lambda_python3.13
  text: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
  body by json.dumps: Latin 1000 Cyrillic 7000 Hindi 7000 Chinese 7000 emoji 14000
  body by json.dumps, ensure_ascii=False: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
AWS_Lambda_python3.14
  text: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
  body by json.dumps: Latin 1000 Cyrillic 7000 Hindi 7000 Chinese 7000 emoji 14000
  body by json.dumps, ensure_ascii=False: Latin 1000 Cyrillic 2000 Hindi 3000 Chinese 3000 emoji 4000
SEEN
