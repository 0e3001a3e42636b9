"""What somebody said is closed or open: bridges, roads, ferry lines, scenic areas, works."""
