"""One file a wire format. Each turns what came in into reports and invents nothing."""
