"""Values the office may edit, each with its source and confidence. Never a number in code."""
