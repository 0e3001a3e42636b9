"""The one door: writes nginx's configuration and a copy of the screens into the data folder."""
