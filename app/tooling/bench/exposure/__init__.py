"""What a drag and a release cost: a million dwelling points, and the sample city's own."""
