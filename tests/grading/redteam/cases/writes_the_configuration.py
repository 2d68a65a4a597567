"""Configuration and start-up files for whoever comes next, in every place that Python reads."""

ATTACK = """
import os
import site
import sys

TEXT = "print('taken over')"
places = [*sys.path, site.getusersitepackages(), "../..", "/etc", os.path.dirname(os.__file__)]
written = []
for folder in places:
    for name in ("sitecustomize.py", "usercustomize.py", "nbgrader_config.py", "course.toml"):
        path = os.path.join(folder or ".", name)
        try:
            with open(path, "w") as file:
                file.write(TEXT)
            written.append(path)
        except OSError:
            pass
# A submission's own folders, which end with it. Python reads in /tmp if its environment is there.
own = ("/submission", "/tmp/")
outside = [path for path in written if not os.path.abspath(path).startswith(own)]
if outside:
    print("FOUND", outside)
print("TRIED")
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0, "prints": "TRIED"}
