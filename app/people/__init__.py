"""Who must be safe: households at risk, the list an order freezes, and what is reported of it."""
