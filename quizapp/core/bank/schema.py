"""The JSON Schema of a file of items, made from the types that read it."""

from __future__ import annotations

import msgspec

from quizapp.core.bank.items import Item


class ItemFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of ``items/``: ``topic`` holds for every item that names none itself."""

    items: tuple[Item, ...]
    topic: str = ""


def items_schema() -> dict[str, object]:
    """Draft 2020-12. What only the program sets (variants) is left out."""
    (root,), definitions = msgspec.json.schema_components([ItemFile], ref_template="#/$defs/{name}")
    for name in ("Variant", "SolutionStep"):
        definitions.pop(name, None)
    for definition in definitions.values():
        properties = definition.get("properties", {})
        properties.pop("variant", None)
        for name, given in properties.items():
            if {"type": "string", "format": "decimal"} in given.get("anyOf", ()):  # written as a number in YAML
                properties[name] = {"type": "number"} | ({"default": given["default"]} if "default" in given else {})
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions, **root}
