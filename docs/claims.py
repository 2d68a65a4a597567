"""Make docs/claims.md and docs/claims.json from the results of ``reglab audit``.

``.venv/bin/python docs/claims.py`` takes the records of the course's claims from build/audit, and
stores them with the verdicts that follow. A test holds the page against the stored records, and the
records against the plans of the claims.
"""

import json
import sys
from pathlib import Path

from reglab.audit import AuditError, Store, findings, markdown
from reglab.audit.registry import own_entries

DOCS = Path(__file__).parent
RECORD, PAGE = DOCS / "claims.json", DOCS / "claims.md"
RESULTS = DOCS.parent / "build/audit"


def page(records):
    """Return the page as text."""
    return markdown(findings(own_entries(), records))


def stored():
    """Return the records of the repository by the names of their claims."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def _line(record):
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def main():
    """Store the records of build/audit, and write the page."""
    store, records = Store(RESULTS), {}
    for entry in own_entries():
        record = store.record(entry.name)
        if record is not None:
            store.check(entry, record)
            records[entry.name] = record
    missing = [entry.name for entry in own_entries() if entry.name not in records]
    if missing:
        raise AuditError(f"{RESULTS} has no results of {', '.join(missing)}; run reglab audit")
    # One line for each claim, so that a change shows which.
    lines = [f"{json.dumps(name)}: {_line(record)}" for name, record in records.items()]
    RECORD.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    PAGE.write_text(page(records), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except AuditError as error:
        sys.exit(str(error))
