"""What a course folder keeps: gradebook, journal, results, receipts, seeds."""
