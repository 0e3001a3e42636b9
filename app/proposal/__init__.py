"""The city's own proposal: the gradient plan that the registers give for one storm and level."""
