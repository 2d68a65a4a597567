"""A summary of a collection for the instructor."""

from dataclasses import dataclass, field

__all__ = ["Collected"]

SHOWN = 20  # lines about files that were not taken


@dataclass(frozen=True)
class Collected:
    """The outcome of a collection.

    Attributes
    ----------
    taken, same : list of (str, str)
        Students and lessons that were taken, and that were in ``submitted/`` before.
    late : list of (str, str)
        Those of them that the other system marks as late.
    left : list of (str, str)
        Files that were not taken, and why.
    """

    taken: list = field(default_factory=list)
    same: list = field(default_factory=list)
    late: list = field(default_factory=list)
    left: list = field(default_factory=list)

    def text(self) -> str:
        """Return the summary, in a few lines.

        Examples
        --------
        >>> print(Collected([("ann", "03_lasso")], left=[("a.pdf", "it is not a notebook")]).text())
        Collected 1 notebook, 1 file was not taken:
          a.pdf: it is not a notebook
        """
        parts = [f"Collected {_count(len(self.taken), 'notebook')}"]
        if self.same:
            parts.append(f"{len(self.same)} there before")
        if self.late:
            parts.append(f"{len(self.late)} late")
        if not self.left:
            return f"{', '.join(parts)}."
        was = "was" if len(self.left) == 1 else "were"
        lines = [f"{', '.join(parts)}, {_count(len(self.left), 'file')} {was} not taken:"]
        lines += [f"  {name}: {reason}" for name, reason in self.left[:SHOWN]]
        if len(self.left) > SHOWN:
            lines.append(f"  and {len(self.left) - SHOWN} more")
        return "\n".join(lines)


def _count(number, what):
    return f"{number} {what}{'' if number == 1 else 's'}"
