"""One file, one register: what it holds is said in `app/registers/definition.py`."""
