"""The size of the fan-out bench, as its acceptance says it."""

MOVERS = 12_000
REPORT_EVERY_S = 10.0
CLIENTS = 100
TICK_S = 0.25
CHANGED_A_TICK = int(MOVERS * TICK_S / REPORT_EVERY_S)
# Five views that all hold the whole fleet, on different tiles.
VIEWS = (
    [121.3, 28.8, 124.2, 31.2],
    [120.9, 28.6, 124.4, 31.4],
    [121.0, 28.0, 125.5, 32.0],
    [119.5, 27.5, 126.0, 33.0],
    [121.4, 28.9, 124.1, 31.1],
)
