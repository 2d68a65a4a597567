"""Groups of networks that are trained in parallel, an epoch at a time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reglab.nn._threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from reglab.nn._epoch import Trainer
    from reglab.nn._stops import Stops


class Group:
    """Networks that are trained in one thread, with their validation data and early stopping.

    Parameters
    ----------
    trainer : Trainer
    validation : (X, shares), or None
    stops : Stops or None
    to_the_end : bool
        Whether training goes on when all networks have stopped.
    """

    def __init__(
        self,
        trainer: "Trainer",
        validation: "tuple[NDArray, NDArray] | None",
        stops: "Stops | None",
        *,
        to_the_end: bool,
    ) -> None:
        self.trainer, self.validation, self.stops = trainer, validation, stops
        self.to_the_end = to_the_end
        self.over = False
        self.metrics: list[NDArray] = []

    def epoch(self, number: int) -> "tuple[list[NDArray], bool]":
        """Train and evaluate; return the metrics of every network, and whether training is over.

        The metrics are the training loss and, with validation data, the loss and the accuracy on
        them. If training was over before, they are the last ones.
        """
        if not self.over:
            self.metrics = [self.trainer.epoch()]
            if self.validation is not None:
                self.metrics += self.trainer.judge(self.validation)
            if self.stops:
                stopped = self.stops.update(number, *self.metrics[1:])
                self.over = stopped and not self.to_the_end
        return self.metrics, self.over


def in_parallel(
    groups: "Sequence[Group]", epochs: int, submit: "Callable[..., Any] | None"
) -> "Iterator[list[tuple[list[NDArray], bool]]]":
    """Yield what all groups return, epoch by epoch, until training is over for all.

    A group that has finished an epoch starts the next one before the others have finished theirs,
    so that its thread does not wait for them.

    Parameters
    ----------
    groups : sequence of Group
    epochs : int
    submit : callable or None
        That of a pool; None if there is no other thread.
    """
    if submit is None:
        for epoch in range(epochs):
            results = [group.epoch(epoch) for group in groups]
            yield results
            if all(over for _, over in results):
                return
        return
    running = [submit(group.epoch, 0) for group in groups]
    try:
        for epoch in range(epochs):
            results = []
            for k, group in enumerate(groups):
                results.append(running[k].result())
                if epoch + 1 < epochs:
                    running[k] = submit(group.epoch, epoch + 1)
            yield results
            if all(over for _, over in results):
                return
    finally:
        for turn in running:
            turn.cancel()


@contextmanager
def workers(count: int) -> "Iterator[Callable[..., Any] | None]":
    """Yield the `submit` of a pool of threads, each with linear algebra on one core."""
    with one_thread():
        if count == 1:
            yield None
        else:
            with ThreadPoolExecutor(count) as pool:
                yield pool.submit
