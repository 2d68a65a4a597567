"""A student whose name breaks a line, for those who read line by line."""

STUDENT = "ann\nhonest-1,03_small,100"
EXPECTED = {"status": "failed", "says": "must be printable"}
