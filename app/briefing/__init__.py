"""The briefing: the picture and one zone's answer as one file that needs nothing else."""
