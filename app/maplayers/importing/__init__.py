"""Files that people bring: read in a limited child process, checked, shown, then taken."""
