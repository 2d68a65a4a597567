# %% [markdown]
# # Lesson 12. TODO title
#
# **By the end you can**
#
# - TODO
#
# **Time** about TODO minutes. **Before this** TODO.

# %%
from reglab.checks import check
