"""The wind of a storm: when it reaches places and voyages, where it goes, and how sure that is."""
