"""Stored values back into structs. What a newer version added to them is passed over, not refused."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class CannotBeRead(ValueError):
    """A stored value is not what it should be: damaged, or of a newer version that changed it."""


def read_back(value: Any, kind: type[T]) -> T:
    """Return ``value``, plain values from the log, as a ``kind``. Raises CannotBeRead.

    In a file that somebody writes an unknown field is a mistake. In what was stored it is news from a newer version.
    """
    try:
        try:
            return msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError:
            from msgspec.inspect import type_info  # noqa: PLC0415 - seldom needed

            return msgspec.convert(_known(value, type_info(kind)), kind, strict=False)
    except (msgspec.ValidationError, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise CannotBeRead(str(error)) from error


def _known(value: Any, info: Any) -> Any:
    """``value`` without the fields that its type does not know."""
    from msgspec import inspect  # noqa: PLC0415

    if isinstance(info, inspect.UnionType):
        return _known(value, _member(value, info))
    if isinstance(info, inspect.Metadata):
        return _known(value, info.type)
    if isinstance(info, inspect.StructType) and isinstance(value, dict):
        kinds = {field.encode_name: field.type for field in info.fields}
        tag = {info.tag_field} & value.keys()
        return {**{name: value[name] for name in tag},
                **{name: _known(part, kinds[name]) for name, part in value.items() if name in kinds}}  # fmt: skip
    if isinstance(value, list | tuple) and hasattr(info, "item_type"):
        return [_known(part, info.item_type) for part in value]
    if isinstance(value, dict) and isinstance(info, inspect.DictType):
        return {name: _known(part, info.value_type) for name, part in value.items()}
    return value


def _member(value: Any, union: Any) -> Any:
    """The member of a union that ``value`` is meant to be."""
    from msgspec import inspect  # noqa: PLC0415

    structs = [kind for kind in union.types if isinstance(kind, inspect.StructType)]
    if isinstance(value, dict) and structs:
        named = [kind for kind in structs if kind.tag is not None and value.get(str(kind.tag_field)) == kind.tag]
        return (named or structs)[0]
    return next((kind for kind in union.types if not isinstance(kind, inspect.NoneType)), union.types[0])
