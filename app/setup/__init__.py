"""First-start installation. Standard library only: it runs before anything is installed."""
