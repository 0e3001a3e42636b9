"""One file that holds the whole database, and the proof that it can be read back."""
