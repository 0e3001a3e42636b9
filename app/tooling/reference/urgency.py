"""The steps of urgency as the screens read them."""

from app.configuration.urgency import NEAR_HOURS, SHAPES, SOON_HOURS


def render() -> str:
    """The TypeScript file."""
    shapes = ", ".join(f'{severity}: "{shape}"' for severity, shape in SHAPES.items())
    return (
        "// Written from app/configuration/urgency.py by `make docs`.\n\n"
        f"export const SOON_H = {SOON_HOURS};\n"
        f"export const NEAR_H = {NEAR_HOURS};\n"
        f"export const SHAPES = {{ {shapes} }};\n"
    )
