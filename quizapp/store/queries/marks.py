"""Reads of what the learner marked and wrote."""

from __future__ import annotations

from quizapp.store.columns import Reads

LATEST = "ts_utc_ms DESC, device_id DESC, seq DESC, event_id DESC"
_LATEST = f"(SELECT value FROM mark m WHERE m.target = mark.target AND m.kind = 'bookmark' ORDER BY {LATEST} LIMIT 1)"


class MarkQueries(Reads):
    """Reads of the bookmarks and notes of one database. The bank may have lost the cards that they are on."""

    def bookmarked(self) -> frozenset[str]:
        """Return the ids of the cards that are marked."""
        rows = self._typed(tuple[str], f"SELECT DISTINCT target FROM mark WHERE kind = 'bookmark' AND {_LATEST}")
        return frozenset(row[0] for row in rows)

    def is_bookmarked(self, card_id: str) -> bool:
        """Return whether a card is marked."""
        row = self._one(tuple[bool], f"SELECT {_LATEST} FROM mark WHERE target = ? AND kind = 'bookmark'", (card_id,))
        return row is not None and row[0]

    def notes(self) -> dict[str, str]:
        """Return the notes by card, as they were written; those that were removed are left out."""
        return dict(self._typed(tuple[str, str], "SELECT card_id, text FROM note WHERE text != '' ORDER BY card_id"))

    def note(self, card_id: str) -> str:
        """Return the note on a card; empty for none."""
        row = self._one(tuple[str], "SELECT text FROM note WHERE card_id = ?", (card_id,))
        return row[0] if row else ""
