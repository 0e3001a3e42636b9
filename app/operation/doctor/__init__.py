"""Can Haitang run here? One line a check, and what to do about each fault."""
