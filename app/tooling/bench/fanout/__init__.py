"""The processes of `bench fanout`: a server in two forms, its clients, a feeder."""
