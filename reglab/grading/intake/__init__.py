"""What was handed in: found, read, and brought into the released form."""
