"""Who acts. Until sign-in lands there is one built-in city actor and the server stays local."""
