"""Open nbgrader's gradebook, and make one if there is none."""

from collections.abc import Iterator
from contextlib import contextmanager

from reglab.course.quiet import quiet
from reglab.grading.errors import GradingError
from reglab.grading.records.autograde import programs_on_path
from reglab.grading.records.database import hidden, reason
from reglab.grading.records.gradebook import Book

__all__ = ["open_gradebook"]


@contextmanager
def open_gradebook(url: str) -> Iterator[Book]:
    """Open a gradebook until the end of the block.

    Parameters
    ----------
    url : str
        Such as ``sqlite:////course/gradebook.db`` or ``postgresql://host/name``.

    Yields
    ------
    Book
    """
    with quiet(), programs_on_path():
        from nbgrader.api import Gradebook

        try:
            gradebook = Gradebook(url)
            _stamp(gradebook)
        except Exception as error:  # of the database or its driver
            text = f"cannot open the gradebook at {hidden(url)}: {reason(error)}"
            raise GradingError(text) from None
    try:
        yield Book(gradebook)
    finally:
        gradebook.close()


def _stamp(gradebook):
    """Write nbgrader's version into a gradebook whose creation was killed.

    nbgrader creates the tables, then calls ``alembic`` for the version, which takes
    seconds. Without a version, later nbgrader releases can't upgrade the gradebook.
    """
    from nbgrader.api import get_alembic_version
    from sqlalchemy import inspect, text

    with gradebook.engine.begin() as connection:
        if not inspect(connection).has_table("alembic_version"):
            connection.execute(
                text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            )
        if not connection.execute(text("SELECT version_num FROM alembic_version")).all():
            version = {"version": get_alembic_version()}
            connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), version)
