"""`python -m app.live`: gevent takes the place of blocking calls before anything else loads."""

import gevent.monkey

gevent.monkey.patch_all()

from app.live.process import main  # noqa: E402 after the patch

if __name__ == "__main__":
    main()
