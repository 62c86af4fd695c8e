#!/usr/bin/env bash
# sqlite-utils 4.2.1, seen with Python 3.11 and SQLite 3.40.1.
#
# One would guess: renaming one column with `table.transform(rename=...)` leaves the rest of the table as it is. CHECK
# constraints, STRICT and indexes do survive, which makes it look whole.
# Instead: the table is rebuilt from what `table.columns` knows. The collation of a column, generated columns and all
# triggers are gone, without a word. A key that ignored case accepts the same key in capitals from then on, and a log
# whose triggers refused DELETE can be deleted from.
# Seen: below; the second INSERT was refused before and is accepted after.
# quizapp: never changes the event log that way.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet sqlite-utils==4.2.1 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
import sqlite3

import sqlite_utils

connection = sqlite3.connect(":memory:")
connection.executescript("""
CREATE TABLE log (
    id TEXT PRIMARY KEY COLLATE NOCASE,
    body TEXT NOT NULL CHECK (json_valid(body)),
    n INTEGER,
    kind TEXT GENERATED ALWAYS AS (json_extract(body, '$.kind')) VIRTUAL
) STRICT;
CREATE INDEX log_n ON log (n);
CREATE TRIGGER log_no_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'only grows'); END;
""")
db = sqlite_utils.Database(connection)


def state(when: str) -> None:
    schema = db["log"].schema
    kept = {
        "CHECK": "CHECK" in schema,
        "STRICT": "STRICT" in schema,
        "index": bool(db["log"].indexes and any(i.name == "log_n" for i in db["log"].indexes)),
        "collation": "NOCASE" in schema,
        "generated column": "GENERATED" in schema,
        "trigger": bool(db["log"].triggers),
    }
    print(f"{when}:", ", ".join(f"{what} {'yes' if there else 'no'}" for what, there in kept.items()))


def insert(key: str) -> str:
    try:
        with connection:
            connection.execute("INSERT INTO log (id, body) VALUES (?, '{}')", [key])
    except sqlite3.IntegrityError:
        return "refused"
    return "accepted"


state("before")
print("a", insert("a"), "- A", insert("A"))
db["log"].transform(rename={"n": "number"})
state("after")
print("A", insert("A"))
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
before: CHECK yes, STRICT yes, index yes, collation yes, generated column yes, trigger yes
a accepted - A refused
after: CHECK yes, STRICT yes, index yes, collation no, generated column no, trigger no
A accepted
SEEN
