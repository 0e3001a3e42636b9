"""`python -m app.tooling.drills`: write `docs/drills.md` with the figures of the last runs."""

from app.tooling.drills.page import write

if __name__ == "__main__":
    write()
