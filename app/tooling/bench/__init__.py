"""Benches: what Haitang does against the plain way of doing it, side by side in one run.

The machine's speed wavers by half within minutes, so a peer is measured in the same run, turn by
turn with ours, and only the ratio is a claim.
"""
