"""Our steps in nbgrader's autograde. Importing this file imports nbgrader."""

import subprocess

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Integer, Unicode

from reglab.grading.repair import repair

__all__ = ["DEAD_KERNEL", "EXPERIMENT", "TIMEOUT", "ExecuteSubmission", "RepairCells"]

EXPERIMENT = "experiment"
DEAD_KERNEL = "DeadKernelError"
TIMEOUT = "CellTimeoutError"


class RepairCells(NbGraderPreprocessor):
    """Put the cells that nbgrader knows back into their released form, see `repair`."""

    def preprocess(self, nb, resources):
        course, names = self._course(), resources["nbgrader"]
        if course is not None:
            folder = course.format_path(course.release_directory, ".", names["assignment"])
            with open(f"{folder}/{names['notebook']}.ipynb", encoding="utf-8") as file:
                release = nbformat.read(file, as_version=4)
            for note in repair(nb, release):
                self.log.warning(note)
        return nb, resources

    def _course(self):
        """The course directory of the converter that runs this step."""
        owner = self.parent
        while owner is not None and not hasattr(owner, "coursedir"):
            owner = owner.parent
        return owner and owner.coursedir


class ExecuteSubmission(Execute):
    """Run a submission without its experiments, and survive a kernel that dies.

    Cells tagged `experiment` take long and define nothing that an answer needs.
    """

    timeout = Integer(
        60, allow_none=True, help="Seconds for one cell: student code, and the check that calls it."
    ).tag(config=True)
    # nbclient leaves out cells with a tag of its own, graded ones among them: not here.
    skip_cells_with_tag = Unicode("")

    def start_new_kernel(self, **kwargs):
        # What a kernel prints past the notebook would land in the instructor's terminal.
        kwargs = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **kwargs}
        super().start_new_kernel(**kwargs)

    def preprocess(self, nb, resources=None, km=None):
        self._reached = 0
        try:
            return super().preprocess(nb, resources, km)
        except (DeadKernelError, CellTimeoutError) as error:
            if isinstance(error, CellTimeoutError):
                self.log.error("The kernel could not be interrupted: %s", error)
            for cell in nb.cells[self._reached :]:
                # A graded cell without any output would get full marks.
                if cell.cell_type == "code":
                    cell.outputs = [_error(DEAD_KERNEL, "the kernel was gone")]
            return nb, resources

    def preprocess_cell(self, cell, resources, index):
        self._reached = index
        # Only cells that nbgrader does not know: a graded cell that is not run gets full marks.
        if EXPERIMENT in cell.metadata.get("tags", []) and "nbgrader" not in cell.metadata:
            return cell, resources
        return super().preprocess_cell(cell, resources, index)


def _error(name, value):
    return nbformat.v4.new_output("error", ename=name, evalue=value, traceback=[f"{name}: {value}"])
