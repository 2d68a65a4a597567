"""Work that several processes share, for grading and for audits."""
