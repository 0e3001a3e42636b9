"""How fast the map is drawn in a real browser without a graphics card, for `bench map`."""
