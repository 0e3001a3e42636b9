"""An exercise's forecasts, made from a past storm's best track."""
