"""nbgrader's configuration. Its settings are defined and tested in reglab."""

from reglab.course.config import configure
from reglab.grading.settings import configure as configure_grading

c = get_config()  # noqa: F821 (nbgrader provides it)
configure(c)
configure_grading(c)
