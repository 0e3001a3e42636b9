"""Map layers: one definition, every outlet."""
