# %% [markdown]
# # Lesson 0. Start here
#
# **By the end you can**
#
# - say whether this computer is ready for the course;
# - write an answer, check it, and read what a check says;
# - make a prediction, and hand in a notebook.
#
# **Time** about 15 minutes. **Before this** a little Python and NumPy. Nothing here counts for your
# mark.
#
# A notebook is made of **cells**. Click on one and press Shift+Enter: it runs, its result appears
# below it, and the next cell is selected. Start with this one.

# %%
import numpy as np

from reglab import datasets, doctor, linear, plots
from reglab.checks import check, example, predict, reveal

# %% [markdown]
# ## 0.1 Is this computer ready?
#
# The next cell looks at Python, the packages, and the data sets. The last line of its answer is the
# one that counts. Where something is missing, a line with an arrow says what to do.

# %% tags=["experiment"]
print(doctor.render(doctor.diagnose()))

# %% [markdown]
# The sandbox is what instructors grade with. Without it, all lessons still run.

# %% [markdown]
# ## 0.2 What the course is about
#
# Somebody measures a curve at a few points, with noise, and fits a polynomial with twelve weights.
# Twelve weights can bend a lot.
#
# *Before you run the cell:* the curve is fitted twice to the same points. The second time, large
# weights cost something. Which fit do you expect closer to the points? Which closer to the truth?

# %% tags=["experiment"]
grid, powers = np.linspace(0, 1, 201), np.arange(1, 13)


def bend(x):
    return (2 * x[:, None] - 1) ** powers  # on [-1, 1], where high powers stay small


def two_fits(seed):
    x, y = datasets.make_sine(15, 0.3, rng=np.random.default_rng(seed))
    fits = [linear.ridge_closed_form(bend(x), y, lam) for lam in (1e-9, 1e-3)]
    return x, y, [bend(grid) @ w + b for w, b in fits]


inside = (grid > 0.1) & (grid < 0.9)
errors = [
    [np.mean((fit - datasets.sine(grid))[inside] ** 2) for fit in two_fits(seed)[2]]
    for seed in range(200)
]
free, held = np.median(errors, axis=0)

x, y, fits = two_fits(4)
fig, ax = plots.figure(
    f"The same twelve weights: the error falls from {free:.2f} to {held:.2f}\n"
    "(median of 200 samples) when large weights cost something",
    "x",
    "y",
)
ax.plot(grid, datasets.sine(grid), color="0.6", linewidth=4, label="the truth")
ax.plot(x, y, "o", color="black", label="15 measurements")
for i, (fit, label) in enumerate(zip(fits, ("weights are free", "weights cost"), strict=True)):
    ax.plot(grid, fit, label=label, **plots.series(i))
ax.set_ylim(-2.2, 2.2)
ax.legend(ncols=2, loc="upper right", fontsize=9)
plots.show(
    fig,
    "Fifteen noisy points around a sine curve and two fitted polynomials. The one with free "
    "weights swings far away between the points, the one with a penalty stays near the truth.",
)

# %% [markdown]
# The free fit comes closer to the points, and the other one to the truth. Everything that gives up
# some fit to the points at hand for less error on new ones is called **regularization**. A penalty
# on weights is one way, and there are many more: you will build them one by one.

# %% [markdown]
# ## 0.3 Predict first
#
# Now and then a lesson asks what you expect, *before* it shows what happens. Any answer is as good
# as another: what counts is that you made up your mind. A wrong guess is remembered best.
#
# You **standardize** a column of weights in kilograms: subtract its mean, then divide by its
# standard deviation,
#
# $$z_i = \frac{x_i - \bar x}{s}, \qquad \bar x = \frac1n \sum_i x_i, \qquad
# s = \sqrt{\frac1n \sum_i (x_i - \bar x)^2}. \tag{0.1}$$
#
# Then you convert the column to grams and standardize again. What changes?
#
# - "a": Every value becomes 1000 times as large.
# - "b": Nothing: both results are the same.
# - "c": The mean stays 0, and the standard deviation becomes 1000.
#
# Replace the last two lines of the next cell by your choice, for example `units_prediction = "a"`,
# and run both cells.

# %% nbgrader={"grade_id": "00-predict-units-choice", "solution": true}
units_prediction = None
### BEGIN SOLUTION
units_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "00-predict-units", "grade": true}
predict("start_here.units", units_prediction)

# %% [markdown]
# ## 0.4 Your first red cross
#
# An exercise asks for a function. The cell below it checks the function: not against one stored
# number, but against what every correct answer must do. Here is the answer of a colleague who was
# in a hurry. Run the cell. What is wrong?


# %% tags=["experiment", "raises-exception"]
def in_a_hurry(X):
    return (X - X.mean()) / X.std()


check("start_here.standardize", standardize=in_a_hurry)

# %% [markdown]
# How to read it:
#
# - The first line counts how many **properties** hold. Each tick or cross is one of them.
# - Under a cross stands the **smallest case** that fails: the input, what was expected, what came.
# - The **hint** names the mistake, if it is one that the course knows.
# - "wait" means: this one is looked at when an earlier one holds.
# - The last property is one of every exercise: your function leaves its arguments as they were.
#
# Do you want to see the input of the cross for yourself? It comes as a dictionary.

# %% tags=["experiment"]
example("start_here.standardize")

# %% [markdown]
# ## 0.5 Your turn
#
# ### Exercise 0.1
#
# Write `standardize` so that it brings every column of a table to mean 0 and standard deviation 1,
# as (0.1) says. Replace the line with `raise`, run the cell, then run the check below it. You may
# check as often as you like. Try something wrong on purpose, too.


# %% nbgrader={"grade_id": "00-standardize", "solution": true}
def standardize(X):
    """Bring every column to mean 0 and standard deviation 1.

    X : array of shape (n_samples, n_features), no column constant
    Returns an array of the same shape.
    """
    ### BEGIN SOLUTION
    return (X - X.mean(axis=0)) / X.std(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "00-standardize-check", "grade": true}
check("start_here.standardize")

# %% [markdown]
# When every line has a tick, the exercise is done. And your prediction?

# %% tags=["experiment"]
reveal("start_here.units")

# %% [markdown]
# ## 0.6 Handing in
#
# 1. Choose *Kernel > Restart Kernel and Run All Cells*. Cells that you ran in another order, or
#    deleted, leave traces in memory; a restart shows what the notebook is worth on its own.
# 2. Look at every check once more, and save (Ctrl+S).
# 3. Hand in the file under the name that it has, `NN_name.ipynb`, in the way that your instructor
#    told you.
#
# In the graded lessons each exercise has a second, empty-looking check below the first one. When
# your notebook is graded, it tests the **same properties on other numbers**. So an answer that
# passes for the right reason passes there, too. What you should know about grading:
#
# - Checks that you change are replaced by the original ones. Please don't copy, delete or
#   move the cells of an exercise; your own new cells are welcome anywhere.
# - Each property counts the same. A solution that is half right earns half of the points.
# - A wrong answer to 3.2 does not spoil 3.4: later exercises are graded with a correct one in its
#   place.
# - A cell may run for a minute. A loop that never ends costs that exercise, not the others.
# - The reference solutions in `reglab` and the library's function are there to compare with.
#   An answer that calls them is not an answer, and the check says so.
#
# **If you are stuck.** Read the smallest case aloud and compute it by hand. Print the shapes. Then
# ask, and bring the text of the check along.

# %% [markdown]
# ## Summary
#
# | you want to | you write |
# |---|---|
# | check an answer | `check("lesson.name")` |
# | see the input of the first cross | `example("lesson.name")` |
# | predict | `predict("lesson.question", "a")` |
# | see the answer to a prediction | `reveal("lesson.question")` |
# | know whether the computer is ready | `reglab doctor` in a terminal |
#
# Next: lesson 1, where a model that fits everything predicts nothing.
