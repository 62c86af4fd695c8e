"""Bodies to JSON and back."""

from __future__ import annotations

from typing import Union

import msgspec

from quizapp.core.events.base import Body
from quizapp.core.events.kinds import KINDS, Unknown, kind_of

_ENCODER = msgspec.json.Encoder(decimal_format="string")
_DECODER: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Union[KINDS])  # noqa: UP007
_KNOWN = frozenset(str(kind.__struct_config__.tag) for kind in KINDS)


def encode_body(body: Body) -> tuple[str, str]:
    """(kind, JSON) of a body."""
    return kind_of(body), _ENCODER.encode(body).decode()


def decode_body(kind: str, text: str) -> Body:
    """The body that ``text`` holds; Unknown for a kind that this version does not know.

    Raises msgspec.ValidationError when a known kind does not have its shape.
    """
    if kind not in _KNOWN:
        return Unknown()
    return _DECODER.decode(text)
