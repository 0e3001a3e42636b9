"""What measures, tests and describes the product; nothing in service needs it."""
