"""Find claims: those of the course, and others by the path of their file."""

from __future__ import annotations

import ast
import hashlib
import importlib
import importlib.util
import keyword
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reglab.audit.claim import Claim
from reglab.audit.errors import AuditError

__all__ = ["Entry", "choose", "find_claims", "load_claim"]

# Arguments of a claim that no result depends on.
EXPLANATIONS = ("source", "how", "not_tested", "taught", "number")
CLAIMS = Path(__file__).parent / "claims"


@dataclass(frozen=True)
class Entry:
    """A claim and its file.

    Parameters
    ----------
    name : str
    claim : Claim
    text : str
        The file's content.
    """

    name: str
    claim: Claim
    text: str

    @cached_property
    def code(self) -> str:
        """A hash of the file's code, which comments, docstrings and explanations do not change."""
        tree = ast.parse(self.text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
                node, clean=False
            ):
                node.body = node.body[1:]
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Claim":
                node.keywords = [own for own in node.keywords if own.arg not in EXPLANATIONS]
        return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def find_claims() -> dict[str, Claim]:
    """Return the claims of the course by name, in their order.

    Returns
    -------
    dict of Claim
    """
    return {entry.name: entry.claim for entry in own_entries()}


def own_entries() -> list[Entry]:
    """Return the course's claims with their files, in their order."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(CLAIMS)]))
    found = [own_entry(name) for name in names]
    return sorted(found, key=lambda entry: (entry.claim.number or 0, entry.name))


def own_entry(name: str) -> Entry:
    """Return a claim of the course by its name."""
    module = importlib.import_module(f"reglab.audit.claims.{name}")
    return Entry(name, module.CLAIM, (CLAIMS / f"{name}.py").read_text(encoding="utf-8"))


def load_claim(path: str | Path) -> Entry:
    """Return the claim of a file, which is run to find it.

    Parameters
    ----------
    path : path
        Its name without ``.py`` is the claim's name.

    Raises
    ------
    AuditError
        If it cannot be read, or has no `Claim` that is named CLAIM.
    """
    path = Path(path)
    if path.suffix != ".py" or not valid_name(path.stem):
        raise AuditError(f"{path}: expected a file such as claims/my_claim.py")
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise AuditError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise AuditError(f"{path}: expected UTF-8 text") from None
    return entry_of(path.stem, text, str(path))


def entry_of(name: str, text: str, shown: str) -> Entry:
    """Return the claim of a file's text.

    Parameters
    ----------
    name : str
    text : str
    shown : str
        How messages call the file.
    """
    spec = importlib.util.spec_from_loader(f"reglab_claim_{name}", loader=None)
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    try:
        exec(compile(text, shown, "exec"), vars(module))
    except (Exception, SystemExit) as error:
        line = str(error).splitlines()[0] if str(error) else ""
        raise AuditError(f"{shown}: {type(error).__name__}: {line}") from None
    claim = vars(module).get("CLAIM")
    if not isinstance(claim, Claim):
        raise AuditError(f"{shown}: expected a Claim that is named CLAIM, found none")
    return Entry(name, claim, text)


def choose(names: Iterable[str]) -> list[Entry]:
    """Return claims by name or path; the course's own if there are no names.

    Parameters
    ----------
    names : iterable of str
        A name of the course's claims, or a path; ``claims/NAME.py`` is found by NAME.

    Raises
    ------
    AuditError
        If one is not found, or two have the same name.
    """
    names = list(names)
    if not names:
        return own_entries()
    own = {entry.name: entry for entry in own_entries()}
    found: dict[str, Entry] = {}
    for name in names:
        entry = own.get(name) or _other(name, own)
        if entry.name in found:
            raise AuditError(f"{entry.name} is named twice")
        found[entry.name] = entry
    return list(found.values())


def _other(name, own):
    path = Path(name)
    if path.suffix != ".py":
        path = Path("claims", f"{name}.py")
        if not path.is_file():
            from difflib import get_close_matches

            near = get_close_matches(name, own, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            raise AuditError(f"there is no claim {name}, and no file {path}{hint}")
    entry = load_claim(path)
    if entry.name in own:
        raise AuditError(f"{path}: {entry.name} is a claim of the course; choose another name")
    return entry


def valid_name(name: str) -> bool:
    """Return whether a claim may have this name."""
    return name.isidentifier() and not keyword.iskeyword(name) and not name.startswith("_")
