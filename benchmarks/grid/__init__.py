"""Seven statistics, three sizes, eight ways to their percentile interval."""
