"""Accounts: made and moved by the administrator, given rights by the security administrator."""
