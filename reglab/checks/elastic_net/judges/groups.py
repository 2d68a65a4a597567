"""Exercise 4.2: what each property demands."""

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import GROUP_GAP


def _compare(data, out, hint):
    w, groups, got = data["w"], data["groups"], out["group_gap"]
    expected = reference.group_gap(w, groups)
    where = first_difference(expected, got)
    if where is None:
        return PASSED
    members = w[groups == sorted(set(groups.tolist()))[where[0]]]
    weights = ", ".join(number(v) for v in members)
    return failed(
        hint,
        f"a group with the weights {weights}: expected {number(expected[where])}, "
        f"got {number(got[where])}",
    )


@GROUP_GAP.judge("small_cases")
def small_cases(data, out):
    return _compare(data, out, "In each group: the largest weight minus the smallest, with signs.")


@GROUP_GAP.judge("shared_weight")
def shared_weight(data, out):
    return _compare(data, out, "If all weights of a group are equal, nothing is left between them.")


@GROUP_GAP.judge("scattered")
def scattered(data, out):
    return _compare(
        data,
        out,
        "Select the columns of a group by their label, w[groups == g], and go through the labels "
        "from the smallest to the largest.",
    )


@GROUP_GAP.judge("single_column")
def single_column(data, out):
    return _compare(data, out, "One weight is its group's largest and its smallest.")
