"""Readers' ratings of articles: a guest, and the proof of the plug-in interface.

What it adds to articles stands in `article_extension`; the articles know nothing of it.
"""
