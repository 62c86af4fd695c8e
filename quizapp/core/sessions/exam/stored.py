"""Stored values back into structs. What a newer version added to them is passed over, not refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import inspect

T = TypeVar("T")


class CannotBeRead(ValueError):
    """A stored value is not what it should be: damaged, or of a newer version that changed it."""


def read_back(value: object, kind: type[T]) -> T:
    """Return ``value``, plain values from the log, as a ``kind``. Raises CannotBeRead.

    In a file that someone writes an unknown field is a mistake. In what was stored it is news from a newer version.
    """
    try:
        try:
            return msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError:
            return msgspec.convert(_known(value, inspect.type_info(kind)), kind, strict=False)
    except (msgspec.ValidationError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise CannotBeRead(str(error)) from error


def _known(value: object, info: inspect.Type) -> object:
    """``value`` without the fields that its type does not know."""
    if isinstance(info, inspect.UnionType):
        return _known(value, _member(value, info.types))
    if isinstance(info, inspect.Metadata):
        return _known(value, info.type)
    if isinstance(info, inspect.StructType) and isinstance(value, dict):
        kinds = {field.encode_name: field.type for field in info.fields}
        tag = {info.tag_field} & value.keys()
        return {
            **{name: value[name] for name in tag},
            **{name: _known(part, kinds[name]) for name, part in value.items() if name in kinds},
        }
    if isinstance(value, list | tuple) and isinstance(info, inspect.CollectionType):
        return [_known(part, info.item_type) for part in value]
    if isinstance(value, dict) and isinstance(info, inspect.DictType):
        return {name: _known(part, info.value_type) for name, part in value.items()}
    return value


def _member(value: object, kinds: Sequence[inspect.Type]) -> inspect.Type:
    """Which of the kinds of a union ``value`` is meant to be."""
    structs = [kind for kind in kinds if isinstance(kind, inspect.StructType)]
    if isinstance(value, dict) and structs:
        named = [kind for kind in structs if kind.tag is not None and value.get(str(kind.tag_field)) == kind.tag]
        return (named or structs)[0]
    return next((kind for kind in kinds if not isinstance(kind, inspect.NoneType)), kinds[0])
