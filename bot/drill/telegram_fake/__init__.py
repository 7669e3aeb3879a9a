"""The rooms of the stand-in for Telegram's Bot API; bot/drill/fake_telegram.py is its door."""
