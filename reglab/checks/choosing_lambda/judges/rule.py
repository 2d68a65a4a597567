"""Exercise 5.3: what each property demands."""

from reglab import validation as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import ONE_SE_RULE


def _list(values):
    return f"[{', '.join(map(number, values))}]"


def _case(data):
    return ", ".join(f"{name} = {_list(data[name])}" for name in ("lams", "mean", "se"))


def _compare(data, out, hint):
    expected = reference.one_se_rule(data["lams"], data["mean"], data["se"])
    if first_difference([expected], [out["one_se_rule"]]) is None:
        return PASSED
    return failed(
        hint, f"{_case(data)}: expected {number(expected)}, got {number(out['one_se_rule'])}"
    )


@ONE_SE_RULE.judge("largest")
def largest(data, out):
    return _compare(
        data,
        out,
        "Find the smallest mean and add its se. Of all lams whose mean is at most that, return the "
        "largest.",
    )


@ONE_SE_RULE.judge("se_of_the_minimum")
def se_of_the_minimum(data, out):
    return _compare(data, out, "One threshold for all: the smallest mean plus the se at that lam.")


@ONE_SE_RULE.judge("any_order")
def any_order(data, out):
    return _compare(data, out, "Compare the values of lam, not their places in the array.")


@ONE_SE_RULE.judge("past_a_bump")
def past_a_bump(data, out):
    return _compare(data, out, "Look at every lam; the curve may leave the band and come back.")


@ONE_SE_RULE.judge("on_the_edge")
def on_the_edge(data, out):
    return _compare(data, out, "Within one se includes exactly one se: use <=.")
