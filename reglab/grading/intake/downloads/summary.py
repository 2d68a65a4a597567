"""What a collection took, and what it did not, in words."""

from dataclasses import dataclass, field

__all__ = ["Collected"]

SHOWN = 20  # lines of what was not taken


@dataclass(frozen=True)
class Collected:
    """What came of a collection.

    Attributes
    ----------
    taken, same : list of (str, str)
        Students and lessons; those that were in ``submitted/`` before.
    late : list of (str, str)
        Of these, the ones that the other system calls late.
    left : list of (str, str)
        What was not taken, and why.
    """

    taken: list = field(default_factory=list)
    same: list = field(default_factory=list)
    late: list = field(default_factory=list)
    left: list = field(default_factory=list)

    def text(self):
        """Some lines for the instructor.

        Examples
        --------
        >>> print(Collected([("ann", "03_lasso")], left=[("a.pdf", "it is no notebook")]).text())
        Collected 1 notebook, 1 file was not taken:
          a.pdf: it is no notebook
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
