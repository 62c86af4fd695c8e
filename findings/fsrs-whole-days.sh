#!/usr/bin/env bash
# fsrs 6.3.2 (py-fsrs), seen with Python 3.11.
#
# One would guess: a card that is answered every evening has been answered on six days, whether the learner sits down a
# minute earlier or a minute later than the evening before.
# Instead: days are whole spans of 24 hours since the last review. A minute earlier than yesterday is the same day, for
# which an answer rated Good adds nothing to a stability like this. A learner who is a minute early every evening never
# leaves the first day, however often the card is answered.
# Seen: stability of 32.0 days after six reviews a minute late, 8.3 days after six reviews a minute early.
# quizapp: counts study days that end at 04:00 local time, and gives fsrs whole days
# (core/scheduler/study_days.py, core/scheduler/memory.py).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fsrs==6.3.2 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

scheduler = Scheduler(enable_fuzzing=False)
for minutes in (1, 0, -1):
    at = datetime(2026, 3, 1, 20, tzinfo=UTC)
    card, _ = scheduler.review_card(Card(card_id=1), Rating.Easy, at)
    stabilities = [card.stability]
    for _ in range(5):
        at += timedelta(days=1, minutes=minutes)
        card, _ = scheduler.review_card(card, Rating.Good, at)
        stabilities.append(card.stability)
    print(f"{minutes:+d} min:", *(f"{days:.1f}" for days in stabilities))
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
+1 min: 8.3 13.5 18.4 23.1 27.6 32.0
+0 min: 8.3 13.5 18.4 23.1 27.6 32.0
-1 min: 8.3 8.3 8.3 8.3 8.3 8.3
SEEN
