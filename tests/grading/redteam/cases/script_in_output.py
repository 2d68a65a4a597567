"""Markup in outputs, in errors and in the answer's text: none of it may act on a page."""

SPY = """
from IPython.display import HTML, Javascript, display

print("<script>alert('printed')</script>")
display(HTML("<script>alert('shown')</script><img src=x onerror=alert(1)>"))
display(Javascript("alert('run')"))
raise ValueError("<script>alert('raised')</script>")
"""
ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    "<script>alert('written')</script>"
    print("<script>alert('printed')</script>")
    raise ValueError("</code></script><script>alert('raised')</script>")
""",
    "why": "<script>alert('why')</script><img src=x onerror=alert(1)>",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
