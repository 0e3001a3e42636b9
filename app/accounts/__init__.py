"""Who acts, from which unit, with which rights; sessions that prove it."""
