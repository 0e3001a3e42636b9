"""Where bytes come from: each puts arrivals into the inbox and knows nothing of their meaning."""
