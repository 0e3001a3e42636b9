"""Road networks for benches and tests: the sample city's, and made-up ones of any size."""
