"""Fonts and colours for Gradio's own parts; `static/*.css` has the rest. Fonts are those of the reader's machine: none is fetched."""

from typing import Any

import gradio as gr

FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def make_theme() -> Any:
    """Calm greys with one blue; radius and shadows small."""
    theme = gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        font=FONTS,
        font_mono=("ui-monospace", "Menlo", "Consolas", "monospace"),
        radius_size=gr.themes.sizes.radius_md,
    )
    return theme.set(
        body_background_fill="var(--jw-paper)",
        body_background_fill_dark="var(--jw-paper)",
        body_text_color="var(--jw-ink)",
        body_text_color_dark="var(--jw-ink)",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_shadow="none",
    )
