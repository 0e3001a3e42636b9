"""What somebody signs: one ladder for every kind of paper."""
