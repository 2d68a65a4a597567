"""A student whose name is markup."""

STUDENT = "<script>alert(1)<&script>"
EXPECTED = {"status": "graded"}
