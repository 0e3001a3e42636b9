"""What somebody must do: given to a post of the chain, answered by name, taken up if it is not."""
