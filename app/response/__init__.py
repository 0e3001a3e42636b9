"""Emergency response levels: who has activated what, and what the defaults would recommend."""
