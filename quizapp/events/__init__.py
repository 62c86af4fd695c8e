"""What happened: the kinds of event and the envelope that the log stores them in."""

from quizapp.events.codec import decode_body, encode_body
from quizapp.events.envelope import Event
from quizapp.events.kinds import (
    KINDS,
    Answer,
    BankVersion,
    Body,
    Guess,
    Regrade,
    Report,
    SessionEnd,
    SessionStart,
    Setting,
    Shown,
    ShownPart,
    Skip,
    Suspend,
    Undo,
    Unknown,
    kind_of,
)

__all__ = [
    "KINDS",
    "Answer",
    "BankVersion",
    "Body",
    "Event",
    "Guess",
    "Regrade",
    "Report",
    "SessionEnd",
    "SessionStart",
    "Setting",
    "Shown",
    "ShownPart",
    "Skip",
    "Suspend",
    "Undo",
    "Unknown",
    "decode_body",
    "encode_body",
    "kind_of",
]
