"""Comparisons of methods: intervals, tests, and experiments that are registered first.

Names are looked up on first use (PEP 562), as in `reglab.linear`.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "Registration": "registration",
        "Report": "report",
        "Result": "result",
        "Vault": "vault",
        "equivalence_power": "power",
        "holm": "multiple",
        "p_better": "better",
        "paired_ci": "paired",
        "paired_p": "p_value",
        "run_grid": "grid",
        "run_registered": "study",
        "seeds_needed": "seeds",
        "tost": "equivalence",
        "verdict": "verdicts",
    },
)
