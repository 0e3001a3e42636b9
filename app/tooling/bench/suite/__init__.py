"""One file a bench: it defines `BENCH` and is found by itself."""
