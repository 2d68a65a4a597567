"""nbgrader's configuration while it grades: for `reglab grade` and for nbgrader's commands."""

__all__ = ["configure"]


def configure(c):
    """Plug our preprocessors into nbgrader's autograde.

    Parameters
    ----------
    c : traitlets.config.Config
        Changed in place; everything else in it stays.
    """
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import DeduplicateIds, Execute

    from reglab.grading.execute import ExecuteSubmission
    from reglab.grading.preprocessors import RepairCells

    # nbgrader's DeduplicateIds leaves metadata that stops the whole class: ours takes its place.
    ours = {DeduplicateIds: RepairCells, Execute: ExecuteSubmission}
    for step in ("sanitize_preprocessors", "autograde_preprocessors"):
        default = getattr(Autograde, step).default_args[0]
        c.Autograde[step] = [ours.get(preprocessor, preprocessor) for preprocessor in default]
