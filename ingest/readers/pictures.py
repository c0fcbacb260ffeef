"""How large the paper of a scanned picture is taken to be."""

A4_WIDTH_PT, A4_HEIGHT_PT = 595.0, 842.0


def paper_width_pt(width_px: int, height_px: int) -> float:
    """The width of an A4 sheet lying as the picture does: scanners seldom tell their resolution right."""
    return A4_WIDTH_PT if height_px >= width_px else A4_HEIGHT_PT
