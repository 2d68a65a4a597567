"""Checksums inside records, since a flipped bit in a number is still valid JSON."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

__all__ = ["CHECK", "checksum", "sealed", "unsealed"]

CHECK = "check"


def checksum(value: Any) -> str:
    """Return the checksum of plain data, in 16 characters."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def sealed(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain data with its checksum, for `unsealed`."""
    return {**value, CHECK: checksum(value)}


def unsealed(value: Any, *, required: bool = False) -> dict[str, Any]:
    """Return plain data without its checksum.

    Parameters
    ----------
    value : dict
    required : bool
        Whether data without a checksum, as older versions wrote it, is refused.

    Raises
    ------
    TypeError, ValueError
        If it is no dict, or does not match its checksum.
    """
    if not isinstance(value, dict):
        raise TypeError(f"expected an object, got {type(value).__name__}")
    content = {name: part for name, part in value.items() if name != CHECK}
    if CHECK not in value:
        if required:
            raise ValueError("its checksum is missing")
    elif value[CHECK] != checksum(content):
        raise ValueError("it does not match its checksum")
    return content
