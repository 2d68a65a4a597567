"""What counts as waiting for a core: exact for one thread, nothing for threads of one's own."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reglab.sandbox.guest import waiting
from reglab.sandbox.guest.waiting import Waiting, waited

seconds = st.floats(0, 5)
profile = settings(deadline=None, derandomize=True, max_examples=200, database=None)


@profile
@given(ran=seconds, lost=seconds, slept=seconds, cores=st.integers(1, 64))
def test_of_one_thread_exactly_its_waits_count(ran, lost, slept, cores):
    length = ran + lost + slept
    found = waited({3: (2.0, 1.0)}, {3: (2.0 + ran, 1.0 + lost)}, length, cores)
    assert found == pytest.approx(lost, abs=1e-9)


@profile
@given(ran=seconds, lost=seconds, cores=st.integers(1, 64))
def test_a_wait_that_began_before_the_window_counts_in_full(ran, lost, cores):
    assert waited({}, {3: (ran, lost)}, 0.001, cores) == pytest.approx(lost, abs=0.002)


@profile
@given(threads=st.integers(1, 50), cores=st.integers(1, 16), length=st.floats(0.1, 5))
def test_threads_that_wait_only_for_each_other_use_their_time(threads, cores, length):
    ran = min(1, cores / threads) * length
    now = {number: (ran, length - ran) for number in range(threads)}
    assert waited({}, now, length, cores) == pytest.approx(0, abs=1e-9)


@profile
@given(threads=st.integers(2, 200), cores=st.integers(1, 16), share=st.floats(0.001, 0.5))
def test_threads_that_wake_up_together_and_sleep_wait_only_for_each_other(threads, cores, share):
    ran = share / 2 * min(cores, threads) / threads
    now = {number: (ran, share - ran) for number in range(threads)}
    assert waited({}, now, 1.0, cores, [0] * 8) <= share
    # With one more that always runs, so that somebody is ready whenever it is asked.
    now[threads] = (1.0, 0.0)
    assert waited({}, now, 1.0, cores, [1] * 8) == pytest.approx(0, abs=1e-9)


@profile
@given(share=st.floats(0.01, 1), threads=st.integers(1, 50))
def test_threads_that_take_turns_wait_when_the_one_whose_turn_it_is_does(share, threads):
    now = {number: (share / threads, (1 - share) / threads) for number in range(threads)}
    assert waited({}, now, 1.0, 4, [1] * 8) == pytest.approx(1 - share)


@profile
@given(share=st.floats(0.01, 1), threads=st.integers(1, 4))
def test_half_the_cores_are_half_the_time(share, threads):
    now = {number: (share, 1 - share) for number in range(threads)}
    assert waited({}, now, 1.0, 4) == pytest.approx(1 - share)


@profile
@given(
    st.dictionaries(st.integers(1, 9), st.tuples(seconds, seconds)),
    st.dictionaries(st.integers(1, 9), st.tuples(seconds, seconds)),
    st.floats(0.01, 5),
    st.integers(1, 8),
)
def test_it_is_never_less_than_nothing_nor_more_than_the_longest_thread(before, now, length, cores):
    most = max(length, *(ran + lost for ran, lost in now.values()), 0)
    assert 0 <= waited(before, now, length, cores) <= most + 1e-9


def test_a_number_that_is_used_again_begins_at_zero():
    assert waited({3: (9.0, 9.0)}, {3: (0.5, 0.5)}, 1.0, 2) == pytest.approx(0.5)


def test_windows_are_added_up_and_a_start_forgets_them(monkeypatch):
    clock, counted = [0.0], {}
    monkeypatch.setattr(waiting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(waiting, "_schedstats", lambda pids: dict(counted))
    found = Waiting(cores=1)
    for step in range(1, 31):  # a thread that has a quarter of the core, seen every 0.1 s
        clock[0], counted[5] = step / 10, (step * 0.025, step * 0.075)
        found.look([5])
    assert found.look([5]) == pytest.approx(2.25)
    found.start([5])
    assert found.look([5]) == 0


def test_what_ended_within_a_window_is_not_lost(monkeypatch):
    clock, counted = [0.0], {5: (0.0, 0.0)}
    monkeypatch.setattr(waiting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(waiting, "_schedstats", lambda pids: dict(counted))
    found = Waiting(cores=1)
    clock[0], counted[5] = 0.1, (0.05, 0.05)
    found.look([5])
    del counted[5]
    clock[0] = 0.2
    assert found.look([]) == pytest.approx(0.05)


def test_looking_often_changes_nothing(monkeypatch):
    clock, counted = [0.0], {}
    monkeypatch.setattr(waiting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(waiting, "_schedstats", lambda pids: dict(counted))
    monkeypatch.setattr(waiting, "_ready", lambda pids: set(counted))
    often = Waiting(cores=1)
    for step in range(1, 401):  # four threads take turns of 0.1 s on the only core
        clock[0] = step / 40
        turns = step // 4
        for thread in range(4):
            ran = (turns // 4 + (thread < turns % 4)) / 10
            counted[thread] = (ran, max(0.0, turns / 10 - ran))
        often.look([0])
    assert often.look([0]) < 1


def test_waits_that_came_with_another_program_do_not_count(monkeypatch):
    clock, counted = [0.0], {5: (0.0, 0.0), 6: (0.1, 9.0)}
    monkeypatch.setattr(waiting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(waiting, "_schedstats", lambda pids: dict(counted))
    monkeypatch.setattr(waiting, "_ready", lambda pids: set())
    found = Waiting(cores=2)
    found.start([5])
    for step in range(1, 41):  # the first thread sleeps; then the other one takes its number
        clock[0] = step / 20
        if step == 30:
            counted = {5: counted[6]}
        found.look([5])
    assert found.look([5]) <= 0.05 + 1e-9


def test_a_wait_of_several_windows_counts_in_full(monkeypatch):
    clock, counted = [0.0], {5: (1.0, 0.0)}
    monkeypatch.setattr(waiting.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(waiting, "_schedstats", lambda pids: dict(counted))
    monkeypatch.setattr(waiting, "_ready", lambda pids: {5})
    found = Waiting(cores=2)
    found.start([5])
    for step in range(1, 41):
        clock[0] = step / 20
        if step == 40:  # the kernel counts a wait when it ends
            counted[5] = (1.0, 2.0)
        found.look([5])
    assert found.look([5]) == pytest.approx(2.0)


def test_the_kernel_of_this_machine_counts():
    sum(range(1_000_000))
    found = waiting._schedstats([os.getpid()])
    assert found[os.getpid()][0] > 0


def test_where_nothing_is_counted_all_time_counts():
    found = Waiting()
    found.start([2**22 + 1])  # no process has this number
    assert found.look([2**22 + 1]) == 0
