"""What students get to see."""
