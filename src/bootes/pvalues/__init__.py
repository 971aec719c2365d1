"""P-values from counts, with their Monte Carlo error."""
