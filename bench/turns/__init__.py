"""Parts of bench/turn.py: the conversation, the two sides, the load, the figures."""
