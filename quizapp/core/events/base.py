"""What all bodies of events share."""

from __future__ import annotations

import msgspec


class Body(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="kind"):
    """Nothing but the tag that names the kind."""
