"""What the screens are compiled against, made from what the routes return."""
