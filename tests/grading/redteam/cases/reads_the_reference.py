"""The source and the compiled code of the functions that an answer should be."""

SPY = """
import importlib
import inspect
import marshal
import os
import pkgutil
import site
import sys

import reglab

def code_in(code):
    yield code
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            yield from code_in(constant)

prox = importlib.import_module("reglab.linear.prox")
texts = [inspect.getsource(prox), pkgutil.get_data("reglab.linear", "prox.py").decode()]
paths = []
for start in ["/", *(f"{folder}/reglab" for folder in site.getsitepackages())]:
    for folder, folders, names in os.walk(start):
        folders[:] = [] if folder in ("/usr", sys.prefix, sys.base_prefix) else folders
        paths += [os.path.join(folder, name) for name in names if name.startswith("prox")]
assert paths
for path in paths:
    if path.endswith(".pyc"):
        for code in code_in(marshal.loads(open(path, "rb").read()[16:])):
            if code.co_name == "soft_threshold" and "clip" in str(code.co_names):
                print("FOUND", path)
            if code.co_name == "soft_threshold" and "sign" in str(code.co_names):
                print("FOUND", path)
    else:
        texts.append(open(path).read())
if any("np.clip" in text or "np.sign" in text or "np.maximum" in text for text in texts):
    print("FOUND the reference")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
