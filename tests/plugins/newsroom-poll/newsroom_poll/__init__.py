"""Polls in the articles of a Newsroom site."""
