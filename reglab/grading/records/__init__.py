"""Read and write the files of a course folder: gradebook, journal, results, receipts, seeds."""
