"""Threads that wait for a core because they want to, so that their time would not count."""

SPY = """
import os

for call in (
    lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    lambda: os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0)),
    lambda: os.setpriority(os.PRIO_PROCESS, 0, 19),
    lambda: os.nice(5),
):
    try:
        call()
        print("FOUND a way to wait")
    except OSError:
        pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
