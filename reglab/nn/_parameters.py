"""All parameters of all networks in one block of memory, and views of it by name."""

import numpy as np


class Parameters:
    """``values[k]`` holds all numbers of network k: first those that a penalty shrinks.

    An optimizer walks through one array instead of a dozen; the best weights of one network are
    one row to copy; and some of the networks are a slice.

    Parameters
    ----------
    starts : list, per network, of list, per layer, of dict
        Initial values.
    dtype : numpy dtype
    alone : bool
        Whether views go without the axis of networks, of which there is one.

    Attributes
    ----------
    values : ndarray of shape (n_networks, size)
    n_weights : int
        How many of each row are weights, with names that start with "W".
    by_layer : list of dict of ndarray
        Views named as layers name them: "W", "b".
    views : dict of ndarray
        The same views, with the number of the layer: "W1", "b1".
    """

    def __init__(self, starts, dtype, *, alone):
        self.alone = alone
        names = [(i, name) for i, layer in enumerate(starts[0]) for name in layer]
        # sorted is stable: weights come first, and the order of the layers stays.
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
        """Take `values` as the memory, and look at it by name."""
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
    def dtype(self):
        """Type of all parameters."""
        return self.values.dtype

    @property
    def weights(self):
        """What a penalty shrinks, as (n_networks, n_weights)."""
        return self.values[:, : self.n_weights]

    def empty_like(self):
        """Memory for gradients, of the same form, not filled."""
        return self._with(np.empty_like(self.values))

    def copy(self):
        """The same numbers in memory of their own."""
        return self._with(self.values.copy())

    def part(self, networks):
        """The parameters of a slice of networks; the memory is shared."""
        return self._with(self.values[networks])

    def _with(self, values):
        other = object.__new__(Parameters)
        other.__dict__.update(self.__dict__)
        other._hold(values)
        return other
