"""A deadline moves while the submission waits for a core, and ends at a multiple of its time."""

import pytest

from reglab.sandbox.guest.limits import PATIENCE
from reglab.sandbox.host import deadline as module
from reglab.sandbox.host.deadline import SHORTEST, Deadline


@pytest.fixture
def machine(monkeypatch):
    """A clock, and the share of the time that the submission has to wait."""

    class Machine:
        now, share, asked = 0.0, 0.0, 0

        def waited(self):
            self.asked += 1
            return self.now * self.share

        def run_out(self, deadline):
            """Let the time pass as a caller does who waits for what is left, again and again."""
            while (left := deadline()) > 1e-6:
                self.now += left
            return self.now

    found = Machine()
    monkeypatch.setattr(module.time, "monotonic", lambda: found.now)
    return found


def test_on_an_idle_machine_it_is_wall_time(machine):
    deadline = Deadline(10, machine.waited)
    assert machine.run_out(deadline) == pytest.approx(10)
    assert deadline.used() == pytest.approx(10)
    assert not deadline.busy()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.75])
def test_waits_are_added_to_it(machine, share):
    machine.share = share
    deadline = Deadline(10, machine.waited)
    assert machine.run_out(deadline) == pytest.approx(10 / (1 - share), abs=SHORTEST)
    assert deadline.used() == pytest.approx(10, abs=SHORTEST)
    assert not deadline.busy()


def test_after_a_multiple_it_ends_and_the_machine_was_busy(machine):
    machine.share = 0.99
    deadline = Deadline(10, machine.waited)
    assert machine.run_out(deadline) == pytest.approx(10 * PATIENCE)
    assert deadline.busy()
    assert deadline.used() == pytest.approx(0.5)


def test_nobody_is_asked_before_the_time_has_passed(machine):
    deadline = Deadline(10, machine.waited)
    for second in range(10):
        machine.now = float(second)
        assert deadline() == pytest.approx(10 - second)
    assert machine.asked == 0


def test_a_submission_cannot_have_waited_longer_than_time_has_passed(machine):
    deadline = Deadline(10, lambda: 1e9)
    machine.now = 8.0
    assert deadline.used() == 0
