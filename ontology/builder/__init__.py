"""Builds the shipped vocabulary from public sources and the curated files."""
