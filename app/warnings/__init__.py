"""Warning signals that the figures would call for. Suggestions: the observatory issues."""
