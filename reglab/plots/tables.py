"""A table of text, for numbers that are compared side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["table"]


def table(columns: Mapping[str, Sequence[Any]], form: str | Mapping[str, str] = ".3f") -> None:
    """Print columns below their names: numbers to the right, text to the left.

    Parameters
    ----------
    columns : mapping
        ``{name: one entry for each row}``.
    form : str or mapping
        The format of numbers, or ``{name: format}`` with ``.3f`` for the other columns.

    Raises
    ------
    ValueError
        If the columns differ in length.

    Examples
    --------
    >>> table({"": ["age", "BMI"], "weight": [-0.5, 24.7261]}, ".2f")
         weight
    age   -0.50
    BMI   24.73
    """
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"columns must have one entry for each row, got {lengths}")
    printed = []
    for name, values in columns.items():
        shape = form if isinstance(form, str) else form.get(name, ".3f")
        cells = [value if isinstance(value, str) else format(value, shape) for value in values]
        width = max(map(len, [name, *cells]))
        left = all(isinstance(value, str) for value in values)
        printed.append([f"{cell:{'<' if left else '>'}{width}}" for cell in [name, *cells]])
    for row in zip(*printed, strict=True):
        print("  ".join(row).rstrip())
