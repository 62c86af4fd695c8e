#!/usr/bin/env bash
# fsrs 6.3.2 (py-fsrs), seen with Python 3.11.
#
# One would guess: a review that is older than the card's last one is refused, or changes nothing that is newer. Such
# reviews come up when the histories of two machines are joined, or when a clock was wrong.
# Instead: it is taken without a word as a review of the same day, and `last_review` and `due` are counted from it. The
# card is due earlier than before a right answer, and the time of the newer review is gone from it.
# Seen: last_review goes from 14 Jan to 11 Jan, due from 1 Mar to 26 Feb; stability stays 46.3 days.
# quizapp: replays all reviews of a card in order of time, and never gives fsrs one out of order (core/scheduler/cards.py).
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet fsrs==6.3.2 2>"$work/pip.log" || { cat "$work/pip.log" >&2; exit 1; }

"$work/venv/bin/python" - >"$work/seen" <<'PYTHON'
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

scheduler = Scheduler(enable_fuzzing=False)


def show(what: str, card: Card) -> None:
    print(f"{what}: last {card.last_review:%Y-%m-%d}, due {card.due:%Y-%m-%d}, stability {card.stability:.1f}")


card = Card(card_id=1, due=datetime(2026, 1, 1, 12, tzinfo=UTC))
for _ in range(4):
    card, _ = scheduler.review_card(card, Rating.Good, card.due)
show("four right answers", card)
card, _ = scheduler.review_card(card, Rating.Good, card.last_review - timedelta(days=3))
show("one from three days before", card)
PYTHON
cat "$work/seen"
diff "$work/seen" - <<'SEEN'
four right answers: last 2026-01-14, due 2026-03-01, stability 46.3
one from three days before: last 2026-01-11, due 2026-02-26, stability 46.3
SEEN
