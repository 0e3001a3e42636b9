"""One file, one register: what it holds is said in `../definition.py`."""
