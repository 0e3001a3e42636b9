"""Map layers: one file, one layer. `docs/extend.md` tells how to add one."""
