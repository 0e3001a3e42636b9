"""What an office puts in the place of a shipped value: asked, approved, kept by version."""
