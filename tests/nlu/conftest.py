"""Makes rasa importable as the dialogue process does, before any test module imports a component."""

from nlu import launch

launch.prepare()
