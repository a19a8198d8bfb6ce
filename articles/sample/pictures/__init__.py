"""Poster-style landscapes for the sample photos, drawn with Pillow alone (no fonts, no files)."""
