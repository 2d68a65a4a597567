"""Find and read what was handed in, and bring it into the released form."""
