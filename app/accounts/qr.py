"""QR codes as SVG, drawn here: what one holds leaves this server to nobody else."""

import io

import segno


def qr_svg(text: str) -> str:
    """SVG of a QR code that a phone's camera reads from a screen or from paper."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", scale=4, border=4, xmldecl=False)
    return out.getvalue().decode()
