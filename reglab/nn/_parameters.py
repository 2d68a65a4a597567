"""The parameters of all networks in one array, with views by name."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Parameters:
    """``values[k]`` holds all parameters of network k, weights first.

    An optimizer works on one array instead of many, the parameters of one network are one row, and
    a group of networks is a slice.

    Parameters
    ----------
    starts : list, per network, of list, per layer, of dict
        Initial values.
    dtype : numpy dtype
    alone : bool
        Whether there is one network, whose views have no axis of networks.

    Attributes
    ----------
    values : ndarray of shape (n_networks, size)
    n_weights : int
        Number of weights in each row: parameters with names that start with "W".
    by_layer : list of dict of ndarray
        Views of each layer by its own names: "W", "b".
    views : dict of ndarray
        The same views, with the layer's number: "W1", "b1".
    """

    def __init__(
        self, starts: "Sequence[Sequence[dict[str, NDArray]]]", dtype: "np.dtype", *, alone: bool
    ) -> None:
        self.alone = alone
        names = [(i, name) for i, layer in enumerate(starts[0]) for name in layer]
        # Weights come first; sorted is stable, so the layers stay in order.
        self.layout, end, self.n_weights = {}, 0, 0
        for i, name in sorted(names, key=lambda key: not key[1].startswith("W")):
            shape = starts[0][i][name].shape
            self.layout[i, name] = (end, shape)
            end += int(np.prod(shape))
            if name.startswith("W"):
                self.n_weights = end
        self.n_layers = len(starts[0])
        self._hold(np.empty((len(starts), end), dtype))
        for k, layers in enumerate(starts):
            for (i, name), (begin, shape) in self.layout.items():
                self.values[k, begin : begin + int(np.prod(shape))] = layers[i][name].ravel()

    def _hold(self, values):
        """Store `values`, and make the views by name."""
        self.values = values
        self.by_layer = [{} for _ in range(self.n_layers)]
        for (i, name), (begin, shape) in self.layout.items():
            block = values[:, begin : begin + int(np.prod(shape))]
            lead = () if self.alone else (len(values),)
            self.by_layer[i][name] = (block[0] if self.alone else block).reshape(lead + shape)
        number, self.views = 0, {}
        for layer in self.by_layer:
            number += bool(layer)
            self.views |= {f"{name}{number}": view for name, view in layer.items()}

    @property
    def dtype(self) -> "np.dtype":
        """Dtype of all parameters."""
        return self.values.dtype

    @property
    def weights(self) -> "NDArray":
        """The weights, which a penalty shrinks, of shape (n_networks, n_weights)."""
        return self.values[:, : self.n_weights]

    def empty_like(self) -> "Parameters":
        """Return uninitialized parameters of the same form, for gradients."""
        return self._with(np.empty_like(self.values))

    def copy(self) -> "Parameters":
        """Return a copy."""
        return self._with(self.values.copy())

    def part(self, networks: "slice | NDArray[np.intp]") -> "Parameters":
        """Return the parameters of some networks: a view of a slice, a copy for numbers."""
        return self._with(self.values[networks])

    def _with(self, values):
        other = object.__new__(Parameters)
        other.__dict__.update(self.__dict__)
        other._hold(values)
        return other
