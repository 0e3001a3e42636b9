"""`python -m app.setup [COMMAND]`: make ready what COMMAND needs; a second call does nothing."""

import sys

from app.setup.environment import install_packages, make_environment
from app.setup.screens import build_screens
from app.setup.stamp import cannot_write, locked
from app.setup.step import SetupFailed
from app.setup.system import install_test_programs

# Commands that drive a browser: the tests, and `bench map`.
WITH_BROWSER = {"test", "bench"}
# Commands that show pages; the others need no Node.
WITH_SCREENS = {"demo", "run", "test", "bench", "doctor"}


def main(command: str) -> int:
    """Exit code 0, or 1 with a reason and what to do on stderr."""
    try:
        with locked():
            make_environment()
            install_packages("requirements.lock")
            if command in WITH_BROWSER:
                install_packages("requirements-test.lock")
                install_test_programs()
            if command in WITH_SCREENS:
                build_screens()
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(cannot_write(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
