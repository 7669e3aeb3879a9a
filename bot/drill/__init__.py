"""Stands in for the platforms, and for people on them, when the assistant is put to the test."""
