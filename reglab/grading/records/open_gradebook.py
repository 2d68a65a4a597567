"""Open nbgrader's gradebook, and make one if there is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from reglab.course.quiet import quiet
from reglab.grading.errors import GradingError
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
    with quiet():
        from nbgrader.api import Gradebook

        try:
            _stamp(url)
            gradebook = Gradebook(url)
        except Exception as error:  # of the database or its driver
            text = f"cannot open the gradebook at {hidden(url)}: {reason(error)}"
            raise GradingError(text) from None
    try:
        yield Book(gradebook)
    finally:
        gradebook.close()


def _stamp(url):
    """Write nbgrader's version into a gradebook without one: a new one, or one that was cut short.

    Later releases of nbgrader can only upgrade a gradebook with a version. nbgrader would ask the
    program ``alembic`` for it, which takes seconds, and only if there are no tables at all.
    """
    from sqlalchemy import create_engine, inspect, text

    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                connection.execute(
                    text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
                )
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
            version = next(iter(found), None)
            if version is None:
                row = text("INSERT INTO alembic_version VALUES (:version)")
                connection.execute(row, {"version": _newest()})
            elif version != _newest():
                raise ValueError(
                    f"its tables have version {str(version)[:40]}, expected {_newest()} for this "
                    "nbgrader; if they are older, run `nbgrader db upgrade` in the course folder"
                )
    finally:
        engine.dispose()


@cache
def _newest():
    """The version of the tables that this nbgrader makes."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    config = Config()
    config.set_main_option("script_location", ALEMBIC_DIR.replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head()
