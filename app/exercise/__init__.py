"""The exercise's fleet: sails real waters and speaks to `live` only as ships do, over its sockets.

Where a vessel is, is a function of the incident's time alone: every one has an itinerary from the
storm's first fix to its last, made at the start from one seed. So the clock may run at any rate,
hold, jump or be set back, and what is sent never contradicts what was sent before.
"""
