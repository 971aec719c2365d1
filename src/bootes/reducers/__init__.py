"""What is kept of the replicates: every one, tail counts, moments, a histogram."""
