# %% [markdown]
# # Lesson 0. Start here
#
# **By the end you can**
#
# - say whether this computer is ready for the course;
# - write an answer, check it, and read what a check says;
# - make a prediction, and hand in a notebook.
#
# **Time** about 15 minutes. **Before this** a little Python and NumPy. Nothing in this lesson counts
# towards your mark.
#
# A notebook is made of **cells**. Click on one and press Shift+Enter: it runs, its result appears
# below it, and the next cell is selected. Start with the next cell.
#
# Some cells only draw a figure or load what a lesson needs. JupyterLab shows them **folded**, as one
# line. They run like any other cell; click on the line to see the code.

# %%
import numpy as np

from reglab import datasets, doctor, linear, plots
from reglab.checks import check, example, predict, reveal

# %% [markdown]
# ## 0.1 Is this computer ready?
#
# The next cell looks at Python, the packages, and the data sets. The last line of its output is the
# one that counts. If something is missing, a line with an arrow says what to do.

# %% tags=["experiment"]
print(doctor.render(doctor.diagnose()))

# %% [markdown]
# Instructors need the sandbox for grading. You don't: all lessons run without it.

# %% [markdown]
# ## 0.2 What the course is about
#
# Suppose you measure a curve at a few points, with noise, and fit a polynomial with twelve weights.
# Such a polynomial can bend a lot.
#
# The polynomial is fitted twice to the same points. The second time, large weights are penalized: their
# squares are added to the error, times a small number that was fixed beforehand.
#
# *Before you run the next two cells:* which fit will be closer to the points? Which will be closer
# to the truth?

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
print("squared error from x = 0.1 to 0.9, median of 200 samples")
print(f"no penalty {free:.2f}, penalty {held:.2f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure (click to see it)
x, y, fits = two_fits(4)
fig, ax = plots.figure(
    f"A penalty on large weights lowers the error from {free:.2f} to {held:.2f}\n"
    "(median of 200 samples; one of them is shown)",
    "x",
    "y",
    size=(7.0, 4.4),
)
ax.plot(grid, datasets.sine(grid), color="0.6", linewidth=4, label="the truth")
ax.plot(x, y, "o", color="black", label="15 measurements")
for i, (fit, label) in enumerate(zip(fits, ("no penalty", "penalty"), strict=True)):
    ax.plot(grid, fit, label=label, **plots.series(i))
ax.set_ylim(-2.2, 2.2)
fig.legend(loc="outside lower center", ncols=4, fontsize=9)
plots.show(
    fig,
    "Fifteen noisy points around a sine curve and two fitted polynomials. The one with free "
    "weights swings far away between the points, the one with a penalty stays near the truth.",
)

# %% [markdown]
# The fit without a penalty is closer to the points; the fit with a penalty is closer to the truth. A
# method that accepts a worse fit to the points at hand in return for smaller errors on new points is
# called **regularization**. A penalty on the weights is one such method. You will build this one and
# many others yourself.

# %% [markdown]
# ## 0.3 Predict first
#
# Now and then a lesson asks what you expect, *before* it shows what happens. Right and wrong answers
# earn the same point: what counts is that you commit to one. People remember a result better if they
# guessed first, even if the guess was wrong.
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
# Replace the last two lines of the next cell with your choice, for example `units_prediction = "a"`,
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
# An exercise asks for a function. The cell below it checks the function: it doesn't compare with one
# stored number, but tests what every correct answer must do. Here is the answer of a colleague who
# was in a hurry. Run the cell. What is wrong?


# %% tags=["experiment", "raises-exception"]
def in_a_hurry(X):
    return (X - X.mean()) / X.std()


check("start_here.standardize", standardize=in_a_hurry)

# %% [markdown]
# How to read it:
#
# - The first line counts how many **properties** hold. Each tick or cross is one of them.
# - Below a cross is the **smallest case** that fails: the input, what was expected, what came back.
# - The **hint** names the mistake, if it is one that the course knows.
# - "wait" means: this property is tested once an earlier one holds.
# - The last property is the same in every exercise of this course: **your function must not change
#   its arguments**, because the caller still needs them. Lines such as `X -= X.mean(axis=0)` change
#   the caller's array; `X = X - X.mean(axis=0)` makes a new one.
#
# To see the input of that cross for yourself, call `example`. It returns a dictionary.

# %% tags=["experiment"]
example("start_here.standardize")

# %% [markdown]
# ## 0.5 Your turn
#
# ### Exercise 0.1
#
# Write `standardize` so that it brings every column of a table to mean 0 and standard deviation 1,
# as (0.1) says. In the next cell, replace `raise NotImplementedError()` with your code. Run the
# cell, then run the check below it. You may check as often as you like. Also try something wrong on
# purpose.
#
# In every exercise, an array may hold whole numbers (integers) unless the description of the
# arguments says that it holds floats. Results are floats.


# %% nbgrader={"grade_id": "00-standardize", "solution": true}
def standardize(X):
    """Bring every column to mean 0 and standard deviation 1.

    X : array of shape (n_samples, n_features), floats or whole numbers; no column is constant
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
#    deleted, leave traces in memory; after a restart the notebook runs without them, as it will when
#    it is graded.
# 2. Look at every check once more, and save (Ctrl+S).
# 3. Hand in the file under its own name, `NN_name.ipynb`, the way your instructor told you.
#
# How you earn points:
#
# - The check that you run gives no points, and its data are always the same. So you can try
#   anything and lose nothing.
# - In the graded lessons each exercise has a second check, which looks empty. It runs when your
#   notebook is graded, and tests the **same properties on other data**, which you don't see. A
#   correct answer passes there, too.
# - The points of most exercises are divided among **aspects**, such as the weights and the intercept:
#   the properties of an aspect share its points equally, and leaving the arguments unchanged is worth
#   a tenth. In the other exercises all properties count the same. A property that waits earns
#   nothing.
# - If your answer returns exactly what one mistake known to the course returns, it earns at
#   least 70 % of the points for a slip (a sign, a factor, an axis), and at least 40 % if one of two
#   ideas is right. For other mistakes, only the properties count. Your instructor may have chosen
#   other shares.
# - An answer that shows no understanding, such as only zeros or the input itself, earns at most 10 %.
# - A prediction earns its point for any option, right or wrong.
# - If an exercise uses an earlier answer of yours that is wrong or missing, a correct one takes its
#   place. So you never lose points twice for the same mistake.
# - The reference solutions in `reglab` and the library's functions are there for comparison. An
#   answer that calls what it should implement earns nothing, and the check says so.
#
# Two more things about grading:
#
# - Checks that you change are replaced by the original ones. Please don't copy, delete or
#   move the cells of an exercise. You may add your own cells anywhere.
# - A cell may run for a minute. A loop that never ends costs you that exercise, but no other.
#
# **If you are stuck.** Read the smallest case aloud and compute it by hand. Print the shapes. Then
# ask for help, and show the text of the check.

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
# Next: lesson 1, on models that fit their data well and predict badly.
