"""The same file is read by a confined child once a run: most tests ask what is made of it."""

import subprocess
from collections.abc import Iterator

import pytest

from app.importing import confined
from app.importing.confined import Job

Read = tuple[str, int, int, bytes]


@pytest.fixture(scope="session", autouse=True)
def each_file_read_once() -> Iterator[None]:
    """Keep what real children printed; what a child may do is tested in `tests/unit`."""
    read: dict[Read, subprocess.CompletedProcess[bytes]] = {}
    run_child = confined.run_child

    def run_once(job: Job, told: bytes) -> subprocess.CompletedProcess[bytes]:
        key = (job.module, job.memory_bytes, job.file_bytes, told)
        if key not in read:
            read[key] = run_child(job, told)
        return read[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "run_child", run_once)
        yield
