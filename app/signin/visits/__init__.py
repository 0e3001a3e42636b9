"""Sessions of accounts: renewed at every change of privilege, listed, ended."""
