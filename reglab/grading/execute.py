"""Run a submission's cells: without its experiments, and whatever its code does to the kernel."""

import asyncio
import subprocess
import time
from functools import partial
from math import ceil

import nbformat
import zmq
from jupyter_core.utils import ensure_async, ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbgrader.preprocessors import Execute
from traitlets import Bool, Integer, Unicode, default

from reglab.grading.output_limit import CELL_LIMIT, OutputLimit
from reglab.grading.stopped import DEAD_KERNEL, OUT_OF_TIME, TIMEOUT, TOO_MUCH_OUTPUT

__all__ = ["EXPERIMENT", "ExecuteSubmission"]

EXPERIMENT = "experiment"
ANSWER = 5  # seconds that a kernel has to answer, or to stop what it was told to stop
KEPT = 2_000  # characters of a cell that printed too much: enough to find the print by


class ExecuteSubmission(Execute):
    """Run a submission without its experiments, and survive what it does to its kernel.

    Cells tagged `experiment` take long and define nothing that an answer needs.
    A cell that prints too much is stopped, and those after it are run, see
    `OutputLimit`.
    """

    timeout = Integer(
        60, allow_none=True, help="Seconds for one cell: student code, and the check that calls it."
    ).tag(config=True)
    total_timeout = Integer(600, help="Seconds for all cells of a notebook.").tag(config=True)
    # nbclient leaves out cells with a tag of its own, graded ones among them: not here.
    skip_cells_with_tag = Unicode("")
    # Where a message was lost the kernel itself is asked, in `on_cell_executed`.
    raise_on_iopub_timeout = Bool(False)
    # A widget's state is no answer, and would be saved in the notebook.
    store_widget_state = Bool(False)

    @default("shutdown_kernel")
    def _shutdown_kernel_default(self):
        # Nothing that a submission left for its end is run, and nothing is waited for.
        return "immediate"

    @default("timeout_func")
    def _timeout_func_default(self):
        # Rounded up: a cell that the end of the time stops has used it up.
        return lambda cell: max(1, min(self.timeout or self.total_timeout, ceil(self._left())))

    def _left(self):
        return self._deadline - time.monotonic()

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        manager.client = partial(_client, manager.client)
        return manager

    def start_new_kernel(self, **kwargs):
        # What a kernel prints past the notebook would land in the instructor's terminal.
        kwargs = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **kwargs}
        super().start_new_kernel(**kwargs)

    def preprocess(self, nb, resources=None, km=None):
        self._reached, self._stopping = 0, None
        self._limit = OutputLimit()
        self._deadline = time.monotonic() + self.total_timeout
        try:
            return super().preprocess(nb, resources, km)
        except (DeadKernelError, CellTimeoutError) as error:
            self.log.error("The notebook was stopped: %s", error)
            self._give_up(nb.cells, self._why(error))
            return nb, resources
        finally:
            self._stopped()

    def _why(self, error):
        if self._left() <= 0:
            return OUT_OF_TIME
        if self._limit.exceeded:
            return TOO_MUCH_OUTPUT
        return TIMEOUT if isinstance(error, CellTimeoutError) else DEAD_KERNEL

    def _give_up(self, cells, reason):
        # A graded cell without any output would get full marks.
        for index, cell in enumerate(cells):
            if cell.cell_type == "code" and index >= self._reached:
                cell.outputs = [_error(reason)]
                if reason != OUT_OF_TIME:
                    reason = DEAD_KERNEL

    def preprocess_cell(self, cell, resources, index):
        self._reached = index
        # Only cells that nbgrader does not know: a graded cell that is not run gets full marks.
        if EXPERIMENT in cell.metadata.get("tags", []) and "nbgrader" not in cell.metadata:
            return cell, resources
        if self._left() <= 0:
            raise CellTimeoutError(f"the notebook took more than {self.total_timeout} seconds")
        self._idle = False
        self._limit.begin(graded=bool(cell.metadata.get("nbgrader", {}).get("grade")))
        try:
            return super().preprocess_cell(cell, resources, index)
        except KeyboardInterrupt:
            _cancel_tasks()
            raise

    def process_message(self, msg, cell, cell_index):
        kind = msg["msg_type"]
        if kind.startswith("comm"):
            return None
        if kind == "status":
            self._idle = self._idle or msg["content"]["execution_state"] == "idle"
        elif kind not in ("execute_input", "clear_output") and not self._admits(msg):
            if kind != "stream" or cell.outputs:
                return None
            msg["content"]["text"] = msg["content"]["text"][:KEPT]
        return super().process_message(msg, cell, cell_index)

    def _admits(self, msg):
        admitted = self._limit.admits(msg["content"])
        if self._limit.exceeded and self._stopping is None:
            self._stopping = asyncio.ensure_future(self._stop())
        return admitted

    async def _stop(self):
        """Interrupt the cell that is running; if it goes on, end the kernel."""
        await ensure_async(self.km.interrupt_kernel())
        await asyncio.sleep(ANSWER)
        await ensure_async(self.km.shutdown_kernel(now=True))

    def _stopped(self):
        if self._stopping is not None:
            self._stopping.cancel()
        self._stopping = None

    async def on_cell_executed(self, cell, cell_index, execute_reply):
        self._stopped()
        super().on_cell_executed(cell=cell, cell_index=cell_index, execute_reply=execute_reply)
        if not self._idle:
            await self._reconnect()
            # It is there and waits: what it said last was too large to be received.
            self._limit.exceed()
        if self._limit.exceeded:
            cell.outputs = [*_beginning(cell.outputs), _error(TOO_MUCH_OUTPUT)]

    async def _reconnect(self):
        """Connect anew, as a channel that refused a message is closed; if the kernel answers."""
        self.kc.stop_channels()
        self.kc = self.km.client()
        self.kc.start_channels()
        try:
            await self.kc.wait_for_ready(timeout=ANSWER)
        except RuntimeError:
            raise CellTimeoutError("the kernel could not be interrupted") from None
        self.kc.allow_stdin = False


def _client(make, **kwargs):
    """A client that refuses a message before it takes the grader's memory."""
    client = make(**kwargs)
    client.context.setsockopt(zmq.MAXMSGSIZE, 2 * CELL_LIMIT)
    return client


def _cancel_tasks():
    """End what Ctrl-C left half done in the event loop; it would complain of its lost kernel."""
    loop = ensure_event_loop()
    if not loop.is_running():  # in Jupyter it is, and holds tasks that are not ours
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))


def _error(name):
    return nbformat.v4.new_output("error", ename=name, evalue="", traceback=[name])


def _beginning(outputs):
    """What a cell printed first."""
    for output in outputs:
        if output.output_type == "stream":
            text = f"{output.text[:KEPT]}\n[...]\n"
            return [nbformat.v4.new_output("stream", name=output.name, text=text)]
    return []
