from reglab.validation.curve import cv_curve as cv_curve
from reglab.validation.curve import one_se_rule as one_se_rule
from reglab.validation.decomposition import bias_variance as bias_variance
from reglab.validation.folds import kfold_indices as kfold_indices
from reglab.validation.nested import nested_cv as nested_cv
from reglab.validation.selection import selection_frequency as selection_frequency
