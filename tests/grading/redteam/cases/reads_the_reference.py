"""The source and the compiled code of the functions that an answer should be."""

SPY = """
import glob
import importlib
import inspect
import marshal
import os
import pkgutil

import reglab

def code_in(code):
    yield code
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            yield from code_in(constant)

prox = importlib.import_module("reglab.linear.prox")
texts = [inspect.getsource(prox), pkgutil.get_data("reglab.linear", "prox.py").decode()]
for path in glob.glob("/**/prox*", recursive=True):
    if "reglab" not in path:
        continue
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
