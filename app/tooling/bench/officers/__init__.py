"""Zones that an officer would draw in the sample city under Chan-hom, and what is answered."""
