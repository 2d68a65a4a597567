"""Registered experiments on claims about regularization, and the verdicts that they give.

Names are looked up on first use (PEP 562), as in `reglab.linear`.
"""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__,
    {
        "AuditError": "errors",
        "Claim": "claim",
        "Effect": "effects",
        "Finding": "family",
        "Measured": "measured",
        "Plan": "plan",
        "Store": "store",
        "choose": "registry",
        "find_claims": "registry",
        "findings": "family",
        "load_claim": "registry",
        "new_claim": "skeleton",
        "on_cluster": "cluster",
        "run_audit": "run",
        "summary": "terminal",
        "verdicts": "terminal",
        "markdown": "markdown_page",
        "write_page": "html_page",
    },
)
