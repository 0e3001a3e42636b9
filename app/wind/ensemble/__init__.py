"""How sure an arrival is: members of a forecast, and what they say of places and the map."""
