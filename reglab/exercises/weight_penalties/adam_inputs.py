"""Inputs for the check of Exercise 6.3: steps that reveal each known mistake on every draw."""

import numpy as np

from reglab.exercises.weight_penalties.inputs import away_from_zero, quarters, whole_numbers


def _case(rng, p, grads, *, l2=0.0, wd=0.0):
    # Large enough that the tolerance for the place of eps does not hide a mistake.
    lr = float(rng.choice([0.1, 0.15, 0.2, 0.25]))
    return {"p": np.array(p), "grads": np.array(grads), "lr": lr, "l2": l2, "wd": wd}


def _numbers(rng, *sizes):
    """A p, and gradients of these sizes: a size of None is drawn in quarters, from 1.5 to 4."""
    grads = [[quarters(rng, 1.5, 4) if size is None else size] for size in sizes]
    return [quarters(rng, 1, 3)], grads


def one_step(rng):
    p, [g] = _numbers(rng, None)
    q, [h] = _numbers(rng, None)
    # Sizes differ, so that one scale for all shows.
    sizes = [rng.choice([0.4, 0.45, 0.5, 0.55, 0.6]), quarters(rng, 2, 6), quarters(rng, 10, 20)]
    order = rng.permutation(3)
    signs = np.array([1.0, -1.0, rng.choice([-1.0, 1.0])])
    many = quarters(rng, 1, 4, size=3) * rng.permutation(signs)
    return [
        _case(rng, p, [g]),
        _case(rng, q, [[-h[0]]]),
        _case(rng, many, [np.array(sizes)[order] * signs]),
    ]


def five(rng, *, l2=0.0, wd=0.0):
    # The size of the gradient changes fourfold from step to step, so that every wrong average
    # shows.
    shape = [(2, 3), (3, 2), (5,), (2, 2, 2)][rng.integers(4)]
    sizes = rng.uniform(1.0, 2.0) * np.array([1.0, 4.0, 0.5, 2.0, 1.0])
    p = away_from_zero(rng, *shape)
    grads = sizes.reshape(-1, *np.ones_like(shape)) * away_from_zero(rng, 5, *shape)
    if l2:
        grads = np.abs(grads) * np.sign(p)  # otherwise g + l2*p could be near 0, where eps matters
    return _case(rng, p, grads, l2=l2, wd=wd)


def growing_runs(rng):
    """Cases: two steps; a large gradient followed by zeros; five steps of many gradients."""
    many = five(rng)
    many["p"].flat[0] = 0.0
    return [
        _case(rng, *_numbers(rng, None, quarters(rng, 0.25, 0.75))),
        _case(rng, *_numbers(rng, None, 0.0, 0.0, 0.0, 0.0)),  # v falls
        many,
    ]


def small(rng):
    """Cases with gradients near 0.01, 1e-4 and 1e-6, and equal to 0, of either sign."""
    sizes = rng.choice([-1, 1], size=3) * rng.integers(6, 15, size=3) * [1e-3, 1e-5, 1e-7]
    p = away_from_zero(rng, int(rng.integers(2, 5)))
    return [
        *(_case(rng, *_numbers(rng, size)) for size in sizes),
        _case(rng, p, np.zeros((2, len(p)))),
    ]


def balanced(rng):
    """Cases in which g = -l2*p in three steps, and cases without a gradient; p has both signs."""
    l2 = float(rng.choice([0.25, 0.75, 1.25]))
    p = quarters(rng, 1, 3, size=2) * rng.permutation([1.0, -1.0])
    return [_case(rng, p, [-l2 * p] * 3, l2=l2), _case(rng, p, [0 * p], l2=l2)]


def penalized(rng):
    """One step in which the penalty outweighs the gradient in one entry, and not in the other."""
    p = quarters(rng, 1, 3, size=2)
    l2 = quarters(rng, 1.5, 2.5)
    g = -l2 * p * rng.permutation([0.25, 3.0])
    return [_case(rng, p, [g], l2=l2), _case(rng, -p, [-g], l2=l2)]


def without_gradient(rng):
    p = away_from_zero(rng, *rng.integers(2, 4, size=2))
    return [
        _case(rng, [quarters(rng, 1.25, 3)], [[0.0]], wd=quarters(rng, 1, 2.5)),
        _case(rng, p, np.zeros((4, *p.shape)), wd=float(rng.uniform(1.0, 2.5))),
    ]


def decayed(rng):
    p, grads = _numbers(rng, quarters(rng, 3.25, 5))
    q = away_from_zero(rng, 3)
    return [
        _case(rng, p, grads, wd=quarters(rng, 1, 2.5)),
        _case(rng, q, 3.0 * away_from_zero(rng, 1, 3), wd=float(rng.uniform(1.0, 2.0))),
    ]


def with_everything(rng):
    l2, wd = float(rng.uniform(0.6, 1.2)), float(rng.uniform(1.0, 2.0))
    return [five(rng, l2=l2), five(rng, wd=wd), five(rng, l2=l2, wd=wd)]


def two_runs(rng):
    data = five(rng)
    other = away_from_zero(rng, *data["p"].shape)
    # After a gradient of 0 both moments are still 0, but a step has been taken.
    data["grads"][0] = 0 * data["grads"][0]
    return {**data, "p_other": other, "factor": -float(rng.uniform(2.0, 4.0))}


def of_whole_numbers(rng):
    p, g = (whole_numbers(rng, 4) for _ in range(2))
    return _case(rng, p, [g])


def outweighed(rng):
    """A step in which any penalty or decay by default would show, and no step of Adam would."""
    p = 100.0 * quarters(rng, 1, 2, size=2) * rng.permutation([1.0, -1.0])
    return [_case(rng, p, [0 * p]), _case(rng, p, [np.abs(p) / 50])]
