"""Registrations and results, one JSON file for each claim: ``build/audit/<name>.json``."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from reglab._files import write_file
from reglab.audit.errors import AuditError
from reglab.audit.measured import Measured
from reglab.audit.registry import Entry

__all__ = ["FORMAT", "Store"]

FORMAT = 1
_FIELDS = {"format": int, "name": str, "digest": str, "plan": dict, "code": str, "regimes": dict}


class Store:
    """A folder with the registrations and results of claims.

    Parameters
    ----------
    folder : path
        Created when the first claim is registered.

    Examples
    --------
    >>> from reglab.audit import Store
    >>> Store("build/no-such-folder").record("dropout_free") is None
    True
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self.folder = Path(folder)

    def record(self, name: str) -> dict[str, Any] | None:
        """Return what is stored about a claim, or None.

        Parameters
        ----------
        name : str

        Raises
        ------
        AuditError
            If the file cannot be read as a record.
        """
        path = self._path(name)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError:
            raise _unreadable(path, "it is not UTF-8") from None
        try:
            found = json.loads(text)
        except ValueError as error:
            raise _unreadable(path, str(error)) from None
        if not isinstance(found, dict):
            raise _unreadable(path, f"expected a dict, got {type(found).__name__}")
        for field, kind in _FIELDS.items():
            if not isinstance(found.get(field), kind):
                raise _unreadable(path, f"it has no {field}")
        if found["format"] != FORMAT:
            raise _unreadable(path, f"expected format {FORMAT}, got {found['format']}")
        return found

    def register(self, entry: Entry, *, again: bool = False, trial: bool = False) -> dict[str, Any]:
        """Store the plan of a claim before it runs, and return its record.

        Parameters
        ----------
        entry : Entry
        again : bool, optional
            Forget results of the same plan.
        trial : bool, optional
            The plan and the code may still change: then forget the results.

        Raises
        ------
        AuditError
            If results of another plan are stored.
        """
        old = self.record(entry.name)
        if old is not None and old["regimes"]:
            if not trial:
                self.check(entry, old)
            same = (old["digest"], old["code"]) == (entry.claim.plan.digest, entry.code)
            if not again and (same or not trial):
                return old
        record = {
            "format": FORMAT,
            "name": entry.name,
            "digest": entry.claim.plan.digest,
            "plan": entry.claim.plan.fields,
            "code": entry.code,
            "registered": _now(),
            "regimes": {},
        }
        self._write(record)
        return record

    def check(self, entry: Entry, record: dict[str, Any]) -> None:
        """Refuse results that belong to another plan.

        Parameters
        ----------
        entry : Entry
        record : dict
            Of this claim.

        Raises
        ------
        AuditError
            If the plan is not the one that was registered.
        """
        plan = entry.claim.plan
        if record["digest"] == plan.digest:
            return
        changed = [k for k, value in plan.fields.items() if record["plan"].get(k) != value]
        raise AuditError(
            f"{entry.name}: its plan changed after its run ({', '.join(changed) or 'its digest'}): "
            f"expected registration {record['digest'][:12]}..., got {plan.digest[:12]}... "
            "Restore the plan, or give the new one another name"
        )

    def add(self, entry: Entry, regime: str, measured: Measured, facts: dict[str, Any]) -> None:
        """Store the values of one regime.

        Parameters
        ----------
        entry : Entry
            Registered before.
        regime : str
        measured : Measured
        facts : dict
            Seeds, versions and times of the run.
        """
        record = self.record(entry.name)
        if record is None:
            raise AuditError(f"{entry.name}: expected a registration before its run, found none")
        self.check(entry, record)
        record["regimes"][regime] = {**asdict(measured), **facts, "finished": _now()}
        # In the order of the plan, whatever ended first.
        record["regimes"] = {
            name: record["regimes"][name]
            for name in entry.claim.plan.regimes
            if name in record["regimes"]
        }
        self._write(record)

    @contextmanager
    def only_run(self) -> Iterator[None]:
        """Lock the folder against other runs during the block.

        Raises
        ------
        AuditError
            If another run has locked it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / ".lock", "a", encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise AuditError(
                    f"{self.folder}: another audit is running here; wait until it has ended"
                ) from None
            except OSError:  # a network disk without locks
                pass
            yield

    def _path(self, name):
        return self.folder / f"{name}.json"

    def _write(self, record):
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
        write_file(self._path(record["name"]), text.encode())


def _now():
    return datetime.now(UTC).isoformat(timespec="seconds")


def _unreadable(path, reason):
    return AuditError(f"{path} is not a record of an audit: {reason}. Move it away")
